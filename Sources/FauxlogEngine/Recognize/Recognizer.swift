/// Reads a log with a format: bytes in, findings out, in memory bounded by the longest record.
///
/// Bytes come in chunks of any size; what is found does not depend on where they were cut. A record
/// is known when the next one begins, so findings may lag behind the bytes until ``finish(_:)``.
package final class Recognizer {
  /// Bytes that one record may have; what is longer is unknown.
  package static let longestRecord = 16 << 20

  let reader: FormatReader
  var matcher: Matcher
  let reading: RecordReading
  /// Turns the file's bytes into text; nil if they are.
  private var decoder: TextDecoder?
  /// Takes the heads off lines that are not the first of a record; nil if none have one.
  private let heads: HeadReader?
  /// Where the text stands in the file; nil if it does so byte for byte.
  private let map: PlaceMap?
  /// Bytes that are not read yet; the first stands at `offset` in the text of the file.
  private var pending = LineWriter(capacity: 1 << 16)
  var offset: Int64 = 0
  /// The number of the line that is read next, from 1.
  var line = 1
  /// The record or line that is read, from where on in `pending`.
  var at = 0
  /// Whether no more bytes will come.
  var isLast = false
  /// Bytes there must be before it is worth trying again.
  private var wanted = 0
  /// Whether the rest of a line beyond all limits is being left out.
  private var isSkipping = false

  // What is known of the lines behind `at`.
  /// A line that fits the head; -1 if none is known.
  var knownHead = -1
  /// The start of the next line that fits the head; -1 if it was not found yet.
  var nextHead = -1
  /// Lines that begin before this place fit no head, `at` apart.
  var headsKnownTo = 0
  /// Lines that begin before this place were held against bare events.
  var barriersKnownTo = 0
  /// Unknown lines that further ones join.
  var unknown: UnknownLines?

  /// A recognizer for one file.
  package init(_ reader: FormatReader) {
    self.reader = reader
    matcher = Matcher(reader.tables, fields: reader.mostFields)
    reading = RecordReading(reader)
    let coding = reader.format.coding
    decoder = coding.isPlain ? nil : TextDecoder(coding)
    heads = coding.repeatsHead ? decoder.map { HeadReader(reader, $0.map) } : nil
    map = heads?.map ?? decoder?.map
    reading.map = map
  }

  /// Reads more bytes.
  package func feed(_ bytes: UnsafeBufferPointer<UInt8>, _ found: (Finding) -> Void) {
    var start = 0
    while start < bytes.count {
      let end = min(start + (1 << 20), bytes.count)
      unsafe append(UnsafeBufferPointer(rebasing: bytes[start..<end]))
      start = end
      process(found)
    }
  }

  /// Reads what is left at the end of the file.
  package func finish(_ found: (Finding) -> Void) {
    isLast = true
    unsafe append(UnsafeBufferPointer(start: nil, count: 0))
    process(found)
    flush(found)
    matcher.look(at: unsafe ByteView(UnsafeBufferPointer(start: nil, count: 0)))
  }

  /// Adds more bytes of the file to what is to be read.
  private func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    if let heads {
      unsafe decoder?.decode(bytes, isLast: isLast, into: &heads.text)
      heads.take(isLast: isLast, into: &pending)
    } else if decoder != nil {
      unsafe decoder?.decode(bytes, isLast: isLast, into: &pending)
    } else {
      unsafe pending.bytes(bytes)
    }
  }

  private func process(_ found: (Finding) -> Void) {
    guard pending.count >= wanted || isLast else { return }
    repeat { read(found) } while putHeadBack()
    wanted = min(2 * (pending.count - at), Self.longestRecord + 1)
    drop()
  }

  private func read(_ found: (Finding) -> Void) {
    headless = 0
    unsafe pending.withBytes { bytes in
      let view = unsafe ByteView(bytes)
      matcher.look(at: view)
      reading.view = view
      while at < view.count {
        if let length = heads?.head(at: offset + Int64(at)) {
          headless = length
          break
        }
        if isSkipping {
          skipLine(view)
          continue
        }
        guard let next = step(view, found) ?? force(view, found) else { break }
        headStart = at
        advance(to: next, view)
      }
    }
  }

  /// Puts the head back before a line that turned out to begin a record: the one of the record
  /// before, which has the same, over the end of that record.
  private func putHeadBack() -> Bool {
    guard headless > 0 else { return false }
    pending.move(from: headStart, to: at - headless, count: headless)
    at -= headless
    knownHead = at
    return true
  }

  /// Goes on behind what was read.
  private func advance(to next: Int, _ view: ByteView) {
    at = next
    if nextHead < at { nextHead = -1 }
    matcher.barriers.advance(to: at)
  }

  /// How many bytes of the line at `at` stand only at the start of the record before; 0 if the line is
  /// whole.
  private var headless = 0
  private var headStart = 0

  /// Forgets bytes that were read.
  private func drop() {
    // The head of the record before may be wanted again.
    let count = heads == nil ? at : min(headStart, at)
    guard count > 0 else { return }
    pending.remove(at: 0, count: count)
    offset += Int64(count)
    map?.drop(before: offset)
    if nextHead >= 0 { nextHead -= count }
    knownHead = knownHead >= count ? knownHead - count : -1
    headsKnownTo = max(headsKnownTo - count, 0)
    barriersKnownTo = max(barriersKnownTo - count, 0)
    matcher.barriers.drop(count)
    at -= count
    headStart = 0
  }

  // MARK: - Records beyond the limit

  /// What can be said of more bytes than a record may have: nothing is known of their whole lines.
  private func force(_ view: ByteView, _ found: (Finding) -> Void) -> Int? {
    guard view.count - at > Self.longestRecord else { return nil }
    var end = at + Self.longestRecord
    while end > at, view[end - 1] != 0x0A { end -= 1 }
    flush(found)
    if end == at {
      isSkipping = true
      end = at + Self.longestRecord
      unknown = lines(at..<end, view)
      line += 1
    } else {
      let lost = lines(at..<end, view)
      line += lost.lines
      found(.unknown(lost))
    }
    return end
  }

  /// Leaves out the rest of a line.
  private func skipLine(_ view: ByteView) {
    let end = view.find(0x0A, from: at, to: view.count)
    if end < view.count { isSkipping = false }
    advance(to: min(end + 1, view.count), view)
  }

  // MARK: - Unknown lines

  /// A note of lines that are unknown.
  func lines(_ range: Range<Int>, _ view: ByteView) -> UnknownLines {
    let first = view.find(0x0A, from: range.lowerBound, to: range.upperBound)
    let text = unsafe view.withBytes(range.lowerBound..<min(first, range.lowerBound + 200)) {
      unsafe Array($0)
    }
    return UnknownLines(
      line: line, lines: view.lines(range), offset: place(range.lowerBound), text: text,
      nearest: nil)
  }

  /// Where a place of what is read stands in the file.
  private func place(_ at: Int) -> Int64 {
    let place = offset + Int64(at)
    return map?.file(place) ?? place
  }

  /// Hands out unknown lines that no more will join.
  func flush(_ found: (Finding) -> Void) {
    guard let lines = unknown else { return }
    unknown = nil
    found(.unknown(lines))
  }
}

extension ByteView {
  /// How many lines a range has; one without line end counts.
  func lines(_ range: Range<Int>) -> Int {
    var count = 0
    var at = range.lowerBound
    while at < range.upperBound {
      at = find(0x0A, from: at, to: range.upperBound) + 1
      count += 1
    }
    return count
  }
}

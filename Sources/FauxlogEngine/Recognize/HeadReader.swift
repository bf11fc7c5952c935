/// Takes the head off every line that has the same as the line before.
///
/// Where a layout stands before each line, only the first line of a record keeps it, and the record
/// reads as it was written. Lines of several records may have the same head; whoever finds that a
/// record begins at a line without one puts it back.
final class HeadReader {
  /// Where what is left stands in the file.
  let map: PlaceMap
  /// Text whose lines still have their heads.
  var text = LineWriter(capacity: 1 << 16)
  private let reader: FormatReader
  private var matcher: Matcher
  /// The head of the line before.
  private var head: [UInt8] = []
  /// Where `text` begins in the text of the file, and how much is left of what came before.
  private var offset: Int64 = 0
  private var left: Int64 = 0
  /// Lines without their heads, in order: where they begin in what is left, and the heads' lengths.
  private var lines: [(place: Int64, length: Int, file: Int64)] = []
  private var next = 0

  init(_ reader: FormatReader, _ outer: PlaceMap) {
    self.reader = reader
    matcher = Matcher(reader.tables, fields: reader.mostFields)
    map = PlaceMap(unit: 1, outer: outer)
  }

  /// Moves whole lines to `pending`; with `isLast`, all.
  func take(isLast: Bool, into pending: inout LineWriter) {
    var place = 0
    unsafe text.withBytes { bytes in
      let view = unsafe ByteView(bytes)
      matcher.look(at: view)
      while place < view.count {
        var end = view.find(0x0A, from: place, to: view.count)
        if end == view.count, !isLast { break }
        end = min(end + 1, view.count)
        let taken = headToTake(place..<end, view)
        if taken > 0 {
          lines.append((left, taken, offset + Int64(place)))
          map.add(text: left, file: offset + Int64(place + taken))
        }
        unsafe view.withBytes(place + taken..<end) { unsafe pending.bytes($0) }
        left += Int64(end - place - taken)
        place = end
      }
      matcher.look(at: unsafe ByteView(UnsafeBufferPointer(start: nil, count: 0)))
    }
    text.remove(at: 0, count: place)
    offset += Int64(place)
  }

  /// How many bytes of a line are the head of the line before; notes its own if it has another.
  private func headToTake(_ line: Range<Int>, _ view: ByteView) -> Int {
    matcher.limit = line.upperBound
    for ops in reader.heads {
      let end = matcher.run(ops, at: line.lowerBound)
      guard end > line.lowerBound else { continue }
      let found = unsafe view.withBytes(line.lowerBound..<end) { unsafe Array($0) }
      if found == head { return found.count }
      head = found
      return 0
    }
    head = []
    return 0
  }

  /// The length of the head that a line had; nil if it has it still.
  func head(at place: Int64) -> Int? {
    while next < lines.count, lines[next].place < place { next += 1 }
    guard next < lines.count, lines[next].place == place else { return nil }
    let line = lines[next]
    map.replace(place - Int64(line.length)..<place, file: line.file)
    lines.removeFirst(next + 1)
    next = 0
    return line.length
  }
}

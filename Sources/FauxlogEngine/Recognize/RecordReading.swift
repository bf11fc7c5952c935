/// A record that was read: what it is, where its fields stand, and on request what they say.
///
/// It is there during the call that hands it out; the next record takes its place.
package final class RecordReading {
  /// The compiled format.
  package let reader: FormatReader
  /// The number of the event in the format.
  package private(set) var event = 0
  /// The number of the record's first line, from 1.
  package private(set) var line = 0
  /// How many lines it has.
  package private(set) var lines = 0
  /// Where it begins in the file.
  package var offset: Int64 { map?.file(place) ?? place }
  /// Its bytes in the file, line ends included.
  package var length: Int {
    guard let map else { return count }
    return Int(map.end(place + Int64(count)) - map.file(place))
  }
  /// Where it begins in the text of the file, and its bytes there.
  private var place: Int64 = 0
  private var count = 0
  /// Where text stands in the file; nil if it does so byte for byte.
  var map: PlaceMap?
  /// Items of lists, as in ``Matcher``; places in `view`.
  private var items: [Int] = []
  private var starts: [Int]
  private var ends: [Int]
  /// Where it begins in `view`.
  private var start = 0
  var view: ByteView

  init(_ reader: FormatReader) {
    self.reader = reader
    starts = Array(repeating: -1, count: reader.mostFields)
    ends = starts
    unsafe view = ByteView(UnsafeBufferPointer(start: nil, count: 0))
  }

  func load(
    _ event: Int, line: Int, lines: Int, at start: Int, _ end: Int, _ base: Int64,
    _ matcher: inout Matcher
  ) {
    (self.event, self.line, self.lines) = (event, line, lines)
    (self.start, count, place) = (start, end - start, base + Int64(start))
    // The arrays change hands; the matcher forgets its own before the next program runs.
    swap(&starts, &matcher.starts)
    swap(&ends, &matcher.ends)
    if !items.isEmpty || !matcher.items.isEmpty { swap(&items, &matcher.items) }
  }

  /// The event's pattern.
  package var pattern: RecordPattern { reader.format.events[event].pattern }

  /// Where a field begins in the record, and its length; nil if it does not stand there.
  package func span(of field: Int) -> (start: Int, length: Int)? {
    guard starts[field] >= 0 else { return nil }
    let first = starts[field] - start
    guard let map else { return (first, ends[field] - starts[field]) }
    let last = ends[field] - start
    let base = map.file(place)
    let begin = Int(map.file(place + Int64(first)) - base)
    return (begin, (last == count ? length : Int(map.file(place + Int64(last)) - base)) - begin)
  }

  /// The text of the record: its bytes, but for what the grammar's encoding and line ends make of
  /// them.
  package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    unsafe view.withBytes(start..<(start + count), body)
  }

  /// Lends the bytes of a field as the log shows them; none if it does not stand there.
  package func withShown<Result>(
    _ field: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    unsafe view.withBytes(max(starts[field], 0)..<max(ends[field], starts[field], 0), body)
  }

  /// Whether a field shows what stands for `none`, or stands nowhere.
  package func isNone(_ field: Int) -> Bool {
    guard starts[field] >= 0 else { return true }
    return isNone(field, starts[field]..<ends[field])
  }

  private func isNone(_ field: Int, _ range: Range<Int>) -> Bool {
    guard let none = reader.facts[event][field].none, Int(none.count) == range.count else {
      return false
    }
    return view.common(with: reader.world.pool, none, at: range.lowerBound, end: range.upperBound)
      == range.count
  }

  // MARK: - Values

  /// What a field says, as golden records show it; `none` if it does not stand in the record.
  package func value(of field: Int) -> Datum {
    guard starts[field] >= 0 else { return .none }
    if case .list = reader.facts[event][field].type { return list(field) }
    return value(of: field, starts[field]..<ends[field])
  }

  private func value(of number: Int, _ range: Range<Int>) -> Datum {
    let field = pattern.fields[number]
    if isNone(number, range) { return .none }
    switch field.type {
    case .number, .numericChoice, .bool: return Self.plainValue(string(range), of: field.type)
    case .data:
      guard case .data(let notation) = field.reader else { return .text(string(range)) }
      let read = unsafe view.withBytes(range) { unsafe notation.read($0, from: 0) }
      return read?.value.asRead(notation) ?? .text(string(range))
    case .text, .shown, .list:
      guard let bytes = decoded(number, range) else { return .text(string(range)) }
      return .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// What a text is, as golden records show it, where numbers or truth values stand.
  package static func plainValue(_ text: String, of type: Field.GoldenType) -> Datum {
    guard case .bool = type else { return number(text) ?? .text(text) }
    switch text {
    case "true", "True": return .bool(true)
    case "false", "False": return .bool(false)
    default: return .text(text)
    }
  }

  /// Lends the text of a field, decoded.
  package func withText<Result>(
    _ field: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = max(starts[field], 0)..<max(ends[field], starts[field], 0)
    if let bytes = decoded(field, range) {
      return unsafe bytes.withUnsafeBufferPointer { unsafe body($0) }
    }
    return unsafe view.withBytes(range, body)
  }

  /// The text behind a notation or exact encoders; nil if it is what the log shows.
  private func decoded(_ number: Int, _ range: Range<Int>) -> [UInt8]? {
    let coding = reader.facts[event][number].coding
    if case .plain = coding { return nil }
    let marks = reader.facts[event][number].marks
    guard range.contains(where: { marks.contains(view[$0]) }) else { return nil }
    switch coding {
    case .plain: return nil
    case .notation(let notation):
      return unsafe view.withBytes(range) { unsafe notation.decodeString($0) }
    case .encoders:
      let pattern = reader.format.events[event].pattern
      var bytes = unsafe view.withBytes(range) { unsafe Array($0) }
      for encoder in pattern.fields[number].writer.encoders.reversed() {
        let step = unsafe bytes.withUnsafeBufferPointer {
          unsafe pattern.encoders[encoder].decode($0)
        }
        guard let step else { return nil }
        bytes = step
      }
      return bytes
    }
  }

  /// The items of a list, those of nested ones left out.
  private func list(_ field: Int) -> Datum {
    var elements: [Datum] = []
    var at = 0
    while at < items.count {
      let loop = reader.tables.loops[items[at]]
      if Int(loop.field) == field {
        var members: [Datum.Member] = []
        for (place, inner) in loop.inner.enumerated() {
          let start = items[at + 1 + 2 * place]
          let end = items[at + 2 + 2 * place]
          members.append(
            Datum.Member(
              .text(pattern.fields[Int(inner)].goldenName),
              start < 0 ? .none : value(of: Int(inner), start..<end)))
        }
        elements.append(.record(members))
      }
      at += 1 + 2 * loop.inner.count
    }
    return .list(elements)
  }

  private func string(_ range: Range<Int>) -> String {
    unsafe view.withBytes(range) { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Digits as a number without zeros in front; nil for any other text.
  static func number(_ text: String) -> Datum? {
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if isNegative { digits.removeFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } })
    else { return nil }
    while digits.count > 1, digits.first == "0", digits.dropFirst().first != "." {
      digits.removeFirst()
    }
    let spelled = (isNegative ? "-" : "") + digits
    if parts.count == 1, let whole = Int64(spelled) { return .integer(whole) }
    return .number(spelled)
  }

  /// The digits of a number, without zeros in front; nil if it is not certain that it is one.
  package func digits(of field: Int) -> Range<Int>? {
    guard reader.facts[event][field].isDigits, starts[field] >= 0 else { return nil }
    let range = starts[field]..<ends[field]
    var at = range.lowerBound
    while at + 1 < range.upperBound, view[at] == 0x30, view[at + 1] != 0x2E { at += 1 }
    if view[at] == 0x2D, view[at + 1] == 0x30 { return nil }
    return at - start..<range.upperBound - start
  }

  // MARK: - Time

  /// The instant that a time field shows, as precise as it shows it; what it leaves open is settled
  /// by the record before.
  package func instant(of number: Int, near previous: Instant?) -> Instant? {
    let time = Int(reader.facts[event][number].time)
    guard starts[number] >= 0, time >= 0 else { return nil }
    let (pattern, zone) = reader.format.events[event].pattern.times[time]
    var fields = TimeFields()
    let read = unsafe view.withBytes(starts[number]..<ends[number]) {
      unsafe pattern.read($0, from: 0, fields: &fields)
    }
    guard read != nil else { return nil }
    return fields.resolve(zone: self.zone(of: number) ?? zone, near: previous)
  }

  /// The zone that the record names for its own stamp.
  private func zone(of number: Int) -> Zone? {
    guard let source = pattern.zone, pattern.fields[number].role == .time else { return nil }
    switch source {
    case .field(let field): return Zone.named(shown(field))
    case .lookup(let number, let keys):
      let lookup = reader.world.lookups[Int(number)]
      let key = keys.map(shown).joined(separator: "\n")
      guard let group = lookup.rows[key], lookup.column >= 0,
        let row = lookup.groups[Int(group)].numbers.first
      else { return nil }
      let cell = reader.world.columns[lookup.column][Int(row)]
      return Zone.named(String(decoding: reader.world.bytes(of: cell), as: UTF8.self))
    }
  }

  private func shown(_ field: Int) -> String {
    starts[field] < 0 ? "" : string(starts[field]..<ends[field])
  }
}

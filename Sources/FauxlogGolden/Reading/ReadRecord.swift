package import FauxlogEngine
import FauxlogLanguage

/// Writes golden records of what was read from one file.
///
/// All that a reader can know stands in them as the writing side has it: `line`, `lines`, `offset`,
/// `length`, `event`, `time`, `level`, `fields` and `spans`.
package struct ReadRecordWriter {
  /// The events of the format.
  private let events: [Event]
  /// Members of all events.
  private let members: [Member]
  /// Fields of members that several can fill.
  private let alternatives: [Int]
  /// Fields that numbers tell, with their values by the number.
  private let told: [(name: World.Piece, values: [World.Piece])]
  /// Texts that stand in the lines.
  private let pool: BytePool
  /// The time of the record before; it settles what a stamp leaves open.
  package var previous: Instant?
  private var stamp = TimeCache()

  /// What is the same for all records of an event; trivial, as is all that is looked at for each.
  private struct Event {
    /// `"event": "…", "time": ` in the pool.
    var name: World.Piece
    var time: Int?
    /// Digits of the second's fraction that the time shows.
    var precision: Int
    var level: Member?
    /// Members, in ``members``; those that are no fields have a span only.
    var range: Range<Int>
  }

  private struct Member {
    /// `"name": ` in the pool.
    var name: World.Piece
    /// The field; if several can fill the member, the first of them.
    var field: Int
    /// The others, in ``alternatives``.
    var others: Range<Int>
    var type: Field.GoldenType
    var isField: Bool
    /// Fields that its number tells, in ``told``.
    var told: Range<Int>
    /// `"PREFIX.` in the pool, if the items of a list are fields of their own.
    var spread: World.Piece?
  }

  /// A writer for one file of a format; `near` is a time shortly before its first record.
  package init(_ format: Format, near previous: Instant? = nil) {
    self.previous = previous
    var bytes: [UInt8] = []
    var events: [Event] = []
    var members: [Member] = []
    var alternatives: [Int] = []
    var told: [(name: World.Piece, values: [World.Piece])] = []
    func piece(_ text: String) -> World.Piece {
      bytes += Array(text.utf8)
      let count = Int32(text.utf8.count)
      return World.Piece(offset: Int32(bytes.count) - count, count: count)
    }
    for event in format.events {
      let order = event.pattern.goldenOrder
      let first = members.count
      for entry in order {
        let start = alternatives.count
        alternatives += entry.fields.dropFirst()
        let firstTold = told.count
        for one in event.pattern.fields[entry.fields[0]].told {
          told.append(
            (
              piece(", \(Self.quoted(one.name)): "),
              one.values.map { piece($0.map(Self.quoted) ?? "null") }
            ))
        }
        members.append(
          Member(
            name: piece("\(Self.quoted(entry.name)): "), field: entry.fields[0],
            others: start..<alternatives.count, type: event.pattern.fields[entry.fields[0]].type,
            isField: entry.role == .field, told: firstTold..<told.count,
            spread: event.pattern.fields[entry.fields[0]].spread.map { piece("\"\($0).") }))
      }
      let time = order.first { $0.role == .time }?.fields.first
      let level = order.firstIndex { $0.role == .level }
      events.append(
        Event(
          name: piece(", \"event\": \(Self.quoted(outsideName(event.name))), \"time\": "),
          time: time,
          precision: time.map { event.pattern.precision(of: $0) } ?? 0,
          level: level.map { members[first + $0] }, range: first..<members.count))
    }
    pool = BytePool(bytes)
    (self.events, self.members, self.alternatives) = (events, members, alternatives)
    self.told = told
  }

  private static func quoted(_ text: String) -> String {
    var line = LineWriter(capacity: 64)
    line.byte(0x22)
    writeJSONString(text, into: &line)
    line.byte(0x22)
    return line.string
  }

  private func put(_ piece: World.Piece, _ out: inout LineWriter) {
    out.piece(pool.bytes, offset: Int(piece.offset), count: Int(piece.count))
  }

  /// Appends the line of a record, its line end included.
  package mutating func write(_ record: RecordReading, into out: inout LineWriter) {
    let event = events[record.event]
    out.text("{\"line\": ")
    out.integer(Int64(record.line))
    out.text(", \"lines\": ")
    out.integer(Int64(record.lines))
    out.text(", \"offset\": ")
    out.integer(record.offset)
    out.text(", \"length\": ")
    out.integer(Int64(record.length))
    put(event.name, &out)
    writeTime(event, record, into: &out)
    out.text(", \"level\": ")
    if let level = event.level.flatMap({ present($0, record) }), !record.isNone(level) {
      out.byte(0x22)
      unsafe record.withShown(level) { unsafe writeJSONString($0, ascii: false, into: &out) }
      out.byte(0x22)
    } else {
      out.text("null")
    }
    out.text(", \"fields\": {")
    var isFirst = true
    for number in event.range where members[number].isField {
      if let spread = members[number].spread {
        guard let field = present(members[number], record) else { continue }
        writeSpread(record.value(of: field), isFirst: &isFirst, into: &out) { put(spread, &$0) }
        continue
      }
      if !isFirst { out.word(0x202C, length: 2) }
      isFirst = false
      put(members[number].name, &out)
      writeValue(members[number], record, into: &out)
      writeTold(members[number], record, into: &out)
    }
    out.text("}, \"spans\": {")
    writeSpans(event.range, record, into: &out)
    out.text("}}\n")
  }

  private mutating func writeTime(
    _ event: Event, _ record: RecordReading, into out: inout LineWriter
  ) {
    guard let field = event.time, let instant = record.instant(of: field, near: previous) else {
      return out.text("null")
    }
    previous = instant
    out.byte(0x22)
    writeRFC3339(instant, digits: event.precision, cache: &stamp, into: &out)
    out.byte(0x22)
  }

  /// The field that fills a member of the record.
  private func present(_ member: Member, _ record: RecordReading) -> Int? {
    if record.span(of: member.field) != nil { return member.field }
    return alternatives[member.others].first { record.span(of: $0) != nil }
  }

  private func writeValue(_ member: Member, _ record: RecordReading, into out: inout LineWriter) {
    guard let field = present(member, record), !record.isNone(field) else {
      return out.text("null")
    }
    switch member.type {
    case .text:
      out.byte(0x22)
      unsafe record.withText(field) { unsafe writeJSONString($0, ascii: false, into: &out) }
      out.byte(0x22)
    case .shown:
      out.byte(0x22)
      unsafe record.withShown(field) { unsafe writeJSONString($0, ascii: false, into: &out) }
      out.byte(0x22)
    default:
      if let digits = record.digits(of: field) {
        return unsafe record.withBytes {
          unsafe out.bytes(UnsafeBufferPointer(rebasing: $0[digits]))
        }
      }
      Notation.json.write(record.value(of: field), into: &out)
    }
  }

  private func writeTold(_ member: Member, _ record: RecordReading, into out: inout LineWriter) {
    guard !member.told.isEmpty else { return }
    var value = -1
    if let field = present(member, record), case .integer(let number) = record.value(of: field) {
      value = Int(number)
    }
    for one in told[member.told] {
      put(one.name, &out)
      if one.values.indices.contains(value) {
        put(one.values[value], &out)
      } else {
        out.text("null")
      }
    }
  }

  private func writeSpans(
    _ range: Range<Int>, _ record: RecordReading, into out: inout LineWriter
  ) {
    var isFirst = true
    for number in range where members[number].spread == nil {
      guard let field = present(members[number], record), let span = record.span(of: field) else {
        continue
      }
      if !isFirst { out.word(0x202C, length: 2) }
      isFirst = false
      put(members[number].name, &out)
      out.byte(0x5B)
      out.integer(Int64(span.start))
      out.word(0x202C, length: 2)
      out.integer(Int64(span.length))
      out.byte(0x5D)
    }
  }
}

extension RecordPattern {
  /// Digits of the second's fraction that a time field shows.
  fileprivate func precision(of field: Int) -> Int {
    if case .time(let time) = fields[field].reader { times[time].pattern.precision } else { 0 }
  }
}

package import FauxlogEngine
import FauxlogLanguage

/// Writes golden records of what was read from one file.
///
/// All that a reader can know stands in them as the writing side has it: `line`, `lines`, `offset`,
/// `length`, `event`, `time`, `level`, `fields` and `spans`.
package struct ReadRecordWriter {
  /// The events of the format.
  private let events: [Event]
  /// The time of the record before; it settles what a stamp leaves open.
  package var previous: Instant?
  private var stamp = TimeCache()

  /// What is the same for all records of an event.
  private struct Event {
    /// `"event": "…"`, as it stands in the line.
    var name: [UInt8]
    var time: Int?
    var level: [Int]
    /// Members of `fields` and of `spans`, with their names as they stand in the line.
    var fields: [Member]
    var spans: [Member]
  }

  private struct Member {
    var name: [UInt8]
    var fields: [Int]
    var type: Field.GoldenType
  }

  /// A writer for one file of a format; `near` is a time shortly before its first record.
  package init(_ format: Format, near previous: Instant? = nil) {
    self.previous = previous
    events = format.events.map { event in
      let order = event.pattern.goldenOrder
      func members(_ entries: [GoldenEntry]) -> [Member] {
        entries.map { entry in
          Member(
            name: Self.quoted(entry.name), fields: entry.fields,
            type: event.pattern.fields[entry.fields[0]].type)
        }
      }
      return Event(
        name: Self.quoted(outsideName(event.name)),
        time: order.first { $0.role == .time }?.fields.first,
        level: order.first { $0.role == .level }?.fields ?? [],
        fields: members(order.filter { $0.role == .field }), spans: members(order))
    }
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var line = LineWriter(capacity: 64)
    line.byte(0x22)
    writeJSONString(text, into: &line)
    line.byte(0x22)
    return unsafe line.withBytes { unsafe Array($0) }
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
    out.text(", \"event\": ")
    out.bytes(event.name)
    out.text(", \"time\": ")
    writeTime(event, record, into: &out)
    out.text(", \"level\": ")
    if let level = present(event.level, record), !record.isNone(level) {
      out.byte(0x22)
      unsafe record.withShown(level) { unsafe writeJSONString($0, ascii: false, into: &out) }
      out.byte(0x22)
    } else {
      out.text("null")
    }
    out.text(", \"fields\": {")
    for (index, member) in event.fields.enumerated() {
      if index > 0 { out.text(", ") }
      out.bytes(member.name)
      out.text(": ")
      writeValue(member, record, into: &out)
    }
    out.text("}, \"spans\": {")
    writeSpans(event, record, into: &out)
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
    writeRFC3339(instant, digits: record.precision(of: field), cache: &stamp, into: &out)
    out.byte(0x22)
  }

  private func present(_ fields: [Int], _ record: RecordReading) -> Int? {
    fields.first { record.span(of: $0) != nil }
  }

  private func writeValue(_ member: Member, _ record: RecordReading, into out: inout LineWriter) {
    guard let field = present(member.fields, record), !record.isNone(field) else {
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
    default: Notation.json.write(record.value(of: field), into: &out)
    }
  }

  private func writeSpans(_ event: Event, _ record: RecordReading, into out: inout LineWriter) {
    var isFirst = true
    for member in event.spans {
      guard let field = present(member.fields, record), let span = record.span(of: field) else {
        continue
      }
      if !isFirst { out.text(", ") }
      isFirst = false
      out.bytes(member.name)
      out.text(": [")
      out.integer(Int64(span.start))
      out.text(", ")
      out.integer(Int64(span.length))
      out.byte(0x5D)
    }
  }
}

package import FauxlogEngine
import FauxlogLanguage

/// How the golden record of one site's output is written: everything that is the same for all its
/// records is ready-made text.
///
/// Its tables are those of a ``GoldenLibrary``; no reference is in it, so that threads count none.
package struct GoldenProgram: Sendable {
  /// One member of golden records.
  struct Entry: Sendable {
    /// The field; of several alternatives, the first.
    var field: Int
    /// Fields of the same name in other alternatives, each with how it is shown.
    var others: Table<Entry>
    /// `"name": ` in the pool, for fields and for spans.
    var name: World.Piece
    var type: Field.GoldenType
    var source: Source
    /// Digits behind a decimal's point.
    var places = 0
    /// Digits of them that stand there although they are zeros.
    var least = 0
    /// Whether the line shows members by name; so does the golden record then.
    var isSorted = false
    /// Whether the line says which of several kinds it is.
    var isMixed = false
    /// Fields that its number tells.
    var told: Table<Told>
    /// `"PREFIX.` in the pool, if the items of a list are fields of their own.
    var spread: World.Piece?
    /// The notation that data is written in.
    var notation = Notation.json
  }

  /// A field that a number tells.
  struct Told: Sendable {
    /// `, "name": ` in the pool.
    var name: World.Piece
    /// Values by the number, as JSON.
    var values: Table<World.Piece>
  }

  /// A field whose values link files.
  struct Link: Sendable {
    var field: Int
    /// `"kind": ` in the pool.
    var name: World.Piece
    var kind: Int
  }

  /// Where the text of a field comes from.
  enum Source: Sendable {
    /// From the value.
    case value
    /// From the line, where a value is only known as it is shown.
    case line
    /// From the value, read as data of a notation first.
    case data(Notation)
  }

  let entries: Table<Entry>
  /// Fields and spans come in this order; the record's stamp and level have a span, but no field.
  let spanned: Table<Entry>
  /// The stamp: field, pattern and digits; -1 if the record shows none.
  let time: (field: Int, pattern: Int, digits: Int)
  /// The register with the name of the stamp's zone; -1 if the pattern's is meant.
  let zone: Int
  /// The field that is the level; -1 if the record shows none.
  package let level: Int
  /// Ready-made text around what changes.
  let event: World.Piece
  let site: World.Piece
  let step: World.Piece
  /// Fields whose values link files, with the `"kind": ` of each.
  let links: Table<Link>
  /// The field that totals count as `status`; -1 if there is none.
  package let status: Int
  /// Whether the record stands in its file otherwise than in the line that is written.
  let isCoded: Bool
}

/// The texts and kinds that golden programs share.
package struct GoldenLibrary: ~Copyable {
  private var bytes: [UInt8] = []
  /// Kinds of ids.
  package private(set) var kinds: [String] = []
  private let world: World
  /// Keeps the tables of all programs.
  package let memory = TableMemory()

  /// A library over a world.
  package init(_ world: World) { self.world = world }

  /// The pool, once all programs are made.
  package func pool() -> BytePool { BytePool(bytes) }

  private mutating func piece(_ text: String) -> World.Piece {
    let offset = bytes.count
    bytes += Array(text.utf8)
    return World.Piece(offset: Int32(offset), count: Int32(bytes.count - offset))
  }

  /// The text as a JSON string.
  private func quoted(_ text: String) -> String {
    var line = LineWriter(capacity: 128)
    line.byte(0x22)
    writeJSONString(text, into: &line)
    line.byte(0x22)
    return line.string
  }

  /// The program for one output of a site.
  package mutating func program(_ site: Site, _ record: RecordProgram) -> GoldenProgram {
    program(
      event: site.event, record, before: ", \"scenario\": \"",
      after: "\", \"step\": \(quoted(site.step)), \"links\": {")
  }

  /// The program for records that no scenario writes; their origin is to be empty.
  package mutating func program(event: String, _ record: RecordProgram) -> GoldenProgram {
    program(
      event: event, record, before: ", \"scenario\": null, \"instance\": null",
      after: ", \"step\": null, \"links\": {")
  }

  /// `before` and `after` stand around the scenario and name of the instance.
  private mutating func program(
    event: String, _ record: RecordProgram, before: String, after: String
  ) -> GoldenProgram {
    var entries: [GoldenProgram.Entry] = []
    var spanned: [GoldenProgram.Entry] = []
    var time = (field: -1, pattern: 0, digits: 0)
    var zone = -1
    var level = -1
    var status = -1
    var links: [GoldenProgram.Link] = []
    for member in record.goldenOrder {
      guard let number = member.fields.first else { continue }
      let field = record.fields[number]
      var entry = entry(number, field)
      var others: [GoldenProgram.Entry] = []
      for other in member.fields.dropFirst() {
        others.append(self.entry(other, record.fields[other]))
      }
      entry.others = memory.table(others)
      if entry.spread == nil { spanned.append(entry) }
      switch member.role {
      case .time:
        if case .time(let pattern) = field.writer.form {
          let global = Int(record.times[pattern])
          time = (number, global, world.times[global].pattern.precision)
          zone = field.writer.zone ?? -1
        }
      case .level: level = number
      case .field, .silent:
        entries.append(entry)
        if member.name == "status" { status = number }
      }
      for number in member.fields {
        guard let kind = record.fields[number].link else { continue }
        links.append(
          GoldenProgram.Link(
            field: number, name: piece(quoted(kind) + ": "), kind: self.kind(kind)))
      }
    }
    return GoldenProgram(
      entries: memory.table(entries), spanned: memory.table(spanned), time: time, zone: zone,
      level: level,
      event: piece("\"event\": \(quoted(outsideName(event))), \"time\": "),
      site: piece(before), step: piece(after), links: memory.table(links), status: status,
      isCoded: record.tables.isCoded)
  }

  private mutating func kind(_ name: String) -> Int {
    if let known = kinds.firstIndex(of: name) { return known }
    kinds.append(name)
    return kinds.count - 1
  }

  private mutating func told(_ field: Field) -> Table<GoldenProgram.Told> {
    var result: [GoldenProgram.Told] = []
    for one in field.told {
      var values: [World.Piece] = []
      for value in one.values {
        if let value { values.append(piece(quoted(value))) } else { values.append(piece("null")) }
      }
      let name = piece(", \(quoted(one.name)): ")
      result.append(GoldenProgram.Told(name: name, values: memory.table(values)))
    }
    return memory.table(result)
  }

  private mutating func entry(_ number: Int, _ field: Field) -> GoldenProgram.Entry {
    var entry = GoldenProgram.Entry(
      field: number, others: memory.table([]), name: piece(quoted(field.goldenName) + ": "),
      type: field.type, source: .value,
      told: told(field))
    switch field.writer.form {
    case .decimal(let places):
      (entry.places, entry.least) = (places.upperBound, places.lowerBound)
    case .literal(let notation, let style):
      entry.source = .data(notation)
      entry.notation = notation
      entry.isSorted = style.sorted
    case .data(let notation, let style):
      entry.isSorted = style.sorted
      entry.notation = notation
    default: break
    }
    if let prefix = field.spread { entry.spread = piece("\"\(prefix).") }
    entry.isMixed = field.isMixed && field.type != .text && field.type != .data
    if field.type == .shown || field.writer.cut != nil || field.isLossy { entry.source = .line }
    return entry
  }
}

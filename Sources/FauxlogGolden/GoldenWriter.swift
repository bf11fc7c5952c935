package import FauxlogEngine
import FauxlogLanguage

/// Writes golden records beside the lines they describe; one for each thread.
///
/// A record's line number, number of lines, offset and length are known only when it is placed; this
/// writes all that comes behind them, from `"event"` to the closing brace.
package struct GoldenWriter: ~Copyable {
  private let pool: BytePool
  private let texts: PooledBytes
  private var times = TimeCache()

  /// A writer whose programs have their texts in `pool`.
  package init(pool: BytePool) {
    self.pool = pool
    texts = pool.bytes
  }

  @inline(__always)
  private func put(_ piece: World.Piece, _ out: inout LineWriter) {
    out.piece(texts, offset: Int(piece.offset), count: Int(piece.count))
  }

  /// What golden records call a scenario of a full name.
  package static func shownName(ofScenario full: String) -> String {
    outsideName(String(full.split(separator: ".").last ?? ""))
  }

  /// The scenario, by its shown name, and the name of an instance as they stand in all its golden records.
  package static func origin(scenario: String, instance: String) -> String {
    var line = LineWriter(capacity: 128)
    writeJSONString(scenario, into: &line)
    line.text("\", \"instance\": \"")
    writeJSONString(instance, into: &line)
    return line.string
  }

  /// Appends the golden record of what `evaluator` has just written to `line` from `start` on.
  ///
  /// If it stands otherwise in its file, `state` has encoded it.
  package mutating func write(
    _ program: GoldenProgram, _ evaluator: inout Evaluator,
    _ state: borrowing RenderState,
    _ line: borrowing LineWriter, from start: Int, origin: String, into out: inout LineWriter
  ) {
    put(program.event, &out)
    writeTime(program, &evaluator, state, &out)
    out.text(", \"level\": ")
    writeLevel(program, state, line, &out)
    out.text(", \"fields\": {")
    var isFirst = true
    for index in 0..<program.entries.count {
      let entry = program.entries[index]
      let shown = present(entry, state)
      if let spread = entry.spread {
        guard state.starts[shown.field] >= 0 else { continue }
        let list = evaluator.datum(evaluator.registers[shown.field])
        writeSpread(list, isFirst: &isFirst, into: &out) { put(spread, &$0) }
        continue
      }
      if !isFirst { out.word(0x202C, length: 2) }
      isFirst = false
      put(entry.name, &out)
      write(shown, &evaluator, state, line, &out)
      for index in 0..<entry.told.count {
        put(entry.told[index].name, &out)
        let number = evaluator.scaled(evaluator.registers[shown.field], places: 0)
        let values = entry.told[index].values
        if state.starts[shown.field] >= 0, let number, number >= 0, number < values.count {
          put(values[Int(number)], &out)
        } else {
          out.text("null")
        }
      }
    }
    out.text("}, \"spans\": {")
    isFirst = true
    for index in 0..<program.spanned.count {
      let entry = present(program.spanned[index], state)
      let begin = state.starts[entry.field]
      guard begin >= 0 else { continue }
      if !isFirst { out.word(0x202C, length: 2) }
      isFirst = false
      put(entry.name, &out)
      out.byte(0x5B)
      var (first, last) = (
        Int64(begin) - Int64(start), Int64(state.ends[entry.field]) - Int64(start)
      )
      if program.isCoded {
        (first, last) = (
          Int64(state.coder.places[Int(first)]), Int64(state.coder.places[Int(last)])
        )
      }
      out.integer(first)
      out.word(0x202C, length: 2)
      out.integer(last - first)
      out.byte(0x5D)
    }
    out.byte(0x7D)
    put(program.site, &out)
    out.text(origin)
    put(program.step, &out)
    writeLinks(program, &evaluator, state, line, &out)
    out.text("}}\n")
  }

  /// Of alternatives that define one name each, the one that stands in the record.
  @inline(__always)
  private func present(_ entry: GoldenProgram.Entry, _ state: borrowing RenderState)
    -> GoldenProgram.Entry
  {
    if state.starts[entry.field] >= 0 { return entry }
    for index in 0..<entry.others.count where state.starts[entry.others[index].field] >= 0 {
      return entry.others[index]
    }
    return entry
  }

  private mutating func writeTime(
    _ program: GoldenProgram, _ evaluator: inout Evaluator,
    _ state: borrowing RenderState, _ out: inout LineWriter
  ) {
    let (field, pattern, digits) = program.time
    guard field >= 0, state.starts[field] >= 0 else { return out.text("null") }
    let world = evaluator.world
    var zone = world.times[pattern].zone
    if program.zone >= 0,
      let named = Zone.named(evaluator.string(evaluator.registers[program.zone]))
    {
      zone = named
    }
    let shown = world.times[pattern].pattern.cut(evaluator.registers[field].word, zone: zone)
    out.byte(0x22)
    writeRFC3339(shown, digits: digits, cache: &times, into: &out)
    out.byte(0x22)
  }

  private func writeLevel(
    _ program: GoldenProgram, _ state: borrowing RenderState,
    _ line: borrowing LineWriter, _ out: inout LineWriter
  ) {
    guard program.level >= 0, state.starts[program.level] >= 0 else { return out.text("null") }
    writeShown(program.level, state, line, &out)
  }

  /// The bytes of the line between a field's marks, as a JSON string.
  private func writeShown(
    _ field: Int, _ state: borrowing RenderState, _ line: borrowing LineWriter,
    _ out: inout LineWriter
  ) {
    let range = Int(state.starts[field])..<Int(state.ends[field])
    out.byte(0x22)
    writeJSONString(of: line, range, into: &out)
    out.byte(0x22)
  }

  private func write(
    _ entry: GoldenProgram.Entry, _ evaluator: inout Evaluator, _ state: borrowing RenderState,
    _ line: borrowing LineWriter, _ out: inout LineWriter
  ) {
    let value = evaluator.registers[entry.field]
    guard state.starts[entry.field] >= 0 else { return out.text("null") }
    if case .line = entry.source {
      if value.tag == .none, entry.type != .shown { return out.text("null") }
      return writeShown(entry.field, state, line, &out)
    }
    if value.tag == .none { return out.text("null") }
    if entry.isMixed {
      let text = line.string(
        from: Int(state.starts[entry.field]), to: Int(state.ends[entry.field]))
      return Notation.json.write(RecordReading.plainValue(text, of: entry.type), into: &out)
    }
    switch entry.type {
    case .number: writeNumber(value, entry, &evaluator, &out)
    case .bool: out.text(value.word != 0 ? "true" : "false")
    case .numericChoice: evaluator.write(value, into: &out)
    case .text:
      if value.tag == .made { return writeShown(entry.field, state, line, &out) }
      out.byte(0x22)
      evaluator.writeJSON(value, into: &out)
      out.byte(0x22)
    case .data:
      if case .data(let notation) = entry.source {
        write(evaluator.data(value, notation), entry, &out)
      } else {
        write(evaluator.datum(value), entry, &out)
      }
    case .list: Notation.json.write(evaluator.datum(value), into: &out)
    case .shown: writeShown(entry.field, state, line, &out)
    }
  }

  private func write(_ datum: Datum, _ entry: GoldenProgram.Entry, _ out: inout LineWriter) {
    Notation.json.write(
      datum.golden(entry.notation, sorted: entry.isSorted),
      style: NotationStyle(sorted: entry.isSorted), into: &out)
  }

  private func writeNumber(
    _ value: Value, _ entry: GoldenProgram.Entry, _ evaluator: inout Evaluator,
    _ out: inout LineWriter
  ) {
    if value.tag == .integer, entry.places == 0 { return out.integer(value.word) }
    guard let number = evaluator.scaled(value, places: entry.places) else {
      return evaluator.write(value, into: &out)
    }
    out.decimal(number, places: entry.places, least: entry.least)
  }

  private func writeLinks(
    _ program: GoldenProgram, _ evaluator: inout Evaluator,
    _ state: borrowing RenderState, _ line: borrowing LineWriter, _ out: inout LineWriter
  ) {
    var isFirst = true
    for index in 0..<program.links.count {
      let link = program.links[index]
      guard state.starts[link.field] >= 0, evaluator.registers[link.field].tag != .none else {
        continue
      }
      if (0..<index).contains(where: { program.links[$0].kind == link.kind }) { continue }
      if !isFirst { out.word(0x202C, length: 2) }
      isFirst = false
      put(link.name, &out)
      out.byte(0x22)
      evaluator.writeJSON(evaluator.registers[link.field], into: &out)
      out.byte(0x22)
    }
  }

  /// Adds the kinds and texts of the ids that the record just written shows.
  package func addLinks(
    _ program: GoldenProgram, _ evaluator: inout Evaluator,
    _ state: borrowing RenderState, to links: inout [(kind: Int, text: String)]
  ) {
    for index in 0..<program.links.count {
      let link = program.links[index]
      guard state.starts[link.field] >= 0 else { continue }
      let value = evaluator.registers[link.field]
      if value.tag != .none { links.append((link.kind, evaluator.string(value))) }
    }
  }
}

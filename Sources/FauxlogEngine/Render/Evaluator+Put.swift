import FauxlogLanguage

extension Evaluator {
  /// Writes a field's register as its writer says: form, encoders, cut, padding, `none as`.
  mutating func put(
    _ program: RecordTables, _ number: Int, into line: inout LineWriter,
    state: inout RenderState
  ) {
    let value = named(registers[number])
    let start = line.count
    let form = program.direct[number]
    if value.tag != .none, putDirect(value, as: form, program.encoders, into: &line) {
      var quotes = 0
      if case .python = form { quotes = 1 }
      state.inside = start + quotes..<line.count - quotes
      return
    }
    if value.tag == .none {
      if let none = program.fields[number].writer.none {
        line.piece(pool, offset: Int(none.offset), count: Int(none.count))
      } else if case .data(let notation, _) = program.fields[number].writer.form {
        line.text(notation.none)
      }
    } else {
      writeForm(program, number, value, into: &line, state: &state)
      if let (count, mark) = program.fields[number].writer.cut {
        unsafe state.rewrite(&line, from: start) {
          unsafe writeCut($0, to: count, as: mark, into: &$1)
        }
      }
    }
    var inside = start..<line.count
    if case .pythonString = program.fields[number].writer.form, value.tag != .none,
      line.count > start + 1
    {
      // The quotes are the notation's, not the value's.
      inside = start + 1..<line.count - 1
    }
    if let (fixed, left) = program.fields[number].writer.padding {
      let register = program.fields[number].writer.width
      let width = register < 0 ? fixed : width(registers[register])
      let blanks = max(width - line.characters(from: start), 0)
      line.insert(0x20, count: blanks, at: left ? start : line.count)
      if left { inside = inside.lowerBound + blanks..<inside.upperBound + blanks }
    }
    state.inside = inside
  }

  /// An actor as the text that names it, if it has one.
  @inline(__always)
  private mutating func named(_ value: Value) -> Value {
    guard value.tag == .actor else { return value }
    let name = shown(value)
    return name.tag == .cell || name.tag == .text || name.tag == .string ? name : value
  }

  /// A width that is a value of the record.
  private mutating func width(_ value: Value) -> Int {
    Int(clamping: min(number(value)?.word ?? 0, 1 << 16))
  }

  private mutating func writeForm(
    _ program: RecordTables, _ field: Int, _ value: Value,
    into line: inout LineWriter, state: inout RenderState
  ) {
    switch program.fields[field].writer.form {
    case .integer(let width):
      guard program.fields[field].writer.encoders.isEmpty, let number = number(value) else {
        return encode(program, field, value, into: &line, &state)
      }
      line.zeroPadded(number.word, width: width)
    case .decimal(let places):
      guard let number = number(value) else { return write(value, into: &line) }
      var word = number.word
      var have = number.places
      while have < places.upperBound {
        word *= 10
        have += 1
      }
      while have > places.upperBound {
        word /= 10
        have -= 1
      }
      line.decimal(word, places: places.upperBound, least: places.lowerBound)
    case .text, .piece: encode(program, field, value, into: &line, &state)
    case .time(let time):
      let number = Int(program.times[time])
      guard let hole = program.fields[field].writer.zone else {
        return writeTime(value.word, number, into: &line, state: &state)
      }
      let zone = Zone.named(string(registers[hole])) ?? times[number].zone
      times[number].pattern.write(
        value.word, zone: zone, cache: &state.stamps[number], into: &line)
    case .data(let notation, let style):
      notation.write(datum(value), style: style, into: &line)
    case .literal(let notation, let style):
      notation.write(data(value, notation), style: style, into: &line)
    case .jsonString(let ascii):
      unsafe rewrite(value, into: &line, &state) {
        unsafe writeJSONString($0, ascii: ascii, into: &$1)
      }
    case .luaString:
      unsafe rewrite(value, into: &line, &state) { unsafe writeLuaString($0, into: &$1) }
    case .pythonString(let notation):
      unsafe rewrite(value, into: &line, &state) {
        unsafe writePythonString($0, notation, into: &$1)
      }
    case .pythonStretch(let quote, let notation):
      unsafe rewrite(value, into: &line, &state) {
        unsafe writePythonStretch($0, quote: quote, notation, into: &$1)
      }
    }
  }

  /// Writes what `change` makes of a value's text.
  @inline(__always)
  private mutating func rewrite(
    _ value: Value, into line: inout LineWriter, _ state: inout RenderState,
    _ change: (UnsafeBufferPointer<UInt8>, inout LineWriter) -> Void
  ) {
    let start = line.count
    write(value, into: &line)
    unsafe state.rewrite(&line, from: start, change)
  }

  /// A value where data is wanted: a text that reads as data is that data.
  package mutating func data(_ value: Value, _ notation: Notation) -> Datum {
    let plain: Datum
    switch value.tag {
    case .cell, .text, .string: plain = .text(string(value))
    default: plain = datum(value)
    }
    guard case .text(var text) = plain else { return plain }
    let read = text.withUTF8 { bytes -> Datum? in
      guard let (value, end) = unsafe notation.read(bytes, from: 0), end == bytes.count else {
        return nil
      }
      return value
    }
    return read ?? plain
  }

  private mutating func encode(
    _ program: RecordTables, _ field: Int, _ value: Value,
    into line: inout LineWriter, _ state: inout RenderState
  ) {
    guard !program.fields[field].writer.encoders.isEmpty else { return write(value, into: &line) }
    let start = line.count
    write(value, into: &line)
    for place in program.fields[field].writer.encoders.indices {
      let number = program.fields[field].writer.encoders[place]
      unsafe state.rewrite(&line, from: start) {
        unsafe program.encoders[number].encode($0, into: &$1)
      }
    }
  }
}

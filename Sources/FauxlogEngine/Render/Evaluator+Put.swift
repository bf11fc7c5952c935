import FauxlogLanguage

extension Evaluator {
  /// Writes a field's register as its writer says: form, encoders, cut, padding, `none as`.
  mutating func put(
    _ program: borrowing RecordProgram, _ number: Int, into line: inout LineWriter,
    state: inout RenderState
  ) {
    let value = registers[number]
    let writer = program.fields[number].writer
    let start = line.count
    if value.tag == .none {
      if let none = writer.none {
        line.piece(world.pool, offset: Int(none.offset), count: Int(none.count))
      } else if case .data(let notation, _) = writer.form {
        line.text(notation == .json ? "null" : "None")
      }
    } else {
      writeForm(program, writer, value, into: &line, state: &state)
      if let (count, mark) = writer.cut {
        let text = cut(line.string(from: start, to: line.count), to: count, as: mark)
        line.truncate(to: start)
        line.text(text)
      }
    }
    if let (width, left) = writer.padding {
      let length = line.string(from: start, to: line.count).unicodeScalars.count
      line.insert(0x20, count: max(width - length, 0), at: left ? start : line.count)
    }
    if case .pythonString = writer.form, value.tag != .none, line.count > start + 1 {
      // The quotes are the notation's, not the value's.
      state.shrink(number, start: start + 1, end: line.count - 1)
    }
  }

  private mutating func writeForm(
    _ program: borrowing RecordProgram, _ writer: Writer, _ value: Value,
    into line: inout LineWriter, state: inout RenderState
  ) {
    switch writer.form {
    case .integer(let width):
      guard writer.encoders.isEmpty, let number = number(value) else {
        return encode(program, writer, value, into: &line)
      }
      line.zeroPadded(number.word, width: width)
    case .decimal(let places):
      guard let number = number(value) else { return write(value, into: &line) }
      var word = number.word
      var have = number.places
      while have < places {
        word *= 10
        have += 1
      }
      while have > places {
        word /= 10
        have -= 1
      }
      line.decimal(word, places: places)
    case .text, .piece: encode(program, writer, value, into: &line)
    case .time(let time):
      let (pattern, zone) = program.times[time]
      pattern.write(value.word, zone: zone, cache: &state.stamps[time], into: &line)
    case .data(let notation, let style):
      let datum = notation == .json || value.tag != .heap ? data(value) : datum(value)
      notation.write(datum, style: style, into: &line)
    case .jsonString(let ascii): writeJSONString(string(value), ascii: ascii, into: &line)
    case .pythonString: writePythonString(string(value), into: &line)
    case .pythonStretch(let quote):
      var text = string(value)
      text.withUTF8 { unsafe writePythonStretch($0, quote: quote, into: &line) }
    }
  }

  /// A value where data is wanted: a cell that reads as data in the log is data.
  private mutating func data(_ value: Value) -> Datum { datum(value) }

  private mutating func encode(
    _ program: borrowing RecordProgram, _ writer: Writer, _ value: Value,
    into line: inout LineWriter
  ) {
    guard !writer.encoders.isEmpty else { return write(value, into: &line) }
    let start = line.count
    write(value, into: &line)
    for number in writer.encoders {
      var text = line.string(from: start, to: line.count)
      line.truncate(to: start)
      let encoder = program.encoders[number]
      text.withUTF8 { unsafe encoder.encode($0, into: &line) }
    }
  }
}

extension RenderState {
  /// Moves the marks of a field inside its quotes; `end` is set again when the field ends, so the
  /// mark is kept apart.
  mutating func shrink(_ field: Int, start: Int, end: Int) {
    guard field < starts.count, starts[field] >= 0 else { return }
    starts[field] = Int32(start)
  }
}

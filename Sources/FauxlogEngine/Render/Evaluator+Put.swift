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
        var text = line.string(from: start, to: line.count)
        line.truncate(to: start)
        text.withUTF8 { unsafe writeCut($0, to: count, as: mark, into: &line) }
      }
    }
    var inside = start..<line.count
    if case .pythonString = writer.form, value.tag != .none, line.count > start + 1 {
      // The quotes are the notation's, not the value's.
      inside = start + 1..<line.count - 1
    }
    if let (width, left) = writer.padding {
      let length = line.string(from: start, to: line.count).unicodeScalars.count
      let blanks = max(width - length, 0)
      line.insert(0x20, count: blanks, at: left ? start : line.count)
      if left { inside = inside.lowerBound + blanks..<inside.upperBound + blanks }
    }
    state.inside = inside
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
      let number = Int(program.times[time])
      let (pattern, fixed) = world.times[number]
      let zone = writer.zone.flatMap { Zone.named(string(registers[$0])) } ?? fixed
      pattern.write(value.word, zone: zone, cache: &state.stamps[number], into: &line)
    case .data(let notation, let style):
      notation.write(datum(value), style: style, into: &line)
    case .literal(let notation, let style):
      notation.write(data(value, notation), style: style, into: &line)
    case .jsonString(let ascii): writeJSONString(string(value), ascii: ascii, into: &line)
    case .pythonString: writePythonString(string(value), into: &line)
    case .pythonStretch(let quote):
      var text = string(value)
      text.withUTF8 { unsafe writePythonStretch($0, quote: quote, into: &line) }
    }
  }

  /// A value where data is wanted: a text that reads as data is that data.
  package mutating func data(_ value: Value, _ notation: Notation) -> Datum {
    let plain: Datum
    switch value.tag {
    case .cell, .text: plain = .text(string(value))
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

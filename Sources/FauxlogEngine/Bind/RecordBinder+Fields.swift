import FauxlogLanguage

extension RecordBinder {
  /// Says how a hole is written and read, and what golden records call it.
  func shape(
    _ number: Int, _ name: Name, _ definition: Definition, _ place: HolePlace, in legend: Legend
  ) -> [Pattern] {
    let isSilent = scopeIsSilent(legend) && !definition.isKept
    pattern.fields[number].role = isSilent ? .silent : .field
    if let loop = legend.loads, !isSilent, !loop.inner.contains(number) {
      loop.inner.append(number)
    }
    if name.text == "level", !isSilent {
      pattern.fields[number].role = .level
      if let word = event.level { return level(number, word, definition, legend) }
    }
    let shapes = shapes(of: definition, in: legend)
    let link = link(of: definition, name, system: legend.system)
    pattern.fields[number].link = link
    apply(shapes.isEmpty ? [.named("text")] : shapes, number, name, place, legend)
    applyOptions(definition, number, legend)
    ready(number)
    return [.field(number)]
  }

  /// The word behind the event's name, where the layout has `$level`.
  private func level(
    _ number: Int, _ word: String, _ definition: Definition, _ legend: Legend
  ) -> [Pattern] {
    var bytes: [UInt8] = []
    var isLeft = false
    for option in definition.options {
      var width = 0
      switch option {
      case .padded(let number, let left, _): (width, isLeft) = (number, left)
      case .paddedToName(let name, let left):
        (width, isLeft) = (knownWidth(name, legend) ?? 0, left)
        if width == 0 {
          binder.fail(
            name.position, "the level of an event is padded to what parameters decide, not records")
        }
      default: continue
      }
      bytes = Array(repeating: 0x20, count: max(width - word.unicodeScalars.count, 0))
    }
    if case .shaped(let shapes, _, _) = definition.kind, case .oneOf(let members)? = shapes.first,
      !members.contains(where: { binder.text(of: $0.value) == word })
    {
      binder.fail(
        event.name.position, "\(word) is no level of this layout",
        help: nearest(to: word, among: members.map { binder.text(of: $0.value) }).map {
          "did you mean \($0)?"
        })
    }
    pattern.fields[number].type = .shown
    pattern.fields[number].reader = .piece
    pattern.fields[number].writer = Writer(form: .piece)
    let text = Pattern.piece(field: number, [.literal(Array(word.utf8))])
    if bytes.isEmpty { return [text] }
    return isLeft ? [.literal(bytes), text] : [text, .literal(bytes)]
  }

  /// The shapes of a legend line; a lone name may be an id, whose shapes count then.
  private func shapes(of definition: Definition, in legend: Legend) -> [Shape] {
    switch definition.kind {
    case .shaped(let shapes, _, _):
      return shapes.flatMap { shape -> [Shape] in
        if case .reference(let name) = shape { return identityShapes(name, legend.system) ?? [] }
        return [shape]
      }
    case .value(.path(let names)):
      let full = Name(names.map(\.text).joined(separator: "."), names[0].position)
      return identityShapes(full, legend.system) ?? [.named("text")]
    case .value(.literal(.number(let number), _)) where number.places == 0:
      return [.range(Number(digits: .min + 1), Number(digits: .max), about: nil, rarely: nil)]
    case .draw(.next, _), .draw(.widest, _):
      return [.range(Number(digits: 0), Number(digits: .max), about: nil, rarely: nil)]
    case .value(.literal(.bool, _)), .draw(.chance, _): return [.named("bool")]
    default: return [.named("text")]
    }
  }

  private func identityShapes(_ name: Name, _ system: String) -> [Shape]? {
    guard case .id(_, let id)? = binder.identity(name, system: system),
      case .shaped(let shapes, _, _) = id.syntax.kind
    else { return nil }
    return shapes
  }

  /// The kind of id a legend line names.
  ///
  /// Of several, it is the one that the scenario gives.
  private func link(of definition: Definition, _ hole: Name, system: String) -> String? {
    var names: [Name] = []
    switch definition.kind {
    case .value(.path(let path)):
      names = [Name(path.map(\.text).joined(separator: "."), path[0].position)]
    case .shaped(let shapes, _, _):
      for case .reference(let name) in shapes { names.append(name) }
    default: break
    }
    let kinds = names.compactMap { name -> String? in
      guard case .id(let full, _)? = binder.identity(name, system: system) else { return nil }
      return full.split(separator: ".").last.map(String.init)
    }
    if kinds.count > 1, let given = site?.identity(of: hole, binder), kinds.contains(given) {
      return given
    }
    return kinds.first
  }

  /// A hole is written as the first of its shapes, and read as any.
  private func apply(
    _ shapes: [Shape], _ number: Int, _ name: Name, _ place: HolePlace, _ legend: Legend
  ) {
    var field = pattern.fields[number]
    var writer = Writer(form: .text)
    apply(shapes[0], name, legend, &field, &writer)
    if shapes.count > 1 {
      field.isMixed = true
      if case .choice(let choice, _) = field.reader, case .named("word") = shapes[1],
        shapes.count == 2
      {
        field.reader = .choice(choice, open: true)
      } else {
        var readers = [field.reader]
        for shape in shapes.dropFirst() {
          var (other, form) = (field, Writer(form: .text))
          apply(shape, name, legend, &other, &form)
          readers.append(other.reader)
        }
        field.reader = joined(readers, at: name)
      }
    }
    self.place(place, &field, &writer, isOpen: shapes.count > 1)
    field.writer = writer
    pattern.fields[number] = field
  }

  private func apply(
    _ shape: Shape, _ name: Name, _ legend: Legend, _ field: inout Field, _ writer: inout Writer
  ) {
    switch shape {
    case .range(let low, let high, _, _):
      let places = max(low.places, high.places)
      if places > 0 {
        let decimals = min(low.places, high.places)...places
        writer.form = .decimal(places: decimals)
        field.reader = .decimal(
          low: scaled(low, places), high: scaled(high, places), places: decimals)
      } else {
        // What may be below zero is never padded: its digits and its sign vary.
        let isPadded = low.width > 1 && low.width == high.width && low.digits >= 0
        let width = isPadded ? low.width : 0
        writer.form = .integer(width: width)
        field.reader = .integer(low: low.digits, high: high.digits, width: width)
      }
      field.type = .number
    case .spread(let about, _):
      let decimals = about.places...about.places
      writer.form = about.places > 0 ? .decimal(places: decimals) : .integer(width: 0)
      field.reader =
        about.places > 0
        ? .decimal(low: 0, high: .max, places: decimals)
        : .integer(low: 0, high: .max, width: 0)
      field.type = .number
    case .oneOf(let members):
      let choice = binder.choice(of: members)
      field.reader = .choice(choice, open: false)
      field.type =
        binder.builder.choices[Int(choice)].isNumeric ? .numericChoice : .text
    case .named(let kind): named(kind, &field, &writer)
    case .sized("bytes", _):
      binder.fail(name.position, "bytes are shown only through `hex of` and the like")
    case .sized(let kind, let digits):
      let letters = kind == "HEX" ? "0-9A-F" : "0-9a-f"
      field.reader = .run(
        ByteSet(binder.characterClass(letters) ?? []), least: digits, most: digits)
    case .string(let least, let most, let letters):
      field.reader = .run(
        ByteSet(binder.characterClass(letters) ?? []), least: least, most: most)
    case .time(let text, let position, let zone, _):
      time(text, position, zone, &field, &writer, legend)
    case .reference: break
    }
  }

  private func named(_ kind: String, _ field: inout Field, _ writer: inout Writer) {
    func bytes(_ test: @escaping (UInt8) -> Bool) -> Reader { .bounded(ByteSet(where: test)) }
    switch kind {
    case "bool":
      field.reader = .bool(nil)
      field.type = .bool
    case "uuid": field.reader = .uuid
    case "word", "path", "url": field.reader = bytes { $0 > 0x20 && $0 != 0x7F }
    case "host":
      field.reader = bytes { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: byte >= 0x80
        }
      }
    case "ip", "ipv6":
      field.reader = bytes { byte in
        switch byte {
        case 0x30...0x3A, 0x41...0x46, 0x61...0x66, 0x2E: true
        default: false
        }
      }
    case "ipv4": field.reader = bytes { $0 == 0x2E || $0 >= 0x30 && $0 <= 0x39 }
    case "email": field.reader = bytes { $0 > 0x20 && $0 != 0x3C && $0 != 0x3E && $0 != 0x2C }
    case "lines": field.reader = .lines
    case "json", "python", "python2", "lua":
      let notation = Notation(rawValue: kind) ?? .json
      var style = NotationStyle()
      style.ascii = grammar.isJSONInASCII
      writer.form = .literal(notation, style)
      field.reader = .data(notation)
      field.type = .data
    default: field.reader = .text
    }
  }

  /// A hole inside a notation is written and read by the notation's rules.
  private func place(
    _ place: HolePlace, _ field: inout Field, _ writer: inout Writer, isOpen: Bool
  ) {
    switch place {
    case .plain: break
    case .whole(let notation):
      // A time or a number in quotes needs no escaping, and keeps its own form.
      if case .text = writer.form {
        writer.form =
          switch notation {
          case .json: .jsonString(ascii: grammar.isJSONInASCII)
          case .lua: .luaString
          case .python, .python2, .python2Bytes: .pythonString(notation)
          }
        field.reader = .quoted(notation)
      } else if notation.isPython {
        writer.form = .pythonString(notation)
        field.reader = .quoted(notation)
      }
    case .stretch(let notation, let quote):
      if case .text = writer.form, field.reader.isOpen {
        writer.form =
          switch notation {
          case .json: .jsonString(ascii: grammar.isJSONInASCII)
          case .lua: .luaString
          case .python, .python2, .python2Bytes: .pythonStretch(quote: quote, notation)
          }
      }
    case .value(let notation):
      if case .literal(_, let style) = writer.form {
        writer.form = .literal(notation, style)
        field.reader = .data(notation)
        return
      }
      // All have as many digits, or none has a zero in front.
      if case .integer(let low, _, let width) = field.reader, !isOpen,
        width == 0 || String(low).utf8.count == width
      {
        return
      }
      if case .decimal = writer.form, !isOpen { return }
      var style = NotationStyle()
      style.ascii = grammar.isJSONInASCII
      writer.form = .data(notation, style)
      field.reader = .data(notation)
      field.type = .data
    }
  }

  private func scaled(_ number: Number, _ places: Int) -> Int64 {
    var word = number.digits
    for _ in number.places..<places { word = word.multipliedReportingOverflow(by: 10).partialValue }
    return word
  }

  private func time(
    _ text: String, _ position: Position, _ zone: Name?, _ field: inout Field,
    _ writer: inout Writer, _ legend: Legend
  ) {
    let (fixed, register) = self.zone(zone, for: field.name, legend)
    writer.zone = register
    do {
      let compiled = try TimePattern(text)
      pattern.times.append((compiled, fixed))
    } catch {
      var at = position
      at.column += Int32(error.offset)
      at.length = Int32(error.length)
      binder.fail(at, error.message, help: error.suggestion)
      return
    }
    let number = pattern.times.count - 1
    writer.form = .time(number)
    field.reader = .time(number)
    field.type = .shown
    // Any other stamp is a field with the text as shown.
    if field.name == "time", field.role == .field, field.depth == 0 { field.role = .time }
  }

  /// Encodes the rows of a column once, if the hole always shows one of them.
  private func ready(_ number: Int) {
    let field = pattern.fields[number]
    guard field.writer.padding == nil, field.writer.cut == nil,
      let load = (pattern.loads + top.loads).last(where: { $0.register == number })
    else { return }
    var node = binder.builder.nodes[Int(load.node)]
    if case .orNone(_, _, _, let inner) = node { node = binder.builder.nodes[Int(inner)] }
    guard case .draw(.cell(_, let column), _, _) = node else { return }
    let encode: (String, inout LineWriter) -> Void
    switch field.writer.form {
    case .text where field.writer.encoders.count == 1:
      let encoder = pattern.encoders[field.writer.encoders[0]]
      encode = { text, line in
        var text = text
        text.withUTF8 { unsafe encoder.encode($0, into: &line) }
      }
    case .text where field.writer.none != nil && field.writer.encoders.isEmpty:
      encode = { $1.text($0) }
    case .jsonString(let ascii): encode = { writeJSONString($0, ascii: ascii, into: &$1) }
    default: return
    }
    let cells = binder.builder.columns[Int(column)].cells
    pattern.fields[number].writer.readyCells = cells.map { piece in
      var line = LineWriter(capacity: 256)
      encode(binder.text(ofPiece: piece), &line)
      return unsafe line.withBytes { unsafe binder.builder.piece($0) }
    }
    pattern.fields[number].writer.readyColumn = column
  }
}

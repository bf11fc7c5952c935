import FauxlogLanguage

extension RecordBinder {
  /// Binds bars to lines.
  ///
  /// Each line but the first begins with `indent`.
  func bind(_ bars: [Bar], in scope: Legend, indent: [UInt8] = [], into lines: inout Lines) {
    var context = NotationContext(bars.first?.notation)
    for (index, bar) in bars.enumerated() {
      if context.notation != bar.notation, !bar.continues {
        context = NotationContext(bar.notation)
      }
      if bar.continues, case .line(let open)? = lines.units.last {
        let more = bind(segmentsOf: bar, in: scope, &context)
        lines.units[lines.units.count - 1] = .line(open + more)
        continue
      }
      if let block = bindBlock(bar, in: scope, indent: index > 0 ? indent : [], &context) {
        lines.units.append(.block(block))
        continue
      }
      var line = bind(segmentsOf: bar, in: scope, &context)
      if index > 0, !indent.isEmpty { line.insert(.literal(indent), at: 0) }
      lines.units.append(.line(line))
    }
  }

  /// A bar that holds nothing but pieces and blanks: lines of their own, or a line that is written
  /// only if one of them is there.
  ///
  /// Nil for any other bar.
  private func bindBlock(
    _ bar: Bar, in scope: Legend, indent: [UInt8], _ context: inout NotationContext
  ) -> [Pattern]? {
    var holes: [(Name, PieceSyntax)] = []
    var blanks: [UInt8] = indent
    for segment in bar.segments {
      switch segment {
      case .text(let text):
        guard text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return nil }
        if holes.isEmpty { blanks += Array(text.utf8) }
      case .byte: return nil
      case .hole(let path, _):
        guard path.count == 1, let piece = piece(of: path[0], in: scope), piece.makesLines else {
          return nil
        }
        holes.append((path[0], piece))
      }
    }
    guard let (name, piece) = holes.first else { return nil }
    if holes.count == 1 {
      return bind(piece, name: name, mode: .lines(indent: blanks), in: scope)
    }
    guard holes.allSatisfy(\.1.isOptional) else { return nil }
    return [.optionalLine(bind(segmentsOf: bar, in: scope, &context))]
  }

  /// The text and holes of one bar, without its line end.
  func bind(segmentsOf bar: Bar, in scope: Legend, _ context: inout NotationContext) -> [Pattern] {
    if !bar.continues { lineIndent = bar.leadingBlanks }
    var result: [Pattern] = []
    var skipsQuote = false
    for (index, segment) in bar.segments.enumerated() {
      switch segment {
      case .text(let text):
        var bytes = Array(text.utf8)
        if skipsQuote { bytes.removeFirst() }
        skipsQuote = false
        context.pass(bytes)
        if !bytes.isEmpty { result.append(.literal(bytes)) }
      case .byte(let byte): result.append(.literal(text(of: byte, at: bar.position)))
      case .hole(let path, let position):
        guard let name = path.first, path.count == 1 else {
          binder.fail(position, "a hole in a grammar is one name", help: "give it a legend line")
          continue
        }
        if let quote = context.quote, let notation = stringNotation(context) {
          if isWhole(bar.segments, index, quote) {
            if notation.isPython, case .literal(var before)? = result.last {
              // Python picks the quotes as it writes, so they belong to the hole.
              before.removeLast()
              result[result.count - 1] = .literal(before)
              skipsQuote = true
              result.append(contentsOf: bindHole(name, in: scope, .whole(notation)))
              context.close()
            } else {
              result.append(contentsOf: bindHole(name, in: scope, .whole(notation)))
            }
          } else {
            result += bindHole(name, in: scope, .stretch(notation, quote: quote))
          }
        } else if let notation = context.notation.flatMap({ Notation(rawValue: $0.rawValue) }) {
          result += bindHole(name, in: scope, .value(notation))
        } else {
          result += bindHole(name, in: scope, .plain)
        }
      }
    }
    return result
  }

  /// A bare byte of the file as text: in a code page, the character that it stands for.
  private func text(of byte: UInt8, at position: Position) -> [UInt8] {
    let charset = grammar.coding.charset
    switch charset {
    case .utf8: return [byte]
    case .utf16:
      binder.fail(position, "a bare byte is no character of utf-16", help: "write ${U+…}")
      return [byte]
    case .windows1252, .latin1:
      var line = LineWriter(capacity: 64)
      line.scalar(charset.code(of: byte))
      return unsafe line.withBytes { unsafe Array($0) }
    }
  }

  /// The notation of the string that a hole stands in: in Python 2 one without `u` is bytes.
  private func stringNotation(_ context: NotationContext) -> Notation? {
    guard let notation = context.notation else { return nil }
    guard notation == .python2 else { return Notation(rawValue: notation.rawValue) }
    return context.isPrefixed ? .python2 : .python2Bytes
  }

  /// Whether a hole is all that stands between two quotes.
  private func isWhole(_ segments: [Bar.Segment], _ index: Int, _ quote: UInt8) -> Bool {
    guard index > 0, index + 1 < segments.count, case .text(let before) = segments[index - 1],
      case .text(let after) = segments[index + 1]
    else { return false }
    return before.utf8.last == quote && after.utf8.first == quote
  }

  /// A hole that runs on in its line.
  private func bindHole(_ name: Name, in scope: Legend, _ place: HolePlace) -> [Pattern] {
    written.insert(name.text)
    if pattern.fields.count > Limit.fields { return [] }
    if let piece = piece(of: name, in: scope) {
      return bind(piece, name: name, mode: .inline, in: scope)
    }
    guard let legend = scope.legend(defining: name) else {
      if let node = scope.valueAround(name, binder) {
        return [.field(givenField(name, node, in: scope))]
      }
      binder.failUnknown(name, among: scope.allNames)
      return []
    }
    guard let definition = legend.definitions[name.text] else {
      let node = legend.given[name.text] ?? binder.constant(.none)
      return [.field(givenField(name, node, in: legend))]
    }
    let number = register(of: name, in: legend)
    if pattern.fields[number].hole == nil { pattern.fields[number].hole = name.position }
    return shape(number, name, definition, place, in: legend)
  }

  /// A hole that shows an argument of a part.
  private func givenField(_ name: Name, _ node: Int32, in legend: Legend) -> Int {
    let number = pattern.fields.count
    var field = Field(
      name: name.text, reader: .text, writer: Writer(form: .text), position: name.position)
    if scopeIsSilent(legend) { field.role = .silent }
    field.depth = legend.loopDepth
    append(field)
    loads(of: legend).append(number, node)
    return number
  }
}

/// Where a hole stands in its bar.
enum HolePlace {
  /// In plain text.
  case plain
  /// All that stands in a quoted string.
  case whole(Notation)
  /// Beside text in a quoted string.
  case stretch(Notation, quote: UInt8)
  /// Outside quotes: any value of the notation.
  case value(Notation)
}

extension Bar {
  /// How many blanks the bar's text begins with.
  fileprivate var leadingBlanks: Int {
    guard case .text(let text)? = segments.first else { return 0 }
    return text.utf8.prefix { $0 == 0x20 }.count
  }
}

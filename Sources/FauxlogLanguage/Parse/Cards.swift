// Cards: `card NAME WEIGHT` with members below, which are texts, records and elements of lists; and
// parts of them, `part NAME`.

/// A line of a card: its level, and the scanner behind its indentation.
private struct CardLine {
  var level: Int
  var scanner: LineScanner
}

extension CorpusParser {
  /// All cards, from the first one's line on.
  mutating func cards(from first: Row) -> [CorpusSyntax.Card] {
    var lines: [CardLine] = []
    var current: Row? = first
    while let row = current {
      if let line = attempt({ parser throws(Diagnostic) in try parser.line(row) }) {
        lines.append(line)
      }
      current = self.row()
    }
    var cards: [CorpusSyntax.Card] = []
    forEach(lines[...], level: 0) { parser, line, below throws(Diagnostic) in
      cards.append(try parser.card(line, below))
    }
    return cards
  }

  /// Whether a corpus that begins with this line is one of cards: a list may begin with any words.
  func beginsCards(_ row: Row) -> Bool {
    if row.text.hasPrefix("card ") { return true }
    guard row.text.hasPrefix("part "), isName(row.text.dropFirst(5)) else { return false }
    return source.lines[next...].first { !isBlank($0) }?.hasPrefix("  ") ?? false
  }

  /// Cuts off a line's indentation.
  private func line(_ row: Row) throws(Diagnostic) -> CardLine {
    var scanner = LineScanner(row.text, file: file, number: Int(row.position.line))
    scanner.skipBlanks()
    if scanner.peek() == 0x09 { throw .tab(at: scanner.position) }
    let blanks = scanner.offset
    guard blanks.isMultiple(of: 2) else {
      var place = row.position
      place.length = Int32(clamping: blanks)
      throw Diagnostic(place, "\(blanks) blanks are no indentation: two blanks a level")
    }
    guard blanks / 2 < ParseLimit.blocks else {
      throw Diagnostic(scanner.position, "more than \(ParseLimit.blocks) blocks in each other")
    }
    return CardLine(level: blanks / 2, scanner: scanner)
  }

  /// Reads each line of a level together with the lines below it.
  private mutating func forEach(
    _ lines: ArraySlice<CardLine>, level: Int,
    _ body: (inout CorpusParser, CardLine, ArraySlice<CardLine>) throws(Diagnostic) -> Void
  ) {
    var index = lines.startIndex
    while index < lines.endIndex, !isFull {
      var end = index + 1
      while end < lines.endIndex, lines[end].level > lines[index].level { end += 1 }
      let line = lines[index]
      let below = lines[(index + 1)..<end]
      _ = attempt { parser throws(Diagnostic) in
        guard line.level == level else {
          throw Diagnostic(
            line.scanner.position, "indented too far",
            help: "\(level * 2) blanks below the line above")
        }
        try body(&parser, line, below)
      }
      index = end
    }
  }

  /// `card NAME WEIGHT` and its members.
  private mutating func card(
    _ line: CardLine, _ below: ArraySlice<CardLine>
  ) throws(Diagnostic) -> CorpusSyntax.Card {
    var cursor = try cursor(line)
    if cursor.take("part") {
      let name = try cursor.name("the part's name")
      try cursor.expectEnd()
      return card(name, weight: 0, below, isPart: true)
    }
    guard cursor.take("card") else {
      throw cursor.unexpected("card or part and its name", near: ["card", "part"])
    }
    let name = try cursor.name("the card's name")
    var weight: Int64 = 1
    if !cursor.isAtEnd { weight = Int64(try cursor.integer("a weight", in: 0...1_000_000_000)) }
    try cursor.expectEnd()
    return card(name, weight: weight, below, isPart: false)
  }

  private mutating func card(
    _ name: Name, weight: Int64, _ below: ArraySlice<CardLine>, isPart: Bool
  ) -> CorpusSyntax.Card {
    hasParts = false
    let members = members(below, level: 1)
    return CorpusSyntax.Card(
      name: name, weight: weight, members: members, isPart: isPart, hasParts: hasParts)
  }

  /// A cursor over a line that is a sentence.
  private func cursor(_ line: CardLine) throws(Diagnostic) -> Cursor {
    var scanner = line.scanner
    var node = Node(tokens: [], depth: line.level, position: scanner.position)
    while !scanner.isAtEnd() { node.tokens.append(try scanner.token()) }
    return Cursor(node, in: .corpus)
  }

  private mutating func members(
    _ lines: ArraySlice<CardLine>, level: Int
  ) -> [CorpusSyntax.CardMember] {
    var members: [CorpusSyntax.CardMember] = []
    forEach(lines, level: level) { parser, line, below throws(Diagnostic) in
      members.append(try parser.member(line, below))
    }
    return members
  }

  private mutating func member(
    _ line: CardLine, _ below: ArraySlice<CardLine>
  ) throws(Diagnostic) -> CorpusSyntax.CardMember {
    var scanner = line.scanner
    let first = try scanner.token()
    if scanner.peek() == 0x3A, first.kind == .text || first.kind == .word {
      scanner.advance()
      return .text(try memberName(first), try text(&scanner, below, level: line.level + 1))
    }
    var cursor = try cursor(line)
    if cursor.isWord("in"), cursor.isKind(.word, 1) {
      cursor.index += 1
      let name = try cursor.name("the name of a list")
      try cursor.expectEnd()
      return .element(name, members(below, level: line.level + 1))
    }
    if cursor.isWord("with"), cursor.isKind(.word, 1) {
      cursor.index += 1
      let name = try cursor.name("the name of a part")
      let corpus = cursor.take("from") ? try cursor.dottedName("the name of a corpus") : nil
      try cursor.expectEnd("from or the end of the line")
      if let next = below.first {
        throw Diagnostic(next.scanner.position, "nothing may stand below `with`")
      }
      hasParts = true
      return .part(name, from: corpus)
    }
    let name = try cursor.name("a member's name")
    try cursor.expectEnd("a colon or the end of the line")
    return .record(name, members(below, level: line.level + 1))
  }

  private func memberName(_ token: Token) throws(Diagnostic) -> Name {
    if token.kind == .word {
      guard isName(token.text) else {
        throw Diagnostic(
          token.position, "a member's name is a-z, then a-z, 0-9 and _", help: "put it in quotes")
      }
      return Name(token.text, token.position)
    }
    let cursor = Cursor(Node(tokens: [token], depth: 0, position: token.position), in: .corpus)
    guard let text = try cursor.plainText(token) else {
      throw Diagnostic(token.position, "no holes may stand in a member's name")
    }
    return Name(text, token.position)
  }

  /// The text behind a colon, or the bars below it.
  private mutating func text(
    _ scanner: inout LineScanner, _ below: ArraySlice<CardLine>, level: Int
  ) throws(Diagnostic) -> [Bar] {
    if scanner.peek() == 0x20, scanner.peek(1) != nil { scanner.advance() }
    let bar = try bar(&scanner, notation: nil, continues: false)
    guard let next = below.first else { return [bar] }
    guard bar.segments.isEmpty else {
      throw Diagnostic(next.scanner.position, "nothing may stand below a member with a text")
    }
    var bars: [Bar] = []
    forEach(below, level: level) { parser, line, _ throws(Diagnostic) in
      var scanner = line.scanner
      guard let sign = scanner.bar() else {
        throw Diagnostic(scanner.position, "expected a bar with a line of the member's text")
      }
      scanner.advance(sign.length)
      if scanner.peek() == 0x20, scanner.peek(1) != nil { scanner.advance() }
      bars.append(
        try parser.bar(&scanner, notation: sign.notation, continues: sign.continues))
    }
    return bars
  }

  /// A bar of what is left of a line.
  private func bar(
    _ scanner: inout LineScanner, notation: Bar.Notation?, continues: Bool
  ) throws(Diagnostic) -> Bar {
    var place = scanner.position
    let rest = scanner.bytes[scanner.offset...]
    if rest.last == 0x20 { throw .trailingBlank(in: scanner) }
    place.length = max(1, Int32(clamping: rest.count(where: { !$0.isContinuation })))
    let segments = try TemplateReader.segments(of: rest, at: place, paths: true, tabs: true)
    return Bar(notation: notation, segments: segments, continues: continues, position: place)
  }
}

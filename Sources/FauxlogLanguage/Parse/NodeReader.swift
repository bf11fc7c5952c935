/// Makes nodes of lines: indentation, `;`, lines that go on, blocks behind a colon.
struct NodeReader {
  private let source: SourceFile
  private let file: Int32
  private let kind: SyntaxFile.Kind
  /// What was read.
  private(set) var nodes: [Node] = []
  /// What was wrong.
  private(set) var diagnostics: [Diagnostic] = []
  /// The lines that are open, outermost first: their indentation, and the depth of their last node.
  private var levels: [(indent: Int, depth: Int)] = []
  /// The last node at each depth.
  private var lastAtDepth: [Int] = []
  /// The node that is being read.
  private var open: Node?
  /// How many brackets are open in it.
  private var brackets = 0

  /// The nodes of a file, its header among them.
  static func read(
    _ source: SourceFile, file: Int32, kind: SyntaxFile.Kind
  ) -> (nodes: [Node], diagnostics: [Diagnostic]) {
    var reader = NodeReader(source: source, file: file, kind: kind)
    for (index, line) in source.lines.enumerated() {
      reader.line(line, number: index + 1)
      if reader.diagnostics.count >= ParseLimit.errors { break }
    }
    reader.close()
    reader.setEnds()
    return (reader.nodes, reader.diagnostics)
  }

  private init(source: SourceFile, file: Int32, kind: SyntaxFile.Kind) {
    self.source = source
    self.file = file
    self.kind = kind
  }

  private mutating func line(_ line: String, number: Int) {
    guard line.utf8.count <= ParseLimit.line else {
      let place = Position(file: file, line: Int32(clamping: number), column: 1)
      diagnostics.append(Diagnostic(place, "a line has at most \(ParseLimit.line) bytes"))
      return
    }
    var scanner = LineScanner(line, file: file, number: number)
    scanner.skipBlanks()
    let goesOn = open != nil
    if scanner.peek() == 0x09 { tabbedIndent(&scanner) }
    if scanner.isAtEnd() { return }
    if !goesOn {
      guard let depth = depth(of: &scanner) else { return }
      begin(depth: depth, at: scanner.position)
    }
    do throws(Diagnostic) {
      try statements(&scanner)
    } catch {
      diagnostics.append(error)
      open?.isBroken = true
      close()
    }
    endLine(indent: goesOn ? nil : scanner.indent / 2)
  }

  /// Says that tabs are no indentation and goes over them.
  private mutating func tabbedIndent(_ scanner: inout LineScanner) {
    let place = scanner.position
    while scanner.peek() == 0x09 || scanner.peek() == 0x20 { scanner.advance() }
    if scanner.peek() != nil { diagnostics.append(.tab(at: place)) }
  }

  /// The depth that a line's indentation gives its first node; nil if it is too deep.
  private mutating func depth(of scanner: inout LineScanner) -> Int? {
    let blanks = scanner.indent
    var place = scanner.position
    var level = blanks / 2
    if !blanks.isMultiple(of: 2) {
      place.column = 1
      place.length = Int32(clamping: blanks)
      diagnostics.append(
        Diagnostic(place, "\(blanks) blanks are no indentation: two blanks a level"))
      level = (blanks + 1) / 2
    }
    while let last = levels.last, last.indent >= level { levels.removeLast() }
    let expected = (levels.last?.indent ?? -1) + 1
    if level > expected, blanks.isMultiple(of: 2), place.column > 1 {
      diagnostics.append(
        Diagnostic(
          place, "indented too far", help: "at most \(expected * 2) blanks below the line above"))
    }
    let depth = (levels.last?.depth ?? -1) + 1
    guard depth < ParseLimit.blocks else {
      diagnostics.append(Diagnostic(place, "more than \(ParseLimit.blocks) blocks in each other"))
      return nil
    }
    return depth
  }

  /// Reads a line's tokens into the open node and those that follow it.
  private mutating func statements(_ scanner: inout LineScanner) throws(Diagnostic) {
    while !scanner.isAtEnd() {
      if let sign = scanner.bar() {
        let bar = try bar(&scanner, sign)
        open?.bar = bar
        return
      }
      if scanner.peek() == 0x3B {
        scanner.advance()
        try nextStatement(&scanner)
        continue
      }
      if isPathDue(scanner) {
        open?.tokens.append(scanner.path())
        continue
      }
      let token = try scanner.token()
      if token.kind == .mark, token.text == ":", brackets == 0, isBlockHead() {
        try openBlock(&scanner, at: token.position)
      } else {
        count(token)
        open?.tokens.append(token)
      }
    }
  }

  private mutating func count(_ token: Token) {
    guard token.kind == .mark else { return }
    switch token.text {
    case "(", "[", "{": brackets += 1
    case ")", "]", "}": brackets -= 1
    default: break
    }
  }

  /// A `;`: what follows on the line is a node of its own.
  private mutating func nextStatement(_ scanner: inout LineScanner) throws(Diagnostic) {
    guard let depth = open?.depth else { return }
    close()
    if !scanner.isAtEnd() { begin(depth: depth, at: scanner.position) }
  }

  /// A colon behind the head of a block: what follows on the line stands below it.
  private mutating func openBlock(
    _ scanner: inout LineScanner, at colon: Position
  ) throws(Diagnostic) {
    guard let depth = open?.depth else { return }
    guard depth + 1 < ParseLimit.blocks else {
      throw Diagnostic(colon, "more than \(ParseLimit.blocks) blocks in each other")
    }
    close()
    if !scanner.isAtEnd() { begin(depth: depth + 1, at: scanner.position) }
  }

  /// Whether a colon behind what is open begins a block, and not a definition's kind.
  private func isBlockHead() -> Bool {
    guard let open, let first = open.tokens.first else { return false }
    let count = open.tokens.count
    if first.kind == .percent { return count > 1 }
    guard first.kind == .word else { return false }
    if count > 4, open.tokens[1].text == ":" { return open.tokens[2].text == "hold" }
    switch first.text {
    case "otherwise": return count == 1
    case "when", "each", "repeat": return count > 1 && open.tokens[1].text != ","
    case "stop": return count > 2 && open.tokens[1].text == "when"
    case "hold": return count > 2 && open.tokens[1].text == "any"
    default: break
    }
    if first.text.utf8.allSatisfy(\.isDigit) { return count > 1 }
    guard count == 1, open.depth > 0, open.depth <= lastAtDepth.count else { return false }
    let parent = nodes[lastAtDepth[open.depth - 1]]
    return parent.tokens.count == 1 && parent.begins("together")
  }

  /// Whether the next run of characters is a path.
  private func isPathDue(_ scanner: LineScanner) -> Bool {
    guard scanner.isAfterBlank, let tokens = open?.tokens, let last = tokens.last,
      last.kind == .word, let next = scanner.peek(), next != 0x3A, next != 0x2C
    else { return false }
    switch (kind, tokens.count) {
    case (.tree, 1): return ["file", "static", "zone"].contains(last.text)
    case (.tree, 2): return last.text == "file" && ["replace", "without"].contains(tokens[0].text)
    case (.scenarios, 1): return last.text == "holds"
    case (.scenarios, 3): return last.text == "under" && tokens[0].text == "holds"
    default: return false
    }
  }

  /// The bar that begins here, up to the line's end.
  private func bar(
    _ scanner: inout LineScanner, _ sign: (notation: Bar.Notation?, continues: Bool, length: Int)
  ) throws(Diagnostic) -> Bar {
    if sign.notation == nil, !scanner.isAfterBlank, let word = open?.tokens.last {
      let notations = ["json", "python", "python2", "lua"]
      let meant = nearest(to: String(word.text.prefix(60)), among: notations)
      throw Diagnostic(
        word.position, "\(word.shown) is no notation of a bar",
        help: meant.map { "did you mean \($0)|?" } ?? "put a blank before the bar")
    }
    scanner.advance(sign.length)
    if scanner.peek() == 0x20, scanner.peek(1) != nil { scanner.advance() }
    var place = scanner.position
    let rest = scanner.bytes[scanner.offset...]
    if rest.last == 0x20 { throw .trailingBlank(in: scanner) }
    place.length = max(1, Int32(clamping: rest.count(where: { !$0.isContinuation })))
    let segments = try TemplateReader.segments(of: rest, at: place, paths: kind == .scenarios)
    return Bar(
      notation: sign.notation, segments: segments, continues: sign.continues, position: place)
  }

  // MARK: - Nodes

  private mutating func begin(depth: Int, at position: Position) {
    open = Node(tokens: [], bar: nil, depth: depth, position: position)
    brackets = 0
  }

  private mutating func close() {
    guard let node = open else { return }
    open = nil
    lastAtDepth.removeSubrange(min(node.depth, lastAtDepth.count)...)
    lastAtDepth.append(nodes.count)
    nodes.append(node)
  }

  /// The end of a line: a comma at its end keeps the last node open.
  private mutating func endLine(indent: Int?) {
    if let indent { levels.append((indent, 0)) }
    if let last = open?.tokens.last, open?.bar == nil, last.kind == .mark, last.text == "," {
      levels[levels.count - 1].depth = open?.depth ?? 0
      return
    }
    close()
    if !levels.isEmpty { levels[levels.count - 1].depth = nodes.last?.depth ?? 0 }
  }

  /// Says for each node where its descendants end.
  private mutating func setEnds() {
    var open: [Int] = []
    for index in nodes.indices {
      while let last = open.last, nodes[last].depth >= nodes[index].depth {
        nodes[last].end = index
        open.removeLast()
      }
      open.append(index)
    }
    for index in open { nodes[index].end = nodes.count }
  }
}

extension LineScanner {
  /// How many blanks the line begins with; a tab counts as a level.
  var indent: Int {
    var count = 0
    for byte in bytes {
      if byte == 0x20 { count += 1 } else if byte == 0x09 { count += 2 } else { break }
    }
    return count
  }
}

extension Diagnostic {
  /// A blank as the last character of a line whose every byte counts.
  static func trailingBlank(in scanner: LineScanner) -> Diagnostic {
    var scanner = scanner
    let end = (scanner.bytes.lastIndex { $0 != 0x20 } ?? -1) + 1
    scanner.advance(max(0, end - scanner.offset))
    return Diagnostic(
      scanner.position, "a blank at the end of the line cannot be seen: write ␠")
  }
}

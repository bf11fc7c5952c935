/// Reads the nodes of one file; what cannot be read is reported and left out.
struct Parser: ErrorReporting {
  /// All nodes; descendants follow their node.
  let nodes: [Node]
  /// What the header says the file is.
  let file: SyntaxFile.Kind
  /// What was wrong so far.
  var diagnostics: [Diagnostic]

  /// Whether reading on is useless.
  var isFull: Bool { diagnostics.count >= ParseLimit.errors }

  /// A cursor at the beginning of a node.
  func cursor(_ index: Int) -> Cursor { Cursor(nodes[index], in: file) }

  /// The nodes below a node.
  func below(_ index: Int) -> Range<Int> { (index + 1)..<max(index + 1, nodes[index].end) }

  /// Reads each node of a range by itself.
  mutating func forEach(
    in range: Range<Int>, includingBroken: Bool = false,
    _ body: (inout Parser, Int) throws(Diagnostic) -> Void
  ) {
    var index = range.lowerBound
    while index < range.upperBound, !isFull {
      let node = nodes[index]
      let isEmpty = node.tokens.isEmpty && node.bar == nil
      if node.isBroken ? includingBroken : !isEmpty {
        _ = attempt { parser throws(Diagnostic) in try body(&parser, index) }
      }
      index = node.end
    }
  }

  /// Reads the nodes of a range, consecutive `when`s as one choice.
  mutating func items<Item>(
    in range: Range<Int>, choice: (Choice<[Item]>) -> Item, bar: (Bar) -> Item?,
    read: (inout Parser, Int) throws(Diagnostic) -> Item?
  ) -> [Item] {
    var items: [Item] = []
    var open: Choice<[Item]>?
    forEach(in: range, includingBroken: true) { parser, index throws(Diagnostic) in
      let node = parser.nodes[index]
      if node.isBroken, !node.begins("when") { return }
      if node.begins("when") || node.isOtherwise {
        if node.begins("when"), open == nil { open = Choice(branches: [], position: node.position) }
        guard var current = open else {
          throw Diagnostic(node.position, "no \"when\" stands before this \"otherwise\"")
        }
        if node.isBroken { return }
        open = nil
        let isLast = node.isOtherwise
        defer {
          if isLast { items.append(choice(current)) } else { open = current }
        }
        let condition = try parser.condition(index)
        let body = try parser.branch(index, choice: choice, bar: bar, read: read)
        current.branches.append((condition, body))
        return
      }
      if let done = open {
        items.append(choice(done))
        open = nil
      }
      if let item = try read(&parser, index) { items.append(item) }
    }
    if let open { items.append(choice(open)) }
    return items
  }

  /// What a `when` or `otherwise` guards: the bar behind it, and what stands below.
  private mutating func branch<Item>(
    _ index: Int, choice: (Choice<[Item]>) -> Item, bar: (Bar) -> Item?,
    read: (inout Parser, Int) throws(Diagnostic) -> Item?
  ) throws(Diagnostic) -> [Item] {
    var body: [Item] = []
    if let line = nodes[index].bar {
      guard let item = bar(line) else { throw .strayBar(nodes[index]) }
      body.append(item)
    }
    return body + items(in: below(index), choice: choice, bar: bar, read: read)
  }

  /// The condition of a `when`; nil for `otherwise`.
  private func condition(_ index: Int) throws(Diagnostic) -> Expression? {
    var cursor = cursor(index)
    cursor.index = 1
    let condition = nodes[index].isOtherwise ? nil : try cursor.value()
    try cursor.expectEnd("a colon, a bar or the end of the line")
    return condition
  }

  /// Nothing may stand below a node, nor a bar behind it.
  func expectNoBody(_ index: Int) throws(Diagnostic) {
    let node = nodes[index]
    if node.bar != nil { throw .strayBar(node) }
    guard let child = below(index).first else { return }
    throw Diagnostic(
      nodes[child].position, "nothing may stand below \"\(node.opening)\"",
      help: "indent it less")
  }
}

extension Node {
  /// Whether it is `otherwise`; the colon behind it was taken by the line reader.
  var isOtherwise: Bool {
    tokens.first?.kind == .word && tokens.first?.text == "otherwise"
  }
  /// Its first word, to name it in an error.
  var opening: String {
    guard let first = tokens.first else { return "|" }
    return String(first.text.prefix(40))
  }
}

extension Diagnostic {
  /// A bar where no text may stand.
  static func strayBar(_ node: Node) -> Diagnostic {
    Diagnostic(node.bar?.position ?? node.position, "no bar may stand here")
  }
}

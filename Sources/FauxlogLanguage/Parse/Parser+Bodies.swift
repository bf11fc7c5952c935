// Bars and legends, in all kinds of file.

extension Parser {
  /// The bar behind a node and what stands below it.
  mutating func body(of index: Int) -> Body {
    var body = body(below: index)
    if let bar = nodes[index].bar { body.items.insert(.bar(bar), at: 0) }
    return body
  }

  /// What stands below a node.
  private mutating func body(below index: Int) -> Body {
    Body(
      items: items(
        in: below(index),
        choice: Self.bodyChoice, bar: { .bar($0) },
        read: { parser, index throws(Diagnostic) in try parser.bodyItem(index) }))
  }

  /// A choice of items as one item.
  static func bodyChoice(_ choice: Choice<[Body.Item]>) -> Body.Item {
    .choice(
      Choice<Body>(
        branches: choice.branches.map { ($0.condition, Body(items: $0.body)) },
        position: choice.position))
  }

  private mutating func bodyItem(_ index: Int) throws(Diagnostic) -> Body.Item {
    let node = nodes[index]
    if node.tokens.isEmpty, let bar = node.bar {
      if let child = below(index).first {
        throw Diagnostic(
          nodes[child].position, "nothing may stand below a bar", help: "indent it less")
      }
      return .bar(bar)
    }
    guard node.definedNames != nil else { throw noDefinition(node) }
    return .definition(try definition(index))
  }

  /// A line of a legend that is none.
  private func noDefinition(_ node: Node) -> Diagnostic {
    guard let first = node.tokens.first else { return .strayBar(node) }
    if first.kind == .word, isName(first.text), node.tokens.count > 1 {
      if let meant = nearest(to: first.text, among: ["when", "otherwise"]), meant != first.text {
        return Diagnostic(
          first.position, "expected a bar, or a name and a colon", help: "did you mean \(meant)?")
      }
      return Diagnostic(
        first.position, "expected a bar, or a name and a colon", help: "write \(first.text): …")
    }
    return Diagnostic(first.position, "expected a bar, or a name and a colon")
  }

  /// `a, b: own kind, options` with what stands below.
  mutating func definition(_ index: Int, from start: Int = 0) throws(Diagnostic) -> Definition {
    var cursor = cursor(index)
    cursor.index = start
    var names = [try cursor.name("a name")]
    while cursor.takeMark(",") { names.append(try cursor.name("a name")) }
    try cursor.expectMark(":", "a colon and what it is")
    let isOwn = cursor.isWord("own") && !cursor.isEnd(1)
    if isOwn { cursor.index += 1 }
    if let alternatives = try alternatives(index, &cursor) {
      let options = try cursor.options()
      try cursor.expectEndOfKind()
      return Definition(names: names, isOwn: isOwn, kind: alternatives, options: options)
    }
    var kind = try cursor.kind()
    let options = try cursor.options()
    try cursor.expectEndOfKind()
    if case .piece(let piece, let at) = kind, nodes[index].bar == nil, below(index).isEmpty {
      try expectContent(of: piece, at: at)
    }
    if case .draw(.emission(var emission), let at) = kind {
      emission.bars = bars(of: index)
      kind = .draw(.emission(emission), at)
      return Definition(names: names, isOwn: isOwn, kind: kind, options: options)
    }
    return Definition(
      names: names, isOwn: isOwn, kind: kind, options: options, body: body(of: index))
  }

  /// A `maybe` or an `each` that holds nothing is a bar forgotten.
  private func expectContent(of piece: Piece, at: Position) throws(Diagnostic) {
    switch piece {
    case .maybe, .each:
      throw Diagnostic(at, "nothing stands in this piece", help: "put a bar behind or below it")
    case .oneOf, .part: break
    }
  }

  /// A definition on one line, behind a keyword.
  mutating func lineDefinition(_ index: Int) throws(Diagnostic) -> Definition {
    let definition = try definition(index, from: 1)
    try expectNoBody(index)
    return definition
  }

  /// `one of` with nothing or options behind it, and its alternatives below.
  private mutating func alternatives(
    _ index: Int, _ cursor: inout Cursor
  ) throws(Diagnostic) -> Kind? {
    let at = cursor.position
    guard cursor.isWord("one"), cursor.isWord("of", 1), cursor.isEnd(2) else { return nil }
    cursor.index += 2
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    var alternatives: [Piece.Alternative] = []
    forEach(in: below(index)) { parser, child throws(Diagnostic) in
      let head = try parser.alternativeHead(child)
      alternatives.append(
        Piece.Alternative(
          weight: head.weight, name: head.name, condition: head.condition,
          body: parser.body(of: child)))
    }
    if below(index).isEmpty { throw noAlternatives(at) }
    return .piece(.oneOf(alternatives), at)
  }

  /// The error that nothing stands below or behind `one of`.
  func noAlternatives(_ at: Position) -> Diagnostic {
    Diagnostic(
      at, "nothing to choose from", help: "words behind it, or alternatives below: 5 name: …")
  }

  /// `95% good when V`.
  func alternativeHead(
    _ index: Int
  ) throws(Diagnostic) -> (weight: Weight, name: Name, condition: Expression?) {
    var cursor = cursor(index)
    guard let weight = try cursor.weight() else {
      throw cursor.unexpected("a weight and the alternative's name")
    }
    let name = try cursor.name("the alternative's name")
    let condition = cursor.take("when") ? try cursor.value() : nil
    try cursor.expectEnd("a colon, a bar or the end of the line")
    return (weight, name, condition)
  }

  /// The bars behind and below an emission, and nothing else.
  mutating func bars(of index: Int) -> [Bar] {
    var bars: [Bar] = []
    if let bar = nodes[index].bar { bars.append(bar) }
    forEach(in: below(index)) { parser, child throws(Diagnostic) in
      let node = parser.nodes[child]
      guard node.tokens.isEmpty, let bar = node.bar else {
        throw Diagnostic(
          node.position, "only bars may stand below an emission", help: "indent it less")
      }
      if let below = parser.below(child).first {
        throw Diagnostic(parser.nodes[below].position, "nothing may stand below a bar")
      }
      bars.append(bar)
    }
    return bars
  }
}

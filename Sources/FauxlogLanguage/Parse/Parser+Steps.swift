// The steps of scenarios.

extension Parser {
  /// The words that steps begin with.
  private static let stepWords = [
    "do", "start", "after", "label", "end", "set", "one", "together", "repeat", "stop", "hold",
    "each", "rotate", "flush", "reopen", "empty", "remove", "archive", "when", "otherwise", "lasts",
    "writes", "whole",
  ]

  /// The steps of a range; `limit` takes what is no step, at the top of a scenario.
  mutating func steps(
    in range: Range<Int>,
    limit: (inout Parser, Int) throws(Diagnostic) -> Bool = { _, _ in false }
  ) -> [Step] {
    items(
      in: range, choice: { .choice($0) }, bar: { _ in nil },
      read: { parser, index throws(Diagnostic) in
        if try limit(&parser, index) { return nil }
        return try parser.step(index)
      })
  }

  /// The steps below a node, behind which no bar may stand.
  private mutating func block(_ index: Int) throws(Diagnostic) -> [Step] {
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    return steps(in: below(index))
  }

  private mutating func step(_ index: Int) throws(Diagnostic) -> Step {
    let node = nodes[index]
    guard let first = node.tokens.first else {
      throw Diagnostic(
        node.position, "no bar may stand here", help: "bars stand behind or below > event")
    }
    let isNamed =
      node.definedNames == 1 && node.tokens.count > 3 && node.tokens[2].text == "hold"
      && node.tokens[3].text == "any"
    if isNamed || node.begins("hold") { return try hold(index, isNamed: isNamed) }
    if node.definedNames != nil { return .definition(try definition(index)) }
    var cursor = cursor(index)
    if first.kind == .mark, first.text == ">" { return try emissionStep(index, &cursor) }
    if let step = try blockStep(index, &cursor) { return step }
    if let step = try lineStep(&cursor) {
      if first.text == "after" { try cursor.expectEndOfKind() }
      try cursor.expectEnd()
      try expectNoBody(index)
      return step
    }
    let help = isName(first.text) ? "a definition has a colon: \(first.text.prefix(40)): …" : nil
    var error = cursor.unexpected("a step", near: Self.stepWords)
    if error.help == nil { error.help = help }
    throw error
  }

  private mutating func emissionStep(
    _ index: Int, _ cursor: inout Cursor
  ) throws(Diagnostic) -> Step {
    var emission = try cursor.emission()
    try cursor.expectEnd(
      "stamped, with, a bar or the end of the line", near: ["stamped", "with"])
    emission.bars = bars(of: index)
    return .emission(emission)
  }

  // MARK: - Steps of one line

  private func lineStep(_ cursor: inout Cursor) throws(Diagnostic) -> Step? {
    let at = cursor.position
    guard let word = cursor.peek(), word.kind == .word else { return nil }
    switch word.text {
    case "do", "start": return .call(try cursor.call())
    case "after":
      cursor.index += 1
      return .after(try cursor.kind(), at)
    case "label":
      cursor.index += 1
      return .label(try cursor.word("a label").text, at)
    case "end":
      cursor.index += 1
      return .end(as: cursor.take("as") ? try cursor.word("how it ended").text : nil, at)
    case "set": return try set(&cursor)
    case "flush":
      cursor.index += 1
      let name = try cursor.dottedName("the name of files")
      var again = 0
      if cursor.takeMark(",") {
        try cursor.expect("again", "last")
        again = try cursor.integer("how many", in: 1...1_000_000)
      }
      return .flush(name, again: again, at)
    case "reopen":
      cursor.index += 1
      return .reopen(try cursor.dottedName("the name of files"), at)
    case "empty":
      cursor.index += 1
      return .empty(try cursor.dottedName("the name of files"), at)
    case "remove":
      cursor.index += 1
      let old = cursor.isWord("old") && !cursor.isEnd(1) && cursor.take("old")
      return .remove(try cursor.dottedName("the name of files"), old: old, at)
    default: return nil
    }
  }

  private func set(_ cursor: inout Cursor) throws(Diagnostic) -> Step {
    let at = cursor.position
    cursor.index += 1
    let name = try cursor.dottedName("a name of this scenario")
    guard isName(name.text) else {
      throw Diagnostic(
        at, "\"set\" on \(name.text.prefix(60)): only names of this scenario may be set")
    }
    try cursor.expect("to")
    return .set(name, try cursor.value())
  }

  // MARK: - Steps with a block

  private mutating func blockStep(
    _ index: Int, _ cursor: inout Cursor
  ) throws(Diagnostic) -> Step? {
    let at = cursor.position
    if cursor.take("one", "of") { return try oneOf(index, &cursor, at) }
    if cursor.take("together") { return try together(index, &cursor, at) }
    if cursor.take("repeat") { return try repeated(index, &cursor, at) }
    if cursor.take("each") { return try each(index, &cursor, at) }
    if cursor.take("rotate") { return try rotate(index, &cursor, at) }
    if cursor.take("archive") { return try archive(index, &cursor, at) }
    guard cursor.take("stop") else { return nil }
    try cursor.expect("when")
    let condition = try cursor.value()
    try cursor.expectEnd("a colon or the end of the line")
    return .stopWhen(condition, try block(index), at)
  }

  /// `hold any ACTOR where V, waiting at most D`, and the same behind a name.
  private mutating func hold(_ index: Int, isNamed: Bool) throws(Diagnostic) -> Step {
    var cursor = cursor(index)
    let name = isNamed ? try cursor.name("a name") : nil
    if isNamed { try cursor.expectMark(":", "a colon") }
    let at = cursor.position
    try cursor.expect("hold")
    guard cursor.isWord("any"), cursor.isKind(.word, 1) else {
      throw cursor.unexpected("any ACTOR", near: ["any"])
    }
    let kind = try cursor.kind()
    try cursor.expectMark(",", "\", waiting at most D\"")
    try cursor.expect("waiting", "at", "most")
    let waiting = try cursor.duration("how long it waits at most")
    try cursor.expectEnd("a colon or the end of the line")
    let steps = try block(index)
    if steps.isEmpty {
      throw Diagnostic(at, "nothing is done while it is held", help: "put steps below it")
    }
    return .hold(name, kind, waiting: waiting, steps, at)
  }

  private mutating func oneOf(
    _ index: Int, _ cursor: inout Cursor, _ at: Position
  ) throws(Diagnostic) -> Step {
    try cursor.expectEnd("the end of the line, and alternatives below")
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    if below(index).isEmpty { throw noAlternatives(at) }
    var alternatives: [Step.Alternative] = []
    forEach(in: below(index)) { parser, child throws(Diagnostic) in
      let head = try parser.alternativeHead(child)
      alternatives.append(
        Step.Alternative(
          weight: head.weight, name: head.name, condition: head.condition,
          steps: try parser.block(child)))
    }
    return .oneOf(alternatives, at)
  }

  private mutating func together(
    _ index: Int, _ cursor: inout Cursor, _ at: Position
  ) throws(Diagnostic) -> Step {
    try cursor.expectEnd("the end of the line, and branches below")
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    var branches: [(name: Name, steps: [Step])] = []
    forEach(in: below(index)) { parser, child throws(Diagnostic) in
      var cursor = parser.cursor(child)
      let name = try cursor.name("the branch's name")
      try cursor.expectEnd("a colon or the end of the line")
      branches.append((name, try parser.block(child)))
    }
    return .together(branches, at)
  }

  private mutating func repeated(
    _ index: Int, _ cursor: inout Cursor, _ at: Position
  ) throws(Diagnostic) -> Step {
    if cursor.take("until") {
      let condition = try cursor.value()
      try cursor.expectMark(",", "\", at most N times\"")
      try cursor.expect("at", "most")
      let most = try cursor.integer("how many times", in: 1...1_000_000_000)
      try cursor.expect("times")
      try cursor.expectEnd("a colon or the end of the line")
      return .repeatUntil(condition, atMost: most, try block(index), at)
    }
    let count = try cursor.kind()
    try cursor.expect("times")
    try cursor.expectEnd("a colon or the end of the line")
    return .repeatTimes(count, try block(index), at)
  }

  private mutating func each(
    _ index: Int, _ cursor: inout Cursor, _ at: Position
  ) throws(Diagnostic) -> Step {
    let name = try cursor.name("the element's name")
    try cursor.expect("in")
    let list = try cursor.value()
    var mode = Step.EachMode.oneByOne
    if cursor.take("together") {
      mode = .together
    } else if cursor.take("once") {
      mode = .once(try cursor.dottedName("the name of a list of needs"))
      try cursor.expect("are", "done")
    }
    try cursor.expectEnd("together, once … are done, a colon or the end of the line")
    return .each(name, in: list, mode: mode, try block(index), at)
  }

  private mutating func rotate(
    _ index: Int, _ cursor: inout Cursor, _ at: Position
  ) throws(Diagnostic) -> Step {
    let name = try cursor.dottedName("the name of files")
    var over: Step.Size?
    if cursor.take("when") {
      try cursor.expect("over")
      let isParameter = cursor.peek().map { $0.kind == .word && isName($0.text) } ?? false
      over =
        isParameter
        ? .parameter(try cursor.name("the name of a parameter"))
        : .number(try cursor.number("a size, or the name of a parameter"))
    }
    try cursor.expectEnd("when over or the end of the line")
    return .rotate(name, over: over, try block(index), at)
  }

  private mutating func archive(
    _ index: Int, _ cursor: inout Cursor, _ at: Position
  ) throws(Diagnostic) -> Step {
    guard cursor.isKind(.text) else { throw cursor.unexpected("the archive's path in quotes") }
    let name = try cursor.value()
    try cursor.expectEnd()
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    var held: [(path: PathSyntax, under: PathSyntax)] = []
    forEach(in: below(index)) { parser, child throws(Diagnostic) in
      try parser.expectNoBody(child)
      var cursor = parser.cursor(child)
      try cursor.expect("holds")
      let path = try parser.path(&cursor, "a path")
      try cursor.expect("under")
      held.append((path, try parser.path(&cursor, "a path")))
      try cursor.expectEnd()
    }
    return .archive(name, held, at)
  }
}

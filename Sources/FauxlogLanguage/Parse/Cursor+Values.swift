// Values, from the loosest operator to the tightest. Every reader gives the height of what it
// made too: a tree that is too high could not be walked again without exhausting the stack.

/// A value and how many values stand in each other in it.
private struct Measured {
  let value: Expression
  let height: Int
}

extension Cursor {
  /// A value.
  mutating func value() throws(Diagnostic) -> Expression { try disjunction().value }

  private func join(
    _ op: Expression.Operator, _ left: Measured, _ right: Measured
  ) throws(Diagnostic) -> Measured {
    let at = left.value.position
    return try measured(
      .binary(op, left.value, right.value, at), over: max(left.height, right.height))
  }

  private func measured(_ value: Expression, over height: Int) throws(Diagnostic) -> Measured {
    guard height < ParseLimit.values else { throw tooDeep(at: value.position) }
    return Measured(value: value, height: height + 1)
  }

  private func tooDeep(at position: Position) -> Diagnostic {
    Diagnostic(
      position, "more than \(ParseLimit.values) operators, brackets and functions in each other",
      help: "give a part of it a name")
  }

  private mutating func disjunction() throws(Diagnostic) -> Measured {
    var left = try conjunction()
    while take("or") { left = try join(.or, left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(Diagnostic) -> Measured {
    var left = try test()
    while take("and") { left = try join(.and, left, try test()) }
    return left
  }

  private mutating func test() throws(Diagnostic) -> Measured {
    if isWord("not"), !isEnd(1) {
      index += 1
      try enter()
      let inner = try test()
      depth -= 1
      return try measured(.not(inner.value), over: inner.height)
    }
    let left = try sequence()
    guard let op = comparison() else { return left }
    return try join(op, left, try sequence())
  }

  private mutating func comparison() -> Expression.Operator? {
    if take("is") { return take("not") ? .unequal : .equal }
    if takeMark("<") { return .less }
    if takeMark("<=") { return .lessOrEqual }
    if takeMark(">") { return .greater }
    if takeMark(">=") { return .greaterOrEqual }
    if take("contains") { return .contains }
    return take("starts", "with") ? .startsWith : nil
  }

  private mutating func sequence() throws(Diagnostic) -> Measured {
    var left = try sum()
    while take("then") { left = try join(.then, left, try sum()) }
    return left
  }

  private mutating func sum() throws(Diagnostic) -> Measured {
    var left = try term()
    while true {
      if takeMark("+") {
        left = try join(.plus, left, try term())
      } else if takeMark("-") {
        left = try join(.minus, left, try term())
      } else {
        return left
      }
    }
  }

  private mutating func term() throws(Diagnostic) -> Measured {
    var left = try factor()
    while true {
      if takeMark("*") {
        left = try join(.times, left, try factor())
      } else if takeMark("/") {
        left = try join(.divided, left, try factor())
      } else if takeMark("%") {
        left = try join(.remainder, left, try factor())
      } else {
        return left
      }
    }
  }

  /// Opens one more bracket or function.
  private mutating func enter() throws(Diagnostic) {
    depth += 1
    if depth > ParseLimit.values { throw tooDeep(at: position) }
  }

  private mutating func factor() throws(Diagnostic) -> Measured {
    guard let token = peek() else { throw unexpected("a value") }
    switch token.kind {
    case .mark: return try bracket(token)
    case .text:
      index += 1
      return Measured(value: try textValue(token), height: 1)
    case .percent:
      return Measured(value: try percentValue(token), height: 1)
    case .word:
      if let call = try function() { return call }
      return Measured(value: try wordValue(token), height: 1)
    default: throw unexpected("a value")
    }
  }

  /// A text; one without holes is a literal.
  private func textValue(_ token: Token) throws(Diagnostic) -> Expression {
    if let text = try plainText(token) { return .literal(.text(text), token.position) }
    return .template(try segments(token), token.position)
  }

  /// `40%` as a value is 0.40.
  private mutating func percentValue(_ token: Token) throws(Diagnostic) -> Expression {
    _ = try percent("a share", limit: .max)
    guard case .number(var number) = Number.read(token.text) else { throw unexpected("a share") }
    number.places += 2
    return .literal(.number(number), token.position)
  }

  private mutating func wordValue(_ token: Token) throws(Diagnostic) -> Expression {
    if isNumber() { return .literal(.number(try number("a number")), token.position) }
    index += 1
    switch token.text {
    case "none": return .literal(.none, token.position)
    case "true", "false": return .literal(.bool(token.text == "true"), token.position)
    case "now": return .now(token.position)
    case "position": return .position(token.position)
    default: break
    }
    let names = names(in: token.text, at: token.position)
    if isDottedName(token.text) { return .path(names) }
    if let first = names.first, isName(first.text),
      let wrong = names.first(where: { !$0.text.utf8.allSatisfy(\.isNameByte) })
    {
      throw Diagnostic(
        wrong.position, "a name has small letters, digits and _, unlike \(wrong.text)",
        help: "write \"\(token.text)\" in quotes for the text")
    }
    return .literal(.word(token.text), token.position)
  }

  /// `f of x`, `f 3 of x`, `f "…" of x`.
  private mutating func function() throws(Diagnostic) -> Measured? {
    guard let token = peek(), isName(token.text) || token.text == "HEX" else { return nil }
    var argument: ChoiceMember.Datum?
    if isWord("of", 1) {
      index += 1
    } else if isWord("of", 2), isKind(.text, 1) {
      index += 1
      argument = .text(try text("the argument of \(token.text)"))
    } else if isWord("of", 2), isNumber(1) {
      index += 1
      argument = .number(try number("a number"))
    } else {
      return nil
    }
    try expect("of")
    try enter()
    let inner = try factor()
    depth -= 1
    let name = Name(token.text, token.position)
    return try measured(.call(name, argument: argument, inner.value), over: inner.height)
  }

  private mutating func bracket(_ token: Token) throws(Diagnostic) -> Measured {
    switch token.text {
    case "-" where isNumber():
      return Measured(value: .literal(.number(try number("a number")), token.position), height: 1)
    case "(":
      index += 1
      try enter()
      let inner = try disjunction()
      depth -= 1
      try expectMark(")", "a closing bracket")
      return inner
    case "{": return try record(token)
    case "[": return try list(token)
    default: throw unexpected("a value")
    }
  }

  /// `{"id": x}`.
  private mutating func record(_ token: Token) throws(Diagnostic) -> Measured {
    index += 1
    try enter()
    var members: [(name: String, value: Expression)] = []
    var height = 0
    while !takeMark("}") {
      if !members.isEmpty { try expectMark(",", "a comma or }") }
      let name = isKind(.text) ? try text("the name of a member") : try name("a name or }").text
      try expectMark(":", "a colon and the member's value")
      let member = try disjunction()
      height = max(height, member.height)
      members.append((name, member.value))
    }
    depth -= 1
    return try measured(.record(members, token.position), over: height)
  }

  /// `[1, 2]`.
  private mutating func list(_ token: Token) throws(Diagnostic) -> Measured {
    index += 1
    try enter()
    var elements: [Expression] = []
    var height = 0
    while !takeMark("]") {
      if !elements.isEmpty { try expectMark(",", "a comma or ]") }
      let element = try disjunction()
      height = max(height, element.height)
      elements.append(element.value)
    }
    depth -= 1
    return try measured(.list(elements, token.position), over: height)
  }

  /// `with a: 1, b`; ends before a comma that an option follows.
  mutating func arguments() throws(Diagnostic) -> [Argument] {
    guard take("with") else { return [] }
    var arguments: [Argument] = []
    repeat {
      let name = try name("the name of what is given")
      if takeMark(":") {
        arguments.append(Argument(name: name, value: try value()))
      } else {
        arguments.append(Argument(name: name, value: .path([name])))
      }
    } while takeArgumentComma()
    return arguments
  }

  /// Goes over a comma unless an option stands behind it.
  private mutating func takeArgumentComma() -> Bool {
    guard isMark(",") else { return false }
    if !isMark(":", 2), beginsOption(1) { return false }
    index += 1
    return true
  }
}

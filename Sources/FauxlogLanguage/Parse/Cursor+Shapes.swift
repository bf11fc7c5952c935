// Shapes: the languages that a reader accepts.

extension Cursor {
  /// Whether a shape begins here, and not a value.
  func beginsShapes() -> Bool {
    if isNumber() { return isMark("..", isMark("-") ? 2 : 1) || hasRangeWithUnit() }
    guard let token = peek(), token.kind == .word else { return false }
    switch token.text {
    case "about" where isNumber(1): return true
    case "one" where isWord("of", 1): return true
    case "hex", "HEX", "bytes": return isNumber(1) && !isWord("of", 2)
    case "string" where isNumber(1): return true
    case "time" where isKind(.text, 1): return true
    default: return beginsNamedShapes()
    }
  }

  /// `100 bytes..200 bytes`.
  private func hasRangeWithUnit() -> Bool {
    isWord("bytes", 1) && isMark("..", 2)
  }

  /// Whether words joined by `or` are shapes: in a grammar, or where one must be, or before `from`.
  private func beginsNamedShapes() -> Bool {
    var distance = 0
    var isCertain = false
    while let token = peek(distance), token.kind == .word {
      if distance > 0, beginsOtherShape(distance) { return true }
      guard isDottedName(token.text) else { return false }
      if shapeWords.contains(token.text) { isCertain = true }
      distance += 1
      if isWord("from", distance) { return true }
      if isEnd(distance) { return isCertain || (distance > 1 && file == .grammar) }
      guard isWord("or", distance) else { return false }
      distance += 1
    }
    return false
  }

  /// Whether a shape of several words begins there.
  private func beginsOtherShape(_ distance: Int) -> Bool {
    (isWord("one", distance) && isWord("of", distance + 1))
      || ((isWord("hex", distance) || isWord("HEX", distance)) && isNumber(distance + 1)
        && !isWord("of", distance + 2))
      || (isWord("string", distance) && isNumber(distance + 1))
  }

  /// One shape.
  mutating func shape() throws(Diagnostic) -> Shape {
    guard let token = peek() else { throw unexpected("a kind") }
    if isNumber() { return try range() }
    guard token.kind == .word else { throw unexpected("a kind") }
    switch token.text {
    case "about" where isNumber(1):
      let (about, rarely) = try spread()
      return .spread(about: about, rarely: rarely)
    case "one" where isWord("of", 1): return .oneOf(try choices())
    case "hex", "HEX", "bytes":
      index += 1
      return .sized(token.text, try integer("a length", in: 1...1_000_000))
    case "string" where isNumber(1): return try string()
    case "time" where isKind(.text, 1): return try time()
    default: break
    }
    let name = try dottedName("a kind")
    return shapeWords.contains(name.text) ? .named(name.text) : .reference(name)
  }

  /// `A..B about M, rarely P`.
  private mutating func range() throws(Diagnostic) -> Shape {
    let low = try number("a number")
    try expectMark("..", "two dots and the end of the range")
    let place = position
    let high = try number("the end of the range")
    if low.unit == high.unit, isAbove(low, high) {
      throw Diagnostic(place, "the range ends below its beginning")
    }
    guard isWord("about") else { return .range(low, high, about: nil, rarely: nil) }
    let (about, rarely) = try spread()
    return .range(low, high, about: about, rarely: rarely)
  }

  /// Whether a number is certainly above another of the same unit and decimals.
  private func isAbove(_ left: Number, _ right: Number) -> Bool {
    left.places == right.places && left.digits > right.digits
  }

  /// `about M, rarely P`.
  private mutating func spread() throws(Diagnostic) -> (Number, Number) {
    try expect("about")
    let about = try number("the median")
    guard isMark(","), isWord("rarely", 1) else {
      throw unexpected("\", rarely\" and what one in twenty is above", near: ["rarely"])
    }
    index += 2
    return (about, try number("what one in twenty is above"))
  }

  /// `string 6..8 of "a-z0-9"`.
  private mutating func string() throws(Diagnostic) -> Shape {
    index += 1
    let lengths = 0...1_000_000
    let least = try integer("a length", in: lengths)
    let most = takeMark("..") ? try integer("a length", in: lengths) : least
    guard most >= least else { throw Diagnostic(position, "the range ends below its beginning") }
    try expect("of")
    return .string(least, most, of: try text("the characters of the string"))
  }

  /// `time "…" in Z of V`.
  private mutating func time() throws(Diagnostic) -> Shape {
    index += 1
    var at = position
    at.column += 1
    at.length = max(1, at.length - 2)
    let pattern = try text("a time pattern")
    let zone = take("in") ? try dottedName("utc, local or the name of a zone") : nil
    return .time(pattern, patternAt: at, zone: zone, of: take("of") ? try value() : nil)
  }

  // MARK: - One of

  /// `one of A 5, B 1`.
  private mutating func choices() throws(Diagnostic) -> [ChoiceMember] {
    index += 2
    var members: [ChoiceMember] = []
    repeat {
      let at = position
      members.append(ChoiceMember(value: try choice(), weight: try weight(), position: at))
    } while takeChoiceComma()
    return members
  }

  private mutating func takeChoiceComma() -> Bool {
    guard isMark(","), !beginsOption(1) else { return false }
    index += 1
    return true
  }

  /// Whether a choice like `512M` is a word that only looks like a number.
  private func isMisspeltUnit(_ token: Token) -> Bool {
    if case .unknownUnit = Number.read(token.text) { return true }
    return false
  }

  private mutating func choice() throws(Diagnostic) -> ChoiceMember.Datum {
    guard let token = peek() else { throw unexpected("a word, a number or a text") }
    if token.kind == .text { return .text(try text("a choice")) }
    if isNumber(), !isMisspeltUnit(token) { return .number(try number("a choice")) }
    guard token.kind == .word else { throw unexpected("a word, a number or a text") }
    index += 1
    if let next = peek(), next.isGlued, next.kind == .mark, next.text != "," {
      throw Diagnostic(
        token.position, "a word of a choice is letters, digits, _ and dots",
        help: "put it in quotes")
    }
    return .word(token.text)
  }
}

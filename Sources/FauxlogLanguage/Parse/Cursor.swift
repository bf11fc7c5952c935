/// Goes over the tokens of one node; the descent through kinds and values is in extensions.
struct Cursor {
  /// The tokens.
  let tokens: [Token]
  /// The next token.
  var index = 0
  /// The place behind the last token.
  let end: Position
  /// The kind of file they stand in, which tells `a or b` of kinds from that of conditions.
  let file: SyntaxFile.Kind
  /// How many brackets and functions are open around the next token.
  var depth = 0

  /// A cursor at the beginning of a node.
  init(_ node: Node, in file: SyntaxFile.Kind) {
    tokens = node.tokens
    self.file = file
    var end = node.position
    if let last = node.tokens.last {
      end = last.position
      end.column += end.length
    }
    end.length = 1
    self.end = end
  }

  /// The token so many behind the next one.
  func peek(_ distance: Int = 0) -> Token? {
    index + distance < tokens.count ? tokens[index + distance] : nil
  }
  /// Whether all tokens are used.
  var isAtEnd: Bool { index >= tokens.count }
  /// Where the next token stands.
  var position: Position { peek()?.position ?? end }

  /// Whether a token is this word.
  func isWord(_ word: String, _ distance: Int = 0) -> Bool {
    guard let token = peek(distance), token.kind == .word else { return false }
    return token.text == word
  }
  /// Whether a token is this mark.
  func isMark(_ mark: String, _ distance: Int = 0) -> Bool {
    guard let token = peek(distance), token.kind == .mark else { return false }
    return token.text == mark
  }
  /// Whether a token has this kind.
  func isKind(_ kind: Token.Kind, _ distance: Int = 0) -> Bool { peek(distance)?.kind == kind }
  /// Whether a token is missing or a comma.
  func isEnd(_ distance: Int = 0) -> Bool { peek(distance) == nil || isMark(",", distance) }

  /// Goes over this word if it is next.
  mutating func take(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    index += 1
    return true
  }
  /// Goes over these words if they are next.
  mutating func take(_ words: String...) -> Bool {
    for (distance, word) in words.enumerated() where !isWord(word, distance) { return false }
    index += words.count
    return true
  }
  /// Goes over this mark if it is next.
  mutating func takeMark(_ mark: String) -> Bool {
    guard isMark(mark) else { return false }
    index += 1
    return true
  }

  // MARK: - What must be there

  /// The error that something else was expected here; `words` are what may be misspelt.
  func unexpected(_ expected: String, near words: [String] = []) -> Diagnostic {
    guard let token = peek() else {
      return Diagnostic(end, "expected \(expected) here, but the line ends")
    }
    let isLong = token.kind == .word && token.text.utf8.count > 1
    let meant = isLong ? nearest(to: String(token.text.prefix(60)), among: words) : nil
    return Diagnostic(
      token.position, "expected \(expected), not \(token.shown)",
      help: meant.map { "did you mean \($0)?" } ?? commaHelp(token))
  }

  /// What to do about a line that was not meant to go on in the next.
  private func commaHelp(_ token: Token) -> String? {
    guard index > 0, tokens[index - 1].text == ",",
      tokens[index - 1].position.line < token.position.line
    else { return nil }
    return "the line above ends with a comma, so it goes on here"
  }

  /// Goes over these words, which must be next.
  mutating func expect(_ words: String...) throws(Diagnostic) {
    for word in words where !take(word) {
      throw unexpected(words.joined(separator: " "), near: [word])
    }
  }
  /// Goes over this mark, which must be next.
  mutating func expectMark(_ mark: String, _ what: String) throws(Diagnostic) {
    guard takeMark(mark) else { throw unexpected(what) }
  }
  /// Nothing may be left.
  func expectEnd(
    _ expected: String = "the end of the line", near words: [String] = []
  ) throws(Diagnostic) {
    guard isAtEnd else { throw unexpected(expected, near: words) }
  }
  /// The word before the next token is no misspelt beginning of a kind.
  private func expectKnownKind() throws(Diagnostic) {
    guard index > 0, !isMark(",") else { return }
    let word = tokens[index - 1]
    guard word.kind == .word, word.text.utf8.count > 2, !kindWords.contains(word.text),
      let meant = nearest(to: String(word.text.prefix(60)), among: kindWords)
    else { return }
    throw Diagnostic(
      word.position, "\(word.shown) is no kind", help: "did you mean \(meant)?")
  }
  /// Nothing may be left behind a kind and its options.
  func expectEndOfKind() throws(Diagnostic) {
    guard let token = peek() else { return }
    try expectKnownKind()
    let words = ["of", "from", "or", "and", "is", "then", "by", "with", "contains", "starts", "in"]
    var error = unexpected("a comma or the end of the line", near: words + optionWords)
    if beginsOption(0) { error.help = "put a comma before \(token.text)" }
    throw error
  }

  /// A plain name.
  mutating func name(_ what: String) throws(Diagnostic) -> Name {
    try anyName(what, where: isName, rule: "a name is a-z, then a-z, 0-9 and _")
  }
  /// A name, plain or dotted.
  mutating func dottedName(_ what: String) throws(Diagnostic) -> Name {
    try anyName(
      what, where: isDottedName, rule: "a name is a-z, then a-z, 0-9 and _, with dots between")
  }

  private mutating func anyName(
    _ what: String, where fits: (String) -> Bool, rule: String
  ) throws(Diagnostic) -> Name {
    guard let token = peek(), token.kind == .word else { throw unexpected(what) }
    guard fits(token.text) else {
      throw Diagnostic(
        token.position, "expected \(what), and \(token.shown) is no such name", help: rule)
    }
    index += 1
    return Name(token.text, token.position)
  }

  /// Any word.
  mutating func word(_ what: String) throws(Diagnostic) -> Token {
    guard let token = peek(), token.kind == .word else { throw unexpected(what) }
    index += 1
    return token
  }

  /// A text without holes, decoded.
  mutating func text(_ what: String) throws(Diagnostic) -> String {
    guard let token = peek(), token.kind == .text else { throw unexpected(what) }
    guard let text = try plainText(token) else {
      throw Diagnostic(token.position, "no holes may stand in \(what)")
    }
    index += 1
    return text
  }

  /// The segments of a text token.
  func segments(_ token: Token) throws(Diagnostic) -> [Bar.Segment] {
    var start = token.position
    start.column += 1
    return try TemplateReader.segments(of: Array(token.text.utf8)[...], at: start, paths: true)
  }

  /// The decoded text of a token; nil if it has holes or raw bytes.
  func plainText(_ token: Token) throws(Diagnostic) -> String? {
    var text = ""
    for segment in try segments(token) {
      guard case .text(let part) = segment else { return nil }
      text += part
    }
    return text
  }

  // MARK: - Numbers

  /// Whether a number comes next, with its sign.
  func isNumber(_ distance: Int = 0) -> Bool {
    let digits =
      isMark("-", distance) && peek(distance + 1)?.isGlued == true ? distance + 1 : distance
    guard let token = peek(digits), token.kind == .word else { return false }
    if case .word = Number.read(token.text) { return false }
    return true
  }

  /// A number, with a sign and a unit if they stand there.
  mutating func number(_ what: String) throws(Diagnostic) -> Number {
    let isNegative = isMark("-") && isNumber()
    if isNegative { index += 1 }
    guard let token = peek(), token.kind == .word else { throw unexpected(what) }
    switch Number.read(token.text, isNegative: isNegative) {
    case .word: throw unexpected(what)
    case .outOfRange:
      throw Diagnostic(
        token.position, "\(token.shown) is out of range: at most 9223372036854775807 in all digits")
    case .unknownUnit(let unit, let nearest):
      throw Diagnostic(
        token.position, "\"\(unit)\" is no unit", help: "did you mean \(nearest)?")
    case .number(var number):
      index += 1
      if number.unit == nil, isWord("bytes"), !isWord("of", 1) {
        index += 1
        number.unit = .bytes
      }
      return number
    }
  }

  /// A whole number in a range.
  mutating func integer(_ what: String, in range: ClosedRange<Int>) throws(Diagnostic) -> Int {
    let place = position
    guard let token = peek(), token.kind == .word, token.text.utf8.allSatisfy(\.isDigit) else {
      throw unexpected(what)
    }
    guard let number = Int(token.text), range.contains(number) else {
      throw Diagnostic(
        place, "\(what) is \(range.lowerBound) to \(range.upperBound), not \(token.shown)")
    }
    index += 1
    return number
  }

  /// A percentage in units of 1/10000 percent; `limit` is 100% unless shares may be above it.
  mutating func percent(
    _ what: String, limit: Int64 = 1_000_000
  ) throws(Diagnostic) -> Int64 {
    guard let token = peek(), token.kind == .percent else { throw unexpected(what) }
    guard let share = Number.share(token.text), share <= limit else {
      throw Diagnostic(
        token.position, "\(what) is 0% to \(limit / 10_000)%, with at most four decimals")
    }
    index += 1
    return share
  }

  /// A weight, if one comes next.
  mutating func weight() throws(Diagnostic) -> Weight? {
    if isKind(.percent) { return .percent(try percent("a weight in percent")) }
    guard let token = peek(), token.kind == .word, token.text.utf8.allSatisfy(\.isDigit) else {
      return nil
    }
    guard let parts = Int64(token.text), parts <= 1_000_000_000 else {
      throw Diagnostic(token.position, "a weight is 0 to 1000000000")
    }
    index += 1
    return .parts(parts)
  }

  /// A length of time, which must have a unit of time.
  mutating func duration(_ what: String) throws(Diagnostic) -> Number {
    let place = position
    let number = try number(what)
    switch number.unit {
    case .nanoseconds, .microseconds, .milliseconds, .seconds, .minutes, .hours, .days:
      return number
    default: throw Diagnostic(place, "expected \(what): a number with ns, us, ms, s, m, h or d")
    }
  }

  /// Minutes of the day, `06:25`.
  mutating func clock(_ what: String) throws(Diagnostic) -> Int {
    guard let token = peek(), token.kind == .clock else { throw unexpected(what) }
    let digits = token.text.utf8.filter(\.isDigit).map { Int($0 - 0x30) }
    guard digits.count == 4, digits[0] * 10 + digits[1] < 24, digits[2] < 6 else {
      throw Diagnostic(token.position, "a clock shows 00:00 to 23:59, not \(token.shown)")
    }
    index += 1
    return (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
  }
}

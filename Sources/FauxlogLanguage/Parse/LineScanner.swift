/// Cuts one line into tokens.
///
/// Columns count Unicode scalars; the work is linear in the line.
struct LineScanner {
  /// The line, as UTF-8.
  let bytes: [UInt8]
  /// The next byte.
  private(set) var offset = 0
  /// Where the next character stands.
  private(set) var position: Position
  /// Whether the character before the next one was a blank, or there is none.
  private(set) var isAfterBlank = true

  /// A scanner at the beginning of a line.
  init(_ line: String, file: Int32, number: Int) {
    bytes = Array(line.utf8)
    position = Position(file: file, line: Int32(clamping: number), column: 1)
  }

  /// The byte `distance` behind the next one.
  func peek(_ distance: Int = 0) -> UInt8? {
    offset + distance < bytes.count ? bytes[offset + distance] : nil
  }

  /// Goes on by so many bytes.
  mutating func advance(_ count: Int = 1) {
    for _ in 0..<count where offset < bytes.count {
      isAfterBlank = bytes[offset] == 0x20
      offset += 1
      if offset == bytes.count || !bytes[offset].isContinuation { position.column += 1 }
    }
  }

  /// Goes over blanks.
  mutating func skipBlanks() {
    while peek() == 0x20 { advance() }
  }

  /// Whether nothing but blanks and a comment is left.
  mutating func isAtEnd() -> Bool {
    skipBlanks()
    guard let byte = peek() else { return true }
    return byte == 0x23 && isAfterBlank
  }

  /// The scalar that begins at the next byte.
  func scalar() -> Unicode.Scalar? {
    guard let first = peek() else { return nil }
    if first < 0x80 { return Unicode.Scalar(first) }
    let end = min(offset + 4, bytes.count)
    return String(decoding: bytes[offset..<end], as: UTF8.self).unicodeScalars.first
  }

  /// The text from an offset up to the next byte, and where it stands.
  func since(_ start: LineScanner) -> (text: String, position: Position) {
    var place = start.position
    place.length = max(1, position.column - start.position.column)
    return (String(decoding: bytes[start.offset..<offset], as: UTF8.self), place)
  }

  /// The next token; the caller has seen that there is one and that it is no bar and no `;`.
  mutating func token() throws(Diagnostic) -> Token {
    let start = self
    let glued = !isAfterBlank
    let (kind, inner) = try scan()
    var (text, place) = since(start)
    if let inner { text = inner }
    place.length = max(1, position.column - start.position.column)
    return Token(kind: kind, text: text, position: place, isGlued: glued)
  }

  /// A run of characters that are not blank; a `;` at its end is not part of it.
  mutating func path() -> Token {
    let start = self
    while let byte = peek(), byte != 0x20 {
      if byte == 0x3B, peek(1) == nil || peek(1) == 0x20 { break }
      advance()
    }
    let (text, place) = since(start)
    return Token(kind: .path, text: text, position: place, isGlued: false)
  }

  /// Whether a bar begins here, and how long its sign is: `|`, `json|`, `+|`.
  func bar() -> (notation: Bar.Notation?, continues: Bool, length: Int)? {
    guard let byte = peek() else { return nil }
    if byte == 0x7C { return (nil, false, 1) }
    if byte == 0x2B { return peek(1) == 0x7C ? (nil, true, 2) : nil }
    guard byte.isLower, isAfterBlank else { return nil }
    var length = 0
    while length <= 8, let next = peek(length), next.isNameByte { length += 1 }
    guard peek(length) == 0x7C else { return nil }
    let word = String(decoding: bytes[offset..<offset + length], as: UTF8.self)
    guard let notation = Bar.Notation(rawValue: word) else { return nil }
    return (notation, false, length + 1)
  }
}

// MARK: - Kinds of token

extension LineScanner {
  /// Goes over one token and says what it is, and its text if that is not all of it.
  private mutating func scan() throws(Diagnostic) -> (Token.Kind, String?) {
    guard let byte = peek() else { throw Diagnostic(position, "the line ends too early") }
    if byte == 0x22 { return (.text, try quoted()) }
    if byte == 0x24 { return (.hole, try hole()) }
    if byte.isDigit, let length = dateLength() {
      advance(length)
      return (.date, nil)
    }
    if byte.isDigit, isClock() {
      advance(5)
      return (.clock, nil)
    }
    if byte == 0x55, peek(1) == 0x2B, peek(2)?.isHexDigit == true {
      return (.character, codePoint())
    }
    if beginsWord() { return number() }
    advance(try markLength(byte))
    return (.mark, nil)
  }

  /// The text up to the closing quote.
  private mutating func quoted() throws(Diagnostic) -> String {
    let opening = position
    advance()
    let start = self
    while let byte = peek(), byte != 0x22 {
      if byte == 0x09 { throw .tab(at: position) }
      advance()
    }
    let text = since(start).text
    guard peek() == 0x22 else {
      throw Diagnostic(
        opening, "this text has no end", help: "put a \" behind its last character")
    }
    advance()
    return text
  }

  /// The name behind a dollar.
  private mutating func hole() throws(Diagnostic) -> String {
    let dollar = position
    advance()
    let start = self
    guard peek()?.isLower == true else {
      throw Diagnostic(dollar, "a hole stands only in bars, texts and paths")
    }
    while peek()?.isNameByte == true { advance() }
    return since(start).text
  }

  /// The length of a date with a time that begins here.
  private func dateLength() -> Int? {
    let shape: [UInt8] = Array("0000-00-00T".utf8)
    for (place, expected) in shape.enumerated() {
      guard let byte = peek(place) else { return nil }
      if expected == 0x30 ? !byte.isDigit : byte != expected { return nil }
    }
    var length = shape.count
    while let byte = peek(length), byte.isDigit || "TZ:+-.".utf8.contains(byte) { length += 1 }
    return length
  }

  /// Whether `06:25` begins here.
  private func isClock() -> Bool {
    guard peek(1)?.isDigit == true, peek(2) == 0x3A, peek(3)?.isDigit == true,
      peek(4)?.isDigit == true
    else { return false }
    return peek(5)?.isWordByte != true
  }

  /// The digits behind `U+`.
  private mutating func codePoint() -> String {
    advance(2)
    let start = self
    while peek()?.isHexDigit == true { advance() }
    return since(start).text
  }

  /// Whether a word begins here; one that begins with a dot only after a blank, as `.1`.
  private func beginsWord() -> Bool {
    guard let byte = peek() else { return false }
    if byte == 0x2E { return isAfterBlank && peek(1)?.isWordByte == true }
    return isWordCharacter()
  }

  /// Whether the next character is a letter, a digit or `_`.
  private func isWordCharacter() -> Bool {
    guard let byte = peek() else { return false }
    if byte < 0x80 { return byte.isWordByte }
    return scalar()?.properties.isAlphabetic == true
  }

  /// Goes over a word, and over the `%` of a percentage.
  private mutating func number() -> (Token.Kind, String?) {
    let start = self
    if peek() == 0x2E { advance() }
    while isWordCharacter() || (peek() == 0x2E && peek(1)?.isWordByte == true) {
      advance()
      while peek()?.isContinuation == true { advance() }
    }
    let text = since(start).text
    guard peek() == 0x25, text.utf8.allSatisfy({ $0.isDigit || $0 == 0x2E }) else {
      return (.word, text)
    }
    advance()
    return (.percent, text)
  }

  /// The length of a mark; anything else begins nothing.
  private func markLength(_ byte: UInt8) throws(Diagnostic) -> Int {
    switch byte {
    case 0x3C, 0x3E: return peek(1) == 0x3D ? 2 : 1
    case 0x2E where peek(1) == 0x2E: return 2
    case 0x3A, 0x2C, 0x28, 0x29, 0x7B, 0x7D, 0x5B, 0x5D, 0x2B, 0x2D, 0x2A, 0x2F, 0x25: return 1
    case 0x09: throw .tab(at: position)
    case 0x3D: throw Diagnostic(position, "\"=\" means nothing here", help: "write is, or a colon")
    case 0x21: throw Diagnostic(position, "\"!\" means nothing here", help: "write not")
    case 0x26: throw Diagnostic(position, "\"&\" means nothing here", help: "write and")
    case 0x27: throw Diagnostic(position, "\"'\" means nothing here", help: "texts stand in \"…\"")
    default: throw Diagnostic(position, "\(shownScalar()) means nothing here")
    }
  }

  /// The next character in quotes, or by its number if it cannot be seen.
  private func shownScalar() -> String {
    guard let scalar = scalar() else { return "this" }
    return scalar.isInvisible ? codeName(scalar) : "\"\(scalar)\""
  }
}

extension Unicode.Scalar {
  /// Whether it is a control character or otherwise shows nothing.
  var isInvisible: Bool {
    value < 0x20 || (0x7F...0x9F).contains(value) || value == 0xFEFF
      || (0x200B...0x200F).contains(value) || (0x2028...0x202E).contains(value)
  }
}

/// `U+001B`.
func codeName(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

extension Diagnostic {
  /// A raw tab outside corpora.
  static func tab(at position: Position) -> Diagnostic {
    Diagnostic(position, "a tab cannot be seen: write ⇥ in a line, two blanks to indent")
  }
}

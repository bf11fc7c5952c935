/// The smallest thing that a line outside bars is made of.
struct Token: Sendable {
  /// What it is by its characters alone.
  enum Kind: Sendable {
    /// Letters, digits, `_` and single dots: names, keywords, numbers with units, `.1`.
    case word
    /// `40%`; the text is without the sign.
    case percent
    /// `"…"`; the text is what stands between the quotes, not yet decoded.
    case text
    /// `06:25`.
    case clock
    /// `2026-03-01T14:00:00Z`.
    case date
    /// `U+0A`; the text is the hexadecimal digits.
    case character
    /// A run of characters that are not blank, where a path is due.
    case path
    /// `$name` outside bars; the text is the name.
    case hole
    /// A colon, a comma, a bracket, an operator.
    case mark
  }
  /// What it is.
  var kind: Kind
  /// Its characters, see ``Kind``.
  var text: String
  /// Where it stands, all of it.
  var position: Position
  /// Whether no blank stands before it.
  var isGlued: Bool

  /// As an error names it.
  var shown: String {
    switch kind {
    case .percent: "\"\(text.prefix(40))%\""
    case .text: "a text"
    case .hole: "\"$\(text.prefix(40))\""
    case .character: "\"U+\(text.prefix(40))\""
    default: "\"\(text.prefix(40))\""
    }
  }
}

/// Bytes as the scanner asks about them.
extension UInt8 {
  /// `0`–`9`.
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  /// `a`–`z`.
  var isLower: Bool { self >= 0x61 && self <= 0x7A }
  /// What names are made of.
  var isNameByte: Bool { isLower || isDigit || self == 0x5F }
  /// What words are made of, dots aside; letters beyond ASCII are looked at on their own.
  var isWordByte: Bool { isNameByte || (self >= 0x41 && self <= 0x5A) }
  /// `0`–`9`, `a`–`f`, `A`–`F`.
  var isHexDigit: Bool {
    isDigit || (self >= 0x41 && self <= 0x46) || (self >= 0x61 && self <= 0x66)
  }
  /// A byte inside a character of UTF-8, not its first.
  var isContinuation: Bool { self & 0xC0 == 0x80 }
}

/// Whether the text is a plain name: `a`–`z`, then `a`–`z`, `0`–`9`, `_`.
func isName(_ text: some StringProtocol) -> Bool {
  guard let first = text.utf8.first, first.isLower else { return false }
  return text.utf8.allSatisfy(\.isNameByte)
}

/// Whether the text is a plain name, or names with dots between, of which the first may begin with a digit.
func isDottedName(_ text: String) -> Bool {
  if isName(text) { return true }
  guard text.utf8.contains(0x2E) else { return false }
  return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
    !part.isEmpty && part.utf8.allSatisfy(\.isNameByte)
  }
}

extension Encoder {
  /// The encoders that every grammar knows, by name.
  package static func builtIn(_ name: String) -> Encoder? { builtIns.first { $0.name == name } }

  /// Their names, for suggestions.
  package static var builtInNames: [String] { builtIns.map(\.name) }

  private static let builtIns: [Encoder] = [
    Encoder(name: "backslash", rules: [.one(0x22, "\\\""), .one(0x5C, "\\\\")]),
    Encoder(
      name: "c_quoted",
      rules: letters("\u{7}\u{8}\t\n\u{B}\u{C}\r\"\\", "abtnvfr\"\\") + [
        .octal(0x00...0x1F), .octal(0x7F...0x7F),
      ]),
    Encoder(
      name: "lua_quoted",
      rules: letters("\u{7}\u{8}\t\n\u{B}\u{C}\r\"'\\", "abtnvfr\"'\\")
        + [0x00...0x06, 0x0E...0x1F, 0x7F...0xFF].flatMap { $0.map(EncoderRule.decimal) },
      isBytewise: true),
    Encoder(
      name: "xml",
      rules: [
        .one(0x26, "&amp;"), .one(0x3C, "&lt;"), .one(0x3E, "&gt;"), .one(0x22, "&quot;"),
        .one(0x27, "&apos;"),
      ]),
    Encoder(name: "percent", rules: unreserved + [.percent(0x00...0xFF)], isBytewise: true),
    Encoder(name: "csv", rules: [.one(0x22, "\"\"")]),
    Encoder(
      name: "octal",
      rules: [0x00...0x1F, 0x22...0x22, 0x5C...0x5C, 0x7F...0xFF].map(EncoderRule.octal),
      isBytewise: true),
    Encoder(name: "upper", rules: [EncoderRule(codes: 0x61...0x7A, result: .shifted(to: 0x41))]),
    Encoder(name: "lower", rules: [EncoderRule(codes: 0x41...0x5A, result: .shifted(to: 0x61))]),
    Encoder(name: "mask", constant: "****"),
  ]

  /// A backslash and a letter for each of some characters.
  private static func letters(_ characters: String, _ letters: String) -> [EncoderRule] {
    zip(characters.unicodeScalars, letters).map { .one($0.value, "\\\($1)") }
  }

  /// What RFC 3986 lets stand everywhere.
  private static let unreserved: [EncoderRule] =
    [0x2D...0x2E, 0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0x7E...0x7E]
    .map { EncoderRule(codes: $0, result: .kept) }
}

extension EncoderRule {
  fileprivate static func one(_ code: UInt32, _ text: String) -> EncoderRule {
    EncoderRule(codes: code...code, result: .text(Array(text.utf8)))
  }

  fileprivate static func octal(_ codes: ClosedRange<UInt32>) -> EncoderRule {
    EncoderRule(
      codes: codes,
      result: .code(before: [0x5C], radix: 8, upperCase: false, width: 3, after: []))
  }

  /// A byte as `\ddd`.
  fileprivate static func decimal(_ code: UInt32) -> EncoderRule {
    let digits = String(code)
    return .one(code, "\\" + String(repeating: "0", count: 3 - digits.count) + digits)
  }

  fileprivate static func percent(_ codes: ClosedRange<UInt32>) -> EncoderRule {
    EncoderRule(
      codes: codes,
      result: .code(before: [0x25], radix: 16, upperCase: true, width: 2, after: []))
  }
}

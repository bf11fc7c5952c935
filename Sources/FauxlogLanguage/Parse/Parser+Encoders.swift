// Encoders: rules for characters.

extension Parser {
  /// `encoder NAME` with its rules below.
  mutating func encoder(_ index: Int) throws(Diagnostic) -> EncoderSyntax {
    var cursor = cursor(index)
    cursor.index = 1
    var encoder = EncoderSyntax(name: try cursor.name("the encoder's name"), rules: [])
    try cursor.expectEnd()
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    forEach(in: below(index)) { parser, child throws(Diagnostic) in
      try parser.expectNoBody(child)
      var cursor = parser.cursor(child)
      if cursor.take("invalid") {
        try cursor.expect("utf8", "through")
        encoder.invalid = try cursor.dottedName("the name of an encoder")
      } else {
        encoder.rules.append(try parser.rule(&cursor))
      }
      try cursor.expectEnd()
    }
    return encoder
  }

  /// `U+0000..U+001F becomes "\x#" in HEX 2`.
  private func rule(_ cursor: inout Cursor) throws(Diagnostic) -> EncoderSyntax.Rule {
    let at = cursor.position
    let (first, last) = try characters(&cursor)
    if cursor.take("kept") {
      return EncoderSyntax.Rule(first: first, last: last, result: .kept, position: at)
    }
    guard cursor.take("becomes") else {
      throw cursor.unexpected("kept or becomes", near: ["kept", "becomes"])
    }
    return EncoderSyntax.Rule(
      first: first, last: last, result: try result(&cursor, count: last - first), position: at)
  }

  /// What characters become; `count` is how many follow the first of the range.
  private func result(
    _ cursor: inout Cursor, count: UInt32
  ) throws(Diagnostic) -> EncoderSyntax.Rule.Result {
    let place = cursor.position
    if cursor.isKind(.character) {
      let isRange = cursor.isMark("..", 1)
      let (first, last) = try characters(&cursor)
      guard last - first == count || (!isRange && first <= 0x10FFFF - count) else {
        throw Diagnostic(place, "the two ranges have different lengths")
      }
      return .shifted(to: first)
    }
    let text = try cursor.text("a text or a character U+…")
    guard cursor.take("in") else { return .text(text, base: nil, width: 0) }
    let bases = ["hex", "HEX", "octal"]
    let base = try cursor.word("hex, HEX or octal")
    guard bases.contains(base.text) else {
      cursor.index -= 1
      throw cursor.unexpected("hex, HEX or octal", near: bases)
    }
    return .text(text, base: base.text, width: try cursor.integer("a width", in: 1...16))
  }

  /// `U+0009` or `U+0000..U+001F`.
  private func characters(_ cursor: inout Cursor) throws(Diagnostic) -> (UInt32, UInt32) {
    let first = try character(&cursor)
    guard cursor.takeMark("..") else { return (first, first) }
    let place = cursor.position
    let last = try character(&cursor)
    guard last >= first else { throw Diagnostic(place, "the range ends below its beginning") }
    return (first, last)
  }

  private func character(_ cursor: inout Cursor) throws(Diagnostic) -> UInt32 {
    guard let token = cursor.peek(), token.kind == .character else {
      throw cursor.unexpected("a character U+…")
    }
    guard token.text.utf8.count <= 6, let code = UInt32(token.text, radix: 16),
      Unicode.Scalar(code) != nil
    else { throw Diagnostic(token.position, "\(token.shown) is no character") }
    cursor.index += 1
    return code
  }
}

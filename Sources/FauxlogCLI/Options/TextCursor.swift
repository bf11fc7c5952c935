/// Walks over the ASCII of a short text, as the readers of values need it.
struct TextCursor {
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { position == bytes.count }

  /// What is still to be read.
  var rest: String { String(decoding: bytes[position...], as: UTF8.self) }

  /// Steps over the next byte if it is one of these.
  mutating func skip(_ choices: Unicode.Scalar...) -> Bool {
    guard position < bytes.count, choices.contains(Unicode.Scalar(bytes[position])) else {
      return false
    }
    position += 1
    return true
  }

  /// Steps over digits; false if there are none.
  mutating func skipDigits() -> Bool { !digits().isEmpty }

  /// Steps over digits and gives them.
  mutating func digits() -> String {
    take { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
  }

  /// Steps over letters and gives them.
  mutating func letters() -> String {
    take { UInt8(ascii: "a") <= $0 | 0x20 && $0 | 0x20 <= UInt8(ascii: "z") }
  }

  /// Reads a number of any length; nil where there is no digit, an error above 64 bits.
  mutating func number(of kind: ValueKind) throws(ValueFault) -> UInt64? {
    let text = digits()
    if text.isEmpty { return nil }
    guard let number = UInt64(text) else { throw .tooLarge(kind) }
    return number
  }

  /// Reads a number of exactly so many digits, at most 18.
  mutating func number(digits count: Int, in range: ClosedRange<Int>) -> Int? {
    let end = position + count
    guard end <= bytes.count else { return nil }
    var number = 0
    for byte in bytes[position..<end] {
      guard UInt8(ascii: "0") <= byte, byte <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    guard range.contains(number) else { return nil }
    position = end
    return number
  }

  private mutating func take(while belongs: (UInt8) -> Bool) -> String {
    let start = position
    while position < bytes.count, belongs(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}

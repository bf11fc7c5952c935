/// The character at the start of some UTF-8.
struct UTF8Scalar {
  /// Its code; U+FFFD if the bytes are not UTF-8.
  var code: UInt32
  /// Bytes it takes, at least 1; of what is no UTF-8, the longest beginning of a character.
  var length: Int
  /// Whether the bytes are UTF-8.
  var isValid: Bool

  /// Reads the character at `position`, which must be inside `bytes`.
  ///
  /// Bytes that are no UTF-8 are taken in the same portions as Swift's `String(decoding:)` and
  /// Python's `errors="replace"` take them, so that all of them show as many U+FFFD.
  init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
    let first = unsafe bytes[position]
    if first < 0x80 {
      self.init(code: UInt32(first), length: 1, isValid: true)
      return
    }
    var lowest: UInt8 = 0x80
    var highest: UInt8 = 0xBF
    let expected: Int
    switch first {
    case 0xC2...0xDF: expected = 2
    case 0xE0...0xEF:
      expected = 3
      if first == 0xE0 { lowest = 0xA0 }
      if first == 0xED { highest = 0x9F }
    case 0xF0...0xF4:
      expected = 4
      if first == 0xF0 { lowest = 0x90 }
      if first == 0xF4 { highest = 0x8F }
    default:
      self.init(code: 0xFFFD, length: 1, isValid: false)
      return
    }
    var code = UInt32(first) & (0x7F &>> UInt32(expected))
    for place in 1..<expected {
      let at = position &+ place
      guard at < bytes.count, case let next = unsafe bytes[at], next >= lowest, next <= highest
      else {
        self.init(code: 0xFFFD, length: place, isValid: false)
        return
      }
      code = code &<< 6 | UInt32(next & 0x3F)
      lowest = 0x80
      highest = 0xBF
    }
    self.init(code: code, length: expected, isValid: true)
  }

  private init(code: UInt32, length: Int, isValid: Bool) {
    self.code = code
    self.length = length
    self.isValid = isValid
  }
}

extension LineWriter {
  /// Appends a character as UTF-8; a code that is no character becomes U+FFFD.
  mutating func scalar(_ code: UInt32) {
    switch code {
    case 0..<0x80:
      byte(UInt8(code))
    case 0x80..<0x800:
      byte(UInt8(0xC0 | code >> 6))
      byte(UInt8(0x80 | code & 0x3F))
    case 0xD800...0xDFFF, 0x110000...:
      scalar(0xFFFD)
    case 0x800..<0x10000:
      byte(UInt8(0xE0 | code >> 12))
      byte(UInt8(0x80 | code >> 6 & 0x3F))
      byte(UInt8(0x80 | code & 0x3F))
    default:
      byte(UInt8(0xF0 | code >> 18))
      byte(UInt8(0x80 | code >> 12 & 0x3F))
      byte(UInt8(0x80 | code >> 6 & 0x3F))
      byte(UInt8(0x80 | code & 0x3F))
    }
  }
}

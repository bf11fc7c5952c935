/// What an encoder does with the characters of a range.
struct EncoderRule: Sendable, Hashable {
  /// The characters, or in a bytewise encoder the bytes.
  var codes: ClosedRange<UInt32>
  var result: Result

  enum Result: Sendable, Hashable {
    case kept
    /// A fixed text.
    case text([UInt8])
    /// The code in a base of 8 or 16, with zeros up to `width`, between two texts.
    case code(before: [UInt8], radix: UInt32, upperCase: Bool, width: Int, after: [UInt8])
    /// The character at the same place of a range that begins here.
    case shifted(to: UInt32)
  }

  var isKept: Bool { result == .kept }

  func write(_ code: UInt32, into writer: inout LineWriter) {
    switch result {
    case .kept: writer.scalar(code)
    case .text(let text): writer.bytes(text)
    case .shifted(let first): writer.scalar(first + (code - codes.lowerBound))
    case .code(let before, let radix, let upperCase, let width, let after):
      writer.bytes(before)
      for place in (0..<width).reversed() {
        let digit = UInt8(code >> Self.shift(radix, place) & (radix - 1))
        writer.byte(digit < 10 ? 0x30 + digit : digit + (upperCase ? 0x37 : 0x57))
      }
      writer.bytes(after)
    }
  }

  /// The code for which this rule's result stands at a position, and the result's length.
  func read(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (code: UInt32, length: Int)? {
    switch result {
    case .kept:
      return nil
    case .text(let text):
      guard unsafe Self.stands(text, in: bytes, at: position) else { return nil }
      return (codes.lowerBound, text.count)
    case .shifted(let first):
      let scalar = unsafe UTF8Scalar(bytes, at: position)
      guard scalar.isValid, scalar.code >= first,
        scalar.code - first <= codes.upperBound - codes.lowerBound
      else { return nil }
      return (codes.lowerBound + (scalar.code - first), scalar.length)
    case .code(let before, let radix, let upperCase, let width, let after):
      let digits = position + before.count
      guard unsafe Self.stands(before, in: bytes, at: position), digits + width <= bytes.count,
        unsafe Self.stands(after, in: bytes, at: digits + width)
      else { return nil }
      var code: UInt32 = 0
      for place in digits..<(digits + width) {
        let byte = unsafe bytes[place]
        guard let digit = Self.digit(byte, upperCase: upperCase), digit < radix else { return nil }
        code = code &* radix &+ digit
      }
      return codes.contains(code) ? (code, before.count + width + after.count) : nil
    }
  }

  /// A result, as bytes.
  func result(for code: UInt32) -> [UInt8] {
    var writer = LineWriter(capacity: 64)
    write(code, into: &writer)
    return unsafe writer.withBytes { unsafe Array($0) }
  }

  /// The bytes that can stand at each place of a result.
  var pattern: [Encoder.ByteSet] {
    switch result {
    case .kept: return []
    case .text(let text): return text.map { [$0] }
    case .shifted(let first):
      let last = first + (codes.upperBound - codes.lowerBound)
      // Beyond ASCII all that matters is that such bytes are kept elsewhere: then it is lossy.
      return [
        last < 0x80 ? Encoder.ByteSet(UInt8(first)...UInt8(last)) : Encoder.ByteSet(0x80...0xFF)
      ]
    case .code(let before, let radix, let upperCase, let width, let after):
      let digits = (0..<width).reversed().map { place -> Encoder.ByteSet in
        let low = codes.lowerBound >> Self.shift(radix, place)
        let high = codes.upperBound >> Self.shift(radix, place)
        var set = Encoder.ByteSet()
        for value in low...min(high, low + radix - 1) {
          let digit = UInt8(value & (radix - 1))
          set.insert(digit < 10 ? 0x30 + digit : digit + (upperCase ? 0x37 : 0x57))
        }
        return set
      }
      return before.map { [$0] } + digits + after.map { [$0] }
    }
  }

  private static func shift(_ radix: UInt32, _ place: Int) -> UInt32 {
    UInt32(place) * (radix == 8 ? 3 : 4)
  }

  private static func digit(_ byte: UInt8, upperCase: Bool) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46 where upperCase: UInt32(byte - 0x37)
    case 0x61...0x66 where !upperCase: UInt32(byte - 0x57)
    default: nil
    }
  }

  private static func stands(
    _ text: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> Bool {
    guard position + text.count <= bytes.count else { return false }
    for (place, byte) in text.enumerated() where unsafe bytes[position + place] != byte {
      return false
    }
    return true
  }
}

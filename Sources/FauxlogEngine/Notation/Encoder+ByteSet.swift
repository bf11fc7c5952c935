extension Encoder {
  /// A set of bytes.
  struct ByteSet: Sendable, Hashable, ExpressibleByArrayLiteral {
    private var words = SIMD4<UInt64>()

    init() {}

    init(arrayLiteral bytes: UInt8...) {
      for byte in bytes { insert(byte) }
    }

    init(_ bytes: ClosedRange<UInt8>) {
      for byte in bytes { insert(byte) }
    }

    func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0 }

    func intersects(_ other: ByteSet) -> Bool { words & other.words != SIMD4() }

    mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

    mutating func formUnion(_ other: ByteSet) { words |= other.words }
  }
}

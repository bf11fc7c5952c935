/// A set of bytes, as 256 bits.
package struct ByteSet: Equatable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// The empty set.
  package init() {}

  /// The set of these bytes.
  package init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  /// The set of the bytes of which the closure says so.
  package init(where test: (UInt8) -> Bool) {
    for byte in UInt8.min...UInt8.max where test(byte) { insert(byte) }
  }

  /// The digits from 0 through 9.
  package static let digits = ByteSet(0x30...0x39)

  /// Adds a byte.
  package mutating func insert(_ byte: UInt8) {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  /// Adds what another set holds.
  package mutating func formUnion(_ other: ByteSet) {
    words.0 |= other.words.0
    words.1 |= other.words.1
    words.2 |= other.words.2
    words.3 |= other.words.3
  }

  /// True if the byte is in the set.
  @inline(__always)
  package func contains(_ byte: UInt8) -> Bool {
    let word =
      byte < 128 ? (byte < 64 ? words.0 : words.1) : (byte < 192 ? words.2 : words.3)
    return (word >> UInt64(byte & 63)) & 1 == 1
  }

  /// True if no byte is in both sets.
  package func isDisjoint(with other: ByteSet) -> Bool {
    words.0 & other.words.0 == 0 && words.1 & other.words.1 == 0
      && words.2 & other.words.2 == 0 && words.3 & other.words.3 == 0
  }

  package static func == (left: ByteSet, right: ByteSet) -> Bool { left.words == right.words }
}

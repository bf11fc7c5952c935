/// The SHA-256 of FIPS 180-4, fed piece by piece; 104 bytes large, so that it may rest in a table.
@safe
package struct SHA256: Sendable {
  private var state: InlineArray<8, UInt32> = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A,
    0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
  ]
  /// Bytes taken so far.
  private var count = 0
  /// The last `count % 64` bytes, which wait for the rest of their block.
  private var tail = InlineArray<64, UInt8>(repeating: 0)

  package init() {}

  /// Takes the next bytes.
  package mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard var next = unsafe UnsafeRawPointer(bytes.baseAddress), bytes.count > 0 else { return }
    var left = bytes.count
    let held = count % 64
    count += left
    if held > 0 {
      let taken = min(64 - held, left)
      unsafe keep(next, taken, at: held)
      if held + taken < 64 { return }
      compressTail()
      unsafe next += taken
      left -= taken
    }
    unsafe Self.mix(&state, next, blocks: left / 64)
    unsafe keep(next + (left & ~63), left % 64, at: 0)
  }

  /// The digest of all bytes taken so far; more may follow.
  package func digest() -> Digest {
    var last = self
    let bits = UInt64(count) &* 8
    let held = count % 64
    last.tail[held] = 0x80
    for index in (held + 1)..<64 { last.tail[index] = 0 }
    if held >= 56 {
      last.compressTail()
      last.tail = .init(repeating: 0)
    }
    for index in 0..<8 {
      last.tail[56 + index] = UInt8(truncatingIfNeeded: bits &>> UInt64(56 - 8 * index))
    }
    last.compressTail()
    return Digest(words: last.state)
  }

  private mutating func keep(_ bytes: UnsafeRawPointer, _ length: Int, at offset: Int) {
    var span = tail.mutableSpan
    unsafe span.withUnsafeMutableBytes { held in
      let target = unsafe UnsafeMutableRawBufferPointer(rebasing: held[offset..<offset + length])
      unsafe target.copyMemory(from: UnsafeRawBufferPointer(start: bytes, count: length))
    }
  }

  private mutating func compressTail() {
    let block = tail
    unsafe block.span.withUnsafeBytes { bytes in
      if let base = bytes.baseAddress { unsafe Self.mix(&state, base, blocks: 1) }
    }
  }
}

extension SHA256 {
  /// A finished digest, 32 bytes.
  package struct Digest: Equatable, Sendable, CustomStringConvertible {
    private let words: InlineArray<8, UInt32>

    fileprivate init(words: InlineArray<8, UInt32>) { self.words = words }

    /// The digest in 64 lower-case hexadecimal digits.
    package var hex: String {
      var text: [UInt8] = []
      text.reserveCapacity(64)
      for index in words.indices {
        for shift in stride(from: 28, through: 0, by: -4) {
          let digit = UInt8(truncatingIfNeeded: (words[index] &>> UInt32(shift)) & 15)
          text.append(digit < 10 ? 48 + digit : 87 + digit)
        }
      }
      return String(decoding: text, as: UTF8.self)
    }

    package var description: String { hex }

    package static func == (one: Digest, other: Digest) -> Bool {
      one.words.indices.allSatisfy { one.words[$0] == other.words[$0] }
    }
  }
}

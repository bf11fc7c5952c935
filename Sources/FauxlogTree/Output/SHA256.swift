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
    unsafe compress(next, blocks: left / 64)
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
      if let base = bytes.baseAddress { unsafe compress(base, blocks: 1) }
    }
  }

  /// Mixes whole blocks of 64 bytes into the state.
  private mutating func compress(_ bytes: UnsafeRawPointer, blocks: Int) {
    unsafe Self.constants.withUnsafeBufferPointer { constants in
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
        for index in 0..<blocks {
          unsafe Self.expand(bytes + 64 * index, into: words, constants)
          unsafe mix(words)
        }
      }
    }
  }

  /// Makes the 64 words of a block's schedule, the round's constant already added to each.
  @inline(__always)
  private static func expand(
    _ block: UnsafeRawPointer, into words: UnsafeMutableBufferPointer<UInt32>,
    _ constants: UnsafeBufferPointer<UInt32>
  ) {
    for index in 0..<16 {
      let word = unsafe block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
      unsafe words[index] = UInt32(bigEndian: word)
    }
    for index in 16..<64 {
      let (early, late) = unsafe (words[index &- 15], words[index &- 2])
      let low = rotate(early, 7) ^ rotate(early, 18) ^ (early &>> 3)
      let high = rotate(late, 17) ^ rotate(late, 19) ^ (late &>> 10)
      unsafe words[index] = words[index &- 16] &+ low &+ words[index &- 7] &+ high
    }
    for index in 0..<64 { unsafe words[index] &+= constants[index] }
  }

  /// The 64 rounds, eight at a time so that no value has to move from name to name.
  @inline(__always)
  private mutating func mix(_ words: UnsafeMutableBufferPointer<UInt32>) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    var index = 0
    while index < 64 {
      unsafe Self.round(a, b, c, &d, e, f, g, &h, words[index])
      unsafe Self.round(h, a, b, &c, d, e, f, &g, words[index &+ 1])
      unsafe Self.round(g, h, a, &b, c, d, e, &f, words[index &+ 2])
      unsafe Self.round(f, g, h, &a, b, c, d, &e, words[index &+ 3])
      unsafe Self.round(e, f, g, &h, a, b, c, &d, words[index &+ 4])
      unsafe Self.round(d, e, f, &g, h, a, b, &c, words[index &+ 5])
      unsafe Self.round(c, d, e, &f, g, h, a, &b, words[index &+ 6])
      unsafe Self.round(b, c, d, &e, f, g, h, &a, words[index &+ 7])
      index &+= 8
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32,
    _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ word: UInt32
  ) {
    let choice = g ^ (e & (f ^ g))
    let majority = (a & b) | (c & (a | b))
    h = h &+ word &+ choice &+ (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25))
    d = d &+ h
    h = h &+ majority &+ (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22))
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ by: UInt32) -> UInt32 {
    (word &>> by) | (word &<< (32 &- by))
  }

  private static let constants: [UInt32] = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4,
    0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE,
    0x9BDC_06A7, 0xC19B_F174, 0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F,
    0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA, 0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
    0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967, 0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC,
    0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B,
    0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070, 0x19A4_C116,
    0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7,
    0xC671_78F2,
  ]
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

import CSHA256

extension SHA256 {
  /// The eight words that blocks are mixed into.
  package typealias State = InlineArray<8, UInt32>

  /// Whether the processor has instructions for this.
  package static let hasInstructions = fauxlog_sha256_is_there()

  /// Mixes whole blocks of 64 bytes into a state, in the fastest way that there is.
  static func mix(_ state: inout State, _ bytes: UnsafeRawPointer, blocks: Int) {
    if hasInstructions {
      unsafe mixByInstructions(&state, bytes, blocks: blocks)
    } else {
      unsafe mixPlainly(&state, bytes, blocks: blocks)
    }
  }

  /// The same by the processor's instructions, which must be there.
  package static func mixByInstructions(
    _ state: inout State, _ bytes: UnsafeRawPointer, blocks: Int
  ) {
    var words = state.mutableSpan
    unsafe words.withUnsafeMutableBufferPointer { words in
      unsafe constants.withUnsafeBufferPointer { constants in
        unsafe fauxlog_sha256_mix(
          words.baseAddress, bytes.assumingMemoryBound(to: UInt8.self), blocks,
          constants.baseAddress)
      }
    }
  }

  /// The same on any processor.
  package static func mixPlainly(
    _ state: inout State, _ bytes: UnsafeRawPointer, blocks: Int
  ) {
    unsafe constants.withUnsafeBufferPointer { constants in
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
        for index in 0..<blocks {
          unsafe expand(bytes + 64 * index, into: words, constants)
          unsafe mix(&state, words)
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
  private static func mix(_ state: inout State, _ words: UnsafeMutableBufferPointer<UInt32>) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    // Where a round's two first words differ is where the second and third of the next do.
    var differing = b ^ c
    var index = 0
    while index < 64 {
      unsafe round(a, b, &d, e, f, g, &h, words[index], &differing)
      unsafe round(h, a, &c, d, e, f, &g, words[index &+ 1], &differing)
      unsafe round(g, h, &b, c, d, e, &f, words[index &+ 2], &differing)
      unsafe round(f, g, &a, b, c, d, &e, words[index &+ 3], &differing)
      unsafe round(e, f, &h, a, b, c, &d, words[index &+ 4], &differing)
      unsafe round(d, e, &g, h, a, b, &c, words[index &+ 5], &differing)
      unsafe round(c, d, &f, g, h, a, &b, words[index &+ 6], &differing)
      unsafe round(b, c, &e, f, g, h, &a, words[index &+ 7], &differing)
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
    _ a: UInt32, _ b: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
    _ h: inout UInt32, _ word: UInt32, _ differing: inout UInt32
  ) {
    let choice = g ^ (e & (f ^ g))
    let differs = a ^ b
    let majority = b ^ (differs & differing)
    differing = differs
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

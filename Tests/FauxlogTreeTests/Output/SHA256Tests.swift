import Foundation
import Testing

@testable import FauxlogTree

@Suite("SHA-256")
struct SHA256Tests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let message: [UInt8], digest: String
    var testDescription: String { "\(message.count) bytes" }

    init(_ message: String, _ digest: String) { self.init(Array(message.utf8), digest) }

    init(_ message: [UInt8], _ digest: String) {
      self.message = message
      self.digest = digest
    }
  }

  /// Of FIPS 180-4's examples, and the lengths around the padding.
  static let vectors = [
    Vector("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    Vector("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    Vector(
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    Vector(
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
    Vector(
      [UInt8](repeating: 97, count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]

  @Test("gives the digests of the standard", arguments: vectors)
  func standard(_ vector: Vector) {
    #expect(SHA256.hex(vector.message) == vector.digest)
  }

  /// How blocks are mixed.
  enum Way: CaseIterable, Sendable {
    case plain, byInstructions

    /// Those that this processor has.
    static var here: [Way] { SHA256.hasInstructions ? allCases : [.plain] }

    /// The digest of a message; the padding is the test's own, and so are the first words.
    func digest(of message: [UInt8], blocksAtOnce: Int) -> String {
      var padded = message + [0x80]
      while padded.count % 64 != 56 { padded.append(0) }
      for shift in stride(from: 56, through: 0, by: -8) {
        padded.append(UInt8(truncatingIfNeeded: (message.count * 8) >> shift))
      }
      var state: SHA256.State = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A,
        0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
      ]
      unsafe padded.withUnsafeBytes { bytes in
        var at = 0
        while at < bytes.count {
          let blocks = min(blocksAtOnce, (bytes.count - at) / 64)
          let next = unsafe bytes.baseAddress.unsafelyUnwrapped + at
          switch self {
          case .plain: unsafe SHA256.mixPlainly(&state, next, blocks: blocks)
          case .byInstructions: unsafe SHA256.mixByInstructions(&state, next, blocks: blocks)
          }
          at += 64 * blocks
        }
      }
      return state.indices.map { index in
        let word = String(state[index], radix: 16)
        return String(repeating: "0", count: 8 - word.count) + word
      }.joined()
    }
  }

  @Test("mixes blocks as the standard says, in each way", arguments: Way.here, vectors)
  func ways(_ way: Way, _ vector: Vector) {
    for blocks in [1, 2, 7, 1 << 20] {
      #expect(way.digest(of: vector.message, blocksAtOnce: blocks) == vector.digest)
    }
  }

  @Test("does not see where its input is cut", arguments: [1, 3, 55, 63, 64, 65, 127, 128, 500])
  func pieces(_ size: Int) {
    let bytes = noise(1000)
    var digest = SHA256()
    var taken = 0
    while taken < bytes.count {
      let piece = bytes[taken..<min(taken + size, bytes.count)]
      unsafe piece.withUnsafeBufferPointer { unsafe digest.update($0) }
      // Asking in between changes nothing.
      _ = digest.digest()
      taken += size
    }
    #expect(digest.digest().hex == SHA256.hex(bytes))
  }

  @Test("agrees with another implementation for each length up to three blocks")
  func lengths() throws {
    let bytes = noise(200)
    guard let digests = try digests(ofBeginnings: bytes) else { return }
    #expect(digests == (0...200).map { SHA256.hex(Array(bytes[..<$0])) })
    for way in Way.here {
      let found = (0...200).map { way.digest(of: Array(bytes[..<$0]), blocksAtOnce: $0 % 4 + 1) }
      #expect(digests == found, "\(way)")
    }
  }

  /// The digests of the first 0, 1, 2, … bytes by Python; nil if it is not there.
  private func digests(ofBeginnings bytes: [UInt8]) throws -> [String]? {
    let program = """
      import hashlib, sys
      b = bytes.fromhex(sys.argv[1])
      for n in range(len(b) + 1): print(hashlib.sha256(b[:n]).hexdigest())
      """
    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    guard let output = try run("python3", ["-c", program, hex]) else { return nil }
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

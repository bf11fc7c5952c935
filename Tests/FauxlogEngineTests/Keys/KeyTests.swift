import Testing

@testable import FauxlogEngine

/// Keys are a promise: these values were written down once, and a change of any of them changes
/// every tree of every seed.
@Suite("Draw keys")
struct KeyTests {
  @Test("the mixing function and the hash of names never change")
  func vectors() {
    #expect(mix(0, 0) == Self.zero)
    #expect(mix(1, 2) == Self.oneTwo)
    #expect(mix(2, 1) != mix(1, 2))
    #expect(nameKey("server_error") == Self.serverError)
    #expect(nameKey("") == Self.empty)
  }

  private static let zero: Key = 0x9CA066F1A4AB2EEA
  private static let oneTwo: Key = 0x783EB58F8ECF5030
  private static let serverError: Key = 0x43EB0A47EC14419B
  private static let empty: Key = 0x6BCB9D63EB8EAB8B

  @Test("a bounded draw gives every number its share", arguments: [2, 3, 10, 1000] as [UInt64])
  func shares(below bound: UInt64) {
    var counts = Array(repeating: 0, count: Int(bound))
    let draws = Int(bound) * 1000
    for index in 0..<draws { counts[Int(Draw.below(bound, mix(9, UInt64(index))))] += 1 }
    // Six standard deviations of a share of 1000.
    #expect(counts.allSatisfy { abs($0 - 1000) < 200 })
  }

  @Test("neighbouring keys have nothing in common")
  func avalanche() {
    var flipped = 0
    for index in 0..<1000 as Range<UInt64> {
      flipped += (mix(index, 5) ^ mix(index + 1, 5)).nonzeroBitCount
      flipped += (mix(5, index) ^ mix(5, index + 1)).nonzeroBitCount
    }
    #expect(abs(flipped - 64_000) < 1500)
  }

  @Test("the ends of a range are drawn, and nothing beyond")
  func ranges() {
    var seen: Set<Int64> = []
    for index in 0..<1000 { seen.insert(Draw.within(-1, 2, mix(4, UInt64(index)))) }
    #expect(seen == [-1, 0, 1, 2])
    #expect(Draw.within(.min, .max, 42) == 42)
  }

  @Test("a permutation takes every place once", arguments: [1, 2, 5, 52, 300] as [UInt64])
  func permutation(of count: UInt64) {
    let places = Permutation(count: count, key: 11)
    #expect(Set((0..<count).map { places[$0] }) == Set(0..<count))
  }
}

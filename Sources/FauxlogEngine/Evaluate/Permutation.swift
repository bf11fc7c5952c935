/// A keyed permutation of 0..<count: a Feistel network over the next power of four, walked until
/// it falls into the range.
struct Permutation {
  let count: UInt64
  let key: Key

  /// The number at a place.
  subscript(place: UInt64) -> UInt64 {
    guard count > 1 else { return 0 }
    var half: UInt64 = 1
    while 1 << (2 * half) < count { half += 1 }
    let mask: UInt64 = 1 << half - 1
    var value = place
    repeat {
      var left = value >> half
      var right = value & mask
      for round in 0..<4 {
        (left, right) = (right, left ^ mix(mix(key, UInt64(round)), right) & mask)
      }
      value = left << half | right
    } while value >= count
    return value
  }
}

/// Rows that permutations gave: an actor's name is asked for with each record.
struct PermutationCache {
  /// What is permuted, and which place of it.
  struct Place: Equatable {
    var host: Key
    var key: Key
    var actor: Int32
    var corpus: Int32
    var number: Int64
  }

  private var known: [(place: Place, row: Int64)?] = Array(repeating: nil, count: 64)

  /// The row at a place, if it is known.
  @inline(__always)
  func row(at place: Place) -> Int64? {
    guard let kept = known[slot(of: place)], kept.place == place else { return nil }
    return kept.row
  }

  /// Keeps a row.
  mutating func keep(_ row: Int64, at place: Place) { known[slot(of: place)] = (place, row) }

  @inline(__always)
  private func slot(of place: Place) -> Int {
    Int(truncatingIfNeeded: UInt64(bitPattern: place.number) &+ place.key) & 63
  }
}

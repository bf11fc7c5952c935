/// Draws an index by weights.
///
/// A search by halves would mispredict a branch at each turn, a third of the time of an access line.
/// A guide says for the first bits of a key which index is the least it can draw; from there it is
/// mostly no step, seldom one or two.
struct Weights: Sendable {
  /// Sums of the weights up to and with each index.
  private let sums: Table<UInt64>
  /// By the first bits of a key, the least index that it draws.
  private let guide: Table<Int32>
  /// Bits of a key that are not looked up in the guide.
  private let shift: UInt64
  private let total: UInt64

  /// Weights by their sums; none at all if there are none.
  init(_ sums: [UInt64], _ memory: TableMemory) {
    var bits: UInt64 = 1
    while 1 << bits < 4 * sums.count { bits += 1 }
    shift = 64 - bits
    total = sums.last ?? 0
    var guide: [Int32] = []
    var index = 0
    for first in 0..<(sums.isEmpty ? 0 : UInt64(1) << bits) {
      let place = Draw.below(total, first << shift)
      while index < sums.count - 1, sums[index] <= place { index += 1 }
      guide.append(Int32(index))
    }
    self.sums = memory.table(sums)
    self.guide = memory.table(guide)
  }

  /// Whether there are none.
  var isEmpty: Bool { sums.count == 0 }

  /// The first index whose sum is above the place that a key draws.
  @inline(__always)
  func pick(_ key: Key) -> Int {
    let place = Draw.below(total, key)
    var index = Int(guide[Int(key &>> shift)])
    while index < sums.count &- 1, sums[index] <= place { index &+= 1 }
    return index
  }
}

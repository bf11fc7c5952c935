/// Logarithms, powers and the normal distribution in whole numbers (contract R4: no libm).
///
/// Numbers are in units of 2^-32 unless said otherwise. The tables have 4096 cells and are made
/// once, by integer arithmetic alone; between their points values are linear.
package enum FixedMath {
  /// One.
  package static let one: Int64 = 1 << 32
  /// Cells of each table.
  static let cells = 4096

  /// The logarithm to base 2 of `value` / 2^32, in units of 2^-32; `value` is positive.
  package static func log2(_ value: UInt64, _ tables: Tables = tables) -> Int64 {
    precondition(value > 0)
    let zeros = value.leadingZeroBitCount
    let whole = Int64(31 - zeros)
    // The mantissa without its leading one, in units of 2^-63.
    let mantissa = (value << UInt64(zeros)) & (1 << 63 - 1)
    let cell = Int(mantissa >> 51)
    let rest = Int64(mantissa >> 19 & 0xFFFF_FFFF)
    let low = tables.logarithms[cell]
    let high = tables.logarithms[cell + 1]
    return whole &<< 32 &+ low &+ (((high &- low) &* rest) &>> 32)
  }

  /// 2 to the power `exponent` / 2^32, in units of 2^-32; 0 or the largest number where it does
  /// not fit.
  @inline(__always)
  package static func exp2(_ exponent: Int64, _ tables: Tables = tables) -> Int64 {
    let whole = exponent >> 32
    if whole > 29 { return .max }
    if whole < -33 { return 0 }
    let part = UInt64(bitPattern: exponent) & 0xFFFF_FFFF
    let cell = Int(part >> 20)
    let rest = Int64(part & 0xF_FFFF)
    let low = tables.powers[cell]
    let high = tables.powers[cell + 1]
    let mantissa = low &+ (((high &- low) &* rest) &>> 20)
    return whole >= 0 ? mantissa &<< whole : mantissa &>> -whole
  }

  /// The standard normal quantile of `share` / 2^32, in units of 2^-32; it ends at about ±4.
  @inline(__always)
  package static func normalQuantile(_ share: Int64, _ tables: Tables = tables) -> Int64 {
    let bounded = min(max(share, 0), one - 1)
    let cell = Int(bounded >> 20)
    let rest = bounded & 0xF_FFFF
    let low = tables.quantiles[cell]
    let high = tables.quantiles[cell + 1]
    return low &+ (((high &- low) &* rest) &>> 20)
  }

  /// The share of the standard normal distribution below `z`: the inverse of ``normalQuantile(_:)``.
  package static func normalShare(_ z: Int64) -> Int64 {
    var low = 0
    var high = cells
    if z <= tables.quantiles[0] { return 0 }
    if z >= tables.quantiles[cells] { return one }
    while high - low > 1 {
      let middle = (low + high) / 2
      if tables.quantiles[middle] <= z { low = middle } else { high = middle }
    }
    let left = tables.quantiles[low]
    let right = tables.quantiles[high]
    return Int64(low) << 20 + ((z - left) << 20) / max(right - left, 1)
  }

  /// A unit exponential drawn by `key`, in units of 2^-40.
  package static func exponential(_ key: Key, _ tables: Tables = tables) -> UInt64 {
    // -ln(u) = -log2(u) · ln 2 with u in (0, 1] in units of 2^-64; log2 sees it in units of 2^-32.
    let log = Int64(32) << 32 - log2(max(key, 1), tables)
    // 2_907_270 is ln 2 · 2^8 in units of 2^-14.
    return UInt64(((log >> 2) * 2_907_270) >> 12)
  }

  /// The tables; whoever needs them often keeps them, for each look at this asks whether they are made.
  package static let tables = Tables(tableMemory)
  private static let tableMemory = TableMemory()

  /// What is looked up, made once for the whole run of a program.
  package struct Tables: Sendable {
    /// log2(1 + i/4096).
    let logarithms: Table<Int64>
    /// 2^(i/4096).
    let powers: Table<Int64>
    /// The normal quantile of i/4096.
    let quantiles: Table<Int64>

    fileprivate init(_ memory: TableMemory) {
      let maker = TableMaker()
      logarithms = memory.table(maker.logarithms)
      powers = memory.table(maker.powers)
      quantiles = memory.table(maker.quantiles)
    }
  }

  /// Makes the tables.
  private struct TableMaker {
    var logarithms: [Int64] = []
    var powers: [Int64] = []
    var quantiles: [Int64] = []

    init() {
      makeLogarithms()
      makePowers()
      makeQuantiles()
    }

    /// By squaring: the bits of log2(m) come out one at a time.
    private mutating func makeLogarithms() {
      logarithms.reserveCapacity(cells + 1)
      for index in 0...cells {
        var mantissa = UInt64(cells + index) << 50  // 1…2 in units of 2^-62
        if index == cells {
          logarithms.append(one)
          break
        }
        var result: Int64 = 0
        for bit in (0..<33).reversed() {
          let (high, low) = mantissa.multipliedFullWidth(by: mantissa)
          mantissa = high << 2 | low >> 62
          if mantissa >= 1 << 63 {
            mantissa >>= 1
            result |= 1 << Int64(bit)
          }
        }
        logarithms.append((result + 1) >> 1)
      }
    }

    /// By twelve square roots of 2, multiplied as the bits of the index say.
    private mutating func makePowers() {
      // 2^(1/2), 2^(1/4) … 2^(1/4096) in units of 2^-62.
      var roots: [UInt64] = []
      var root: UInt64 = 2 << 62
      for _ in 0..<12 {
        root = Self.squareRoot(root)
        roots.append(root)
      }
      powers.reserveCapacity(cells + 1)
      for index in 0..<cells {
        var product: UInt64 = 1 << 62
        for bit in 0..<12 where index >> (11 - bit) & 1 == 1 {
          let (high, low) = product.multipliedFullWidth(by: roots[bit])
          product = high << 2 | low >> 62
        }
        powers.append(Int64((product + 1 << 29) >> 30))
      }
      powers.append(2 * one)
    }

    /// The square root of `value` / 2^62 in units of 2^-62, for 1…2.
    private static func squareRoot(_ value: UInt64) -> UInt64 {
      var low: UInt64 = 1 << 62
      var high: UInt64 = 1 << 63
      while high - low > 1 {
        let middle = low + (high - low) / 2
        let (square, part) = middle.multipliedFullWidth(by: middle)
        if square << 2 | part >> 62 <= value { low = middle } else { high = middle }
      }
      return low
    }

    /// By adding up the density exp(-z²/2) in steps of 1/4096 from -6 to 6; what is beyond ±4 is ±4.
    private mutating func makeQuantiles() {
      let step = one / 4096
      let ends = 6 * 4096
      // -z²/2 in base 2: z² · log2(e) / 2.
      let halfLog2E: Int64 = 3_098_164_010  // log2(e) / 2 · 2^32
      var shares: [Int64] = [0]
      var sum: Int64 = 0
      for index in -ends..<ends {
        let z = Int64(2 * index + 1) * step / 2
        let square = ((z >> 8) * (z >> 8)) >> 16
        let (high, low) = square.multipliedFullWidth(by: halfLog2E)
        let density = power(-(high << 32 | Int64(low >> 32)))
        sum += density
        shares.append(sum)
      }
      quantiles.reserveCapacity(cells + 1)
      var at = 0
      for index in 0...cells {
        let wanted = Int64(index) * (sum / Int64(cells))
        while at < 2 * ends, shares[at + 1] < wanted { at += 1 }
        let width = max(shares[min(at + 1, 2 * ends)] - shares[at], 1)
        let part = (wanted - shares[at]) * step / width
        quantiles.append(min(max(Int64(at - ends) * step + part, -4 * one), 4 * one))
      }
    }

    /// 2^x for x ≤ 0 with the table of powers.
    private func power(_ exponent: Int64) -> Int64 {
      let whole = exponent >> 32
      if whole < -33 { return 0 }
      return powers[Int(UInt64(bitPattern: exponent) & 0xFFFF_FFFF) >> 20] >> -whole
    }
  }
}

/// `about M, rarely P`: log-normal with median M and 95th percentile P, kept within a range.
///
/// The half below M, the 45 % up to P and the 5 % above keep their shares; each is squeezed, by
/// quantile, into what the range leaves of it.
package struct Spread: Sendable, Hashable {
  /// Smallest value.
  package let low: Int64
  /// Largest value.
  package let high: Int64
  private let median: Int64
  /// log2(P / M) / 1.645 in units of 2^-32.
  private let sigma: Int64
  /// Shares below `low` and below `high`, in units of 2^-32.
  private let lowShare: Int64
  private let highShare: Int64

  private static let rare = FixedMath.one / 20 * 19
  private static let half = FixedMath.one / 2
  /// The normal quantile of 95 %: 1.644854 in units of 2^-32.
  private static let rareQuantile: Int64 = 7_064_594_000

  /// A spread; nil unless low < median < rarely < high.
  ///
  /// Without a range it is M/16…4P.
  package init?(median: Int64, rarely: Int64, low: Int64? = nil, high: Int64? = nil) {
    let lowest = low ?? median / 16
    let highest = high ?? rarely.multipliedReportingOverflow(by: 4).partialValue
    guard median > 0, lowest < median, median < rarely, rarely < highest else { return nil }
    self.median = median
    self.low = lowest
    self.high = highest
    let ratio = Self.log2Ratio(rarely, median)
    let sigma = Int64((Int128(ratio) << 32) / Int128(Self.rareQuantile))
    self.sigma = sigma
    lowShare = min(Self.share(lowest, median, sigma), Self.half - 1)
    highShare = max(Self.share(highest, median, sigma), Self.rare + 1)
  }

  /// The share of the log-normal distribution below a value.
  private static func share(_ value: Int64, _ median: Int64, _ sigma: Int64) -> Int64 {
    guard value > 0 else { return 0 }
    let z = (Int128(log2Ratio(value, median)) << 32) / Int128(max(sigma, 1))
    return FixedMath.normalShare(Int64(clamping: z))
  }

  private static func log2Ratio(_ a: Int64, _ b: Int64) -> Int64 {
    FixedMath.log2(UInt64(a)) - FixedMath.log2(UInt64(b))
  }

  /// The value at a place of the distribution: `share` in units of 2^-32.
  package func value(at share: Int64, _ tables: FixedMath.Tables = FixedMath.tables) -> Int64 {
    let place: Int64
    if share < Self.half {
      place = lowShare + Self.scale(share, Self.half - lowShare, Self.half)
    } else if share < Self.rare {
      place = share
    } else {
      let width = FixedMath.one - Self.rare
      place = Self.rare + Self.scale(share - Self.rare, highShare - Self.rare, width)
    }
    let z = FixedMath.normalQuantile(place, tables)
    let (upper, lower) = z.multipliedFullWidth(by: sigma)
    let factor = FixedMath.exp2(upper << 32 | Int64(lower >> 32), tables)
    let (whole, part) = median.multipliedFullWidth(by: factor)
    guard whole < 1 << 31 else { return high }
    return min(max(whole << 32 | Int64(part >> 32), low), high)
  }

  /// `value` · `to` / `from` for numbers below 2^32.
  @inline(__always)
  private static func scale(_ value: Int64, _ to: Int64, _ from: Int64) -> Int64 {
    Int64(bitPattern: UInt64(bitPattern: value) &* UInt64(bitPattern: to) / UInt64(from))
  }

  /// A value drawn by a key.
  @inline(__always)
  package func draw(_ key: Key, _ tables: FixedMath.Tables = FixedMath.tables) -> Int64 {
    value(at: Int64(key >> 32), tables)
  }
}

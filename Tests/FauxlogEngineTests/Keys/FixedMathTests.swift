import Testing

@testable import FauxlogEngine

/// Values of Python's `math` and `statistics.NormalDist`, in units of 2^-32.
@Suite("Logarithms, powers and the normal distribution in whole numbers")
struct FixedMathTests {
  @Test(
    "log2 agrees with Python to 2^-24",
    arguments: [
      (1.0, 0), (1.5, 2_512_394_810), (2, 4_294_967_296), (3, 6_807_362_106),
      (10, 14_267_572_527), (0.1, -14_267_572_527), (1000.25, 42_804_266_470),
    ] as [(Double, Int64)])
  func logarithm(of value: Double, is expected: Int64) {
    let found = FixedMath.log2(UInt64(value * 4_294_967_296))
    #expect(abs(found - expected) <= 256)
  }

  @Test(
    "exp2 agrees with Python to 2^-24 of the value",
    arguments: [
      (-3.5, 379_625_062), (-1, 2_147_483_648), (0, 4_294_967_296), (0.5, 6_074_001_000),
      (1.25, 10_215_211_334), (10.75, 7_396_603_090_613),
    ] as [(Double, Int64)])
  func power(of exponent: Double, is expected: Int64) {
    let found = FixedMath.exp2(Int64(exponent * 4_294_967_296))
    #expect(abs(found - expected) <= max(expected >> 24, 64))
  }

  @Test(
    "the normal quantile agrees with Python's to a thousandth",
    arguments: [
      (0.01, -9_991_588_038), (0.05, -7_064_592_534), (0.25, -2_896_911_419), (0.5, 0),
      (0.75, 2_896_911_419), (0.95, 7_064_592_534), (0.99, 9_991_588_038),
    ] as [(Double, Int64)])
  func quantile(of share: Double, is expected: Int64) {
    let found = FixedMath.normalQuantile(Int64(share * 4_294_967_296))
    #expect(abs(found - expected) <= 4_294_967)
    #expect(abs(FixedMath.normalShare(found) - Int64(share * 4_294_967_296)) <= 4_294_967)
  }

  @Test("exponentials have mean 1 and the share above 1 that they should have")
  func exponentials() {
    let count = 100_000
    var sum: Double = 0
    var above = 0
    for index in 0..<count {
      let value = Double(FixedMath.exponential(mix(7, UInt64(index)))) / 1_099_511_627_776
      sum += value
      if value > 1 { above += 1 }
    }
    #expect(abs(sum / Double(count) - 1) < 0.02)
    #expect(abs(Double(above) / Double(count) - 0.367879) < 0.01)
  }
}

@Suite("about M, rarely P")
struct SpreadTests {
  /// 25 ms and 400 ms; quantiles of the log-normal distribution from Python.
  ///
  /// The half below the median is squeezed into what M/16, the 5th percentile, leaves of it: its
  /// middle is the 27.5th.
  @Test(
    "quantiles of the log-normal distribution",
    arguments: [
      (0.25, 9_127_418), (0.5, 25_000_000), (0.75, 77_929_562), (0.9, 216_822_146),
      (0.9499, 399_000_000),
    ] as [(Double, Int64)])
  func quantile(at share: Double, is expected: Int64) throws {
    let spread = try #require(Spread(median: 25_000_000, rarely: 400_000_000))
    let found = spread.value(at: Int64(share * 4_294_967_296))
    #expect(abs(found - expected) <= expected / 100)
  }

  @Test("the shares below M, up to P and above stay, whatever the range")
  func shares() throws {
    let spread = try #require(Spread(median: 66, rarely: 300, low: 42, high: 488))
    var counts = (0, 0, 0)
    for index in 0..<100_000 {
      let value = spread.draw(mix(3, UInt64(index)))
      #expect(value >= 42 && value <= 488)
      if value < 66 { counts.0 += 1 } else if value < 300 { counts.1 += 1 } else { counts.2 += 1 }
    }
    #expect(abs(counts.0 - 50_000) < 1500)
    #expect(abs(counts.1 - 45_000) < 1500)
    #expect(abs(counts.2 - 5000) < 700)
  }

  @Test("what cannot be is none")
  func refused() {
    #expect(Spread(median: 10, rarely: 10) == nil)
    #expect(Spread(median: 10, rarely: 20, low: 10, high: 30) == nil)
    #expect(Spread(median: 10, rarely: 20, low: 1, high: 20) == nil)
  }
}

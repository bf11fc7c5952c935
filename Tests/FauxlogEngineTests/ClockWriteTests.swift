import Testing

@testable import FauxlogEngine

/// What patterns write, against Python's strftime.
@Suite("Writing times")
struct ClockWriteTests {
  struct Written: Sendable, CustomTestStringConvertible {
    let pattern: String
    /// What it shows of each of ``moments``.
    let texts: [String]
    init(_ pattern: String, _ texts: [String]) { (self.pattern, self.texts) = (pattern, texts) }
    var testDescription: String { pattern }
  }

  static let moments: [(zone: String, instant: Instant)] = [
    ("Asia/Kolkata", 673_605_492_177_940_809), ("Europe/Berlin", 846_205_199_999_999_999),
    ("America/New_York", 762_498_000_000_000_000), ("Asia/Kathmandu", 1_254_293_947_007_000_001),
    ("UTC", 1_038_830_400_000_000_001),
  ]

  static let written = [
    Written(
      "yyyy-MM-dd HH:mm:ss,SSS",
      [
        "2021-05-06 14:08:12,177",
        "2026-10-25 02:59:59,999",
        "2024-02-29 00:00:00,000",
        "2039-09-30 12:44:07,007",
        "2032-12-01 12:00:00,000",
      ]),
    Written(
      "yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx",
      [
        "2021-05-06T14:08:12.177940+05:30",
        "2026-10-25T02:59:59.999999+02:00",
        "2024-02-29T00:00:00.000000-05:00",
        "2039-09-30T12:44:07.007000+05:45",
        "2032-12-01T12:00:00.000000+00:00",
      ]),
    Written(
      "EEE MMM dd HH:mm:ss.SSSSSS yyyy",
      [
        "Thu May 06 14:08:12.177940 2021",
        "Sun Oct 25 02:59:59.999999 2026",
        "Thu Feb 29 00:00:00.000000 2024",
        "Fri Sep 30 12:44:07.007000 2039",
        "Wed Dec 01 12:00:00.000000 2032",
      ]),
    Written(
      "EEEE, MMMM dd, yyyy hh:mm:ss a",
      [
        "Thursday, May 06, 2021 02:08:12 PM",
        "Sunday, October 25, 2026 02:59:59 AM",
        "Thursday, February 29, 2024 12:00:00 AM",
        "Friday, September 30, 2039 12:44:07 PM",
        "Wednesday, December 01, 2032 12:00:00 PM",
      ]),
    Written(
      "dd/MMM/yyyy:HH:mm:ss Z",
      [
        "06/May/2021:14:08:12 +0530",
        "25/Oct/2026:02:59:59 +0200",
        "29/Feb/2024:00:00:00 -0500",
        "30/Sep/2039:12:44:07 +0545",
        "01/Dec/2032:12:00:00 +0000",
      ]),
    Written(
      "MMM _d HH:mm:ss",
      [
        "May  6 14:08:12",
        "Oct 25 02:59:59",
        "Feb 29 00:00:00",
        "Sep 30 12:44:07",
        "Dec  1 12:00:00",
      ]),
    Written(
      "d.M.yy H:mm:ss[.SSSSSSSSS]",
      [
        "6.5.21 14:08:12.177940809",
        "25.10.26 2:59:59.999999999",
        "29.2.24 0:00:00",
        "30.9.39 12:44:07.007000001",
        "1.12.32 12:00:00.000000001",
      ]),
    Written(
      "yyyy-MM-dd'T'HH:mm:ss.f",
      [
        "2021-05-06T14:08:12.177",
        "2026-10-25T02:59:59.999",
        "2024-02-29T00:00:00.0",
        "2039-09-30T12:44:07.7",
        "2032-12-01T12:00:00.0",
      ]),
    Written(
      "h 'o''clock' a, ''yyyyMMdd",
      [
        "2 o'clock PM, '20210506",
        "2 o'clock AM, '20261025",
        "12 o'clock AM, '20240229",
        "12 o'clock PM, '20390930",
        "12 o'clock PM, '20321201",
      ]),
    Written(
      "epoch",
      [
        "1620290292",
        "1792889999",
        "1709182800",
        "2200978747",
        "1985515200",
      ]),
    Written(
      "epoch ms",
      [
        "1620290292177",
        "1792889999999",
        "1709182800000",
        "2200978747007",
        "1985515200000",
      ]),
  ]

  @Test("each pattern shows each moment", arguments: written)
  func writes(_ example: Written) throws {
    let pattern = try TimePattern(example.pattern)
    var cache = TimeCache()
    var out = LineWriter(capacity: 64)
    for (moment, text) in zip(Self.moments, example.texts) {
      let zone = try #require(Zone.named(moment.zone))
      // Twice: once formatted, once from the cache.
      for _ in 0..<2 {
        out.removeAll()
        out.byte(0x3E)
        pattern.write(moment.instant, zone: zone, cache: &cache, into: &out)
        #expect(out.string == ">" + text)
        #expect((pattern.minLength...pattern.maxLength).contains(text.utf8.count))
        #expect(pattern.firstBytes.contains(out[1]))
      }
    }
  }
}

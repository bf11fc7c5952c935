import Testing

@testable import FauxlogEngine

@Suite("RFC 3339")
struct ClockRFC3339Tests {
  struct Parsed: Sendable, CustomTestStringConvertible {
    let text: String
    let instant: Instant?
    init(_ text: String, _ instant: Instant?) { (self.text, self.instant) = (text, instant) }
    var testDescription: String { text }
  }

  static let parsed = [
    Parsed("2000-01-01T00:00:00Z", 0),
    Parsed("2021-05-06T08:38:12.177Z", 673_605_492_177_000_000),
    Parsed("2021-05-06T14:08:12.177940809+05:30", 673_605_492_177_940_809),
    Parsed("2021-05-06T14:08:12.1779408091+05:30", 673_605_492_177_940_809),
    Parsed("1999-12-31T23:59:59.9-00:00", -100_000_000),
    Parsed("2021-05-06T08:38:12", nil),
    Parsed("2021-05-06T08:38:12.Z", nil),
    Parsed("2021-05-06 08:38:12Z", nil),
    Parsed("2021-05-06T08:38:12Zx", nil),
    Parsed("2021-02-29T08:38:12Z", nil),
    Parsed("2021-05-06T08:38:12+0530", nil),
    Parsed("9999-05-06T08:38:12Z", nil),
    Parsed("", nil),
  ]

  @Test("a text is an instant, or is not", arguments: parsed)
  func parses(_ example: Parsed) {
    #expect(parseRFC3339(example.text) == example.instant)
  }

  @Test(
    "digits are cut",
    arguments: [
      (0, "2021-05-06T08:38:12Z"), (1, "2021-05-06T08:38:12.9Z"),
      (3, "2021-05-06T08:38:12.987Z"), (6, "2021-05-06T08:38:12.987940Z"),
      (8, "2021-05-06T08:38:12.98794080Z"), (9, "2021-05-06T08:38:12.987940809Z"),
    ])
  func writes(_ example: (digits: Int, text: String)) {
    var out = LineWriter()
    writeRFC3339(673_605_492_987_940_809, digits: example.digits, into: &out)
    #expect(out.string == example.text)
  }

  @Test("a cache changes nothing, to the ends of the range")
  func cached() {
    var cache = TimeCache()
    let instants: [Instant] = [
      .min, .min + 1, -1, 0, 1, 59_999_999_999, 60_000_000_000, .max, .max,
    ]
    for instant in instants {
      var fresh = LineWriter()
      writeRFC3339(instant, digits: 9, into: &fresh)
      var kept = LineWriter()
      writeRFC3339(instant, digits: 9, cache: &cache, into: &kept)
      #expect(kept.string == fresh.string)
      #expect(parseRFC3339(kept.string) == instant)
    }
  }
}

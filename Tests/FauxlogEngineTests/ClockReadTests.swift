import Testing

@testable import FauxlogEngine

@Suite("Reading times")
struct ClockReadTests {
  struct Text: Sendable, CustomTestStringConvertible {
    let pattern, text: String
    /// Where the time ends; nil if the text is none.
    let end: Int?
    init(_ pattern: String, _ text: String, _ end: Int?) {
      (self.pattern, self.text, self.end) = (pattern, text, end)
    }
    var testDescription: String { "\(pattern): \(text)" }
  }

  static let texts = [
    Text("yyyy-MM-dd HH:mm:ss,SSS", "2021-05-06 14:08:12,177 ERROR", 23),
    Text("yyyy-MM-dd HH:mm:ss,SSS", "2021-05-06 14:08:12,17", nil),
    Text("yyyy-MM-dd HH:mm:ss,SSS", "2021-05-06 14:08:12.177", nil),
    Text("yyyy-MM-dd HH:mm:ss", "2021-13-06 14:08:12", nil),
    Text("yyyy-MM-dd HH:mm:ss", "2021-00-06 14:08:12", nil),
    Text("yyyy-MM-dd HH:mm:ss", "2021-04-31 14:08:12", nil),
    Text("yyyy-MM-dd HH:mm:ss", "2021-02-29 14:08:12", nil),
    Text("yyyy-MM-dd HH:mm:ss", "2024-02-29 14:08:12", 19),
    Text("yyyy-MM-dd HH:mm:ss", "2100-02-29 14:08:12", nil),
    Text("yyyy-MM-dd HH:mm:ss", "2021-05-06 24:08:12", nil),
    Text("yyyy-MM-dd HH:mm:ss", "2021-05-06 14:60:12", nil),
    Text("yyyy-MM-dd HH:mm:ss", "2021-05-06 14:08:60", 19),
    Text("yyyy-MM-dd HH:mm:ss", "2021-05-06 14:08:61", nil),
    Text("yyyy-MM-dd HH:mm:ss", "2021-05-06 14:08:1", nil),
    Text("yyyy-MM-dd HH:mm:ss", "2021-05-06 1a:08:12", nil),
    Text("MM-dd HH:mm", "02-29 14:08", 11),
    Text("MM-dd HH:mm", "02-30 14:08", nil),
    Text("EEE MMM dd yyyy", "Thu May 06 2021", 15),
    Text("EEE MMM dd yyyy", "Fri May 06 2021", nil),
    Text("EEE MMM dd yyyy", "thu May 06 2021", nil),
    Text("EEE MMM dd", "Fri May 06", 10),
    Text("EEEE, MMMM dd, yyyy", "Thursday, May 06, 2021", 22),
    Text("EEEE, MMMM dd, yyyy", "Thurs, May 06, 2021 and more", nil),
    Text("MMMM d", "September 30.", 12),
    Text("MMMM d", "Septembre 30.", nil),
    Text("MMM _d", "May  6", 6),
    Text("MMM _d", "May 06", nil),
    Text("MMM _d", "May 16", 6),
    Text("MMM _d", "May  0", nil),
    Text("d.M.yyyy", "6.12.2021", 9),
    Text("d.M.yyyy", "06.12.2021", nil),
    Text("d.M.yyyy", "106.12.2021", nil),
    Text("H:mm", "0:15", 4),
    Text("hh:mm a", "12:15 AM", 8),
    Text("hh:mm a", "00:15 AM", nil),
    Text("hh:mm a", "12:15 XM", nil),
    Text("HH:mm a", "13:15 AM", nil),
    Text("HH:mm a", "13:15 PM", 8),
    Text("HH:mm:ss[.SSSSSS]", "14:08:12.000001", 15),
    Text("HH:mm:ss[.SSSSSS]", "14:08:12", 8),
    Text("HH:mm:ss[.SSSSSS]", "14:08:12.5", 8),
    Text("HH:mm:ss[.SSSSSS]", "14:08:12.000000", 8),
    Text("HH:mm:ss.f", "14:08:12.7 x", 10),
    Text("HH:mm:ss.f", "14:08:12.0", 10),
    Text("HH:mm:ss.f", "14:08:12.07", nil),
    Text("HH:mm:ss.f", "14:08:12.1234", nil),
    Text("HH:mm xx", "14:08 +0530", 11),
    Text("HH:mm xx", "14:08 +05:30", nil),
    Text("HH:mm xxx", "14:08 -05:30", 12),
    Text("HH:mm xxx", "14:08 -05:60", nil),
    Text("HH:mm xxx", "14:08 Z", nil),
    Text("HH:mm XXX", "14:08 Z", 7),
    Text("HH:mm XXX", "14:08 +05:30", 12),
    Text("epoch", "1620290292,", 10),
    Text("epoch", "16202902921", nil),
    Text("epoch", "0620290292", nil),
    Text("epoch ms", "1620290292177", 13),
    Text("epoch ms", "1620290292", nil),
    Text("yyyy yyyy", "2021 2021", 9),
    Text("yyyy yyyy", "2021 2022", nil),
    Text("yyyy", "", nil),
  ]

  @Test("a text is a time, or is not", arguments: texts)
  func reads(_ example: Text) throws {
    var fields = TimeFields()
    #expect(try TimePattern(example.pattern).end(in: example.text, &fields) == example.end)
    // The same behind other text.
    let end = try TimePattern(example.pattern).end(in: "ab" + example.text, &fields, from: 2)
    #expect(end == example.end.map { $0 + 2 })
  }

  struct Settled: Sendable, CustomTestStringConvertible {
    let pattern, text, zone: String
    /// RFC 3339; `near` is the record before, `at` what the text means.
    let near, at: String?
    init(_ pattern: String, _ text: String, _ zone: String, near: String?, at: String?) {
      (self.pattern, self.text, self.zone) = (pattern, text, zone)
      (self.near, self.at) = (near, at)
    }
    var testDescription: String { "\(text) \(zone) near \(near ?? "nothing")" }
  }

  static let settled = [
    Settled(
      "MMM _d HH:mm", "Jan  1 00:00", "UTC", near: "2025-12-31T23:59:00Z",
      at: "2026-01-01T00:00:00Z"),
    Settled(
      "MMM _d HH:mm", "Dec 31 23:57", "UTC", near: "2026-01-01T00:01:00Z",
      at: "2025-12-31T23:57:00Z"),
    Settled(
      "MMM _d HH:mm", "Dec 31 23:55", "UTC", near: "2026-01-01T00:01:00Z",
      at: "2026-12-31T23:55:00Z"),
    Settled(
      "MMM _d HH:mm", "Dec 31 23:56", "UTC", near: "2026-01-01T00:01:00Z",
      at: "2025-12-31T23:56:00Z"),
    Settled(
      "MMM _d HH:mm", "Feb 29 10:00", "UTC", near: "2024-03-01T00:00:00Z",
      at: "2028-02-29T10:00:00Z"),
    Settled(
      "MMM _d HH:mm", "Jan  1 00:00", "Asia/Kolkata", near: "2025-12-31T18:00:00Z",
      at: "2025-12-31T18:30:00Z"),
    Settled(
      "EEE MMM _d HH:mm", "Thu Jan  1 00:00", "UTC", near: "2020-06-01T00:00:00Z",
      at: "2026-01-01T00:00:00Z"),
    Settled(
      "MM-dd HH:mm:ss", "12-31 23:56:00", "UTC", near: "2026-01-01T00:01:00Z",
      at: "2025-12-31T23:56:00Z"),
    Settled(
      "MM-dd HH:mm:ss", "12-31 23:55:59", "UTC", near: "2026-01-01T00:01:00Z",
      at: "2026-12-31T23:55:59Z"),
    Settled("MMM _d HH:mm", "Jan  1 00:00", "UTC", near: nil, at: nil),
    Settled(
      "HH:mm", "00:10", "America/New_York", near: "2026-03-08T04:50:00Z",
      at: "2026-03-08T05:10:00Z"),
    Settled(
      "HH:mm", "23:58", "UTC", near: "2026-03-08T00:01:00Z", at: "2026-03-07T23:58:00Z"),
    Settled("HH:mm", "23:50", "UTC", near: "2026-03-08T00:01:00Z", at: "2026-03-08T23:50:00Z"),
    Settled(
      "HH:mm", "02:30", "Europe/Berlin", near: "2026-10-25T00:50:00Z", at: "2026-10-25T01:30:00Z"),
    Settled(
      "yyyy-MM-dd HH:mm", "2026-10-25 02:30", "Europe/Berlin", near: "2026-10-25T00:10:00Z",
      at: "2026-10-25T00:30:00Z"),
    Settled(
      "yyyy-MM-dd HH:mm", "2026-10-25 02:30", "Europe/Berlin", near: "2026-10-25T00:36:00Z",
      at: "2026-10-25T01:30:00Z"),
    Settled(
      "yyyy-MM-dd HH:mm", "2026-10-25 02:30", "Europe/Berlin", near: "2026-10-25T00:35:00Z",
      at: "2026-10-25T00:30:00Z"),
    Settled(
      "yyyy-MM-dd HH:mm", "2026-10-25 02:30", "Europe/Berlin", near: nil,
      at: "2026-10-25T00:30:00Z"),
    Settled(
      "yyyy-MM-dd HH:mm", "2026-10-25 02:30", "Europe/Berlin", near: "2026-11-25T00:00:00Z",
      at: "2026-10-25T01:30:00Z"),
    Settled("yyyy-MM-dd HH:mm", "2026-03-29 02:30", "Europe/Berlin", near: nil, at: nil),
    Settled("yyyy-MM-dd", "2018-11-04", "America/Sao_Paulo", near: nil, at: "2018-11-04T03:00:00Z"),
    Settled(
      "yyyy-MM-dd HH:mm xx", "2026-03-29 02:30 -0330", "Europe/Berlin", near: nil,
      at: "2026-03-29T06:00:00Z"),
    Settled(
      "dd.MM. HH:mm xxx", "31.12. 23:30 -08:00", "UTC", near: "2026-01-01T07:00:00Z",
      at: "2026-01-01T07:30:00Z"),
    Settled(
      "HH:mm 'on' d", "10:00 on 31", "UTC", near: "2026-04-02T00:00:00Z", at: "2026-05-31T10:00:00Z"
    ),
    Settled(
      "MMMM HH:mm", "May 10:00", "UTC", near: "2026-04-02T00:00:00Z", at: "2026-05-01T10:00:00Z"),
    Settled(
      "yyyy-MM-dd HH:mm:ss", "2016-12-31 23:59:60", "UTC", near: nil, at: "2017-01-01T00:00:00Z"),
    Settled("yyyy-MM-dd", "9999-12-31", "UTC", near: nil, at: "2292-04-10T23:47:16.854775807Z"),
    Settled("yyyy-MM-dd HH", "9999-12-31 00", "UTC", near: nil, at: nil),
    Settled("epoch", "1620290292", "Asia/Kolkata", near: nil, at: "2021-05-06T08:38:12Z"),
  ]

  @Test("what is not shown is settled by the record before", arguments: settled)
  func settles(_ example: Settled) throws {
    let zone = try #require(Zone.named(example.zone))
    var fields = TimeFields()
    let end = try TimePattern(example.pattern).end(in: example.text, &fields)
    try #require(end == example.text.utf8.count)
    let near = example.near.flatMap(parseRFC3339)
    let found = fields.resolve(zone: zone, near: near).map { instant in
      var out = LineWriter()
      let digits = instant % 1_000_000_000 == 0 ? 0 : 9
      writeRFC3339(instant, digits: digits, into: &out)
      return out.string
    }
    #expect(found == example.at)
  }
}

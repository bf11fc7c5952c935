import Testing

@testable import FauxlogCLI

/// A text, what kind of value it is read as, and what comes of it.
struct ReadingCase: Sendable, CustomTestStringConvertible {
  let kind: ValueKind
  let text: String
  let expected: Result<Value, ValueFault>

  var testDescription: String { "\(kind) \(text.debugDescription)" }

  static func good(_ kind: ValueKind, _ pairs: KeyValuePairs<String, Value>) -> [ReadingCase] {
    pairs.map { ReadingCase(kind: kind, text: $0.key, expected: .success($0.value)) }
  }

  static func malformed(_ kind: ValueKind, _ texts: String...) -> [ReadingCase] {
    texts.map { ReadingCase(kind: kind, text: $0, expected: .failure(.malformed(kind))) }
  }

  static func bad(_ kind: ValueKind, _ pairs: KeyValuePairs<String, ValueFault>) -> [ReadingCase] {
    pairs.map { ReadingCase(kind: kind, text: $0.key, expected: .failure($0.value)) }
  }
}

private let seeds = 0...UInt64.max

private let numbers: [[ReadingCase]] = [
  ReadingCase.good(
    .number(seeds),
    ["0": .number(0), "007": .number(7), "18446744073709551615": .number(.max)]),
  ReadingCase.malformed(.number(seeds), "", "-1", "+1", "1.5", "0x10", "1e3", " 1", "1 ", "٣"),
  ReadingCase.bad(.number(seeds), ["18446744073709551616": .outside(seeds)]),
  ReadingCase.good(.number(1...8), ["1": .number(1), "8": .number(8)]),
  ReadingCase.bad(.number(1...8), ["0": .outside(1...8), "9": .outside(1...8)]),
]

private let durations: [[ReadingCase]] = [
  ReadingCase.good(
    .duration,
    [
      "0s": .duration(.zero), "250ms": .duration(.milliseconds(250)),
      "90s": .duration(.seconds(90)), "15m": .duration(.seconds(900)),
      "24h": .duration(.seconds(86_400)), "7d": .duration(.seconds(604_800)),
      "1h30m": .duration(.seconds(5400)), "1d2h3m4s5ms": .duration(.milliseconds(93_784_005)),
      "100000d": .duration(.seconds(8_640_000_000)),
    ]),
  ReadingCase.malformed(
    .duration, "", "90", "s", "1.5h", "-1s", "1 h", "30m1h", "1h1h", "1w", "1S", "1hour", "1h30"),
  ReadingCase.bad(
    .duration,
    [
      "100001d": .tooLarge(.duration), "100000d1ms": .tooLarge(.duration),
      "18446744073709551615d": .tooLarge(.duration),
      "18446744073709551616ms": .tooLarge(.duration),
    ]),
]

private let sizes: [[ReadingCase]] = [
  ReadingCase.good(
    .size,
    [
      "0": .size(0), "500000": .size(500_000), "12B": .size(12), "2kB": .size(2000),
      "2KB": .size(2000), "10MB": .size(10_000_000), "3GB": .size(3_000_000_000),
      "4TB": .size(4_000_000_000_000), "1KiB": .size(1024), "10MiB": .size(10_485_760),
      "1GiB": .size(1_073_741_824), "1TiB": .size(1_099_511_627_776),
      "9223372036854775807": .size(.max),
    ]),
  ReadingCase.malformed(.size, "", "MB", "-1", "1.5MB", "10 MB", "10mb", "10M", "10Kb", "10MBs"),
  ReadingCase.bad(
    .size,
    [
      "9223372036854775808": .tooLarge(.size), "8388608TiB": .tooLarge(.size),
      "99999999999999999999": .tooLarge(.size),
    ]),
]

private let instants: [[ReadingCase]] = [
  ReadingCase.good(
    .instant,
    [
      "2026-05-06": .instant("2026-05-06T00:00:00Z"),
      "2026-05-06T08:30:00Z": .instant("2026-05-06T08:30:00Z"),
      "2026-05-06t08:30:00z": .instant("2026-05-06T08:30:00Z"),
      "2026-05-06 08:30:00.250+05:30": .instant("2026-05-06T08:30:00.250+05:30"),
      "2024-02-29T23:59:59.123456789-00:00": .instant("2024-02-29T23:59:59.123456789-00:00"),
      "2000-02-29": .instant("2000-02-29T00:00:00Z"),
    ]),
  ReadingCase.malformed(
    .instant, "", "today", "2026", "2026-5-6", "20260506", "2026-13-01", "2026-00-01",
    "2026-04-31", "2026-02-29", "1900-02-29", "0000-01-01", "2026-05-06T", "2026-05-06T08:30Z",
    "2026-05-06T08:30:00", "2026-05-06T24:00:00Z", "2026-05-06T08:60:00Z",
    "2026-05-06T08:30:60Z", "2026-05-06T08:30:00.Z", "2026-05-06T08:30:00.1234567890Z",
    "2026-05-06T08:30:00+0530", "2026-05-06T08:30:00+24:00", "2026-05-06T08:30:00Zx", "2026-05-06Z"),
]

private let others: [[ReadingCase]] = [
  ReadingCase.good(
    .rate,
    [
      "100": .rate(Rate(records: 100, each: .seconds(1))),
      "100/s": .rate(Rate(records: 100, each: .seconds(1))),
      "90/m": .rate(Rate(records: 90, each: .seconds(60))),
      "1/h": .rate(Rate(records: 1, each: .seconds(3600))),
    ]),
  ReadingCase.malformed(.rate, "", "0", "0/s", "/s", "-1", "1/", "1/d", "1/ms", "1s", "fast"),
  ReadingCase.bad(.rate, ["18446744073709551616/s": .tooLarge(.rate)]),
  ReadingCase.good(
    .setting,
    [
      "sites=3": .setting(Setting(name: "sites", value: "3")),
      "bench-path=/a=b": .setting(Setting(name: "bench_path", value: "/a=b")),
      "name=": .setting(Setting(name: "name", value: "")),
    ]),
  ReadingCase.malformed(.setting, "", "sites", "=3", "a b=1", "é=1"),
  ReadingCase.good(
    .place,
    [
      "a.log:1": .place(Place(file: "a.log", line: 1)),
      "c:/a.log:412": .place(Place(file: "c:/a.log", line: 412)),
    ]),
  ReadingCase.malformed(.place, "", "a.log", ":1", "a.log:", "a.log:0", "a.log:-1", "a.log:1:"),
  ReadingCase.bad(.place, ["a:18446744073709551616": .tooLarge(.place)]),
  ReadingCase.good(.choice(["ndjson", "ecs"]), ["ecs": .text("ecs")]),
  ReadingCase.bad(
    .choice(["ndjson", "ecs"]),
    [
      "nd": .notAmong(["ndjson", "ecs"], nearest: "ndjson"),
      "xml": .notAmong(["ndjson", "ecs"], nearest: nil),
    ]),
  ReadingCase.good(.text, ["-": .text("-"), "*.log": .text("*.log")]),
  ReadingCase.malformed(.text, ""),
  ReadingCase.good(.file, ["-": .text("-"), "a b": .text("a b")]),
  ReadingCase.good(.folder, ["out": .text("out"), "./-": .text("./-")]),
  ReadingCase.bad(.folder, ["-": .standardStream, "": .malformed(.folder)]),
]

@Suite("Values are read strictly")
struct ValueTests {
  @Test("numbers", arguments: numbers.flatMap { $0 })
  func number(_ example: ReadingCase) { check(example) }

  @Test("durations", arguments: durations.flatMap { $0 })
  func duration(_ example: ReadingCase) { check(example) }

  @Test("sizes", arguments: sizes.flatMap { $0 })
  func size(_ example: ReadingCase) { check(example) }

  @Test("times", arguments: instants.flatMap { $0 })
  func instant(_ example: ReadingCase) { check(example) }

  @Test("rates, settings, places, words and paths", arguments: others.flatMap { $0 })
  func other(_ example: ReadingCase) { check(example) }

  private func check(_ example: ReadingCase) {
    let found = Result { () throws(ValueFault) in try example.kind.read(example.text) }
    #expect(found == example.expected)
  }
}

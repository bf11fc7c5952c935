import Fauxlog
import Foundation
import Testing

/// What `scenarios.ndjson` and the totals say of instances that a window ends in the middle of.
@Suite struct LabelTests {
  private struct Instance: Decodable, Equatable {
    var label: String
    var incidents: [String]
    var end: String?
  }

  /// A scenario that writes at once, is labelled after 20 minutes, meets an incident after 25, and is
  /// over after 35; with `others`, many records lie between.
  private func instance(minutes: Int64, others: Bool) throws -> (Instance, totals: String) {
    let lab = try Lab([
      "p/log.grammar": "grammar p.log\nevent line | $n\n  n: 1..9",
      "p/p.scenario": """
      scenarios p
      dial weather: one of calm
      scenario late
        lasts at most 1h
        > p.log line
        after 20m
        label failure
        after 5m
        now_is: weather
        when now_is is storm: after 1s
        after 10m
      scenario other
        > p.log line
      """,
      "p/p.tree": """
      tree p
      start 2026-01-01T00:00:00Z
      file a.log takes p.log
      rate late every 1h
      incident bad_weather
        at 2026-01-01T00:22:00Z, for 10m
        turn weather to one of storm
      \(others ? "rate other 300 a minute" : "")
      """,
    ])
    let made = try lab.generate("p", minutes: minutes)
    let files = try made.files
    let lines = (files["golden/scenarios.ndjson"] ?? Data()).split(separator: 10)
    let line = try #require(lines.first { String(decoding: $0, as: UTF8.self).contains("late:") })
    return (
      try JSONDecoder().decode(Instance.self, from: line),
      String(decoding: files["golden/totals.json"] ?? Data(), as: UTF8.self)
    )
  }

  @Test(
    "an instance has the label and incidents that it has by the end of the window",
    arguments: [
      false, true,
    ])
  func unfinished(_ others: Bool) throws {
    func found(_ minutes: Int64) throws -> Instance {
      try instance(minutes: minutes, others: others).0
    }
    #expect(try found(10) == Instance(label: "normal", incidents: [], end: nil))
    #expect(try found(21) == Instance(label: "failure", incidents: [], end: nil))
    #expect(try found(30) == Instance(label: "failure", incidents: ["bad-weather"], end: nil))
    #expect(
      try found(50)
        == Instance(
          label: "failure", incidents: ["bad-weather"], end: "2026-01-01T00:35:01.000000Z"))
    let totals = try instance(minutes: 21, others: others).totals
    #expect(totals.contains(#""failure": 1"#), "\(totals)")
  }
}

import Fauxlog
import Foundation
import Testing

/// The scenario that turns over the logs of any program.
@Suite struct LogrotateTests {
  /// Lines before the turn, while the program is told, and behind it, in a tree with two logs.
  private func lines(sizes: (wanted: String, first: Int)) throws -> [String: [String]] {
    let lab = try Lab([
      "p/log.grammar": """
      grammar p.log
      event line | $what
        what: text
        which: one of first, second, not written
      """,
      "p/p.scenario": """
      scenarios p
      scenario go
        writes in p.log
        which: "first"
        repeat \(sizes.first) times: > line with what: "before"
        second: > line with which: "second", what: "before"
        do logrotate.turn with logs: p_logs, postrotate: told\(sizes.wanted)
        > line with what: "after"
        last_one: > line with which: "second", what: "after"
      scenario told
        after 1s
        > p.log line with which: "first", what: "told"
        after 1s
      """,
      "p/p.tree": """
      tree p
      file first.log takes p.log where which is first
        named p_logs; rotates when told, keeps 3 as .1
      file second.log takes p.log where which is second
        named p_logs; rotates when told, keeps 3 as .1
      rate go at 12:00
      start 2026-01-01T12:00:00Z
      """,
    ])
    let made = try lab.generate("p", minutes: 60)
    return try made.files.filter { $0.key.hasPrefix("tree/") }.mapValues {
      String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }

  @Test("what is told of the turn still comes into the renamed file")
  func anySize() throws {
    let found = try lines(sizes: ("", 1))
    #expect(
      found == [
        "tree/first.log.1": ["before", "told"], "tree/first.log": ["after"],
        "tree/second.log.1": ["before"], "tree/second.log": ["after"],
      ])
  }

  @Test("of logs that are too small, none is turned over, and nobody is told")
  func tooSmall() throws {
    let small = try lines(sizes: (", size: 100", 2))
    #expect(
      small == [
        "tree/first.log": ["before", "before", "after"], "tree/second.log": ["before", "after"],
      ])
    let large = try lines(sizes: (", size: 100", 20))
    #expect(large["tree/first.log.1"]?.count == 21)
    #expect(large["tree/first.log.1"]?.last == "told")
    #expect(large["tree/first.log"] == ["after"])
    #expect(large["tree/second.log"] == ["before", "after"])
  }
}

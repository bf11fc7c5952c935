import Fauxlog
import FauxlogEngine
import Foundation
import Testing

/// What holds in a 4D Server's Logs folder holds in ours: one number over all files, stacks that close as they
/// opened, mail sessions that are true dialogues; found out by a script with expressions of its own.
@Suite("A 4D Server", .needs("python3")) struct Server4DTests {
  private static func made(
    minutes: Int64, seed: UInt64 = 1, start: String = "2026-03-02T08:00:00+01:00",
    _ settings: KeyValuePairs<String, String> = [:], verify: Bool = false
  ) throws -> GeneratedTree {
    try GeneratedTree(TemplateLibrary(), "4d-server", minutes: minutes) { order in
      order.seed = seed
      order.start = parseRFC3339(start)
      order.settings = settings.map { (name: $0.key, value: $0.value) }
      order.jobs = 2
      order.verify = verify
    }
  }

  @Test(
    "numbers, stacks and dialogues in both forms of the debug log, leaves in one line and in two",
    arguments: ["tabular", "standard"], ["true", "false"])
  func hold(mode: String, immediate: String) throws {
    // `verify` reads everything back: opening and closing lines differ in their last columns only.
    let tree = try Self.made(
      minutes: 40, seed: 7, ["debug_mode": mode, "immediate": immediate], verify: true)
    #expect(
      try python("server4d_invariants.py", [tree.tree, tree.golden]).hasPrefix("ok: "))
  }

  @Test("two working days have each captured kind of session, a new run and a second file")
  func day() throws {
    let tree = try Self.made(minutes: 48 * 60, seed: 2)
    let samples = Project.root.appending(path: "Tests/FauxlogTests/Samples/4d/mail").path
    let said = try python("server4d_invariants.py", [tree.tree, tree.golden, samples])
    #expect(said.hasPrefix("ok: "))
    #expect(said.contains(" 34 captured kinds"))
    #expect(said.contains(" in 2 runs"))
    #expect(try tree.log("Logs/4DDebugLogServer_2.txt").count > 100_000)
  }

  @Test("secrets that are not masked are those of the account")
  func secrets() throws {
    let tree = try Self.made(minutes: 60, seed: 3, ["mask_secrets": "false"])
    let text = String(decoding: try tree.log("Logs/4DSMTPLog_1.txt"), as: UTF8.self)
    let plain = text.split(separator: "\r\n").compactMap { line in
      line.components(separatedBy: "C > AUTH PLAIN ").dropFirst().first
    }
    #expect(!plain.isEmpty)
    for coded in plain {
      let parts = try #require(Data(base64Encoded: coded)).split(
        separator: 0, omittingEmptySubsequences: false)
      #expect(parts.count == 3 && parts[0].isEmpty)
      #expect(String(decoding: parts[1], as: UTF8.self).hasSuffix("@example.com"))
      #expect(parts[2].count == 12)
    }
  }

  @Test(
    "all four logs are there in any twenty minutes",
    arguments: [
      "2026-03-02T09:10:00+01:00", "2026-03-03T03:33:33+01:00", "2026-03-07T23:59:00+01:00",
      "2026-03-29T01:50:00+01:00",
    ])
  func files(start: String) throws {
    let tree = try Self.made(minutes: 20, start: start)
    for name in ["4DDebugLogServer", "4DSMTPLog", "4DPOP3Log", "4DIMAPLog"] {
      let log = String(decoding: try tree.log("Logs/\(name)_1.txt"), as: UTF8.self)
      #expect(log.split(separator: "\r\n").count > 3, "\(name)")
    }
  }

  @Test("a window in the middle shows the numbers of the longer one")
  func window() throws {
    let long = try Self.made(minutes: 50, start: "2026-03-02T09:00:00+01:00")
    let short = try Self.made(minutes: 20, start: "2026-03-02T09:20:00+01:00")
    for name in ["4DDebugLogServer", "4DSMTPLog"] {
      let (all, part) = (
        String(decoding: try long.log("Logs/\(name)_1.txt"), as: UTF8.self),
        String(decoding: try short.log("Logs/\(name)_1.txt"), as: UTF8.self)
      )
      // Behind the header, which says when the recording began.
      let body = part.split(separator: "\r\n").drop { $0.first?.isNumber != true }
      #expect(body.count > 20)
      #expect(all.contains(body.joined(separator: "\r\n")), "\(name)")
    }
  }
}

import Fauxlog
import FauxlogEngine
import FauxlogTestSupport
import Foundation
import Testing

/// One stream of events, several sinks: what holds in a real Prosody server holds in ours.
@Suite struct ProsodyTests {
  /// A server to be judged.
  struct Case: Sendable, CustomTestStringConvertible {
    let seed: UInt64
    let start: String
    let hours: Int64
    var settings: [String: String] = [:]

    var testDescription: String { "seed \(seed) from \(start) \(settings)" }

    func made() throws -> GeneratedTree {
      try GeneratedTree(
        TemplateLibrary.builtIn.get(), "prosody-server", minutes: hours * 60
      ) {
        $0.seed = seed
        $0.start = parseRFC3339(start)
        $0.settings = settings.map { ($0.key, $0.value) }.sorted { $0.name < $1.name }
        $0.jobs = 2
      }
    }
  }

  static let cases = [
    Case(
      seed: 1, start: "2026-11-19T07:00:00Z", hours: 2,
      settings: ["sinks": "all", "log_auth": "true"]),
    // Sunday, when logrotate has its turn.
    Case(seed: 2, start: "2026-11-21T20:00:00Z", hours: 4, settings: ["log_auth": "true"]),
    Case(seed: 3, start: "2026-11-19T07:00:00Z", hours: 2, settings: ["version": "0.11"]),
    Case(seed: 4, start: "2026-11-19T07:00:00Z", hours: 2, settings: ["version": "13"]),
  ]

  private static let filter = Project.root.appending(
    path: "Tests/FauxlogTests/Scripts/fail2ban-prosody.conf"
  ).path

  @Test("all sinks show the same events, each in its form", .needs("python3"), arguments: cases)
  func sinks(_ example: Case) throws {
    let made = try example.made()
    let said = try python("prosody_invariants.py", [made.tree, made.golden, Self.filter])
    #expect(said.hasPrefix("ok: "))
  }

  @Test("fail2ban finds the failed log-ins that were planted", .needs("fail2ban-regex"))
  func fail2ban() throws {
    let made = try Self.cases[0].made()
    let log = "\(made.tree)/var/log/prosody/prosody.log"
    let said = String(
      decoding: try Tool("fail2ban-regex").output([log, Self.filter]), as: UTF8.self)
    let planted = try events(made, "var/log/prosody/prosody.log")["authentication-failed"] ?? 0
    #expect(planted > 0)
    #expect(said.contains(" \(planted) matched"), "\(said)")
  }

  @Test("lnav reads the form that syslog has, a record a line", .needs("lnav"))
  func lnav() throws {
    let made = try Self.cases[0].made()
    let scratch = try Scratch()
    let log = "var/log/syslog.traditional"
    let query = "SELECT log_procname, count(*), count(DISTINCT log_pid) FROM syslog_log GROUP BY 1"
    let output = try Tool("lnav").output(
      ["-n", "-c", ";\(query)", "-c", ":write-csv-to -", "\(made.tree)/\(log)"],
      environment: ["HOME": scratch.path, "TZ": "UTC"])
    let rows = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
    let records = try events(made, log).values.reduce(0, +)
    #expect(rows.dropFirst() == ["prosody,\(records),1"])
  }

  /// Binds more than a thousand events in each layout: for a release build.
  @Test(
    "genuine logs of all sinks are read, nearly all by specific events",
    .enabled(if: Program.release != nil, "needs FAUXLOG_RELEASE"))
  func samples() throws {
    let folder = Project.root.appending(path: "Tests/FauxlogTests/Samples/prosody").path
    let report = try ReadReport(
      reading: folder, as: "prosody-server", by: #require(Program.release))
    #expect(report.skipped == [])
    #expect(report.lines > 4500)
    #expect(report.recognized_lines * 1000 >= report.lines * 995)
    #expect(report.generic_lines * 50 <= report.lines)
    // Counted in the files by grep.
    #expect(report.events["prosody.log/authenticated"] == 142)
    #expect(report.events["prosody.log/client-disconnected"] == 310)
  }

  /// The golden records of a log by their event.
  private func events(_ made: GeneratedTree, _ log: String) throws -> [String: Int] {
    try made.records(log).reduce(into: [:]) { counts, record in
      counts[record.view.event, default: 0] += 1
    }
  }
}

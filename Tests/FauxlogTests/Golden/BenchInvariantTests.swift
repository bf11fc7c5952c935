import Fauxlog
import FauxlogEngine
import FauxlogTestSupport
import Foundation
import Testing

/// What holds in a real bench holds in ours: ids, counts, clocks and pids across files, the shape of
/// snapshots; found out by scripts that read the logs with expressions of their own.
@Suite(.needs("python3")) struct BenchInvariantTests {
  /// At noon, when sites are backed up, of days on which programs were started anew shortly before or after.
  @Test(
    "in the forty minutes of a working day",
    arguments: zip([1, 7] as [UInt64], ["2021-05-06T05:55:00Z", "2021-05-07T06:15:00Z"]))
  func hold(seed: UInt64, start: String) throws {
    let tree = try GeneratedTree(TemplateLibrary(), "frappe-bench", minutes: 40) { order in
      order.seed = seed
      order.start = parseRFC3339(start)
      order.jobs = 2
    }
    #expect(try python("bench_invariants.py", [tree.tree, tree.golden]).hasPrefix("ok: "))
    #expect(try python("bench_daemons.py", [tree.tree, tree.golden]).hasPrefix("ok: "))
  }

  /// The scripts themselves are held against what a real bench wrote.
  @Test(
    "and in the logs of a real bench",
    arguments: ["applications", "traffic", "jobs", "processes"])
  func genuine(part: String) throws {
    let scratch = try Scratch()
    try scratch.write(
      "golden/manifest.json",
      #"{"parameters": {"workers": 2, "apps": "frappe library_management"}}"#)
    let bench = Project.root.appending(path: "Tests/FauxlogTests/Samples/frappe/v13-prod").path
    #expect(
      try python("bench_invariants.py", [bench, scratch["golden"], part]).hasPrefix("ok: "))
  }
}

/// A week of three sites and a day of one, by a release build: what only shows in the long run.
@Suite(.enabled(if: Program.release != nil, "needs FAUXLOG_RELEASE"), .needs("python3"))
struct BenchWeekTests {
  private static let week = Result { try made(["--duration", "7d", "--set", "sites=3"]) }
  private static let day = Result { try made(["--duration", "24h", "--set", "sites=1"]) }

  private static func made(_ arguments: [String]) throws -> GeneratedTree {
    guard let program = Program.release else { throw Failure("no release build") }
    return try GeneratedTree(running: program, ["frappe-bench"] + arguments)
  }

  @Test("what holds in a real bench holds for a week")
  func hold() throws {
    let made = try Self.week.get()
    #expect(try python("bench_invariants.py", [made.tree, made.golden]).hasPrefix("ok: "))
    #expect(try python("bench_daemons.py", [made.tree, made.golden]).hasPrefix("ok: "))
  }

  @Test(
    "and for a day of other versions, of a developer's bench and of large and small ones",
    arguments: [
      ["version=v12"], ["version=v14"], ["version=v15"], ["process_manager=honcho"],
      ["sites=1", "workers=1", "apps=frappe", "racing=true"], ["sites=9", "workers=9"],
      ["nginx_logging=site"],
    ])
  func variants(settings: [String]) throws {
    let made = try Self.made(["--duration", "24h"] + settings.flatMap { ["--set", $0] })
    #expect(try python("bench_invariants.py", [made.tree, made.golden]).hasPrefix("ok: "))
  }

  @Test("statuses, methods, paths, agents, hours and durations are shared out as in production")
  func distribution() throws {
    let made = try Self.week.get()
    let scratch = try Scratch()
    let said = try python("bench_distribution.py", [made.tree, scratch["week.svg"]])
    #expect(said.contains("\nok: "))
    let picture = try #require(scratch.text("week.svg"))
    #expect(picture.hasPrefix("<svg ") && picture.hasSuffix("</svg>\n"))
  }

  @Test("no log repeats itself much more than a genuine one")
  func repetition() throws {
    let genuine = Project.root.appending(path: "Tests/FauxlogTests/Samples/frappe/v13-prod").path
    for made in try [Self.week.get(), Self.day.get()] {
      let said = try python("bench_repetition.py", [made.tree, genuine])
      #expect(said.contains("\nok: "))
    }
  }

  @Test("logrotate and Python's handlers go on with our numbering", .needs("logrotate"))
  func rotation() throws {
    let said = try python("bench_rotation.py", [Self.week.get().tree])
    #expect(said.hasPrefix("ok: "))
  }
}

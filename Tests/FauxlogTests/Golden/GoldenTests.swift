import Fauxlog
import FauxlogEngine
import Foundation
import Testing

/// G1–G3: the golden files agree with the tree and with one another, as judged by scripts that know
/// nothing of how they were made.
@Suite(.needs("python3")) struct GoldenTests {
  /// A tree to be judged.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let tree: String
    let zone: String
    let seed: UInt64
    let start: String
    private static let zones = [
      "mill": "Europe/Berlin", "prosody-server": "Europe/Berlin", "4d-server": "Europe/Paris",
      "frappe-bench": "Asia/Kolkata",
    ]
    let minutes: Int64
    var settings: [String: String] = [:]
    /// The same tree for all tests of this case.
    let made: Result<GeneratedTree, any Error>

    init(
      _ tree: String, seed: UInt64, start: String, minutes: Int64,
      settings: [String: String] = [:]
    ) {
      self.tree = tree
      self.seed = seed
      self.start = start
      self.minutes = minutes
      self.settings = settings
      zone = Self.zones[tree] ?? "UTC"
      testDescription = "\(tree) seed \(seed) from \(start)"
      made = Result {
        let library = try tree == "mill" ? Mill.library.get() : BusyBench.library.get()
        return try GeneratedTree(library, tree, minutes: minutes) {
          $0.seed = seed
          $0.start = parseRFC3339(start)
          $0.jobs = 2
          $0.settings = settings.map { ($0.key, $0.value) }
        }
      }
    }
  }

  static let cases = [
    Case("frappe-bench", seed: 1, start: "2021-05-06T09:00:00Z", minutes: 12),
    Case("frappe-bench", seed: 2, start: "2021-05-05T18:25:00Z", minutes: 15),
    Case(
      "frappe-bench", seed: 3, start: "2021-05-06T08:36:00Z", minutes: 6,
      settings: ["documented": "true"]),
    Case("mill", seed: 1, start: "2021-05-06T07:00:00Z", minutes: 60),
    // Two hours that are one on the wall, one that is none, and a leap day.
    Case("mill", seed: 2, start: "2026-10-24T23:50:00Z", minutes: 100),
    Case("mill", seed: 3, start: "2026-03-29T00:50:00Z", minutes: 30),
    Case("mill", seed: .max, start: "2024-02-28T22:50:00Z", minutes: 30),
    Case("flat-server", seed: 1, start: "2019-10-15T18:00:00Z", minutes: 30),
    Case(
      "flat-server", seed: 2, start: "2019-10-15T13:05:00Z", minutes: 30,
      settings: [
        "custom_fields": "true", "documented": "true", "unique_ids": "true", "version": "20200409",
      ]),
    Case(
      "prosody-server", seed: 1, start: "2026-11-19T07:00:00Z", minutes: 60,
      settings: ["sinks": "all", "log_auth": "true"]),
    Case("4d-server", seed: 1, start: "2026-03-02T07:00:00Z", minutes: 20),
    // Logs that are turned over, compressed, copied and emptied, and an archive of them.
    Case(
      "cloudify-manager", seed: 2, start: "2026-11-16T00:00:00Z", minutes: 190,
      settings: ["rotate_size": "50KB"]),
  ]

  @Test("totals, scenarios and manifest add up to the records", arguments: cases)
  func totals(_ example: Case) throws {
    let made = try example.made.get()
    #expect(try python("check_totals.py", [made.tree, made.golden]).hasPrefix("ok: "))
  }

  @Test("every span's bytes decode to the field's value", arguments: cases)
  func spans(_ example: Case) throws {
    let made = try example.made.get()
    let summary = try python("check_spans.py", [example.zone, made.tree, made.golden])
    #expect(summary.hasPrefix("ok: "))
  }

  @Test(
    "no file shows what none may, cut lines or names of holes, and totals are what is counted in it",
    arguments: cases.filter { $0.tree != "mill" }, ["tree_sanity.py", "check_raw.py"])
  func files(_ example: Case, _ script: String) throws {
    let made = try example.made.get()
    #expect(try python(script, [made.tree, made.golden]).hasPrefix("ok: "))
  }

  @Test("the busy bench writes all formats of the tree")
  func formats() throws {
    let made = try Self.cases[0].made.get()
    let bound = try BusyBench.library.get().tree("frappe-bench", settings: [])
    let written = Set(try made.manifest.files.filter { $0.records ?? 0 > 0 }.compactMap(\.format))
    #expect(Set(bound.model.rules.map(\.format)).subtracting(written) == [])
  }

  @Test(
    "the project's own judge finds no fault",
    // It takes golden records of an archive's members for those of files that are not there.
    .enabled(if: judge != nil, "there is no ../shared/check_golden.py"),
    arguments: cases.filter { $0.tree != "cloudify-manager" })
  func judged(_ example: Case) throws {
    let made = try example.made.get()
    let output = try Tool("python3").output([try #require(Self.judge), made.tree, made.golden])
    #expect(String(decoding: output, as: UTF8.self).hasPrefix("ok: "))
  }

  /// The script beside the repository; nil where it is not there.
  private static let judge: String? = {
    var folder = URL(filePath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    let path = folder.deletingLastPathComponent().appending(path: "shared/check_golden.py").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()
}

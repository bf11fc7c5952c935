import Foundation
import Testing

/// The grammars read what httpd wrote (Samples/SOURCES.md), and FLAT's documented events.
@Suite("Genuine logs of httpd, and FLAT's documentation")
struct FlatSampleTests {
  private func report(on path: String) throws -> ReadReport {
    try ReadReport(reading: path, as: "flat-server")
  }

  private static let samples = Project.root.appending(path: "Tests/FauxlogTests/Samples/flat").path

  @Test("every line is read, all but the words of a script by specific events")
  func coverage() throws {
    let report = try report(on: Self.samples)
    #expect(report.lines == 179)
    #expect(report.recognized_lines == report.lines)
    // What the capture's own script printed, as any other text could stand there.
    #expect(report.generic_lines == report.events["flat.stderr/printed"])
    #expect(report.skipped == [])
  }

  /// Counted in the files by `grep -c`.
  @Test(
    "events are as many as a plain search finds",
    arguments: [
      ("flat.stderr/resuming", 5), ("flat.stderr/denied", 12), ("flat.stderr/connect-failed", 24),
      ("flat.stderr/headers-missing", 12), ("flat.stderr/name-unknown", 2),
      ("flat.stderr/printed", 20), ("flat.stderr/invalid-path", 8),
      ("flat.unique_ids/request", 40),
    ])
  func counts(event: String, count: Int) throws {
    #expect(try report(on: Self.samples).events[event] == count)
  }

  private static let documented = Project.root.deletingLastPathComponent()
    .appending(path: "shared/samples/flat/docs/doc-events.jsonl").path

  @Test(
    "the events of the documentation",
    .enabled(
      if: FileManager.default.fileExists(atPath: documented),
      "the published events are not beside the repository"))
  func documentation() throws {
    let report = try report(on: Self.documented)
    #expect(report.recognized_lines == 5)
    #expect(report.generic_lines == 0)
    #expect(
      report.events == [
        "flat.stderr/access": 1, "flat.stderr/long-access": 1, "flat.stderr/request": 1,
        "flat.stderr/alert": 2,
      ])
  }
}

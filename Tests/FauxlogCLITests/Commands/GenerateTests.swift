import FauxlogTestSupport
import Foundation
import Testing

@Suite("generate")
struct GenerateTests {
  @Test("--size ends the window where the tree has written so much, with any number of threads")
  func size() throws {
    let kiln = try Kiln()
    for jobs in ["1", "3"] {
      let run = try kiln.generate("size\(jobs)", "--size", "100kB", "--jobs", jobs)
      #expect(run.status == 0, "\(run.errors)")
    }
    let manifest = try #require(kiln.folder.text("size1.golden/manifest.json"))
    #expect(manifest == (try #require(kiln.folder.text("size3.golden/manifest.json"))))
    #expect(manifest.contains("--start 2026-03-01T00:00:00Z --size 100000\""))
    let object = try JSONSerialization.jsonObject(with: Data(manifest.utf8)) as? [String: Any]
    let end = try #require(object?["end"] as? String)
    // The same window, given by its end, is the same tree but for the command.
    let totals = try #require(kiln.folder.text("size1.golden/totals.json"))
    let bytes = try #require(
      (JSONSerialization.jsonObject(with: Data(totals.utf8)) as? [String: Any])?["bytes"] as? Int)
    #expect((100_000..<100_200).contains(bytes))
    #expect(end > "2026-03-01T00:30:00" && end < "2026-03-01T02:00:00")
  }

  @Test("a tree of a size is the beginning of a larger one")
  func sizes() throws {
    let kiln = try Kiln()
    _ = try kiln.generate("small", "--size", "10kB")
    _ = try kiln.generate("large", "--size", "15kB")
    let small = try #require(kiln.folder.text("small/logs/kiln.log"))
    #expect(small.utf8.count >= 10_000)
    let large = try #require(kiln.folder.text("large/logs/kiln.log"))
    #expect(large.hasPrefix(small))
    // The window of the small one ends with the record that comes next; the zone is an hour ahead.
    let next = large.dropFirst(small.count).prefix(23).dropFirst(13)
    #expect(try #require(kiln.folder.text("small.golden/manifest.json")).contains("T00\(next)"))
  }

  @Test("--size and --duration exclude one another")
  func sizeAndDuration() throws {
    let run = try Kiln().generate("x", "--size", "1MB", "--duration", "1h")
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("fauxlog: --size and --duration both say where the window ends"))
  }

  @Test("--verify reads the tree back, compressed logs too")
  func verify() throws {
    let kiln = try Kiln()
    let run = try kiln.generate("kiln", "--duration", "3h", "--verify", "--set", "era=old")
    #expect(run.status == 0, "\(run.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: kiln.folder["kiln/logs"])
    #expect(files.contains("kiln.log.2.gz"))
  }

  @Test("--verify keeps a tree from its place that is not read as it was written")
  func verifyFails() throws {
    let kiln = try Kiln()
    let twin = Kiln.grammar.replacing(
      "# A crack is heard.",
      with: "event twin INFO | batch $batch at $warmth degrees\n"
        + "  batch: 1..99999\n  warmth: 700..1300")
    try kiln.folder.write("templates/kiln/log.grammar", twin)
    try kiln.folder.write(
      "templates/kiln.scenario",
      Kiln.scenarios.replacing("label failure", with: "> kiln.log twin"))
    let run = try kiln.generate("kiln", "--duration", "1h", "--verify")
    #expect(run.status == 70)
    #expect(run.errors.contains("is not read as it was written; nothing was changed"))
    #expect(run.errors.contains("\"event\": \"twin\""))
    #expect(!FileManager.default.fileExists(atPath: kiln.folder["kiln"]))
    #expect(!FileManager.default.fileExists(atPath: kiln.folder["kiln.golden"]))
  }
}

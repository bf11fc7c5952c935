import FauxlogTestSupport
import Foundation
import Testing

@Suite("recognize")
struct RecognizeTests {
  @Test(
    "gives the golden records back, as far as a reader can know them", arguments: ["old", "new"])
  func roundTrip(_ era: String) throws {
    let kiln = try Kiln()
    _ = try kiln.generate("kiln", "--duration", "3h", "--set", "era=\(era)")
    // The era is found by the best fit.
    let run = try kiln.run(
      ["recognize", "kiln", kiln.folder["kiln"], "--records", kiln.folder["read"]])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("lines recognized (100 %)"))
    #expect(run.output.contains("kiln.log era=\(era)  100 % of"))
    #expect(run.output.contains("  kiln.conf  skipped"))
    let logs = try FileManager.default.contentsOfDirectory(atPath: kiln.folder["kiln/logs"])
    #expect(logs.contains { $0.hasSuffix(".gz") })
    for log in logs {
      let golden = try #require(kiln.folder.text("kiln.golden/records/logs/\(log).ndjson"))
      let known = try golden.split(separator: "\n").map { line in
        let end = try #require(line.range(of: ", \"scenario\": "))
        return line[..<end.lowerBound] + "}\n"
      }
      #expect(try #require(kiln.folder.text("read/records/logs/\(log).ndjson")) == known.joined())
    }
  }

  @Test("tells what it does not understand")
  func unknown() throws {
    let kiln = try Kiln()
    try kiln.folder.write(
      "in/some.txt",
      """
      2026-03-01 01:00:00.000 INFO  batch 7 at 900 degrees
      2026-03-01 01:00:01.000 WARN  batch 7 cracked
        after 9 hours
      2026-03-01 01:00:02.000 INFO  batch 8 at 910 degrees

      """)
    let report = try json(kiln, "kiln.log", "in")
    #expect(report["lines"] as? Int == 4)
    #expect(report["recognized_lines"] as? Int == 2)
    #expect((report["events"] as? [String: Int]) == ["kiln.log/fired": 2])
    let place = try #require((report["unknown"] as? [[String: Any]])?.first)
    #expect(place["file"] as? String == "some.txt")
    #expect(place["line"] as? Int == 2)
    #expect(place["nearest"] as? String == "crack")
    #expect(place["stopped_line"] as? Int == 3)
    #expect(place["text"] as? String == "2026-03-01 01:00:01.000 WARN  batch 7 cracked")
  }

  @Test("chooses a file's format by its path, else by its content")
  func choice() throws {
    let kiln = try Kiln()
    let line = "2026-03-01 01:00:00.000 INFO  batch 7 at 900 degrees\n"
    for name in ["in/logs/kiln.log.7", "in/kiln.log-20260301", "in/other/renamed.txt"] {
      try kiln.folder.write(name, line)
    }
    try kiln.folder.write("in/kiln.conf", "heat = 1\n")
    try kiln.folder.write("in/other/notes.txt", "nothing that the kiln says\n")
    let report = try json(kiln, "kiln", "in")
    let files = try #require(report["files"] as? [[String: Any]])
    #expect(
      files.map { $0["path"] as? String } == [
        "kiln.log-20260301", "logs/kiln.log.7", "other/renamed.txt",
      ])
    #expect(report["skipped"] as? [String] == ["kiln.conf", "other/notes.txt"])
  }

  @Test("the longest shared tail of the path decides")
  func tail() throws {
    let kiln = try Kiln()
    try kiln.folder.write(
      "templates/kiln/note.grammar", "grammar kiln.note\nevent note | $text\n  text: text\n")
    try kiln.folder.write(
      "templates/kiln.tree",
      Kiln.tree + "file notes/kiln.log takes kiln.note\n  present from the start\n")
    try kiln.folder.write(
      "in/notes/kiln.log.1", "2026-03-01 01:00:00.000 INFO  batch 7 at 900 degrees\n")
    let report = try json(kiln, "kiln", "in")
    #expect((report["files"] as? [[String: Any]])?.first?["format"] as? String == "kiln.note")
  }

  @Test("reads standard input with a format")
  func standardInput() throws {
    let kiln = try Kiln()
    try kiln.folder.write("log", "2026-03-01 01:00:00.000 INFO  batch 7 at 900 degrees\n")
    let run = try kiln.run(["recognize", "kiln.log", "-"], from: kiln.folder["log"])
    #expect(run.output.hasPrefix("1 of 1 lines recognized (100 %); 1 records\n"))
  }

  @Test("tells what is wrong")
  func wrong() throws {
    let kiln = try Kiln()
    let cases = [
      (["kiln", "-"], Int32(64), "what comes through standard input has no path"),
      (
        ["kiln", kiln.folder["none"]], 74,
        "\(kiln.folder["none"]): no such file or folder"
      ),
      (["klin", "."], 64, "no format or tree \"klin\"\n  did you mean kiln?"),
      (["kiln", ".", "--set", "ear=old"], 64, "no parameter \"ear\"\n  did you mean era?"),
      (
        ["kiln", kiln.templates, "--records", kiln.templates], 73,
        "\(kiln.templates) is there already"
      ),
    ]
    for (arguments, status, message) in cases {
      let run = try kiln.run(["recognize"] + arguments)
      #expect(run.status == status, "\(arguments)")
      #expect(run.errors.hasPrefix("fauxlog: " + message), "\(run.errors)")
    }
  }

  private func json(_ kiln: Kiln, _ name: String, _ path: String) throws -> [String: Any] {
    let run = try kiln.run(["recognize", name, kiln.folder[path], "--json"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(object as? [String: Any])
  }
}

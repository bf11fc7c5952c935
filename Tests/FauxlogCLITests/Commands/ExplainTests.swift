import FauxlogTestSupport
import Foundation
import Testing

@Suite("explain")
struct ExplainTests {
  @Test("tells what made a line, whichever of its record's lines it is")
  func explain() throws {
    let kiln = try Kiln()
    _ = try kiln.generate("kiln", "--duration", "30m")
    let lines = try #require(kiln.folder.text("kiln/logs/kiln.log")).split(separator: "\n")
    let second = try #require(lines.firstIndex { $0.hasPrefix("  after ") })
    let file = kiln.folder["kiln/logs/kiln.log"]
    let object = try json(kiln, "\(file):\(second + 1)")
    #expect(object["line"] as? Int == second)
    #expect(object["text"] as? String == lines[second - 1...second].joined(separator: "\n") + "\n")
    let templates = try #require(object["templates"] as? [String: Any])
    let grammar = kiln.templates + "/kiln/log.grammar:13:7"
    #expect(templates["event"] as? String == grammar)
    #expect(templates["step"] as? [String] == [kiln.templates + "/kiln.scenario:9:5"])
    #expect(templates["same"] as? Bool == true)
    let fields = try #require(object["fields"] as? [[String: Any]])
    #expect(templates["layout"] as? String == kiln.templates + "/kiln/log.grammar:4:1")
    let sources = fields.map { ($0["origin"] as? [String: Any])?["source"] as? String }
    #expect(sources == ["time", "event", "scenario", "drawn"])
    #expect(fields[1]["span"] as? [Int] == [24, 4])
    #expect(fields.map { $0["name"] as? String } == ["time", "level", "batch", "minutes"])
    #expect(fields[1]["text"] as? String == "WARN")
    #expect(fields[3]["value"] as? Int == Int(fields[3]["text"] as? String ?? ""))
    let others = try #require(object["neighbours"] as? [[String: Any]])
    #expect(others.map { $0["event"] as? String } == ["fired"])
    #expect((object["happening"] as? [String: Any])?["label"] as? String == "failure")
  }

  @Test("shows it to people")
  func page() throws {
    let kiln = try Kiln()
    _ = try kiln.generate("kiln", "--duration", "5m")
    let file = kiln.folder["kiln/logs/kiln.log"]
    let run = try kiln.run(["explain", "\(file):1"])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("\n  scenario  firing\n"))
    let heat = try #require(run.output.range(of: "\n  heat "))
    let told = run.output[heat.lowerBound...].split(separator: "\n").dropFirst().prefix(3)
    #expect(told.first == "      drawn by its kind: 700..1300,")
    #expect(told.last?.hasPrefix("      key firing:-:") == true)
    #expect(told.last?.hasSuffix(" / > kiln.log fired / heat") == true)
    #expect(run.output.contains(", shown as \"2026-03-01 01:0"))
    // With other templates than those of the tree, the places may be wrong, and it says so.
    #expect(!run.output.contains("The templates are not those"))
    try kiln.folder.write("templates/kiln/log.grammar", Kiln.grammar + "\n# later\n")
    let later = try kiln.run(["explain", "\(file):1"])
    #expect(later.output.contains("The templates are not those that made the tree"))
  }

  @Test("finds golden records where it is told")
  func golden() throws {
    let kiln = try Kiln()
    _ = try kiln.generate("kiln", "--duration", "5m")
    let files = FileManager.default
    try files.moveItem(
      atPath: kiln.folder["kiln.golden"], toPath: kiln.folder["elsewhere"])
    let file = kiln.folder["kiln/logs/kiln.log"]
    let lost = try kiln.run(["explain", "\(file):1"])
    #expect(lost.status == 65)
    #expect(lost.errors.hasPrefix("fauxlog: no golden records for "))
    let found = try kiln.run(["explain", "\(file):1", "--golden", kiln.folder["elsewhere"]])
    #expect(found.status == 0)
    let beyond = try kiln.run(
      ["explain", "\(file):99999", "--golden", kiln.folder["elsewhere"]])
    #expect(beyond.status == 65)
    #expect(beyond.errors.contains("has no record at line 99999"))
  }

  private func json(_ kiln: Kiln, _ place: String) throws -> [String: Any] {
    let run = try kiln.run(["explain", place, "--json"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(object as? [String: Any])
  }
}

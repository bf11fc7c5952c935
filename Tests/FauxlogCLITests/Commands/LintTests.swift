import FauxlogTestSupport
import Foundation
import Testing

@Suite("lint")
struct LintTests {
  @Test("sound templates are well")
  func sound() throws {
    let kiln = try Kiln()
    let run = try Program.run(["lint", kiln.templates])
    #expect(run.output == "3 files checked: all is well\n")
    #expect(run.status == 0 && run.errors.isEmpty)
  }

  @Test("the built-in templates have no errors")
  func builtIn() throws {
    let run = try Program.run(["lint"])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains(" files checked: "))
  }

  @Test("errors come with place, line and caret, and status 65")
  func broken() throws {
    let kiln = try Kiln()
    try kiln.folder.write(
      "templates/kiln/log.grammar", Kiln.grammar.replacing("at $heat", with: "at $haet"))
    let run = try Program.run(["lint", kiln.templates])
    #expect(run.status == 65 && run.errors.isEmpty)
    let file = kiln.templates + "/kiln/log.grammar"
    #expect(
      run.output.contains("\(file):9:36: no name \"haet\" here\n  | event fired INFO | batch"))
    #expect(run.output.contains("^~~~~ did you mean heat?"))
    let object = try JSONSerialization.jsonObject(
      with: Data(try Program.run(["lint", kiln.templates, "--json"]).output.utf8))
    let report = try #require(object as? [String: Any])
    #expect((report["errors"] as? Int ?? 0) >= 1)
    let finding = try #require((report["findings"] as? [[String: Any]])?.first)
    #expect(finding["severity"] as? String == "error")
    #expect(finding["line"] as? Int == 9 && finding["column"] as? Int == 36)
  }
}

import Foundation
import Testing

/// Every command of the README is run, in the order of the page and in one folder.
///
/// `FAUXLOG_CORRECT=1 swift test --filter Readme` writes what they print into the page.
struct ReadmeTests {
  private static let path = Project.root.appending(path: "README.md").path

  /// Commands that build and test the project: what runs this test has run them, or does.
  private static let builds = [
    "swift test", "swift build -c release --static-swift-stdlib",
    "swift run -c release fauxlog-benchmark",
  ]

  @Test("the commands of the README print what it shows")
  func commands() throws {
    let page = try DocumentationPage(path: Self.path)
    let section = try #require(page.sections.first)
    var run = try DocumentationRun(section)
    defer { run.cleanUp() }
    try run.run { command in
      if Self.builds.contains(where: { command.hasPrefix($0) }) { return "true" }
      return command.replacingOccurrences(of: "swift run -c release fauxlog", with: "fauxlog")
    }
    if ProcessInfo.processInfo.environment["FAUXLOG_CORRECT"] != nil {
      return try DocumentationPage.correct(section, run.differences)
    }
    for difference in run.differences { Issue.record("\(difference.text)") }
  }

  @Test("each link of the README leads to a file")
  func links() throws {
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    let links = text.matches(of: /\]\((?<target>[^)#]+)\)/).map { String($0.output.target) }
    #expect(links.count > 10)
    for link in links where !link.hasPrefix("http") {
      let file = Project.root.appending(path: link).path
      #expect(FileManager.default.fileExists(atPath: file), "no file \(link)")
    }
  }
}

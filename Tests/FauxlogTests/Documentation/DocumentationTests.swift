import Foundation
import Testing

/// Every example of the documentation does what the page says.
///
/// `FAUXLOG_CORRECT=1 swift test --filter Documentation` writes what examples print into the pages.
@Suite(.serialized)
struct DocumentationTests {
  @Test("the examples of a section print what the page shows", arguments: try Project.sections())
  func examples(_ section: DocumentationPage.Section) throws {
    var run = try DocumentationRun(section)
    defer { run.cleanUp() }
    try run.run()
    if ProcessInfo.processInfo.environment["FAUXLOG_CORRECT"] != nil {
      return try DocumentationPage.correct(section, run.differences)
    }
    for difference in run.differences { Issue.record("\(difference.text)") }
  }
}

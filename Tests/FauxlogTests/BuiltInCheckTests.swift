import FauxlogLanguage
import Testing

@testable import Fauxlog

@Suite struct BuiltInCheckTests {
  /// What the checker proves holds for every format and tree of ours; notes say what it cannot prove.
  @Test func builtInTemplatesHaveNoErrors() throws {
    let library = try TemplateLibrary()
    let errors = library.check().filter { $0.severity == .error }
    #expect(library.text(of: errors) == [])
  }
}

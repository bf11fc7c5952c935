import FauxlogLanguage
import Testing

@Suite("Files that use the whole language")
struct SampleTests {
  @Test("parse without a word", arguments: Sample.all)
  func parses(_ sample: Sample) {
    #expect(!sample.files.isEmpty)
    for source in sample.files {
      let (file, diagnostics) = parse(source, file: 0)
      #expect(file != nil)
      #expect(diagnostics.map { describe($0, in: [source]) } == [])
      #expect(file?.entries.isEmpty == false || file?.corpus != nil)
    }
  }
}

import FauxlogEngine
import FauxlogLanguage
import Foundation
import Testing

/// Everything that the language has stands in an example of the reference.
struct DocumentationCoverTests {
  /// All templates of the catalogue's examples, joined.
  private static let examples = Result {
    try Project.sections().flatMap(\.blocks).filter { $0.language == "fauxlog" }
      .map(\.text).joined(separator: "\n")
  }

  @Test("each encoder is in an example", arguments: Encoder.builtInNames)
  func encoder(_ name: String) throws {
    #expect(try Self.examples.get().contains("through \(name)"))
  }

  @Test("each function is in an example", arguments: Function.allCases.map(\.rawValue))
  func function(_ name: String) throws {
    let use = try Regex(" \(name) (\\d+ )?of ")
    #expect(try Self.examples.get().firstMatch(of: use) != nil)
  }

  @Test("each kind is in an example", arguments: shapeWords.sorted())
  func kind(_ name: String) throws {
    let use = try Regex(": (own )?\(name)\\b")
    #expect(try Self.examples.get().firstMatch(of: use) != nil)
  }

  @Test(
    "each sentence, option and piece is in an example",
    arguments: [
      "one of", "about", "rarely", "chance", "hex ", "HEX ", "string ", "time \"", "in utc",
      "maybe 30%", "maybe when", "each ", "joined by", "at least", "part ", "given", "id ",
      "default", "none as", "padded to", "padded left to", "cut to", "sorted", "indented by",
      "not written", "as text", "kept", "layout", "layout around", "bare", "generic", "before ",
      "parameter",
      "json|", "python|", "json in ascii", "whole file", "no final line end", "encoder ",
      "becomes", "writes in", "with ", "after ", "label ", "end as", "set ", "repeat until",
      " times", "when ", "otherwise", "do ", "start ", "lasts at most", "actor ", "renewed every",
      "any ", " where ", "dial ", "turn ", "zone ", "file ", "takes ", " as short", "static ",
      "rotates before", "rotates when told", "keeps ", "gzip from", "named ", "rotate ", "reopen ",
      "a minute", "every ", " at ", "on Friday", "once for each", "once before its end", "curve ",
      "weekend", "incident ", "run ", "between ", "columns ", " by ", "card ", "extend ",
      "replace event", "events ", "replace file", "text of ", "is not", "contains", "starts with",
      "then ",
      "counter ",
      ": next ", "wraps ", "> client | ", "together\n", "widest ", ", since ",
      " are done", "stop when ", "hold any ",
      "  whole\n",
    ])
  func construct(_ words: String) throws {
    #expect(try Self.examples.get().contains(words))
  }
}

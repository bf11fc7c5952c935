import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// `padded to NAME` where parameters decide the width: written and read as if the number stood there.
@Suite struct PaddingTests {
  private static func grammar(_ width: String) -> String {
    """
    parameter kind: one of early, late, default late
    \(width)
    layout | $level $program |$message
      level: one of INFO, ERROR, padded left to wide
      program: one of web.1, a_long_program.1 or word, padded to wide
    event said INFO | $what
      what: text
    """
  }

  private static let chosen = "when kind is late\n  wide: 9\notherwise\n  wide: 7"

  @Test(
    "is written as wide", arguments: [chosen, "wide: 9", "parameter wide: 1..40, default 9"])
  func writes(_ width: String) throws {
    let played = try Played(
      scenarios: """
        scenario s
          writes in g
          wide: 3
          > said with program: "web.1", what: "x"
          > said with program: "a_long_program.1", what: "y"
        """, grammar: Self.grammar(width))
    #expect(
      try played.lines() == ["     INFO web.1     |x", "     INFO a_long_program.1 |y"])
  }

  /// A bar of the text would be part of the program if its end were not known.
  @Test("a reader knows the width", arguments: [chosen, "parameter wide: 1..40, default 9"])
  func reads(_ width: String) throws {
    let reading = try Reading("g", [("g.grammar", "grammar g\n\(Self.grammar(width))\n")])
    #expect(
      reading.found(in: "     INFO web.1     |x\n     INFO web.1 |x\n") == [
        #"1+1 said level="INFO" program="web.1" what="x""#,
        "2+1 ? - 2:1",
      ])
  }

  @Test(
    "refuses",
    arguments: [
      (
        "wide: 0",
        [
          "5:45 a width is a number 1..1000000, not 0",
          "6:62 a width is a number 1..1000000, not 0",
        ]
      ),
      (
        "wide: one of 7, 9",
        ["5:45 the level of an event is padded to what parameters decide, not records"]
      ),
    ])
  func refuses(_ width: String, _ expected: [String]) {
    #expect(Checked("", Self.grammar(width), finds: []).found() == expected)
  }
}

import FauxlogLanguage
import Testing

@Suite("An error as it is shown")
struct DescribeTests {
  let source = SourceFile(
    path: "billing.grammar",
    text: "grammar billing\n  | invoice $number of $custmer is short\n\u{1B}\ta\u{0}\n"
      + String(repeating: "x", count: 500))

  @Test("has the line, a caret and one thing to do")
  func whole() {
    let error = Diagnostic(
      Position(line: 2, column: 24, length: 8), "no name \"custmer\" here",
      help: "did you mean $customer (line 10)?")
    #expect(
      describe(error, in: [source]) == """
        billing.grammar:2:24: no name "custmer" here
          |   | invoice $number of $custmer is short
          |                        ^~~~~~~~ did you mean $customer (line 10)?
        """)
  }

  @Test("shows what cannot be seen")
  func invisible() {
    let note = Diagnostic(Position(line: 3, column: 2), "x", severity: .note)
    #expect(
      describe(note, in: [source]) == "billing.grammar:3:2: x  [note]\n  | ␛⇥a␀\n  |  ^")
  }

  @Test("shows a piece of a long line")
  func long() {
    let advice = Diagnostic(Position(line: 4, column: 300, length: 400), "x", severity: .advice)
    let lines = describe(advice, in: [source]).split(separator: "\n")
    #expect(lines[0] == "billing.grammar:4:300: x  [advice]")
    #expect(lines[1] == "  | …" + String(repeating: "x", count: 160) + "…")
    #expect(
      lines[2] == "  | " + String(repeating: " ", count: 81) + "^"
        + String(repeating: "~", count: 79))
  }

  @Test(
    "needs no line",
    arguments: [
      Position(line: 99, column: 1), Position(file: 3, line: 1, column: 1),
      Position(file: -1, line: -5, column: -7),
    ])
  func nowhere(_ position: Position) {
    #expect(!describe(Diagnostic(position, "x"), in: [source]).contains("\n"))
    #expect(
      describe(Diagnostic(Position(line: 1, column: -9, length: -3), "x"), in: [source]).contains(
        "^"))
  }
}

import Testing

@testable import FauxlogCLI

@Suite("A terminal is what it says it is")
struct TerminalTests {
  struct Case: Sendable {
    let columns: Int?
    let environment: [String: String]
    let width: Int
    let style: Bool
    let redrawing: Bool
  }

  static let cases = [
    Case(columns: nil, environment: ["TERM": "xterm"], width: 80, style: false, redrawing: false),
    Case(columns: 132, environment: ["TERM": "xterm"], width: 132, style: true, redrawing: true),
    Case(columns: 3, environment: ["TERM": "xterm"], width: 20, style: true, redrawing: true),
    Case(columns: 80, environment: ["TERM": "dumb"], width: 80, style: false, redrawing: false),
    Case(columns: 80, environment: ["TERM": ""], width: 80, style: false, redrawing: false),
    Case(columns: 80, environment: [:], width: 80, style: false, redrawing: false),
    Case(
      columns: 80, environment: ["TERM": "xterm", "NO_COLOR": "1"], width: 80, style: false,
      redrawing: true),
    Case(
      columns: 80, environment: ["TERM": "xterm", "NO_COLOR": ""], width: 80, style: true,
      redrawing: true),
  ]

  @Test("by its columns and its environment", arguments: cases)
  func judged(_ example: Case) {
    let terminal = Terminal(columns: example.columns) { example.environment[$0] }
    #expect(terminal.width == example.width)
    #expect(terminal.allowsStyle == example.style)
    #expect(terminal.allowsRedrawing == example.redrawing)
  }

  @Test("styles are put on only where they are allowed")
  func styles() {
    let colourful = Terminal(columns: 80) { $0 == "TERM" ? "xterm" : nil }
    #expect(colourful.heading("x") == "\u{1B}[1mx\u{1B}[0m")
    #expect(colourful.alarm("x") == "\u{1B}[1;31mx\u{1B}[0m")
    #expect(Terminal.plain.heading("x") == "x")
    #expect(Terminal.plain.alarm("x") == "x")
  }
}

@Suite("Texts are laid out in columns")
struct TextLayoutTests {
  @Test(
    "lines break at blanks",
    arguments: [
      ("", 5, []), ("a b c", 5, ["a b c"]), ("a b c", 4, ["a b", "c"]),
      ("abcdefgh ij", 5, ["abcdefgh", "ij"]), ("  a   b ", 5, ["a b"]),
    ] as [(String, Int, [String])])
  func breaking(_ text: String, _ width: Int, _ expected: [String]) {
    #expect(wrapped(text, width: width) == expected)
  }

  @Test("a name too long for its column has a line of its own")
  func columns() {
    let rows = [("a", "one two three four five"), ("a-long-name", "six"), ("bcd", "7")]
    let text = TextColumns(rows, limit: 5).text(width: 27)
    #expect(
      text == """
          a    one two three four
               five
          a-long-name
               six
          bcd  7

        """)
  }
}

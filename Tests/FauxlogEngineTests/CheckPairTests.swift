import Testing

@testable import FauxlogEngine

/// Events of a layout are told apart, or it is said that this is not proven.
@Suite struct CheckPairTests {
  @Test(arguments: apart + unproven)
  func finds(_ checked: Checked) {
    #expect(checked.found() == checked.expected)
  }

  static let layout = """
    layout
      | $time $level $logger: $message
      time: time "HH:mm:ss"
      level: one of INFO, ERROR
      logger: word

    """

  static let apart = [
    Checked(
      "levels", layout + "event a INFO | $x\n  x: text\nevent b ERROR | $x\n  x: text", finds: []),
    Checked("first text", "event a | red $x\n  x: text\nevent b | green $x\n  x: text", finds: []),
    Checked(
      "text behind equal numbers",
      """
      event a | $n red
        n: 1..9
      event b | $n green
        n: 1..99999
      """, finds: []),
    Checked(
      "text behind a word both have",
      layout + """
        event a INFO | sent
        event b INFO | kept
        """, finds: []),
    Checked(
      "a class against a number",
      """
      event a | ${x}: red
        x: string 3 of "a-z"
      event b | ${x}: red
        x: 100..999
      """, finds: []),
    Checked(
      "members",
      """
      event a | $x
        x: one of red, blue
      event b | $x
        x: one of green, brown
      """, finds: []),
    Checked("one is generic", "event a | red\nevent b generic | $x\n  x: text", finds: []),
    Checked("an end", "event a | red\nevent b | red wine", finds: []),
    Checked(
      "a piece in both forms",
      """
      event a | red$p.
        p: maybe | $x
          x: 1..9
      event b | red $x.
        x: 1..9
      """, finds: []),
  ]

  static let unproven = [
    Checked(
      "text against text", "event a | red $x\n  x: text\nevent b | $x wine\n  x: text",
      finds: [
        "2:7 note not proven: a and b may accept the same line"
      ]),
    Checked(
      "several", "event a | $x\n  x: text\nevent b | red\nevent c | blue",
      finds: [
        "2:7 note not proven: a and b, c may accept the same line"
      ]),
    Checked(
      "a level that is not said", layout + "event a INFO | red\nevent b | red\n",
      finds: [
        "7:7 note not proven: a and b may accept the same line"
      ]),
    Checked(
      "equal members",
      """
      event a | $x
        x: one of red, blue
      event b | $x
        x: one of green, blue
      """, finds: ["2:7 note not proven: a and b may accept the same line"]),
    Checked(
      "two generic ones",
      """
      event a generic | $x
        x: text
      event b generic | $x
        x: text
      """, finds: ["4:7 a and b are both generic in this layout; only one may be"]),
    Checked(
      "generic ones with and without layout",
      layout + """
        event a generic | $x
          x: text
        event b bare generic | $x
          x: text
        """, finds: []),
  ]
}

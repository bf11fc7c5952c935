import Testing

/// Shares and weights of alternatives, and what only an extension may say.
@Suite struct CheckShareTests {
  @Test(arguments: [
    Checked(
      "shares alone", "event e | $p\n  p: one of\n    40% a | x\n    60% b | y", finds: []),
    Checked(
      "weights alone", "event e | $p\n  p: one of\n    4 a | x\n    6 b | y", finds: []),
    Checked(
      "both in a piece", "event e | $p\n  p: one of\n    40% a | x\n    6 b | y",
      finds: ["4:9 shares and weights do not mix: give each alternative a share, or none"]),
    Checked(
      "taken away from nothing", "event e | x\nwithout event e",
      finds: ["3:1 only a file that extends another one takes something away"]),
  ])
  func finds(_ checked: Checked) { #expect(checked.found() == checked.expected) }

  @Test("an extension may take away")
  func extensions() {
    let checked = Checked(
      "extension",
      files: [
        ("g.grammar", "grammar g\nevent e | x\nevent f | y\n"),
        ("more.grammar", "extend grammar g\nwithout event f\n"),
      ], finds: [])
    #expect(checked.found() == checked.expected)
  }
}

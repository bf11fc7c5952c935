import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// Scenarios and trees: what ends, what is written twice, what nothing uses.
@Suite struct CheckScenarioTests {
  @Test(arguments: scenarios)
  func finds(_ checked: Checked) {
    #expect(checked.found(tree: "t") == checked.expected)
  }

  /// A tree `t` of one file, and the scenarios that it begins.
  static func tree(
    _ title: String, _ steps: String, grammar: String = "event e | $x\n  x: 1..9",
    rate: String = "rate s every 1h", finds expected: [String]
  ) -> Checked {
    Checked(
      title,
      files: [
        ("g.scenario", "scenarios g\n\(steps)\n"), ("g.grammar", "grammar g\n\(grammar)\n"),
        ("t.tree", "tree t\nfile log takes g\n\(rate)\n"),
      ], finds: expected)
  }

  static let scenarios = [
    tree(
      "as deep as said",
      """
      scenario s
        at most 5 deep
        lasts at most 1h
        > g e
        do s
      """, finds: []),
    tree(
      "two questions that are one choice",
      """
      scenario s
        a: chance 50%
        b: chance 50%
        when a: > g e
        when b: > g e
        c: chance 50%
        when c
          end
        when a: > g e
      """,
      finds: ["6:8 advice this `when` is asked only if the one above it does not hold"]),
    tree(
      "through another, without a depth",
      """
      scenario s
        > g e
        do r
      scenario r
        do s
      """,
      finds: [
        "6:3 s calls itself; say `at most N deep` (the `do` beyond is skipped) and `lasts at most D`"
      ]),
    tree(
      "through another that is started",
      """
      scenario s
        > g e
        start r
      scenario r
        do s
      """, finds: ["6:3 s starts itself, again and again"]),
    tree(
      "two calls of one scenario",
      """
      scenario s
        > g e
        do r
        one: do r
      scenario r
        after 1s
      """, finds: []),
    tree(
      "equal steps",
      """
      scenario s
        > g e
        when 1 is 2: > g e
        > g e
      """, finds: ["5:3 advice two equal steps \"> g e\" in this block"]),
    tree(
      "a wait that is too long, for whom nobody knows, by a name that has no value yet",
      """
      actor clerk
        count 2
      scenario s
        hold any clrk, waiting at most 5m
          > g e
        late: clerk.number + 1
        clerk: hold any clerk where number < late, waiting at most 5m
          do r
      scenario r
        hold any clerk, waiting at most 59m: > g e
        after 61s
      """,
      finds: [
        "5:12 no actor \"clrk\" here",
        "8:3 clerk is used above this line, where it has no value yet",
        "4:10 s can last longer than an hour", "10:10 r can last longer than an hour",
      ]),
    tree(
      "a number of a counter that is asked of who is held",
      """
      actor clerk
        renewed every 1d
        counter calls starts 1
      scenario s
        n: next clerk.calls
        hold any clerk where number < n, waiting at most 5m
          > g e
      """, finds: ["7:33 n is a counter's value: it may be shown, not asked"]),
    tree(
      "equal steps with a name",
      """
      scenario s
        > g e
        again: > g e
      """, finds: []),
    tree(
      "a text where a number stands",
      """
      scenario s
        x: word
        > g e
      """, finds: ["g.grammar:2:11 x is a text where this is written, but 1..9 here"]),
    tree(
      "a wider range",
      """
      scenario s
        x: 1..99
        > g e
      """, finds: ["g.grammar:2:11 x is 1..99 where this is written, but 1..9 here"]),
    tree(
      "a number beyond the range",
      """
      scenario s
        > g e with x: 10
      """, finds: ["g.grammar:2:11 x is a number 1..9 here, but it is \"10\""]),
    tree(
      "a value with the text that ends it",
      """
      scenario s
        x: "so, and so"
        > g e
      """, grammar: "event e | $x, $y\n  x: text; y: text",
      finds: [
        "g.grammar:2:11 $x could contain the text that ends it: \"so, and so\" has \", \""
      ]),
  ]

  @Test func namesThatNothingUses() {
    let files = [
      (
        "g.grammar",
        """
        grammar g
        parameter used: 1..9, default 1     # and unused in a comment
        parameter unused: 1..9, default 1
        part a | x
        part b | y
        encoder q
          U+22 kept
        event e | $a $n
          n: used
        event f | z
        """
      ),
      (
        "g.scenario",
        """
        scenarios g
        scenario s
          > g e
        scenario r
          > g e
        """
      ),
      (
        "t.tree",
        """
        tree t
        file log takes g
        curve day: 00:00 5%
        rate s every 1h
        """
      ),
      ("c.corpus", "corpus g.names\na"),
    ]
    var loader = CatalogueLoader()
    for (path, text) in files { loader.add(path: path, text: text + "\n", layer: 0) }
    let catalogue = loader.finish()
    #expect(loader.diagnostics.map(\.message) == [])
    let found = UnusedNames.all(in: catalogue, files: { _ in true })
    #expect(
      found.map(\.message).sorted() == [
        "no rate, run or step begins the scenario r",
        "no scenario writes the event f",
        "nothing draws from the corpus g.names",
        "nothing uses the curve day",
        "nothing uses the encoder q",
        "nothing uses the parameter unused",
        "nothing uses the part b",
      ])
  }
}

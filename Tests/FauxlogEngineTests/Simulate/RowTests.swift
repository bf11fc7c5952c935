import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// Several names of one `from`: they are columns of one row, whoever asks for them.
@Suite struct RowTests {
  private static let rows = (1...9).map { "\($0 % 3 == 0 ? "odd" : "even")\tword\($0)\tmark\($0)" }

  /// What a scenario `s` writes, a word and a mark in each record.
  private func pairs(_ scenario: String) throws -> [(word: Substring, mark: Substring)] {
    let lines = try Played(
      scenarios: scenario,
      grammar: "event said | $word $mark\nword, mark: word, default \"-\"",
      tree: "file log takes g\nrate s every 1m",
      files: [
        (
          "t.corpus",
          "corpus g.table\ncolumns kind, word, mark\n\(Self.rows.joined(separator: "\n"))\n"
        )
      ]
    ).lines()
    return lines.map { line in
      let words = line.split(separator: " ")
      return (words[0], words[1])
    }
  }

  @Test(
    "columns agree, among all rows and among those of a key",
    arguments: [
      "word, mark: from g.table\n  > g said",
      "kind: one of even, odd\n  word, mark: from g.table by kind\n  > g said",
      "word, mark: from g.table\n  do told",
      "kind: one of even, odd\n  word, mark: from g.table by kind\n  do told",
      "kind: one of even, odd\n  word, mark: from g.table by kind\n  do told with mark: mark, word: word",
      "mark: \"mark1\"\n  set mark to \"mark2\"\n  do drawn",
    ])
  func agreeing(_ steps: String) throws {
    let found = try pairs(
      """
      scenario s
        \(steps)
      scenario told given word, mark
        > g said
      scenario drawn
        kind: one of even, odd
        do told
        word, mark: from g.table by kind
      """)
    #expect(found.count == 60)
    for (word, mark) in found { #expect(word.dropFirst(4) == mark.dropFirst(4)) }
    #expect(Set(found.map(\.word)).count > 6)
  }

  @Test("a column that is given does not stand for the row of the others")
  func given() throws {
    let found = try pairs(
      """
      scenario s
        do told with word: "word9"
      scenario told given word
        kind: "even"
        mark: text from g.table by kind
        > g said
      """)
    #expect(found.count == 60)
    #expect(found.allSatisfy { $0.word == "word9" && $0.mark != "mark9" })
  }

  @Test("a row that no key has gives none of its columns")
  func missing() throws {
    let found = try pairs(
      """
      scenario s
        kind: "neither"
        word, mark: from g.table by kind
        do told
      scenario told given word, mark
        when word is none and mark is none: > g said with word: "no", mark: "row"
        otherwise: > g said
      """)
    #expect(found.count == 60)
    #expect(found.allSatisfy { $0.word == "no" && $0.mark == "row" })
  }
}

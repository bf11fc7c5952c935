import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// Scenarios that are given names: of a grammar, of a scenario.
@Suite struct GivenNamesTests {
  /// What a scenario `s` of the system `g` writes, with one of the system `talk` beside it.
  private func played(_ scenario: String, talk: String) throws -> [String] {
    try Played(
      scenarios: scenario, grammar: "event said | g $what\nwhat: word, default \"-\"",
      tree: "file log takes g\nfile other takes g.other\nrate s every 1h",
      files: [
        ("g/other.grammar", "grammar g.other\nevent said | other $what\n  what: word\n"),
        ("talk.scenario", "scenarios talk\n\(talk)\n"),
      ]
    ).lines()
  }

  @Test("one scenario writes in the grammar that each caller gives, and hands it on")
  func grammars() throws {
    let found = try played(
      """
      scenario s
        do talk.session with log: g
        do talk.session with log: g.other
      """,
      talk: """
        scenario session given log
          writes in log
          > said with what: "hello"
          do inner
          do elsewhere with book: log, what: "twice"
          bye: > log said with what: "bye"
        scenario inner given log
          do elsewhere with book: log, what: "once"
        scenario elsewhere given book, what
          > book said
        """)
    #expect(
      found == [
        "g hello", "g once", "g twice", "g bye", "other hello", "other once", "other twice",
        "other bye",
      ])
  }

  @Test("a scenario that is given is one of the caller's system")
  func scenarios() throws {
    let found = try played(
      """
      scenario s
        do talk.round with middle: mine
        do talk.round with middle: talk.theirs
        do talk.round
      scenario mine given what default "mine"
        > g said
      """,
      talk: """
        scenario round given middle default theirs
          > g said with what: "begin"
          how: do middle
          when how is late: > g said with what: "late"
        scenario theirs
          > g said with what: "theirs"
          end as late
        """)
    #expect(
      found == [
        "g begin", "g mine", "g begin", "g theirs", "g late", "g begin", "g theirs", "g late",
      ])
  }

  @Test(
    "scenarios that call each other hand on a name, whichever is called first",
    arguments: [
      "do talk.first with log: g", "do talk.second with log: g", "do talk.third with log: g",
    ])
  func circles(_ call: String) throws {
    // Only the last has a sentence with the name; the others know of it by whom they call.
    let found = try played(
      """
      scenario s
        \(call)
      """,
      talk: """
        scenario first given log
          at most 3 deep
          lasts at most 1h
          do second
        scenario second given log
          at most 3 deep
          lasts at most 1h
          do third
          do first
        scenario third given log
          at most 3 deep
          lasts at most 1h
          > log said with what: "third"
          do first
        """)
    #expect(found.count > 1)
    #expect(found.allSatisfy { $0 == "g third" })
  }

  @Test("a value may have the name of a scenario that is called")
  func values() throws {
    let found = try played(
      """
      scenario s
        do talk.report with note: "value"
      """,
      talk: """
        scenario report given note
          do note
          > g said with what: note
        scenario note
          > g said with what: "scenario"
        """)
    #expect(found == ["g scenario", "g value"])
  }

  @Test("names that are not given, or are none", arguments: faults)
  func refuses(_ checked: Checked) {
    #expect(checked.found(tree: "t") == checked.expected)
  }

  private static func fault(_ call: String, finds expected: String? = nil) -> Checked {
    CheckScenarioTests.tree(
      call,
      """
      scenario s
        > g e
        \(call)
      scenario turn given logs, told, size default none, log default g
        rotate logs when over size
          > log e
          do told
          reopen logs
      scenario quiet
        after 1ms
      """, finds: expected.map { [$0] } ?? [])
  }

  static let faults = [
    fault("do turn with logs: x, told: quiet, size: 5KB"),
    fault(
      "do turn with told: quiet",
      finds: "4:3 turn needs logs: no name here, no `with`"),
    fault("do turn with logs: x, told: quite", finds: "4:31 no scenario \"quite\" here"),
    fault(
      "do turn with logs: 5, told: quiet",
      finds: "4:3 logs is the name of files, known before anything runs"),
    fault(
      "do turn with logs: x, told: quiet, size: 5m",
      finds: "4:3 size is a size, a parameter that is one, or `none`, known before anything runs"),
    fault("do turn with logs: x, told: quiet, log: gg", finds: "7:7 no grammar \"gg\" here"),
  ]
}

import Testing

@testable import FauxlogEngine

/// Bars behind an emission: what is said stands in the scenario as it stands in the log.
@Suite struct DialogueTests {
  static let grammar = """
    layout | $n $message
      n: 0..999999999
    event client | C > $said
    event server | S < $said
    said: said
    """

  /// What stands behind the drawn number of each record.
  private func said(_ scenarios: String, seconds: Int64 = 3600) throws -> [String] {
    try Played(scenarios: scenarios, grammar: Self.grammar).lines(seconds: seconds).map {
      String($0.drop { $0 != " " }.dropFirst())
    }
  }

  @Test("a bar is a record, several bars are several")
  func bars() throws {
    let found = try said(
      """
      scenario s
        writes in g
        host: "mx.example.com"
        card: {"id": 7}
        > client | EHLO $host
        > server
          | 250-$host
          | 250-SIZE ${card.id}
          | 250
          +|  CHUNKING
        > client |
      """)
    #expect(
      found == [
        "C > EHLO mx.example.com", "S < 250-mx.example.com", "S < 250-SIZE 7", "S < 250 CHUNKING",
        "C > ",
      ])
  }

  @Test("a line of absent pieces is no record")
  func pieces() throws {
    let found = try said(
      """
      scenario s
        writes in g
        each offer in ["yes", "no"]
          > server
            | 250-first
            |  $tls
            | 250 $tls last
          tls: maybe when offer is yes | STARTTLS $offer
      """)
    #expect(
      found == [
        "S < 250-first", "S <  STARTTLS yes", "S < 250 STARTTLS yes last", "S < 250-first",
        "S < 250  last",
      ])
  }

  @Test("a maybe is there as often as its share says")
  func share() throws {
    let found = try said(
      """
      scenario s
        writes in g
        repeat 2000 times
          > server | $odd
          odd: maybe 25% | odd
      """)
    #expect((400...600).contains(found.count))
    #expect(Set(found) == ["S < odd"])
  }

  @Test("each bar has a key of its own, which a bar more does not move")
  func keys() throws {
    func lines(_ bars: String) throws -> [String] {
      try Played(
        scenarios: "scenario s\n  writes in g\n  > server\n    \(bars)", grammar: Self.grammar
      ).lines()
    }
    let two = try lines("| a\n    | b")
    #expect(Set(two.map { $0.split(separator: " ")[0] }).count == 2)
    #expect(try Array(lines("| a\n    | b\n    | c").prefix(2)) == two)
  }

  static let wrong = [
    CheckScenarioTests.tree(
      "nothing said", "scenario s\n  > g e", grammar: "event e | $x\n  x: said",
      finds: ["3:3 e needs x, what is said"]),
    CheckScenarioTests.tree(
      "nobody to say it", "scenario s\n  > g e | hallo",
      finds: ["3:11 e has no hole that is `said`, so no bar can fill it"]),
    CheckScenarioTests.tree(
      "in a notation", "scenario s\n  > g e json| {}", grammar: "event e | $x\n  x: said",
      finds: ["3:15 what is said is plain text"]),
    CheckScenarioTests.tree(
      "a piece of two lines", "scenario s\n  > g e | $p\n  p: maybe\n    | a\n    | b",
      grammar: "event e | $x\n  x: said", finds: ["4:6 a piece of what is said is one line"]),
  ]

  @Test(arguments: wrong)
  func refuses(_ checked: Checked) { #expect(checked.found(tree: "t") == checked.expected) }

  @Test("a reader takes what is said as text")
  func reads() throws {
    let reading = try Reading(grammar: "grammar g\nevent server | S < $said\n  said: said")
    #expect(reading.found(in: "S < 250 ok, go\n") == [#"1+1 server said="250 ok, go""#])
  }
}

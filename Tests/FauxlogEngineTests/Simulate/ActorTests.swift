import Testing

@testable import FauxlogEngine

/// What actors say of themselves.
@Suite struct ActorTests {
  @Test("parameters choose the fields of an actor", arguments: ["early", "late"])
  func choices(kind: String) throws {
    let lines = try Played(
      scenarios: """
        parameter kind: one of early, late, default \(kind)
        actor clerk
          count 2
          when kind is early
            shift: one of morning
            hours: 4
          otherwise
            shift: one of evening
            hours: 6
        scenario s given clerk
          > g said with what: "${clerk.shift} ${clerk.hours}"
        """,
      grammar: "event said | $what\nwhat: text, default \"-\"",
      tree: "file log takes g\nrate s every 1h for each clerk"
    ).lines()
    #expect(lines == Array(repeating: kind == "early" ? "morning 4" : "evening 6", count: 2))
  }

  @Test("an actor whose name is made of parts stands in a text once")
  func madeName() throws {
    let lines = try Played(
      scenarios: """
        actor clerk
          count 1
          desk: one of seven
          name: "clerk-$desk-a"
        scenario s given clerk
          asked: trimmed of "by $clerk"
          > g said with what: "$asked, for $clerk"
        """,
      grammar: "event said | $what\nwhat: text, default \"-\"",
      tree: "file log takes g\nrate s every 1h for each clerk"
    ).lines()
    #expect(lines == ["by clerk-seven-a, for clerk-seven-a"])
  }
}

import Testing

@testable import FauxlogEngine

/// What nothing reads is left out, and nothing else is by that.
@Suite struct UnreadValuesTests {
  private func lines(_ steps: String) throws -> [String] {
    try Played(
      scenarios: """
        scenario s
          zero: 0..0
          number: 1..99
        \(steps)
        scenario called given number, spare default 3
          left: spare * 2
          > g said with what: "$number"
        """,
      grammar: "event said | $what\nwhat: text, default \"-\"",
      tree: "file log takes g\nrate s every 10m"
    ).lines()
  }

  @Test("names, arguments and choices that no line shows change no line")
  func same() throws {
    let plain = try lines("  do called")
    #expect(Set(plain).count > 1)
    let more = """
        spare: 10..90
        other: spare + number
        when other > 50: set other to 50
        do called with spare: other + 1
      """
    #expect(try lines(more) == plain)
  }

  @Test("what cannot be computed is a fault only where something reads it")
  func failing() throws {
    #expect(try !lines("  broken: number / zero\n  do called").isEmpty)
    #expect(throws: Simulation.Fault.self) {
      try lines("  broken: number / zero\n  do called with number: broken")
    }
  }
}

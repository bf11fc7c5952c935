import Testing

@testable import FauxlogEngine

/// Turns: how many, and when they are asked for.
@Suite struct RepeatTests {
  private func played(_ steps: String) throws -> [String] {
    try Played(
      scenarios: "scenario s\n  writes in g\n\(steps)\n", grammar: "event e | $n\n  n: 0..99"
    ).lines()
  }

  @Test("`repeat until` asks before each turn: none is made if it holds at once")
  func untilAtOnce() throws {
    let found = try played(
      """
        done: true
        repeat until done, at most 5 times: > e with n: 1
        last: > e with n: 9
      """)
    #expect(found == ["9"])
  }

  @Test("what a turn changes is asked for before the next, not in its middle")
  func untilChanged() throws {
    let found = try played(
      """
        n: 0
        repeat until n > 1, at most 5 times
          set n to n + 1
          > e
          after 1s
          second: > e with n: n + 10
        last: > e with n: 99
      """)
    #expect(found == ["1", "11", "2", "12", "99"])
  }

  @Test("what never holds ends with the most turns")
  func most() throws {
    let found = try played("  n: 0\n  repeat until n is 1, at most 3 times: > e with n: position")
    #expect(found == ["0", "1", "2"])
  }
}

import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// Operations without a result: told with their place, never shown as nothing.
@Suite struct ArithmeticTests {
  private func fault(_ steps: String) throws -> String? {
    let played = try Played(
      scenarios: "scenario s\n\(steps)\n", grammar: "event e | $x\n  x: word")
    do {
      _ = try played.lines()
      return nil
    } catch let fault as Simulation.Fault {
      let diagnostic = fault.diagnostic
      return "\(diagnostic.position.line):\(diagnostic.position.column) \(diagnostic.message)"
    }
  }

  @Test("division by what turns out to be 0")
  func division() throws {
    #expect(
      try fault("  n: 3\n  set n to n - 3\n  set n to 7 % n\n  > g e with x: n")
        == "5:12 g.s divides by 0")
  }

  @Test("a result that grows beyond 64 bits")
  func overflow() throws {
    #expect(
      try fault("  n: 3\n  repeat 9 times: set n to n * n\n  > g e with x: n")
        == "4:28 g.s has a result beyond 64 bits")
    #expect(try fault("  n: 3\n  repeat 5 times: set n to n * n\n  > g e with x: n") == nil)
  }

  @Test(arguments: [
    CheckScenarioTests.tree(
      "a constant division", "scenario s\n  n: 7\n  > g e with x: n / 0",
      finds: ["4:17 this divides by 0"]),
    CheckScenarioTests.tree(
      "constants too large", "scenario s\n  > g e with x: 5000000000 * 5000000000",
      finds: ["3:17 this has a result beyond 64 bits"]),
    CheckScenarioTests.tree("fine", "scenario s\n  > g e with x: 7 / 2 - 3", finds: []),
  ])
  func constants(_ checked: Checked) { #expect(checked.found(tree: "t") == checked.expected) }
}

import FauxlogEngine

/// The calls by which a scenario that happened came to the one whose step wrote a record.
struct CallChain {
  /// The calls, the outermost first; none if its own step wrote.
  let calls: [CallPlan]

  /// The shortest chain from a scenario, by its full name, to one by its number; nil if there is none.
  init?(_ plan: SimulationPlan, from top: String, to writer: Int32) {
    var open = plan.scenarios.indices.filter { plan.scenarios[$0].name == top }.map(Int32.init)
    var reached: [Int32: [CallPlan]] = Dictionary(
      uniqueKeysWithValues: open.map { ($0, []) })
    var next = 0
    while next < open.count, reached[writer] == nil {
      for call in plan.calls where call.caller == open[next] && !call.starts {
        guard reached[call.scenario] == nil else { continue }
        reached[call.scenario] = (reached[open[next]] ?? []) + [call]
        open.append(call.scenario)
      }
      next += 1
    }
    guard let calls = reached[writer] else { return nil }
    self.calls = calls
  }

  /// The names that key the scope behind so many calls from the instance.
  func path(_ depth: Int) -> [String] { calls.prefix(depth).flatMap(\.path) }
}

import FauxlogEngine

/// The calls by which a scenario that happened came to the one whose step wrote a record.
struct CallChain {
  /// The calls, the outermost first; none if its own step wrote.
  let calls: [CallPlan]

  /// The shortest chain from one scenario to another, by their full names; nil if there is none.
  init?(_ plan: SimulationPlan, from top: String, to writer: String) {
    guard let first = plan.scenarios.firstIndex(where: { $0.name == top }),
      let last = plan.scenarios.firstIndex(where: { $0.name == writer })
    else { return nil }
    var reached: [Int32: [CallPlan]] = [Int32(first): []]
    var open = [Int32(first)]
    var next = 0
    while next < open.count, reached[Int32(last)] == nil {
      for call in plan.calls where call.caller == open[next] && !call.starts {
        guard reached[call.scenario] == nil else { continue }
        reached[call.scenario] = (reached[open[next]] ?? []) + [call]
        open.append(call.scenario)
      }
      next += 1
    }
    guard let calls = reached[Int32(last)] else { return nil }
    self.calls = calls
  }

  /// The names that key the scope behind so many calls from the instance.
  func path(_ depth: Int) -> [String] { calls.prefix(depth).flatMap(\.path) }
}

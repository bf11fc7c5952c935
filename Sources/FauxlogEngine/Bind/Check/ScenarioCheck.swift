import FauxlogLanguage

/// What one run of a scenario does at most, found while it is compiled.
struct ScenarioWork {
  /// Steps of its own.
  var steps: Int64 = 0
  /// Steps of its own in a run that is like most.
  var typicalSteps: Double = 0
  /// Scenarios it runs or starts, and how often.
  var calls: [Call] = []

  /// A scenario that is run or started.
  struct Call {
    var callee: Int32
    /// How often at most, and about how often mostly.
    var times: Int64
    var typicalTimes: Double
    var starts: Bool
    var position: Position
  }
}

/// Proves that scenarios end: none calls itself without a depth, and none does more than a bounded
/// number of steps.
struct ScenarioCheck {
  let binder: Binder
  let works: [ScenarioWork]
  let syntaxes: [ScenarioSyntax]
  /// What is being followed, outermost first.
  private var path: [Int] = []
  private var known: [Int: (steps: Int64, started: Int64)] = [:]
  private var typical: [Int: Double] = [:]

  init(_ binder: Binder, _ works: [ScenarioWork], _ syntaxes: [ScenarioSyntax]) {
    (self.binder, self.works, self.syntaxes) = (binder, works, syntaxes)
  }

  /// Checks all scenarios of a tree.
  mutating func run() {
    for number in works.indices {
      checkDepth(number)
      let total = total(of: number)
      let name = syntaxes[number].name
      if total.steps > Limit.steps {
        binder.fail(
          name.position,
          "one run of \(name.text) can take more than \(Limit.show(Limit.steps)) steps",
          help: "repeat less often, or do less in each turn")
      } else if total.started > Limit.started {
        binder.fail(
          name.position,
          "one run of \(name.text) can start more than \(Limit.show(Limit.started)) scenarios",
          help: "start fewer, or give them a rate")
      }
      adviseNames(syntaxes[number].steps)
    }
  }

  private func checkDepth(_ number: Int) {
    guard let depth = syntaxes[number].depth, depth > Limit.depth else { return }
    binder.fail(
      syntaxes[number].name.position,
      "\(syntaxes[number].name.text) calls itself more than \(Limit.depth) deep")
  }

  /// Steps and starts of one run with all that it calls; says where a circle has no depth.
  private mutating func total(of number: Int) -> (steps: Int64, started: Int64) {
    if let total = known[number] { return total }
    path.append(number)
    var total = (steps: works[number].steps, started: Int64(0))
    var again: Double = 0
    for call in works[number].calls {
      if let start = path.firstIndex(of: Int(call.callee)) {
        checkCircle(path[start...], call)
        if Int(call.callee) == number { again += call.typicalTimes }
        continue
      }
      let inner = self.total(of: Int(call.callee))
      let steps = product(call.times, inner.steps)
      let started = product(call.times, sum(inner.started, call.starts ? 1 : 0))
      total.started = sum(total.started, started)
      // What is started runs by itself.
      if !call.starts { total.steps = sum(total.steps, steps) }
    }
    path.removeLast()
    if again > 0, let depth = syntaxes[number].depth {
      // Each level mostly does it all so many times again; a run that does far more is stopped.
      let all = levels(again, deep: depth)
      total.steps = product(total.steps, all)
      total.started = product(total.started, all)
    }
    known[number] = total
    return total
  }

  /// How often a scenario is done that does itself so many times again.
  private func levels(_ again: Double, deep depth: Int) -> Int64 {
    var level = 1.0
    var all = 1.0
    for _ in 0..<min(depth, Limit.depth) {
      level *= again
      all += level
      if all > Double(Limit.steps) { return .max }
    }
    return Int64(all.rounded(.up))
  }

  /// Steps of a run that is like most, with what it calls and starts.
  mutating func typicalSteps(of number: Int) -> Double {
    if let steps = typical[number] { return steps }
    // What leads back here is counted by its depth.
    typical[number] = 0
    var steps = works[number].typicalSteps
    var again = 0.0
    for call in works[number].calls {
      if Int(call.callee) == number {
        again += call.typicalTimes
      } else {
        steps += call.typicalTimes * typicalSteps(of: Int(call.callee))
      }
    }
    if again > 0 { steps *= Double(levels(again, deep: syntaxes[number].depth ?? 1)) }
    typical[number] = steps
    return steps
  }

  private func checkCircle(_ circle: ArraySlice<Int>, _ call: ScenarioWork.Call) {
    let name = syntaxes[Int(call.callee)].name.text
    let starts = circle.dropFirst().indices.contains { index in
      works[circle[index - 1]].calls.contains { $0.starts && Int($0.callee) == circle[index] }
    }
    if call.starts || starts {
      binder.fail(
        call.position, "\(name) starts itself, again and again", help: "give it a rate instead")
    } else if !circle.contains(where: { syntaxes[$0].depth != nil }) {
      binder.fail(
        call.position,
        "\(name) calls itself; say `at most N deep` (the `do` beyond is skipped) and `lasts at most D`"
      )
    }
  }

  private func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (result, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : result
  }

  private func product(_ left: Int64, _ right: Int64) -> Int64 {
    let (result, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? .max : result
  }

  // MARK: - Names of steps

  /// Two equal steps in a block are keyed by their order; a name would keep their draws.
  private func adviseNames(_ block: [Step]) {
    var seen: Set<String> = []
    for step in block {
      switch step {
      // A line of a dialogue is what its bar says; nothing of it is drawn but what others fill.
      case .emission(let emission) where emission.bars.isEmpty:
        let title = "> \(emission.grammar.map { $0.text + " " } ?? "")\(emission.event.text)"
        if !seen.insert(title).inserted {
          binder.fail(
            emission.position, "two equal steps \"\(title)\" in this block",
            help: "name the second (`again: \(title)`) to keep its draws", severity: .advice)
        }
      case .choice(let choice): for branch in choice.branches { adviseNames(branch.body) }
      case .oneOf(let alternatives, _): for one in alternatives { adviseNames(one.steps) }
      case .repeatTimes(_, let inner, _), .repeatUntil(_, _, let inner, _),
        .each(_, _, _, let inner, _), .stopWhen(_, let inner, _),
        .hold(_, _, _, let inner, _):
        adviseNames(inner)
      case .together(let branches, _): for branch in branches { adviseNames(branch.steps) }
      default: break
      }
    }
  }
}

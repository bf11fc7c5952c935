extension SimulationPlan {
  /// How long before a life's end what ends it begins; the last nanosecond of a life is the one
  /// before the next begins.
  func ending(_ scenario: Int32) -> Int64 { scenarios[Int(scenario)].span + 1 }

  /// The longest that each scenario, and all that it starts, can take.
  var leads: [Int64] {
    var known: [Int32: Int64] = [:]
    let queueing = queueing
    return scenarios.indices.map {
      Self.sum(lead(Int32($0), depth: 0, &known), scenarios[$0].holds ? queueing : 0)
    }
  }

  /// How long before the window things can have begun that still go on in it.
  var longestLead: Int64 { lead { _ in true } }

  /// The same of some scenarios, and of incidents that may turn their dials.
  func lead(where isMeant: (ScenarioProgram) -> Bool) -> Int64 {
    let spans = zip(scenarios, leads).filter { isMeant($0.0) }.map(\.1)
    return Self.sum(spans.max() ?? 0, longestIncident)
  }

  private var longestIncident: Int64 { incidents.map(\.longest).max() ?? 0 }

  /// The longest that a scenario and all that it starts can take.
  private func lead(_ scenario: Int32, depth: Int, _ trails: inout [Int32: Int64]) -> Int64 {
    let program = scenarios[Int(scenario)]
    return Self.sum(
      program.longest ?? program.span, trail(of: scenario, depth: depth, &trails))
  }

  /// What has no limit, as is found an error later, stays so.
  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  /// How long what a scenario starts, by itself or by what it runs, can go on behind it.
  private func trail(of scenario: Int32, depth: Int, _ known: inout [Int32: Int64]) -> Int64 {
    if let trail = known[scenario] { return trail }
    guard depth < 16 else { return 0 }
    var most: Int64 = 0
    for step in scenarios[Int(scenario)].steps {
      switch step {
      case .start(let call):
        most = max(most, lead(calls[Int(call)].scenario, depth: depth + 1, &known))
      case .call(let call):
        most = max(most, trail(of: calls[Int(call)].scenario, depth: depth + 1, &known))
      default: break
      }
    }
    known[scenario] = most
    return most
  }
}

// MARK: - What is played before the window

extension SimulationPlan {
  /// Whether anything goes through all events in their order.
  var isFolding: Bool { !advances.isEmpty || !folds.isEmpty }

  /// Actors whose counters are taken from, or with whom a fold begins anew.
  func foldingActors(_ actors: some RandomAccessCollection<ActorModel>) -> [Int] {
    let names = Set(advances.map(\.name))
    let since = Set(folds.map { Int($0.actor) })
    return actors.enumerated().compactMap { number, actor in
      since.contains(number) || actor.counters.contains { names.contains($0.name) } ? number : nil
    }
  }

  /// When the oldest generation of each kind of actor began that is alive at an instant, if it counts;
  /// what was counted for others is not seen any more.
  func needs(_ evaluator: inout Evaluator, opening: Instant) -> [Instant] {
    var needs = Array(repeating: opening, count: evaluator.actors.count)
    for actor in foldingActors(evaluator.actors) where evaluator.actors[actor].renewal > 0 {
      for number in 0..<evaluator.actors[actor].count {
        let generation = evaluator.generation(ofActor: actor, number: number, at: opening)
        needs[actor] = min(
          needs[actor], evaluator.begin(ofGeneration: generation, actor: actor, number: number))
      }
    }
    return needs
  }

  /// When each scenario has to be played from: what begins before is over when the window begins,
  /// and when the actors began that it counts for.
  func starts(
    _ window: Range<Instant>, opening: Instant, _ leads: [Int64], _ needs: [Instant],
    _ world: World
  ) -> [Instant] {
    zip(counted(world), leads).map { actors, lead in
      let first = actors.map { needs[$0] }.min()
      return first.map { min($0, opening) - lead } ?? window.lowerBound - lead
    }
  }

  /// When to begin: incidents may be on that turn dials of what is played first.
  func begin(opening: Instant, _ starts: [Instant]) -> Instant {
    let counting = zip(scenarios, starts).filter { $0.0.counts }.map(\.1).min()
    return counting.map { min(opening, $0 - longestIncident) } ?? opening
  }

  /// The actors whose counters each scenario takes from, by itself or by what it runs and starts.
  private func counted(_ world: World) -> [Set<Int>] {
    var counted = Array(repeating: Set<Int>(), count: scenarios.count)
    var isNew = isFolding
    while isNew {
      isNew = false
      for (number, scenario) in scenarios.enumerated() where scenario.counts {
        var actors = counted[number]
        for step in scenario.steps {
          switch step {
          case .advance(let index):
            let name = advances[Int(index)].name
            for (kind, actor) in world.actors.enumerated()
            where actor.counters.contains(where: { $0.name == name }) {
              actors.insert(kind)
            }
          case .fold(let index): actors.insert(Int(folds[Int(index)].actor))
          case .call(let index), .start(let index):
            actors.formUnion(counted[Int(calls[Int(index)].scenario)])
          default: break
          }
        }
        if actors.count > counted[number].count {
          counted[number] = actors
          isNew = true
        }
      }
    }
    return counted
  }
}

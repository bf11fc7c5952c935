// Counters go through all events in their order. A window opens with the numbers that the whole
// history has by then: what counts is played since the generations began that are alive.
extension Simulation {
  /// Takes a number into a slot of the frame.
  mutating func advance(_ index: Int32, _ instance: Instance, _ base: Int) {
    let advance = tables.advances[index]
    let actor =
      advance.node >= 0
      ? evaluator.evaluate(advance.node)
      : evaluator.living(Int(advance.actor), number: 0, at: instance.rootBegin)
    guard actor.tag == .actor, advance.counters[actor.reference] >= 0 else {
      let plan = plan.advances[Int(index)]
      fault = .broken(
        scenario: self.plan.scenarios[Int(instance.scenario)].name,
        "takes \(plan.name) of what is no actor with such a counter", plan.position)
      return
    }
    let counter = advance.counters[actor.reference]
    let start = book.knows(counter, actor) ? 0 : evaluator.start(of: counter, actor)
    let value = book.next(
      counter, number: actor.actorNumber, generation: actor.actorGeneration,
      wraps: world.counters[counter].wraps, start: start)
    evaluator.slots[base + Int(advance.slot)] = .integer(value)
  }
}

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

  /// When what counts has to be played from, so that a window that needs all from `opening` on has
  /// the numbers of the whole history.
  func countingStart(_ evaluator: inout Evaluator, opening: Instant) -> Instant {
    var first = opening
    for actor in foldingActors(evaluator.actors) where evaluator.actors[actor].renewal > 0 {
      for number in 0..<evaluator.actors[actor].count {
        let generation = evaluator.generation(ofActor: actor, number: number, at: opening)
        first = min(
          first, evaluator.begin(ofGeneration: generation, actor: actor, number: number))
      }
    }
    return first - lead(where: \.counts)
  }
}

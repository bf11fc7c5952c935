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

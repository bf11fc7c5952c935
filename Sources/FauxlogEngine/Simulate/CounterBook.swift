/// What each counter gives next, for each actor and generation.
///
/// Nearly all who ask have the generation that asked last, whose value stands ready.
struct CounterBook {
  private struct Entry {
    var generation: Int64 = .min
    var next: Int64 = 0
  }

  private struct Place: Hashable {
    var counter: Int32
    var number: Int64
    var generation: Int64
  }

  /// By counter and number of the actor.
  private var latest: [[Entry]]
  /// Generations that did not ask last.
  private var others: [Place: Int64] = [:]

  init(_ world: World) {
    latest = world.counters.map { counter in
      Array(repeating: Entry(), count: Int(world.actors[counter.actor].count))
    }
  }

  /// Whether a generation of an actor has taken from a counter.
  func knows(_ counter: Int32, _ actor: Value) -> Bool {
    let generation = actor.actorGeneration
    if latest[Int(counter)][Int(actor.actorNumber)].generation == generation { return true }
    return others[
      Place(counter: counter, number: actor.actorNumber, generation: generation)] != nil
  }

  /// The next number of a counter; a generation that it does not know begins with `start`.
  mutating func next(
    _ counter: Int32, number: Int64, generation: Int64, wraps: Int64, start: Int64
  ) -> Int64 {
    let row = Int(counter)
    let column = Int(number)
    if latest[row][column].generation != generation {
      let left = latest[row][column]
      if left.generation != .min {
        others[Place(counter: counter, number: number, generation: left.generation)] = left.next
      }
      let known = others.removeValue(
        forKey: Place(counter: counter, number: number, generation: generation))
      latest[row][column] = Entry(generation: generation, next: known ?? start)
    }
    let value = latest[row][column].next
    let after = value &+ 1
    latest[row][column].next = wraps > 0 ? after % wraps : after
    return wraps > 0 ? value % wraps : value
  }
}

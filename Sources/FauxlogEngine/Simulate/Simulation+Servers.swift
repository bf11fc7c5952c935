/// Actors that are held, one holder at a time, and who waits for them in the order of coming.
struct Servers {
  /// An actor's place: a new generation has that of the one before.
  struct Place: Hashable {
    var actor: Int32
    var number: Int64
  }

  /// A strand that waits for one of some places.
  private struct Waiter {
    var ticket: Int32
    var instance: Int32
    var strand: Int32
    var depth: Int
    var numbers: [Int64]
    /// Whether it had its turn, or went.
    var isGone = false
  }

  /// Waiters in the order of coming, and so of their tickets.
  private struct Line {
    var waiters: [Waiter] = []
    /// Before this all are gone.
    var first = 0

    /// The first that a number fits.
    func next(for number: Int64) -> Int? {
      waiters[first...].firstIndex { !$0.isGone && $0.numbers.contains(number) }
    }

    /// The one with a ticket, if it still waits.
    func place(of ticket: Int32) -> Int? {
      var (low, high) = (first, waiters.count)
      while low < high {
        let middle = (low + high) / 2
        if waiters[middle].ticket < ticket { low = middle + 1 } else { high = middle }
      }
      guard low < waiters.count, waiters[low].ticket == ticket, !waiters[low].isGone else {
        return nil
      }
      return low
    }

    /// Takes one out; the others move up once they are the fewer ones.
    mutating func remove(_ place: Int) -> Waiter {
      let waiter = waiters[place]
      waiters[place].isGone = true
      waiters[place].numbers = []
      while first < waiters.count, waiters[first].isGone { first += 1 }
      if first > waiters.count / 2 {
        waiters.removeFirst(first)
        first = 0
      }
      return waiter
    }
  }

  /// The number of the last hold.
  private(set) var serial: Int64 = 0
  /// Whether the strand that wakes has waited as long as it will.
  var isLate = false
  private var held: Set<Place> = []
  /// By actor.
  private var lines: [Line] = []
  private var lastTicket: Int32 = 0

  /// How many wait.
  private(set) var waiting = 0

  /// Whether somebody holds a place.
  func isHeld(_ place: Place) -> Bool { held.contains(place) }

  /// Holds a place that is free, for a strand with so many calls.
  mutating func take(_ place: Place, strand: Int32, depth: Int) -> Instance.Held {
    held.insert(place)
    return holding(place, strand: strand, depth: depth, isNew: false)
  }

  private mutating func holding(
    _ place: Place, strand: Int32, depth: Int, isNew: Bool
  ) -> Instance.Held {
    serial += 1
    return Instance.Held(place: place, strand: strand, depth: depth, serial: serial, isNew: isNew)
  }

  /// Joins the line; returns the ticket by which to ``leave(ticket:)`` it.
  mutating func join(
    _ actor: Int32, _ numbers: [Int64], instance: Int32, strand: Int32, depth: Int
  ) -> Int32 {
    lastTicket += 1
    waiting += 1
    while lines.count <= actor { lines.append(Line()) }
    lines[Int(actor)].waiters.append(
      Waiter(
        ticket: lastTicket, instance: instance, strand: strand, depth: depth, numbers: numbers))
    return lastTicket
  }

  /// Leaves the line; the strand that did, nil if it had its turn.
  mutating func leave(ticket: Int32) -> Int32? {
    for actor in lines.indices {
      guard let place = lines[actor].place(of: ticket) else { continue }
      waiting -= 1
      return lines[actor].remove(place).strand
    }
    return nil
  }

  /// Takes a strand that is gone out of the line; 0 is the strand of each instance that is never gone.
  mutating func leave(strand: Int32) {
    guard waiting > 0 else { return }
    for actor in lines.indices {
      let place = lines[actor].waiters.firstIndex { $0.strand == strand && !$0.isGone }
      guard let place else { continue }
      waiting -= 1
      _ = lines[actor].remove(place)
    }
  }

  /// Lets go of a place: the first in line that it fits has it, else it is free.
  mutating func letGo(_ place: Place) -> (instance: Int32, held: Instance.Held)? {
    let actor = Int(place.actor)
    guard lines.indices.contains(actor), let next = lines[actor].next(for: place.number) else {
      held.remove(place)
      return nil
    }
    waiting -= 1
    let waiter = lines[actor].remove(next)
    return (
      waiter.instance,
      holding(place, strand: waiter.strand, depth: waiter.depth, isNew: true)
    )
  }
}

// Who waits goes on in the order of coming. What is let go is handed over at once, so that nobody who
// comes at the same instant is served before.
extension Simulation {
  /// Holds an actor, or waits for one; false if it waits.
  ///
  /// Whom none fits, and who has waited long enough, leaves the block out.
  mutating func hold(
    _ number: Int32, _ instance: Instance, _ index: Int32, _ call: inout Instance.Call
  ) -> Bool {
    let plan = self.plan.holds[Int(number)]
    let strand = instance.strand
    let isLate = servers.isLate || now >= instance.deadline
    servers.isLate = false
    if let place = instance.held.lastIndex(where: { $0.isNew && $0.strand == strand }) {
      instance.held[place].isNew = false
      show(instance.held[place].place, plan, call.base)
      return true
    }
    if let place = free(plan, call.base) {
      instance.held.append(
        servers.take(place, strand: strand, depth: instance.calls.count))
      show(place, plan, call.base)
      return true
    }
    let numbers = isLate ? [] : fitting(plan)
    if numbers.isEmpty {
      if plan.slot >= 0 { evaluator.slots[call.base + Int(plan.slot)] = .none }
      call.at = Int(plan.exit)
      return true
    }
    // It comes here again when it has its turn.
    call.at -= 1
    instance.calls[instance.calls.count - 1] = call
    let ticket = servers.join(
      plan.actor, numbers, instance: index, strand: strand, depth: instance.calls.count)
    sleep(index, until: min(now + plan.patience, instance.deadline), strand: ~ticket)
    return false
  }

  /// Gives the name of a hold whom it holds.
  private mutating func show(_ place: Servers.Place, _ plan: HoldPlan, _ base: Int) {
    guard plan.slot >= 0 else { return }
    evaluator.slots[base + Int(plan.slot)] = evaluator.living(
      Int(place.actor), number: place.number, at: now)
  }

  /// Of those that nobody holds, the one that `any` would take.
  private mutating func free(_ plan: HoldPlan, _ base: Int) -> Servers.Place? {
    let actor = Int(plan.actor)
    let key = mix(evaluator.slots[base + Int(plan.scope)].key, plan.key)
    var best: (hash: Key, place: Servers.Place)?
    for number in 0..<evaluator.actors[actor].count {
      let place = Servers.Place(actor: plan.actor, number: number)
      if servers.isHeld(place) { continue }
      let candidate = evaluator.living(actor, number: number, at: now)
      guard evaluator.fits(candidate, number, plan.condition) else { continue }
      let hash = mix(key, evaluator.key(of: candidate))
      if let best, best.hash >= hash { continue }
      best = (hash, place)
    }
    return best?.place
  }

  /// The numbers of the living that fit.
  private mutating func fitting(_ plan: HoldPlan) -> [Int64] {
    let actor = Int(plan.actor)
    var numbers: [Int64] = []
    for number in 0..<evaluator.actors[actor].count {
      let candidate = evaluator.living(actor, number: number, at: now)
      if evaluator.fits(candidate, number, plan.condition) { numbers.append(number) }
    }
    return numbers
  }

  // MARK: - Letting go

  /// Lets go of what the strand that runs got last.
  mutating func letGo(_ instance: Instance) {
    let strand = instance.strand
    guard let last = instance.held.lastIndex(where: { $0.strand == strand }) else { return }
    handOver(instance.held.remove(at: last).place)
  }

  /// Lets go of what the strand that runs held in the scenario that it has left.
  mutating func letGoBelow(_ instance: Instance) {
    let (strand, depth) = (instance.strand, instance.calls.count)
    letGo(of: instance) { $0.strand == strand && $0.depth > depth }
  }

  /// Lets go of what a strand that is gone held, or waited for.
  mutating func letGo(strand: Int32, of instance: Instance) {
    servers.leave(strand: strand)
    if !instance.held.isEmpty { letGo(of: instance) { $0.strand == strand } }
  }

  /// Lets go of some of what an instance holds, the last first.
  mutating func letGo(of instance: Instance, where isMeant: (Instance.Held) -> Bool) {
    for place in instance.held.indices.reversed() where isMeant(instance.held[place]) {
      handOver(instance.held.remove(at: place).place)
    }
  }

  private mutating func handOver(_ place: Servers.Place) {
    guard let next = servers.letGo(place) else { return }
    instances[next.instance].held.append(next.held)
    sleep(next.instance, until: now, strand: next.held.strand)
  }
}

extension Evaluator {
  /// Whether one of an actor fits a condition; -1 is none.
  fileprivate mutating func fits(
    _ candidate: Value, _ number: Int64, _ condition: Int32
  ) -> Bool {
    guard condition >= 0 else { return true }
    loops.append(Loop(element: candidate, position: number, key: 0))
    defer { loops.truncate(to: loops.count - 1) }
    return isTrue(evaluate(condition))
  }
}

extension SimulationPlan {
  /// How long before those that may still go on others are played: what these waited for.
  var queueing: Int64 {
    scenarios.filter { scenario in
      scenario.steps.contains { if case .hold = $0 { true } else { false } }
    }.map { $0.longest ?? $0.span }.max() ?? 0
  }
}

// Strands of an instance take turns: each runs until it waits. One that ends wakes what waits for it
// through the queue, so that all that happens at an instant keeps the order of falling asleep.
extension Simulation {
  /// Gives the instance the calls of the strand that woke; false if it is gone.
  mutating func turn(to id: Int32, _ instance: Instance) -> Bool {
    guard instance.hasCrew else { return id == 0 }
    let crew = instance.crew
    guard let strand = crew.strand(id) else { return false }
    if strand != crew.current {
      crew.strands[crew.current].guardedBy = instance.guardedBy
      instance.guardedBy = crew.strands[strand].guardedBy
      instance.turn(to: strand)
    }
    instance.deadline = instance.calls.last?.deadline ?? instance.deadline
    crew.load(strand, into: &evaluator.slots)
    return true
  }

  /// Leaves the names of the strand that ran to their strands.
  mutating func rest(_ instance: Instance) {
    guard instance.hasCrew else { return }
    let crew = instance.crew
    if !crew.strands[crew.current].isGone {
      crew.save(crew.current, from: evaluator.slots)
    }
  }

  // MARK: - Beginning

  /// Begins what a `together` or `each` runs side by side; false if there is nothing to run.
  mutating func fork(_ number: Int32, _ instance: Instance, _ index: Int32, _ base: Int) -> Bool {
    let fork = tables.forks[number]
    let crew = instance.crew
    instance.hasCrew = true
    var group = Crew.Group(fork: number, parent: crew.current)
    if fork.list >= 0 {
      group.elements = evaluator.datum(evaluator.evaluate(fork.list)).elements ?? []
      if now >= instance.deadline { group.elements = [] }
      var keys = ElementKeys()
      for (place, element) in group.elements.enumerated() {
        group.keys.append(keys.key(of: element, at: place))
      }
      if fork.hasNeeds { link(&group, plan.forks[Int(number)], instance) }
    }
    let count = group.elements.count
    if fault != nil || count == 0 && fork.branches.isEmpty { return false }
    let place = crew.add(group)
    let outer = mix(evaluator.slots[base + Int(fork.outer)].key, fork.key)
    for branch in fork.branches {
      evaluator.slots[base + Int(branch.scope)] = .key(mix(outer, branch.key))
      begin(at: Int(branch.target), of: place, instance, index, base)
    }
    for element in 0..<count where !fork.hasNeeds || crew.groups[place].open[element] == 0 {
      begin(element: element, of: place, instance, index, base)
    }
    return true
  }

  private mutating func begin(
    element: Int, of group: Int, _ instance: Instance, _ index: Int32, _ base: Int
  ) {
    guard instance.hasCrew else { return }
    let crew = instance.crew
    let fork = tables.forks[crew.groups[group].fork]
    let outer = mix(evaluator.slots[base + Int(fork.outer)].key, fork.key)
    let place = begin(
      at: fork.body, of: group, element: element,
      own: base + fork.own.lowerBound..<base + fork.own.upperBound, instance, index, base)
    guard place >= 0 else { return }
    let first = fork.own.lowerBound
    crew.strands[place].values[Int(fork.element) - first] = evaluator.value(
      of: crew.groups[group].elements[element])
    crew.strands[place].values[Int(fork.place) - first] = .integer(Int64(element))
    crew.strands[place].values[Int(fork.scope) - first] = .key(
      mix(outer, crew.groups[group].keys[element]))
  }

  @discardableResult
  private mutating func begin(
    at step: Int, of group: Int, element: Int = -1, own: Range<Int> = 0..<0,
    _ instance: Instance, _ index: Int32, _ base: Int
  ) -> Int {
    guard instance.hasCrew else { return -1 }
    let crew = instance.crew
    instance.turns += 1
    let parent = crew.groups[group].parent
    nextStrand &+= 1
    guard var call = instance.calls(of: parent).last else { return -1 }
    (call.at, call.base, call.outcome) = (step, base, -1)
    let wholes = wholes(parent, instance)
    crew.groups[group].running += 1
    sleep(index, until: now, strand: nextStrand)
    let place = crew.addStrand(nextStrand, call, own: own)
    crew.strands[place].parent = parent
    crew.strands[place].group = group
    crew.strands[place].element = element
    crew.strands[place].wholes = wholes
    return place
  }

  /// How many scenarios around a strand's next step say `whole`.
  private mutating func wholes(_ strand: Int, _ instance: Instance) -> Int {
    guard instance.hasCrew else { return 0 }
    let crew = instance.crew
    let calls = instance.calls(of: strand)
    var count = crew.strands[strand].wholes
    // A strand's first call is that of the strand around it.
    for place in (strand == 0 ? 0 : 1)..<max(calls.count, 1)
    where tables.scenarios[calls[place].scenario].isWhole {
      count += 1
    }
    return count
  }

  /// Notes which elements need which; those that wait for each other are a fault.
  private mutating func link(_ group: inout Crew.Group, _ fork: ForkPlan, _ instance: Instance) {
    guard let needs = fork.needs else { return }
    let graph = NeedGraph(group.elements, needs: needs)
    (group.open, group.dependents) = (graph.open, graph.dependents)
    let circle = graph.circle
    guard !circle.isEmpty else { return }
    fault = .broken(
      scenario: plan.scenarios[Int(instance.scenario)].name,
      "has elements whose \(needs) wait for each other: \(circle.joined(separator: ", "))",
      fork.position)
  }

  // MARK: - Ending

  /// A strand is through, or stopped; what waited for it goes on.
  mutating func end(_ strand: Int, isThrough: Bool, _ instance: Instance, _ index: Int32) {
    guard instance.hasCrew else { return }
    let crew = instance.crew
    if strand == crew.current { crew.save(strand, from: evaluator.slots) }
    let ended = crew.strands[strand]
    let base = instance.calls(of: ended.parent).last?.base ?? 0
    crew.strands[strand].isGone = true
    letGo(strand: ended.id, of: instance)
    crew.groups[ended.group].running -= 1
    if isThrough, ended.element >= 0, !crew.groups[ended.group].dependents.isEmpty {
      for next in crew.groups[ended.group].dependents[ended.element] {
        crew.groups[ended.group].open[next] -= 1
        guard crew.groups[ended.group].open[next] == 0 else { continue }
        begin(element: next, of: ended.group, instance, index, base)
      }
    }
    guard crew.groups[ended.group].running == 0 else { return }
    crew.groups[ended.group].parent = -1
    sleep(index, until: now, strand: crew.strands[ended.parent].id)
  }

  /// `end` in a branch ends the scenario around: the strands beside it are gone, and the strand
  /// that began them has the turn.
  mutating func endScenario(_ instance: Instance) {
    guard instance.hasCrew else { return }
    let crew = instance.crew
    while crew.current != 0, instance.calls.count == 1 {
      let strand = crew.current
      crew.save(strand, from: evaluator.slots)
      let (parent, group) = (crew.strands[strand].parent, crew.strands[strand].group)
      for other in crew.strands.indices where other != parent && crew.isAround(parent, other) {
        crew.strands[other].isGone = true
        letGo(strand: crew.strands[other].id, of: instance)
        if crew.strands[other].group >= 0 { crew.groups[crew.strands[other].group].parent = -1 }
      }
      crew.groups[group].parent = -1
      crew.stops.removeAll { crew.strands[$0.strand].isGone }
      instance.turn(to: parent)
      instance.guardedBy = -1
    }
  }

  // MARK: - Stopping

  /// Enters a block that a condition stops.
  mutating func watch(_ number: Int32, _ instance: Instance, _ base: Int) {
    let crew = instance.crew
    instance.hasCrew = true
    crew.stops.append(
      Crew.Stop(
        plan: number, strand: crew.current, depth: instance.calls.count, base: base,
        wholes: wholes(crew.current, instance), serial: servers.serial))
  }

  /// Leaves such a block by its end.
  func unwatch(_ instance: Instance) {
    let crew = instance.crew
    guard instance.hasCrew,
      let last = crew.stops.lastIndex(where: { $0.strand == crew.current })
    else { return }
    crew.stops.remove(at: last)
  }

  /// At a step's border: leaves the outermost block whose condition holds; false if that ends the
  /// strand.
  mutating func stop(
    _ instance: Instance, _ index: Int32, _ call: inout Instance.Call
  ) -> Bool {
    guard instance.hasCrew else { return true }
    let crew = instance.crew
    let inside = wholes(crew.current, instance)
    for place in crew.stops.indices {
      let stop = crew.stops[place]
      guard stop.wholes == inside, crew.isAround(stop.strand, crew.current) else { continue }
      let plan = tables.stops[stop.plan]
      if !stop.isStopping {
        evaluator.slotBase = stop.base
        let holds = evaluator.isTrue(evaluator.evaluate(plan.condition))
        evaluator.slotBase = call.base
        if !holds { continue }
        crew.stops[place].isStopping = true
      }
      guard stop.strand == crew.current else {
        stopBranches(of: stop, instance, index)
        return false
      }
      leave(place, instance, &call)
      call.at = Int(plan.exit)
      return true
    }
    return true
  }

  /// Takes an instance's own strand out of what it calls in a block.
  private mutating func leave(
    _ place: Int, _ instance: Instance, _ call: inout Instance.Call
  ) {
    guard instance.hasCrew else { return }
    let crew = instance.crew
    let stop = crew.stops[place]
    let strand = crew.strands[stop.strand].id
    servers.isLate = false
    letGo(of: instance) { $0.strand == strand && $0.serial > stop.serial }
    while instance.calls.count > stop.depth {
      let done = instance.calls.removeLast()
      crew.giveFrame(done.scenario, done.base)
    }
    // What the strand entered later stands inside.
    let inner = crew.stops[place...].filter { $0.strand != stop.strand }
    crew.stops = crew.stops[..<place] + inner
    instance.guardedBy = -1
    guard let caller = instance.calls.last else { return }
    call = caller
    instance.deadline = caller.deadline
    evaluator.slotBase = caller.base
  }

  /// Ends all that runs in a block but what is inside of a `whole` scenario.
  private mutating func stopBranches(of stop: Crew.Stop, _ instance: Instance, _ index: Int32) {
    guard instance.hasCrew else { return }
    let crew = instance.crew
    let waiting = Set(crew.groups.map(\.parent))
    for strand in crew.strands.indices where strand != stop.strand {
      guard !crew.strands[strand].isGone, crew.isAround(stop.strand, strand),
        !waiting.contains(strand), wholes(strand, instance) == stop.wholes
      else { continue }
      crew.stops.removeAll { $0.strand == strand }
      end(strand, isThrough: false, instance, index)
    }
  }
}

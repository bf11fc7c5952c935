extension Simulation {
  /// Runs an instance until it waits or is over; true if it is over.
  mutating func run(_ instance: Instance, _ index: Int32) -> Bool {
    guard var call = instance.calls.last else { return true }
    evaluator.slotBase = call.base
    evaluator.incidentsRead = 0
    defer { instance.incidents |= evaluator.incidentsRead }
    var isWatched = instance.isWatched
    var (scenario, steps) = (call.scenario, tables.scenarios[call.scenario].steps)
    while true {
      if isWatched, !stop(instance, index, &call) { return false }
      if call.scenario != scenario {
        (scenario, steps) = (call.scenario, tables.scenarios[call.scenario].steps)
      }
      if call.at >= steps.count {
        guard finish(instance, &call, outcome: world.doneText) else { return true }
        isWatched = instance.isWatched
        continue
      }
      let step = steps[call.at]
      call.at += 1
      switch step {
      case .emit(let site): emit(site, instance)
      case .wait(let node):
        let delay = max(evaluator.evaluate(node).word, 0)
        let wanted = now.addingReportingOverflow(delay)
        let target = max(min(wanted.overflow ? .max : wanted.partialValue, instance.deadline), now)
        if target > now {
          if isNext(at: target) {
            now = target
            evaluator.now = target
            continue
          }
          instance.calls[instance.calls.count - 1] = call
          sleep(index, until: target, strand: instance.strand)
          return false
        }
      case .take(let slot, let node):
        evaluator.slots[call.base + Int(slot)] = evaluator.evaluate(node)
      case .enter(let slot, let from, let key):
        let outer = evaluator.slots[call.base + Int(from)].key
        evaluator.slots[call.base + Int(slot)] = .key(mix(outer, key))
      case .jump(let target): call.at = Int(target)
      case .jumpUnless(let node, let target):
        if !evaluator.isTrue(evaluator.evaluate(node)) { call.at = Int(target) }
      case .race(let race): call.at = winner(tables.races[race], call.base)
      case .loopBegin(let loop): begin(tables.loops[loop], call.base)
      case .loopNext(let loop):
        if isTired(instance) { return true }
        if !advance(tables.loops[loop], call.base, instance) {
          call.at = Int(tables.loops[loop].exit)
        }
      case .call(let index):
        if isTired(instance) { return true }
        instance.calls[instance.calls.count - 1] = call
        call = enter(tables.calls[index], instance, call)
      case .start(let index): start(index, instance, call.base)
      case .label(let text): instance.label = text
      case .end(let text):
        let outcome = Value(tag: .text, word: Int64(text))
        endScenario(instance)
        guard finish(instance, &call, outcome: outcome) else { return true }
        isWatched = instance.isWatched
      case .control(let control): act(Int(control), instance)
      case .advance(let index):
        advance(index, instance, call.base)
        if fault != nil { return true }
      case .fold(let index): fold(index, instance, call.base)
      case .fork(let number):
        call.at = tables.forks[number].exit
        instance.calls[instance.calls.count - 1] = call
        if fork(number, instance, index, call.base) { return false }
        if fault != nil { return true }
      case .branchEnd:
        if instance.hasCrew { end(instance.crew.current, isThrough: true, instance, index) }
        return false
      case .stopBegin(let stop):
        watch(stop, instance, call.base)
        isWatched = true
      case .stopEnd:
        unwatch(instance)
        isWatched = instance.isWatched
      case .hold(let number):
        if !hold(number, instance, index, &call) { return false }
      case .letGo: letGo(instance)
      case .guarded(let begins): instance.guardedBy = begins ? lastDecision : -1
      }
    }
  }

  /// Whether nothing else happens before an instant, so that who would sleep until then can go on:
  /// a wait within one request ends so, most often.
  @inline(__always)
  private func isNext(at time: Instant) -> Bool {
    time < (queue.first?.time ?? .max) && (arrivals.isDone || time < arrivals.reached)
      && time < window.upperBound && batch.events.count < EventBatch.size
  }

  /// Whether an instance makes more turns and calls than any should.
  @inline(__always)
  private mutating func isTired(_ instance: Instance) -> Bool {
    instance.turns += 1
    guard instance.turns > Limit.steps else { return false }
    let program = plan.scenarios[Int(instance.scenario)]
    fault = .broken(
      scenario: program.name, "takes more than \(Limit.show(Limit.steps)) steps in one run",
      program.position)
    return true
  }

  /// Leaves the innermost scenario; false if there is none around it.
  private mutating func finish(_ instance: Instance, _ call: inout Instance.Call, outcome: Value)
    -> Bool
  {
    let done = instance.calls.removeLast()
    if !instance.held.isEmpty { letGoBelow(instance) }
    guard let caller = instance.calls.last else { return false }
    if instance.hasCrew {
      // Others may have frames above.
      let crew = instance.crew
      crew.giveFrame(done.scenario, done.base)
      if !crew.stops.isEmpty {
        crew.stops.removeAll {
          $0.strand == crew.current && $0.depth > instance.calls.count
        }
      }
    } else {
      evaluator.slots.truncate(to: done.base)
    }
    instance.deadline = caller.deadline
    evaluator.slotBase = caller.base
    if done.outcome >= 0 { evaluator.slots[caller.base + Int(done.outcome)] = outcome }
    call = caller
    return true
  }

  /// `do`: a frame on the instance's own stack.
  private mutating func enter(
    _ plan: SimulationTables.Call, _ instance: Instance, _ caller: Instance.Call
  ) -> Instance.Call {
    let program = tables.scenarios[plan.scenario]
    let free = instance.hasCrew ? instance.crew.takeFrame(plan.scenario) : nil
    let base = free ?? evaluator.slots.count
    let scope = evaluator.slots[caller.base + Int(plan.scope)].key
    if free == nil {
      evaluator.slots.append(nones: max(program.slots, 1))
    } else {
      for slot in 1..<max(program.slots, 1) { evaluator.slots[base + slot] = .none }
    }
    evaluator.slots[base] = .key(mix(scope, plan.key))
    evaluator.slots.copy(plan.moves, from: evaluator.slotBase, to: base)
    for index in 0..<plan.arguments.count {
      evaluator.slots[base + Int(plan.arguments[index].slot)] = value(plan.arguments[index], base)
    }
    evaluator.slotBase = base
    for index in 0..<plan.standards.count {
      evaluator.slots[base + Int(plan.standards[index].slot)] = value(plan.standards[index], base)
    }
    let limit = program.longest.map { now + $0 } ?? .max
    instance.deadline = min(instance.deadline, limit)
    let call = Instance.Call(
      scenario: plan.scenario, at: 0, base: base, outcome: plan.outcome,
      deadline: instance.deadline)
    if let depth = program.depth,
      instance.calls.count(where: { $0.scenario == plan.scenario }) >= depth
    {
      // A `do` beyond the depth is skipped.
      var skipped = call
      skipped.at = program.steps.count
      instance.calls.append(skipped)
      return skipped
    }
    instance.calls.append(call)
    return call
  }

  /// What fills a slot of the frame at `base`.
  @inline(__always)
  private mutating func value(_ filling: SimulationTables.Filling, _ base: Int) -> Value {
    guard filling.row >= 0 else { return evaluator.evaluate(filling.node) }
    let row = evaluator.slots[base + Int(filling.row)]
    return row.tag == .cell
      ? Value(tag: .cell, reference: filling.column, word: row.word) : .none
  }

  /// `start`: an instance of its own, which begins now.
  private mutating func start(_ index: Int32, _ parent: Instance, _ base: Int) {
    let plan = tables.calls[index]
    let count = parent.started[index, default: 0] + 1
    parent.started[index] = count
    let scope = evaluator.slots[base + Int(plan.scope)].key
    let child = begin(
      scenario: plan.scenario, key: mix(scope, plan.key), root: parent.root, at: now,
      name: isNaming ? name(of: index, parent, count) : "", deadline: parent.deadline)
    if isNaming { child.actor = parent.actor }
    child.rootBegin = parent.rootBegin
    for index in 0..<plan.moves.count {
      let value = evaluator.slots[base + Int(plan.moves[index].from)]
      child.slots[Int(plan.moves[index].to)] = child.heap.adopt(value, from: evaluator.heap)
    }
    for index in 0..<plan.arguments.count {
      let value = evaluator.evaluate(plan.arguments[index].node)
      child.slots[Int(plan.arguments[index].slot)] = child.heap.adopt(value, from: evaluator.heap)
    }
    child.incidents = parent.incidents | evaluator.incidentsRead
    child.standards = plan.standards
  }

  /// The name of the `count`th instance that a step of another starts.
  private func name(of index: Int32, _ parent: Instance, _ count: Int) -> String {
    let call = plan.calls[Int(index)]
    let name = "\(names.scenarios[Int(call.scenario)]):\(parent.name)/\(names.steps[Int(index)])"
    return count > 1 ? "\(name)#\(count)" : name
  }

  private mutating func winner(_ race: SimulationTables.Race, _ base: Int) -> Int {
    let key = mix(evaluator.slots[base + Int(race.outer)].key, race.key)
    var best: (time: UInt64, target: Int32, key: Key)?
    for index in 0..<race.alternatives.count {
      let alternative = race.alternatives[index]
      if alternative.condition >= 0, !evaluator.isTrue(evaluator.evaluate(alternative.condition)) {
        continue
      }
      let time = raceTime(mix(key, alternative.key), weight: alternative.weight, evaluator.math)
      if time < best?.time ?? .max { best = (time, alternative.target, alternative.key) }
    }
    guard let best else { return Int(race.alternatives.last?.target ?? 0) }
    evaluator.slots[base + Int(race.scope)] = .key(mix(key, best.key))
    return Int(best.target)
  }

  // MARK: - Loops

  private mutating func begin(_ loop: LoopPlan, _ base: Int) {
    evaluator.slots[base + Int(loop.place)] = .integer(-1)
    evaluator.slots[base + Int(loop.limit)] = evaluator.evaluate(loop.node)
  }

  /// The next turn of a loop; false if it is done.
  private mutating func advance(_ loop: LoopPlan, _ base: Int, _ instance: Instance) -> Bool {
    let place = evaluator.slots[base + Int(loop.place)].word + 1
    if now >= instance.deadline { return false }
    if loop.until >= 0, evaluator.isTrue(evaluator.evaluate(loop.until)) { return false }
    let limit = evaluator.slots[base + Int(loop.limit)]
    let outer = mix(evaluator.slots[base + Int(loop.outer)].key, loop.key)
    var key = mix(outer, UInt64(place))
    if loop.isList {
      guard let count = evaluator.elementCount(of: limit), place < count else { return false }
      key = mix(outer, evaluator.elementKey(of: limit, at: Int(place)))
      let element = evaluator.element(of: limit, at: Int(place))
      evaluator.slots[base + Int(loop.element)] = element
    } else if place >= evaluator.number(limit)?.word ?? 0 {
      return false
    }
    evaluator.slots[base + Int(loop.place)] = .integer(place)
    evaluator.slots[base + Int(loop.scope)] = .key(key)
    return true
  }

  // MARK: - Traces

  private mutating func emit(_ number: Int32, _ instance: Instance) {
    let site = tables.sites[number]
    if site.handle >= 0 {
      evaluator.slots[evaluator.slotBase + Int(site.handle)] = .instant(now)
    }
    guard now >= window.lowerBound, site.isSeen else { return }
    let time = site.stamp >= 0 ? evaluator.evaluate(site.stamp).word : now
    let scope = evaluator.slots[evaluator.slotBase + Int(site.scope)].key
    instance.incidents |= evaluator.incidentsRead
    let first = Int32(batch.values.count)
    for index in 0..<site.captures.count {
      let value = evaluator.slots[evaluator.slotBase + Int(site.captures[index])]
      batch.values.append(batch.heap.adopt(value, from: evaluator.heap))
    }
    let step = mix(scope, site.key)
    var kind = Event.Kind.record(number)
    if instance.guardedBy >= 0 {
      batch.guarded.append((number, instance.guardedBy))
      kind = .guarded(Int32(batch.guarded.count - 1))
    }
    batch.events.append(
      Event(
        time: time, written: now, key: site.bar < 0 ? step : mix(step, UInt64(site.bar)),
        kind: kind, values: first, instance: place(of: instance)))
  }

  private mutating func act(_ number: Int, _ instance: Instance) {
    let plan = self.plan.controls[number]
    if case .rotate(over: .some) = plan.action { lastDecision += 1 }
    guard now >= window.lowerBound else { return }
    var holes: [(name: String, text: String)] = []
    for (name, node) in plan.holes {
      holes.append((name, evaluator.string(evaluator.evaluate(node))))
    }
    let texts = plan.texts.map { evaluator.string(evaluator.evaluate($0)) }
    var action = FileAction(
      control: Int32(number), holes: holes, guardedBy: instance.guardedBy, texts: texts)
    if case .rotate(over: .some) = plan.action { action.decision = lastDecision }
    batch.actions.append(action)
    batch.events.append(
      Event(
        time: now, written: now, key: 0, kind: .action(Int32(batch.actions.count - 1)), values: 0,
        instance: place(of: instance)))
  }
}

/// The plain part of a scenario's name as users see it: `server-error` for `frappe.server_error`.
func outsidePlainName(_ name: String) -> String {
  let plain = name.split(separator: ".").last.map(String.init) ?? name
  return String(plain.map { $0 == "_" ? "-" : $0 })
}

extension Simulation {
  /// Queues what rates, clocks and incidents begin in the next minute.
  mutating func queueArrivals() {
    let minute = arrivals.nextMinute()
    for index in 0..<tables.rates.count where !isOver(tables.rates[index], minute) {
      queue(plan.rates[index], in: minute, incident: nil)
    }
    for occurrence in ongoing where occurrence.ends > minute.lowerBound {
      for rate in plan.incidents[occurrence.incident].rates where !isOver(rate.scenario, minute) {
        queue(rate, in: minute, incident: occurrence)
      }
    }
    // Those that begin in this minute add the rest of it by themselves.
    for (number, incident) in plan.incidents.enumerated() { queue(incident, number, in: minute) }
    for (index, run) in plan.runs.enumerated() { queue(run, index, in: minute) }
  }

  /// Whether what begins in a minute is over when the window begins; then it is not played, unless it
  /// counts.
  @inline(__always)
  private mutating func isOver(_ scenario: Int32, _ minute: Range<Instant>) -> Bool {
    minute.upperBound <= window.lowerBound - tables.scenarios[scenario].lead
      && !tables.scenarios[scenario].counts
  }

  private typealias Occurrence = (incident: Int, key: Key, ends: Instant)

  private mutating func queue(_ rate: RatePlan, in minute: Range<Instant>, incident: Occurrence?) {
    let scope = mix(incident?.key ?? host, plan.scenarios[Int(rate.scenario)].key)
    guard rate.actor >= 0 else {
      return queue(rate, in: minute, scope, actor: nil, incident)
    }
    for number in 0..<world.actors[Int(rate.actor)].count {
      queue(rate, in: minute, scope, actor: number, incident)
    }
  }

  private mutating func queue(
    _ rate: RatePlan, in minute: Range<Instant>, _ scope: Key, actor: Int64?,
    _ incident: Occurrence?
  ) {
    switch rate.often {
    case .mean(let mean, let length):
      let lineage = actor.map { mix(scope, UInt64($0) + 1) } ?? mix(scope, 0)
      for slice in stride(from: minute.lowerBound, to: minute.upperBound, by: Int(length)) {
        let wanted = arrivals.mean(rate, mean, at: slice, zone: plan.zone)
        let number = floorDivide(slice, length)
        let key = mix(mix(lineage, nameKeys.arrival), signed: number)
        Arrivals.happenings(
          key: key, mean: wanted, slice: slice, length: length, evaluator.math
        ) { index, moment in
          arrive(rate, scope, actor, slice: number, index: Int64(index), at: moment, incident)
        }
      }
    case .every(let span):
      let grid = -Int64(plan.zone.standardOffset) * 1_000_000_000
      var count = floorDivide(minute.lowerBound - grid + span - 1, span)
      while grid + count * span < minute.upperBound {
        arrive(
          rate, scope, actor, slice: count, index: 0, at: grid + count * span, incident)
        count += 1
      }
    case .at(let day, let clocks): queueClocks(rate, day, clocks, in: minute, scope, actor)
    case .once(let atEnd): queueOnce(rate, atEnd, in: minute, scope, actor ?? 0)
    }
  }

  /// Clocks of the local days that touch a minute.
  private mutating func queueClocks(
    _ rate: RatePlan, _ day: Int?, _ clocks: [Int], in minute: Range<Instant>, _ scope: Key,
    _ actor: Int64?
  ) {
    let second = minute.lowerBound / 1_000_000_000
    let period = plan.zone.period(at: second)
    let local = second + Int64(period.offset)
    let today = floorDivide(local, 86400)
    let isPlain = local - 86400 > period.start + 86400 && local + 86400 < period.end - 86400
    for date in today - 1...today + 1 {
      // 2000-01-01 was a Saturday, 6.
      let weekday = ((date + 6) % 7 + 7) % 7
      if let day, Int64(day) != weekday { continue }
      for clock in clocks {
        // Where no change of the clocks is near, a clock shows a time within this minute or not.
        let ahead = date * 86400 + Int64(clock) * 60 - local
        if isPlain, ahead < 0 || ahead >= 60 { continue }
        let moment = plan.zone.firstInstant(ofLocal: date * 86400 + Int64(clock) * 60)
        guard minute.contains(moment) else { continue }
        arrive(rate, scope, actor, slice: date, index: Int64(clock), at: moment, nil)
      }
    }
  }

  /// Once a generation: at its start, or so long before its end as the scenario can take.
  private mutating func queueOnce(
    _ rate: RatePlan, _ atEnd: Bool, in minute: Range<Instant>, _ scope: Key, _ number: Int64
  ) {
    let actor = Int(rate.actor)
    guard actor >= 0, world.actors[actor].renewal > 0 else { return }
    let lead = atEnd ? plan.ending(rate) : 0
    // In most minutes nobody begins or ends.
    let ends = evaluator.end(ofActor: actor, number: number, at: minute.lowerBound + lead - 1)
    if ends - lead >= minute.upperBound { return }
    var generation = evaluator.generation(
      ofActor: actor, number: number, at: minute.lowerBound + lead)
    while true {
      let moment = evaluator.begin(ofGeneration: generation, actor: actor, number: number) - lead
      if moment >= minute.upperBound { return }
      if moment >= minute.lowerBound {
        arrive(
          rate, scope, number, slice: generation, index: atEnd ? 1 : 0, at: moment, nil,
          generation: atEnd ? generation - 1 : generation)
      }
      generation += 1
    }
  }

  private mutating func arrive(
    _ rate: RatePlan, _ scope: Key, _ number: Int64?, slice: Int64, index: Int64,
    at moment: Instant, _ incident: Occurrence?, generation: Int64? = nil
  ) {
    guard moment >= now, moment < window.upperBound else { return }
    if let incident, moment >= incident.ends { return }
    var actor: Value?
    var deadline = Instant.max
    if let number {
      let kind = Int(rate.actor)
      let lives =
        generation ?? evaluator.generation(ofActor: kind, number: number, at: moment)
      actor = .actor(kind, number: number, generation: lives)
      if world.actors[kind].renewal > 0 {
        let end =
          generation == nil
          ? evaluator.end(ofActor: kind, number: number, at: moment)
          : evaluator.begin(ofGeneration: lives + 1, actor: kind, number: number)
        // Who is about to end does nothing else any more.
        let ending = rate.often.isEnding ? 0 : endings[kind, default: 0]
        if ending > 0, moment >= end - ending { return }
        deadline = end - max(ending, 1)
      }
    }
    let actorKey = actor.map { evaluator.key(of: $0) } ?? 0
    let key = mix(mix(mix(scope, actorKey), signed: slice), signed: index)
    let instance = begin(
      scenario: rate.scenario, key: key, root: nil, at: moment, name: "", deadline: deadline)
    if let actor, rate.actorSlot >= 0 { instance.slots[Int(rate.actorSlot)] = actor }
    if isNaming { name(instance, actor, incident, slice: slice, index: index) }
    if let incident { instance.incidents |= 1 << UInt64(incident.incident & 63) }
    instance.standards = tables.scenarios[rate.scenario].standards
    if rate.actorSlot >= 0 { instance.given = [rate.actorSlot] }
  }

  /// Names an instance that a rate began.
  private mutating func name(
    _ instance: Instance, _ actor: Value?, _ incident: Occurrence?, slice: Int64, index: Int64
  ) {
    let scenario = shownNames[Int(instance.scenario)]
    let place = incident.map { "@\(plan.incidents[$0.incident].name)\(among($0))" } ?? ""
    guard let actor else {
      instance.name = "\(scenario):-\(place):\(slice):\(index)"
      return
    }
    let shown = evaluator.string(actor)
    evaluator.heap.removeAll()
    let kind = world.actors[actor.reference].name
    instance.actor = (String(kind.split(separator: ".").last ?? ""), shown)
    instance.name = "\(scenario):\(shown)\(place):\(slice):\(index)"
  }

  /// What tells an occurrence from those of its incident that began before and are not over.
  private func among(_ occurrence: Occurrence) -> String {
    let all = ongoing.filter { $0.incident == occurrence.incident }
    guard let place = all.firstIndex(where: { $0.key == occurrence.key }), place > 0 else {
      return ""
    }
    return "#\(place + 1)"
  }

  // MARK: - Incidents and runs

  private mutating func queue(_ incident: IncidentPlan, _ number: Int, in minute: Range<Instant>) {
    let name = mix(host, incident.key)
    if let at = incident.at {
      if minute.contains(at) { queue(number, key: mix(name, 0), at: at) }
      return
    }
    var mean = incident.mean
    if let (from, to) = incident.between {
      let local = minute.lowerBound / 1_000_000_000 + Int64(plan.zone.offset(at: minute.lowerBound))
      let clock = Int((local / 60 % 1440 + 1440) % 1440)
      guard clock >= from, clock < to else { return }
      mean = mean * 1440 / UInt64(max(to - from, 1))
    }
    let slice = floorDivide(minute.lowerBound, Arrivals.minute)
    let key = mix(mix(name, nameKeys.arrival), signed: slice)
    Arrivals.happenings(
      key: key, mean: mean, slice: minute.lowerBound, length: Arrivals.minute, evaluator.math
    ) { index, moment in
      queue(number, key: mix(mix(name, signed: slice), index), at: moment)
    }
  }

  private mutating func queue(_ number: Int, key: Key, at moment: Instant) {
    evaluator.recordKey = key
    let lasting = evaluator.evaluate(plan.incidents[number].lasting).word
    let ends = moment + max(lasting, 0)
    guard ends > now else { return }
    ongoing.append((number, key, ends))
    pendingIncidents.append((number, key, moment, ends))
    let place = Int32(pendingIncidents.count - 1)
    queue.push(
      WakeQueue.Entry(time: moment, root: key, order: 0, instance: ~(place * 2)))
    queue.push(
      WakeQueue.Entry(time: ends, root: key, order: 1, instance: ~(place * 2 + 1)))
    for rate in plan.incidents[number].rates {
      // The rest of the minute in which it begins.
      let minute = floorDivide(moment, Arrivals.minute) * Arrivals.minute
      queueRest(rate, from: moment, minute: minute, (number, key, ends))
    }
  }

  private mutating func queueRest(
    _ rate: RatePlan, from moment: Instant, minute: Instant, _ occurrence: Occurrence
  ) {
    let minute = minute..<(minute + Arrivals.minute)
    if isOver(rate.scenario, minute) { return }
    let saved = now
    now = moment
    queue(rate, in: minute, incident: occurrence)
    now = saved
  }

  /// An incident begins (even numbers) or ends (odd ones).
  mutating func wakeIncident(_ code: Int) {
    let (number, key, _, _) = pendingIncidents[code / 2]
    let incident = plan.incidents[number]
    let bit: UInt64 = 1 << UInt64(number & 63)
    let begins = code % 2 == 0
    for (dial, node) in incident.turns {
      if begins {
        evaluator.turned[Int(dial)] = Evaluator.Turn(node: node, incident: bit)
      } else if evaluator.turned[Int(dial)].incident == bit {
        evaluator.turned[Int(dial)] = Evaluator.Turn(node: -1, incident: 0)
      }
    }
    if !begins { ongoing.removeAll { $0.incident == number && $0.key == key } }
    for (index, run) in incident.runs.enumerated()
    where run.moment == (begins ? .start : .end) {
      begin(run, index, key: key, at: now, name: incident.name, bit)
    }
  }

  private mutating func begin(
    _ run: RunPlan, _ index: Int, key: Key, at moment: Instant, name: String, _ incidents: UInt64
  ) {
    let scenario = plan.scenarios[Int(run.scenario)]
    let minute = floorDivide(moment, Arrivals.minute)
    let instance = begin(
      scenario: run.scenario, key: mix(mix(key, scenario.key), UInt64(index)), root: nil,
      at: moment, name: "\(shownNames[Int(run.scenario)]):\(name):\(minute):\(index)")
    instance.incidents |= incidents
    for (node, slot) in run.arguments { instance.slots[Int(slot)] = evaluator.evaluate(node) }
    instance.standards = tables.scenarios[run.scenario].standards
    instance.given = run.arguments.map(\.slot)
  }

  /// `run X at start|end|CLOCK` of the tree.
  private mutating func queue(_ run: RunPlan, _ index: Int, in minute: Range<Instant>) {
    let moment: Instant
    switch run.moment {
    case .start: moment = window.lowerBound
    case .end: moment = window.upperBound - 1
    case .clock(let clock):
      let local = minute.lowerBound / 1_000_000_000 + Int64(plan.zone.offset(at: minute.lowerBound))
      moment = plan.zone.firstInstant(
        ofLocal: floorDivide(local, 86400) * 86400 + Int64(clock) * 60)
    }
    guard minute.contains(moment), moment >= now else { return }
    begin(run, index, key: host, at: moment, name: "-", 0)
  }
}

/// Hashes of words that stand between keys.
struct NameKeys {
  let arrival = nameKey("arrival")
  let phase = nameKey("phase")
  let begin = nameKey("begin")
}

let nameKeys = NameKeys()

extension Simulation {
  /// Queues what incidents and runs begin in a minute.
  mutating func queueIncidents(in minute: Range<Instant>) {
    if !ongoing.isEmpty {
      for occurrence in ongoing where occurrence.ends > minute.lowerBound {
        let rates = tables.incidents[occurrence.incident].rates
        for index in 0..<rates.count where starts[Int(rates[index].scenario)] < minute.upperBound {
          queue(rates[index], in: minute, incident: occurrence)
        }
      }
    }
    // Those that begin in this minute add the rest of it by themselves.
    for number in 0..<tables.incidents.count { queue(number, in: minute) }
    for index in 0..<tables.runs.count { queue(run: index, in: minute) }
  }

  @inline(__always)
  private mutating func queue(_ number: Int, in minute: Range<Instant>) {
    let incident = tables.incidents[number]
    let name = mix(host, incident.key)
    if let at = incident.at {
      if minute.contains(at) { queue(number, key: mix(name, 0), at: at) }
      return
    }
    var mean = incident.mean
    if let (from, to) = incident.between {
      let local = arrivals.local(minute.lowerBound, plan.zone)
      let clock = Int((local / 60 % 1440 + 1440) % 1440)
      guard clock >= from, clock < to else { return }
      mean = mean * 1440 / UInt64(max(to - from, 1))
    }
    let slice = floorDivide(minute.lowerBound, Arrivals.minute)
    let key = mix(mix(name, arrivalKey), signed: slice)
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
    // The rest of the minute in which it begins.
    let minute = floorDivide(moment, Arrivals.minute) * Arrivals.minute
    let rest = minute..<(minute + Arrivals.minute)
    let saved = now
    now = moment
    let rates = tables.incidents[number].rates
    for index in 0..<rates.count where starts[Int(rates[index].scenario)] < rest.upperBound {
      queue(rates[index], in: rest, incident: (number, key, ends))
    }
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
      at: moment, name: "\(names.scenarios[Int(run.scenario)]):\(name):\(minute):\(index)")
    instance.incidents |= incidents
    for (node, slot) in run.arguments { instance.slots[Int(slot)] = evaluator.evaluate(node) }
    instance.standards = tables.scenarios[run.scenario].standards
    instance.given = run.arguments.map(\.slot)
  }

  /// `run X at start|end|CLOCK` of the tree.
  private mutating func queue(run index: Int, in minute: Range<Instant>) {
    let moment: Instant
    switch tables.runs[index] {
    case .start: moment = window.lowerBound
    case .end: moment = window.upperBound - 1
    case .clock(let clock):
      let local = arrivals.local(minute.lowerBound, plan.zone)
      moment = plan.zone.firstInstant(
        ofLocal: floorDivide(local, 86400) * 86400 + Int64(clock) * 60)
    }
    guard minute.contains(moment), moment >= now else { return }
    begin(plan.runs[index], index, key: host, at: moment, name: "-", 0)
  }
}

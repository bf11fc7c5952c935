extension Simulation {
  /// An incident that is on.
  typealias Occurrence = (incident: Int, key: Key, ends: Instant)

  /// Queues what rates, clocks and incidents begin in the next minute.
  mutating func queueArrivals() {
    let minute = arrivals.nextMinute()
    for index in 0..<tables.rates.count where arrivals.waits[index] < minute.upperBound {
      queue(tables.rates[index], in: minute, incident: nil)
      if let next = next(of: tables.rates[index], from: minute.upperBound) {
        arrivals.waits[index] = next
      }
    }
    queueIncidents(in: minute)
  }

  /// Queues what a rate begins in a minute.
  mutating func queue(
    _ rate: SimulationTables.Rate, in minute: Range<Instant>, incident: Occurrence?
  ) {
    let scope = mix(incident?.key ?? host, rate.key)
    guard rate.actor >= 0 else {
      return queue(rate, in: minute, scope, actor: nil, incident)
    }
    for number in 0..<evaluator.actors[rate.actor].count {
      queue(rate, in: minute, scope, actor: number, incident)
    }
  }

  @inline(__always)
  private mutating func queue(
    _ rate: SimulationTables.Rate, in minute: Range<Instant>, _ scope: Key, actor: Int64?,
    _ incident: Occurrence?
  ) {
    switch rate.often {
    case .mean(let mean, let length):
      let lineage = mix(mix(scope, UInt64(actor.map { $0 + 1 } ?? 0)), arrivalKey)
      var slice = minute.lowerBound
      while slice < minute.upperBound {
        let wanted = arrivals.mean(rate, mean, at: slice, zone: plan.zone)
        let number = floorDivide(slice, length)
        Arrivals.happenings(
          key: mix(lineage, signed: number), mean: wanted, slice: slice, length: length,
          evaluator.math
        ) { index, moment in
          arrive(rate, scope, actor, slice: number, index: Int64(index), at: moment, incident)
        }
        slice += length
      }
    case .every(let span):
      var count = count(of: span, from: minute.lowerBound)
      while grid + count * span < minute.upperBound {
        arrive(
          rate, scope, actor, slice: count, index: 0, at: grid + count * span, incident)
        count += 1
      }
    case .at(let day, let clocks): queueClocks(rate, day, clocks, in: minute, scope, actor)
    case .once(let atEnd): queueOnce(rate, atEnd, in: minute, scope, actor ?? 0)
    }
  }

  /// An instant before which a rate begins nothing from another on; nil if none can be told.
  private mutating func next(
    of rate: SimulationTables.Rate, from instant: Instant
  ) -> Instant? {
    switch rate.often {
    case .mean: return nil
    case .every(let span): return grid + count(of: span, from: instant) * span
    case .at(let day, let clocks): return nextClock(day, clocks, from: instant)
    case .once(let isAtEnd):
      guard rate.actor >= 0, evaluator.actors[rate.actor].renewal > 0 else { return .max }
      let lead = isAtEnd ? plan.ending(rate.scenario) : 0
      var first = Instant.max
      for number in 0..<evaluator.actors[rate.actor].count {
        let ends = evaluator.end(
          ofActor: Int(rate.actor), number: number, at: instant + lead - 1)
        first = min(first, ends - lead)
      }
      return first
    }
  }

  /// Where the grid of `every` stands.
  private var grid: Instant { -Int64(plan.zone.standardOffset) * 1_000_000_000 }

  /// The place on a grid of the first moment from an instant on.
  private func count(of span: Int64, from instant: Instant) -> Int64 {
    floorDivide(instant - grid + span - 1, span)
  }

  /// Clocks of the local days that touch a minute.
  private mutating func queueClocks(
    _ rate: SimulationTables.Rate, _ day: Int?, _ clocks: Table<Int>, in minute: Range<Instant>,
    _ scope: Key, _ actor: Int64?
  ) {
    let today = floorDivide(arrivals.local(minute.lowerBound, plan.zone), 86400)
    for date in today - 1...today + 1 where day.map({ $0 == weekday(date) }) ?? true {
      for clock in clocks {
        let moment = plan.zone.firstInstant(ofLocal: date * 86400 + Int64(clock) * 60)
        guard minute.contains(moment) else { continue }
        arrive(rate, scope, actor, slice: date, index: Int64(clock), at: moment, nil)
      }
    }
  }

  /// The first moment from an instant on that clocks show one of these times, or a day later if
  /// there is none by then.
  private mutating func nextClock(
    _ day: Int?, _ clocks: Table<Int>, from instant: Instant
  ) -> Instant {
    var first = instant + 86400 * 1_000_000_000
    let today = floorDivide(arrivals.local(instant, plan.zone), 86400)
    // Clocks that are put on or back by a day have shown the third day from now by then.
    for date in today - 1...today + 3 where day.map({ $0 == weekday(date) }) ?? true {
      for clock in clocks {
        let moment = plan.zone.firstInstant(ofLocal: date * 86400 + Int64(clock) * 60)
        if moment >= instant { first = min(first, moment) }
      }
    }
    return first
  }

  /// Of a day since 2000; 0 is Sunday.
  private func weekday(_ date: Int64) -> Int {
    // 2000-01-01 was a Saturday, 6.
    Int(((date + 6) % 7 + 7) % 7)
  }

  /// Once a generation: at its start, or so long before its end as the scenario can take.
  private mutating func queueOnce(
    _ rate: SimulationTables.Rate, _ atEnd: Bool, in minute: Range<Instant>, _ scope: Key,
    _ number: Int64
  ) {
    let actor = Int(rate.actor)
    guard actor >= 0, evaluator.actors[actor].renewal > 0 else { return }
    let lead = atEnd ? plan.ending(rate.scenario) : 0
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
    _ rate: SimulationTables.Rate, _ scope: Key, _ number: Int64?, slice: Int64, index: Int64,
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
      if evaluator.actors[kind].renewal > 0 {
        let end =
          generation == nil
          ? evaluator.end(ofActor: kind, number: number, at: moment)
          : evaluator.begin(ofGeneration: lives + 1, actor: kind, number: number)
        // Who is about to end does nothing else any more.
        let ending = rate.isEnding ? 0 : endings[kind]
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
}

/// Hashes of words that stand between keys.
struct NameKeys {
  let arrival = nameKey("arrival")
  let phase = nameKey("phase")
  let begin = nameKey("begin")
}

let nameKeys = NameKeys()

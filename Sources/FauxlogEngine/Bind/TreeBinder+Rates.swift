import FauxlogLanguage

/// What happens in a tree: rates, curves, incidents, runs.
extension TreeBinder {
  /// The number of a scenario known to any of the tree's systems.
  func scenario(_ name: Name, _ scenarios: ScenarioBinder) -> Int32? {
    for system in systems {
      if binder.catalogue.find(name, in: \.scenarios, system: system) != nil {
        return scenarios.scenario(name, system: system)
      }
    }
    return scenarios.scenario(name, system: tree.system)
  }

  func bind(_ rate: RateSyntax, _ scenarios: ScenarioBinder) -> RatePlan? {
    guard let number = scenario(rate.scenario, scenarios) else { return nil }
    guard let often = often(rate.often, rate.position) else { return nil }
    var plan = RatePlan(scenario: number, often: often)
    var given: [String: Int32] = [:]
    if let actor = rate.actor {
      guard let found = systems.lazy.compactMap({ self.binder.actor(actor, system: $0) }).first
      else {
        binder.failUnknown(
          actor, among: binder.plainNames(binder.catalogue.actors, tree.system), what: "actor")
        return nil
      }
      plan.actor = found
      let plain = actor.text.split(separator: ".").last.map(String.init) ?? actor.text
      given[plain] = binder.constant(.none)
      plan.actorSlot =
        scenarios.plan.scenarios[Int(number)].given.first { $0.name == plain }?.slot ?? -1
    }
    checkGiven(rate.scenario, number, given, scenarios)
    if let curve = rate.curve {
      guard let points = curves[curve.text] else {
        binder.failUnknown(curve, among: curves.keys.sorted(), what: "curve")
        return nil
      }
      plan.curve = Self.table(points)
      plan.weekend = (points.weekend ?? 1_000_000) / 1000
    }
    return plan
  }

  /// A scenario that a rate begins gets its actor, and defaults for the rest.
  private func checkGiven(
    _ name: Name, _ number: Int32, _ given: [String: Int32], _ scenarios: ScenarioBinder
  ) {
    for one in scenarios.syntax(of: number).given where given[one.name.text] == nil {
      if one.standard == nil {
        binder.fail(
          name.position, "\(name.text) needs \(one.name.text)",
          help: "write `for each \(one.name.text)`, or give it a default")
      }
    }
  }

  /// A mean for each slice, or moments.
  private func often(_ often: RateSyntax.Often, _ position: Position) -> RatePlan.Often? {
    switch often {
    case .rate(let number, let unit): return mean(number, unit, position)
    case .every(let number):
      guard let span = number.nanoseconds, span > 0 else {
        binder.fail(position, "`every` takes a duration, such as 5m")
        return nil
      }
      if 60_000_000_000 / span > Limit.arrivals { return tooOften(position) }
      return .every(span)
    case .at(let day, let clocks):
      var number: Int?
      if let day {
        let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
        number = days.firstIndex(of: day.text)
        if number == nil {
          binder.failUnknown(day, among: days, what: "day")
          return nil
        }
      }
      return .at(day: number, clocks)
    case .once(let atEnd): return .once(beforeItsEnd: atEnd)
    }
  }

  private func tooOften(_ position: Position) -> RatePlan.Often? {
    binder.fail(
      position, "a rate begins at most \(Limit.show(Limit.arrivals)) of a scenario a minute",
      help: "let each do more")
    return nil
  }

  private func mean(_ number: Number, _ unit: Name, _ position: Position) -> RatePlan.Often? {
    let minutes: [String: UInt64] = [
      "minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525_600,
    ]
    var scale: UInt64 = 1
    for _ in 0..<number.places { scale *= 10 }
    guard number.digits >= 0, number.digits < 1 << 22 else {
      binder.fail(position, "a rate is at most 4 million a \(unit.text)")
      return nil
    }
    let whole = UInt64(number.digits) << 40
    let often = (whole / scale) >> 40
    if unit.text == "second" {
      if often > UInt64(Limit.arrivals) / 60 { return tooOften(position) }
      return .mean(whole / scale, slice: 1_000_000_000)
    }
    guard let span = minutes[unit.text] else {
      binder.failUnknown(unit, among: Array(minutes.keys) + ["second"], what: "unit")
      return nil
    }
    if often / span > UInt64(Limit.arrivals) { return tooOften(position) }
    return .mean(whole / scale / span, slice: 60_000_000_000)
  }

  /// A curve as per mille for each minute of the day, linear between its points.
  private static func table(_ curve: CurveSyntax) -> [Int64] {
    let points = curve.points.sorted { $0.minute < $1.minute }
    guard let first = points.first, let last = points.last else { return [] }
    let around =
      [(last.minute - 1440, last.share)] + points.map { ($0.minute, $0.share) }
      + [(first.minute + 1440, first.share)]
    var place = 0
    return (0..<1440).map { minute in
      while around[place + 1].0 <= minute { place += 1 }
      let (from, low) = around[place]
      let (to, high) = around[place + 1]
      return (low + (high - low) * Int64(minute - from) / Int64(max(to - from, 1))) / 1000
    }
  }

  func bind(
    _ run: RunSyntax, _ scenarios: ScenarioBinder, given: [String: Int32]
  ) -> RunPlan? {
    guard let number = scenario(run.scenario, scenarios) else { return nil }
    let moment: RunPlan.Moment =
      switch run.moment {
      case .start: .start
      case .end: .end
      case .clock(let minute): .clock(minute)
      }
    let scope = Scope(parent: nil, system: tree.system)
    let arguments = scenarios.arguments(
      run.arguments, of: number, at: run.scenario.position, in: scope)
    return RunPlan(scenario: number, moment: moment, arguments: arguments)
  }

  func bind(_ incident: IncidentSyntax, _ scenarios: ScenarioBinder) -> IncidentPlan? {
    let name = incident.name
    let scope = Scope(parent: nil, system: tree.system)
    let lasting = binder.bind(
      Definition(names: [name], kind: incident.lasting), name: name, in: scope, base: .record,
      key: nameKey("for"))
    var plan = IncidentPlan(
      name: name.text, key: nameKey("incident \(name.text)"), lasting: lasting,
      longest: Spans.longest(of: lasting, binder))
    switch incident.when {
    case .at(let text):
      guard let at = parseRFC3339(text) else {
        binder.fail(name.position, "no such time: \(text)")
        return nil
      }
      plan.at = at
    case .rate(let number, let unit, let between):
      guard case .mean(let mean, _)? = self.mean(number, unit, name.position) else { return nil }
      plan.mean = mean
      plan.between = between
    }
    for (dial, kind) in incident.turns {
      guard let found = systems.lazy.compactMap({ self.binder.dial(dial, system: $0) }).first else {
        binder.failUnknown(
          dial, among: binder.plainNames(binder.catalogue.dials, tree.system), what: "dial")
        continue
      }
      plan.turns.append((found, turn(dial, kind, scope)))
    }
    plan.rates = incident.rates.compactMap { bind($0, scenarios) }
    plan.runs = incident.runs.compactMap { bind($0, scenarios, given: [:]) }
    return plan
  }

  /// What a dial is turned to; a bare word is one of its list.
  private func turn(_ dial: Name, _ kind: Kind, _ scope: Scope) -> Int32 {
    if case .value(.path(let path)) = kind, path.count == 1,
      let syntax = systems.lazy.compactMap({ self.binder.dialSyntax(dial, system: $0) }).first?.1,
      let member = binder.member(path[0].text, of: syntax.syntax)
    {
      return binder.constant(member)
    }
    return binder.bind(
      Definition(names: [dial], kind: kind), name: dial, in: scope, base: .record,
      key: nameKey("value"))
  }
}

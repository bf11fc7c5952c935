// How often things happen: rates, curves, incidents, runs.

extension Parser {
  /// `rate SCENARIO often for each ACTOR, CURVE`.
  func rate(_ index: Int) throws(Diagnostic) -> RateSyntax {
    try expectNoBody(index)
    var cursor = cursor(index)
    let at = cursor.position
    cursor.index = 1
    let scenario = try cursor.dottedName("the name of a scenario")
    let often = try often(&cursor)
    var actor: Name?
    if cursor.take("for") {
      try cursor.expect("each")
      actor = try cursor.dottedName("the name of an actor")
    }
    let curve = cursor.takeMark(",") ? try cursor.dottedName("the name of a curve") : nil
    if !cursor.isAtEnd {
      throw cursor.unexpected(
        "for each, a comma and a curve, or the end of the line", near: ["for"])
    }
    return RateSyntax(scenario: scenario, often: often, actor: actor, curve: curve, position: at)
  }

  private func often(_ cursor: inout Cursor) throws(Diagnostic) -> RateSyntax.Often {
    if cursor.take("every") { return .every(try cursor.duration("how often")) }
    if cursor.take("once") {
      let isLast = cursor.take("before")
      if isLast { try cursor.expect("its", "end") }
      return .once(beforeItsEnd: isLast)
    }
    if cursor.isWord("on") || cursor.isWord("at") { return try moments(&cursor) }
    guard cursor.isNumber() else {
      throw cursor.unexpected(
        "how often: 40 a minute, every 5m, at 02:00, on Sunday at 06:25 or once",
        near: ["every", "at", "on", "once"])
    }
    let (number, unit) = try frequency(&cursor)
    return .rate(number, unit: unit)
  }

  /// `40 a minute`.
  private func frequency(_ cursor: inout Cursor) throws(Diagnostic) -> (Number, unit: Name) {
    let place = cursor.position
    let number = try cursor.number("a number")
    guard number.unit == nil, number.digits >= 0 else {
      throw Diagnostic(place, "expected how many: a number without unit, 0 or more")
    }
    guard cursor.take("a") || cursor.take("an") else {
      throw cursor.unexpected("a minute, an hour or the like", near: ["a", "an"])
    }
    let units = ["second", "minute", "hour", "day", "week", "month", "year"]
    guard let token = cursor.peek(), token.kind == .word, units.contains(token.text) else {
      throw cursor.unexpected("second, minute, hour, day, week, month or year", near: units)
    }
    cursor.index += 1
    return (number, Name(token.text, token.position))
  }

  /// `on Sunday at 06:25, 18:00`.
  private func moments(_ cursor: inout Cursor) throws(Diagnostic) -> RateSyntax.Often {
    var day: Name?
    if cursor.take("on") {
      let days = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
      ]
      guard let token = cursor.peek(), days.contains(token.text) else {
        throw cursor.unexpected("a day of the week, like Sunday", near: days)
      }
      cursor.index += 1
      day = Name(token.text, token.position)
    }
    try cursor.expect("at")
    var clocks = [try cursor.clock("a time like 06:25")]
    while cursor.isMark(","), cursor.isKind(.clock, 1) {
      cursor.index += 1
      clocks.append(try cursor.clock("a time like 06:25"))
    }
    return .at(day: day, clocks: clocks)
  }

  /// `curve NAME: 00:00 4%, …, weekend 25%`.
  func curve(_ index: Int) throws(Diagnostic) -> CurveSyntax {
    try expectNoBody(index)
    var cursor = cursor(index)
    cursor.index = 1
    var curve = CurveSyntax(name: try cursor.name("the curve's name"), points: [], weekend: nil)
    try cursor.expectMark(":", "a colon and times with shares")
    let limit: Int64 = 1_000_000_000
    repeat {
      if cursor.take("weekend") {
        curve.weekend = try cursor.percent("a share", limit: limit)
        break
      }
      let place = cursor.position
      let minute = try cursor.clock("a time like 06:00, or weekend")
      if let last = curve.points.last, last.minute >= minute {
        throw Diagnostic(place, "the times of a curve go up")
      }
      curve.points.append((minute, try cursor.percent("a share", limit: limit)))
    } while cursor.takeMark(",")
    try cursor.expectEnd("a comma or the end of the line")
    return curve
  }

  /// `run SCENARIO with … at start|end|CLOCK`.
  func run(_ index: Int) throws(Diagnostic) -> RunSyntax {
    try expectNoBody(index)
    var cursor = cursor(index)
    cursor.index = 1
    let scenario = try cursor.dottedName("the name of a scenario")
    let arguments = try cursor.arguments()
    try cursor.expect("at")
    let moment: RunSyntax.Moment
    if cursor.take("start") {
      moment = .start
    } else if cursor.take("end") {
      moment = .end
    } else {
      moment = .clock(try cursor.clock("start, end or a time like 06:25"))
    }
    try cursor.expectEnd()
    return RunSyntax(scenario: scenario, arguments: arguments, moment: moment)
  }

  // MARK: - Incidents

  /// `incident NAME`: when and how long on its first line, then what it turns, adds and runs.
  mutating func incident(_ index: Int) throws(Diagnostic) -> IncidentSyntax {
    var head = cursor(index)
    head.index = 1
    let name = try head.name("the incident's name")
    try head.expectEnd()
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    guard let first = below(index).first else {
      throw Diagnostic(head.end, "expected below: when it begins, and \", for\" how long")
    }
    if nodes[first].isBroken { throw Diagnostic(nodes[first].position, "no moment of an incident") }
    try expectNoBody(first)
    var cursor = cursor(first)
    let moment = try moment(&cursor)
    try cursor.expectMark(",", "\", for\" and how long")
    try cursor.expect("for")
    let lasting = try cursor.kind()
    try cursor.expectEnd()
    var incident = IncidentSyntax(
      name: name, when: moment, lasting: lasting, turns: [], rates: [], runs: [])
    forEach(in: nodes[first].end..<nodes[index].end) { parser, child throws(Diagnostic) in
      try parser.incidentItem(child, &incident)
    }
    return incident
  }

  private func moment(_ cursor: inout Cursor) throws(Diagnostic) -> IncidentSyntax.When {
    if cursor.take("at") {
      guard let token = cursor.peek(), token.kind == .date else {
        throw cursor.unexpected("a time like 2026-03-01T14:00:00Z")
      }
      cursor.index += 1
      return .at(token.text)
    }
    guard cursor.isNumber() else {
      throw cursor.unexpected("when it begins: 1 a week, or at 2026-03-01T14:00:00Z")
    }
    let (number, unit) = try frequency(&cursor)
    guard cursor.take("between") else { return .rate(number, unit: unit, between: nil) }
    let from = try cursor.clock("a time like 09:00")
    try cursor.expect("and")
    let to = try cursor.clock("a time like 17:00")
    return .rate(number, unit: unit, between: (from, to))
  }

  private func incidentItem(
    _ index: Int, _ incident: inout IncidentSyntax
  ) throws(Diagnostic) {
    var cursor = cursor(index)
    if cursor.isWord("rate") {
      incident.rates.append(try rate(index))
    } else if cursor.isWord("run") {
      incident.runs.append(try run(index))
    } else if cursor.take("turn") {
      try expectNoBody(index)
      let dial = try cursor.dottedName("the name of a dial")
      try cursor.expect("to")
      incident.turns.append((dial, try cursor.kind()))
      try cursor.expectEnd()
    } else {
      throw cursor.unexpected("turn, rate or run", near: ["turn", "rate", "run"])
    }
  }
}

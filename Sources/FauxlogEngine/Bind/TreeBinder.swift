package import FauxlogLanguage

extension Binder {
  /// Binds a tree with all its scenarios; nil, with an error, if there is none of that name.
  ///
  /// `name` may be written with dots or, as users outside templates do, with dashes.
  package func tree(_ name: Name) -> TreeModel? {
    let wanted = outsideName(name.text)
    guard let tree = catalogue.trees.values.first(where: { outsideName($0.name) == wanted }) else {
      failUnknown(name, among: catalogue.trees.keys.map(outsideName), what: "tree")
      return nil
    }
    return TreeBinder(self, tree).bind()
  }
}

/// Binds one tree.
private final class TreeBinder {
  let binder: Binder
  let tree: Catalogue.Tree
  var model: TreeModel
  /// Systems whose plain names the tree knows: its own, and those of the grammars it takes.
  private var systems: [String]
  private var curves: [String: CurveSyntax] = [:]
  private var rates: [RateSyntax] = []
  private var incidents: [IncidentSyntax] = []
  private var runs: [RunSyntax] = []

  init(_ binder: Binder, _ tree: Catalogue.Tree) {
    self.binder = binder
    self.tree = tree
    model = TreeModel(name: tree.name, start: 0, zone: .utc)
    systems = [tree.system]
  }

  func bind() -> TreeModel {
    let entries = folded(tree.entries)
    for entry in entries { placeTime(entry) }
    binder.localZone = model.zone
    for entry in entries { collect(entry) }
    let scenarios = ScenarioBinder(binder, rules: model.rules)
    for rate in rates {
      if let plan = bind(rate, scenarios) { scenarios.plan.rates.append(plan) }
    }
    for incident in incidents {
      if let plan = bind(incident, scenarios) { scenarios.plan.incidents.append(plan) }
    }
    for run in runs {
      if let plan = bind(run, scenarios, given: [:]) { scenarios.plan.runs.append(plan) }
    }
    scenarios.compileAll()
    scenarios.plan.zone = model.zone
    model.plan = scenarios.plan
    model.events = scenarios.eventNumbers.sorted { $0.value < $1.value }.map(\.key)
    checkEnds(scenarios)
    TreeCheck(binder: binder, tree: tree, model: model).run()
    return model
  }

  /// Entries without their `when`s.
  private func folded(_ entries: [Entry]) -> [Entry] {
    entries.flatMap { entry -> [Entry] in
      guard case .choice(let choice) = entry else { return [entry] }
      return folded(binder.fold(choice, system: tree.system) ?? [])
    }
  }

  private func placeTime(_ entry: Entry) {
    switch entry {
    case .parameter(let definition):
      for name in definition.names { _ = binder.parameter(name.text, system: tree.system) }
    case .zone(let path):
      guard let zone = Zone.named(path.text) else {
        return binder.failUnknown(
          Name(path.text, path.position), among: Zone.allNames, what: "zone")
      }
      model.zone = zone
    case .start(let text, let position):
      guard let start = parseRFC3339(text) else {
        return binder.fail(position, "no such time: \(text)", help: "as 2026-03-01T00:00:00+01:00")
      }
      model.start = start
    default: break
    }
  }

  private func collect(_ entry: Entry) {
    switch entry {
    case .file(let file): add(file)
    case .statics(let file): add(file)
    case .rate(let rate): rates.append(rate)
    case .curve(let curve): curves[curve.name.text] = curve
    case .incident(let incident): incidents.append(incident)
    case .run(let run): runs.append(run)
    default: break
    }
  }

  // MARK: - Files

  private func add(_ file: FileSyntax) {
    guard checkPath(file.path) else { return }
    var rule: FileRule?
    for note in file.notes {
      guard case .takes(let grammar, let layout, let eachLine, let condition) = note else {
        continue
      }
      guard let model = binder.grammar(grammar) else { continue }
      if eachLine {
        binder.fail(grammar.position, "`each line` comes with the next tier of the language")
      }
      var taken = FileRule(
        path: file.path, format: grammar.text, layout: layout?.text, condition: condition)
      taken.isWholeFile = model.isWholeFile
      rule = taken
      if !systems.contains(model.system) { systems.append(model.system) }
      let key = TreeModel.FormatKey(format: grammar.text, layout: layout?.text)
      if !self.model.formats.contains(key) { self.model.formats.append(key) }
    }
    guard var rule else {
      return binder.fail(file.path.position, "say what this file `takes`")
    }
    for note in file.notes { apply(note, to: &rule) }
    if model.rules.contains(where: { $0.path.text == rule.path.text && $0.format != rule.format }) {
      binder.fail(file.path.position, "two files are both called \(file.path.text)")
    }
    model.rules.append(rule)
  }

  private func apply(_ note: FileSyntax.Note, to rule: inout FileRule) {
    switch note {
    case .takes, .mode, .owner: break
    case .named(let name): rule.named = name.text
    case .presentFromTheStart: rule.isPresent = true
    case .heldUntilFlushed: rule.isHeld = true
    case .writtenBy(let name):
      binder.fail(name.position, "`written by` comes with the next tier of the language")
    case .rotates(let moment, let keeping, let position):
      rule.rotation = rotation(moment, keeping, position)
    }
  }

  private func rotation(
    _ moment: FileSyntax.Moment, _ keeping: [FileSyntax.Keeping], _ position: Position
  ) -> FileRule.Rotation? {
    var rotation: FileRule.Rotation
    switch moment {
    case .before(let size):
      guard let bytes = size.bytes, bytes > 0 else { return badSize(position) }
      rotation = FileRule.Rotation(moment: .before(bytes))
    case .after(let size):
      guard let bytes = size.bytes, bytes > 0 else { return badSize(position) }
      rotation = FileRule.Rotation(moment: .after(bytes))
    case .told(let byCopy):
      if byCopy { binder.fail(position, "`by copy` comes with the next tier of the language") }
      rotation = FileRule.Rotation(moment: .told)
    }
    for keep in keeping {
      switch keep {
      case .keeps(let count, let first):
        rotation.keeps = count
        if let first { (rotation.prefix, rotation.first) = Self.split(first) }
      case .next(let suffix): rotation.next = Self.split(suffix)
      case .gzip(let suffix): rotation.gzipFrom = Self.split(suffix).1
      }
    }
    return rotation
  }

  private func badSize(_ position: Position) -> FileRule.Rotation? {
    binder.fail(position, "a file rotates by a size, such as 10MB")
    return nil
  }

  /// `.1` as `.` and 1.
  private static func split(_ suffix: String) -> (String, Int) {
    let digits = String(suffix.reversed().prefix { $0.isNumber }.reversed())
    return (String(suffix.dropLast(digits.count)), Int(digits) ?? 1)
  }

  private func add(_ file: StaticSyntax) {
    guard checkPath(file.path) else { return }
    let scope = Scope(parent: nil, system: tree.system)
    let path = constantText(file.path.segments, file.path.position, scope)
    if path.hasSuffix("/") {
      model.statics.append(
        TreeModel.StaticFile(
          path: String(path.dropLast()), content: [], isFolder: true, position: file.path.position))
      return
    }
    var text = ""
    for bar in binder.fold(file.body, system: tree.system).bars {
      text += constantText(bar.segments, bar.position, scope) + "\n"
    }
    model.statics.append(
      TreeModel.StaticFile(
        path: path, content: Array(text.utf8), isFolder: false, position: file.path.position))
  }

  /// Text whose holes are parameters.
  private func constantText(_ segments: [Bar.Segment], _ position: Position, _ scope: Scope)
    -> String
  {
    let node = binder.bind(template: segments, position, in: scope)
    guard let value = binder.constantValue(node) else {
      binder.fail(position, "only parameters can fill a hole here")
      return ""
    }
    return binder.show(value)
  }

  /// Whether a path stays inside the tree.
  private func checkPath(_ path: PathSyntax) -> Bool {
    let parts = path.text.split(separator: "/", omittingEmptySubsequences: false)
    let isOutside = path.text.hasPrefix("/") || parts.contains("..")
    if isOutside {
      binder.fail(path.position, "path leaves the output folder: \(path.text)")
      return false
    }
    let inner = path.text.hasSuffix("/") ? parts.dropLast() : parts[...]
    if inner.contains(where: { $0.isEmpty || $0 == "." }) {
      binder.fail(path.position, "a path has names between single slashes: \(path.text)")
      return false
    }
    return binder.checkLength(path)
  }

  // MARK: - Rates

  /// The number of a scenario known to any of the tree's systems.
  private func scenario(_ name: Name, _ scenarios: ScenarioBinder) -> Int32? {
    for system in systems {
      if binder.find(name, in: binder.catalogue.scenarios, system: system) != nil {
        return scenarios.scenario(name, system: system)
      }
    }
    return scenarios.scenario(name, system: tree.system)
  }

  private func bind(_ rate: RateSyntax, _ scenarios: ScenarioBinder) -> RatePlan? {
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
    let slice: UInt64 = unit.text == "second" ? 60 : 1
    if (whole / scale >> 40) * slice / (minutes[unit.text] ?? 1) > UInt64(Limit.arrivals) {
      return tooOften(position)
    }
    if unit.text == "second" { return .mean(whole / scale, slice: 1_000_000_000) }
    guard let span = minutes[unit.text] else {
      binder.failUnknown(unit, among: Array(minutes.keys) + ["second"], what: "unit")
      return nil
    }
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

  private func bind(
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

  private func bind(_ incident: IncidentSyntax, _ scenarios: ScenarioBinder) -> IncidentPlan? {
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

  /// A file that no event reaches, an event that no scenario writes.
  private func checkEnds(_ scenarios: ScenarioBinder) {
    for (index, rule) in model.rules.enumerated() {
      let isReached = scenarios.plan.sites.contains { site in
        site.outputs.contains { $0.routes.contains { $0.rule == Int32(index) } }
      }
      if !isReached, !rule.isPresent {
        binder.fail(
          rule.path.position, "no scenario writes to \(rule.path.text)", severity: .note)
      }
    }
  }
}

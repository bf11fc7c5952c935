import FauxlogLanguage

/// Compiles scenarios, with the records they write, for one tree.
final class ScenarioBinder {
  let binder: Binder
  /// Which files take records of a grammar.
  let rules: [FileRule]
  var plan = SimulationPlan()
  /// Events by their full names, in the order they were met.
  var eventNumbers: [String: Int] = [:]
  private var numbers: [Meant: Int32] = [:]
  /// Whether records of a grammar may take from a counter.
  private var countingGrammars: [String: Bool] = [:]
  private var syntaxes: [Catalogue.Scoped<ScenarioSyntax>] = []
  /// The names that each scenario was given, and those that scenarios want, by their full names.
  private var names: [GivenNames] = []
  private var named = 0
  var wantedNames: [String: [String: GivenNames.Use]] = [:]
  /// Scenarios that are called where nothing may be counted.
  var guardedCalls: [(callee: Int32, position: Position)] = []

  init(_ binder: Binder, rules: [FileRule]) {
    self.binder = binder
    self.rules = rules
  }

  /// The number of a scenario; compiled later, when all that are needed are known.
  ///
  /// It is another one for each set of names that it is given.
  func scenario(_ name: Name, system: String, names handed: GivenNames = GivenNames()) -> Int32? {
    guard let (full, found) = binder.catalogue.find(name, in: \.scenarios, system: system)
    else {
      binder.failUnknown(
        name, among: binder.plainNames(binder.catalogue.scenarios, system), what: "scenario")
      return nil
    }
    let known = Meant(full: full, names: handed)
    if let number = numbers[known] { return number }
    guard handed.isEmpty || isBelowLimit(name) else { return nil }
    let number = Int32(plan.scenarios.count)
    numbers[known] = number
    var scoped = found
    scoped.syntax = handed.filled(found.syntax)
    let given = scoped.syntax.given.enumerated().map { index, one in
      (name: one.name.text, slot: Int32(index + 1))
    }
    var program = ScenarioProgram(
      name: full, key: nameKey(full), given: given, position: scoped.syntax.name.position)
    program.slots = given.count + 1
    program.longest = scoped.syntax.longest?.nanoseconds
    program.isWhole = scoped.syntax.isWhole
    program.depth = scoped.syntax.depth
    plan.scenarios.append(program)
    syntaxes.append(scoped)
    names.append(handed)
    return number
  }

  /// Whether one more scenario may be given names; too many are an error, said once.
  private func isBelowLimit(_ name: Name) -> Bool {
    named += 1
    if named == Limit.named + 1 {
      binder.fail(
        name.position,
        "scenarios are given more than \(Limit.show(Int64(Limit.named))) sets of names")
    }
    return named <= Limit.named
  }

  /// A scenario with the names it is given.
  private struct Meant: Hashable {
    var full: String
    var names: GivenNames
  }

  /// Compiles every scenario that was asked for, and those they call.
  func compileAll() {
    var works: [ScenarioWork] = []
    var decisions: [[Decision]] = []
    var next = 0
    while next < syntaxes.count {
      let scoped = syntaxes[next]
      let compiler = BlockCompiler(self, scenario: next, scoped)
      binder.boundScenario = Int32(next)
      compiler.compile()
      plan.scenarios[next].steps = compiler.steps
      plan.scenarios[next].slots = compiler.slots
      plan.scenarios[next].span = compiler.span
      works.append(compiler.work)
      decisions.append(compiler.decisions)
      next += 1
    }
    if !plan.holds.isEmpty { mark(\.holds) { if case .hold = $0 { true } else { false } } }
    if plan.isFolding {
      findCounting()
      var shown = ShownCheck(binder, plan, rules, decisions)
      shown.run()
    }
    var check = ScenarioCheck(binder, works, syntaxes.map(\.syntax))
    check.run()
    for number in plan.scenarios.indices {
      plan.scenarios[number].typicalSteps = check.typicalSteps(of: number)
    }
    var unread = UnreadValues(binder, plan)
    unread.run()
    plan = unread.plan
  }

  /// Which scenarios take from a counter, by themselves or by what they run and start.
  private func findCounting() {
    func counts(_ step: Instruction) -> Bool {
      switch step {
      case .advance, .fold: true
      default: false
      }
    }
    mark(\.counts, counts)
    for (callee, position) in guardedCalls where plan.scenarios[Int(callee)].counts {
      binder.fail(position, Self.countsInGuard)
    }
    guard plan.scenarios.contains(where: { $0.holds && $0.counts }) else { return }
    // When those that count have their turn depends on all that hold.
    mark(\.counts) { if case .hold = $0 { true } else { counts($0) } }
  }

  /// Marks the scenarios that have such a step, by themselves or in what they run and start.
  private func mark(
    _ flag: WritableKeyPath<ScenarioProgram, Bool>, _ isMeant: (Instruction) -> Bool
  ) {
    var isNew = true
    while isNew {
      isNew = false
      for number in plan.scenarios.indices where !plan.scenarios[number][keyPath: flag] {
        let has = plan.scenarios[number].steps.contains { step in
          switch step {
          case .call(let call), .start(let call):
            plan.scenarios[Int(plan.calls[Int(call)].scenario)][keyPath: flag]
          default: isMeant(step)
          }
        }
        guard has else { continue }
        plan.scenarios[number][keyPath: flag] = true
        isNew = true
      }
    }
  }

  /// Why nothing that counts may be in a block that may be left out.
  static let countsInGuard =
    "what may not happen takes no number: this is in the block of `rotate … when over`"

  /// The syntax of a scenario that was asked for.
  func syntax(of number: Int32) -> ScenarioSyntax { syntaxes[Int(number)].syntax }

  /// The system whose plain names a scenario knows.
  func system(of number: Int32) -> String { syntaxes[Int(number)].system }

  /// The names that a scenario was given.
  func names(of number: Int32) -> GivenNames { names[Int(number)] }

  /// Arguments of a call: given names by `with` or by name; defaults are the callee's.
  func arguments(
    _ arguments: [Argument], of scenario: Int32, at position: Position, in scope: Scope
  ) -> [(node: Int32, slot: Int32)] {
    let syntax = syntax(of: scenario)
    let names = names(of: scenario)
    let bound = binder.bind(
      arguments.filter { names[$0.name.text] == nil }, given: syntax.given, of: syntax.name,
      at: position, in: scope,
      bindsStandards: false)
    return plan.scenarios[Int(scenario)].given.compactMap { name, slot in
      bound[name].map { ($0, slot) }
    }
  }

  // MARK: - Sites

  /// The number of the place that writes an event; nil if there is no such event.
  func site(
    _ emission: Emission, of grammarName: Name, line: DialogueLine?, numbers: RecordNumbers,
    in scope: ScenarioScope, scenario: Int32, step: String, path: String, handle: Int32
  ) -> Int32? {
    guard let model = binder.grammar(grammarName) else { return nil }
    guard let event = model.events.first(where: { $0.name == emission.event }) else {
      binder.failUnknown(
        emission.event, among: model.events.map(\.name.text), what: "event of \(model.name)")
      return nil
    }
    let full = "\(model.name)/\(event.name.text)"
    let number = eventNumbers[full] ?? eventNumbers.count
    eventNumbers[full] = number
    let captures = Captures()
    binder.captures = captures
    let name = plan.scenarios[Int(scenario)].name
    var site = Site(
      format: model.name, event: event.name.text, eventNumber: number, scenarioNumber: scenario,
      scenario: name, step: step, path: scope.path + [path], key: nameKey(path),
      scope: scope.keySlot,
      captures: [], stamp: -1, handle: handle, outputs: [], level: event.level,
      position: emission.position)
    site.bar = line?.number ?? -1
    if let line { site.path.append("\(line.number)") }
    if binder.explains { site.sources = scope.sources }
    let names = EmissionNames(
      emission, line: line, numbers: numbers, scope: scope, scenario: name)
    checkArguments(emission, model, event)
    for layout in layouts(of: model, event) {
      guard let (output, folds) = output(model, event, layout, names) else { continue }
      site.outputs.append(output)
      numbers.add(folds)
    }
    takeUnseenNumbers(model, event, names)
    binder.captures = nil
    site.captures = captures.slots
    if let stamp = emission.stamp { site.stamp = binder.bind(stamp, in: scope) }
    plan.sites.append(site)
    return Int32(plan.sites.count - 1)
  }

  /// A record takes its numbers whether or not a file shows it in a layout that has them.
  private func takeUnseenNumbers(
    _ model: GrammarModel, _ event: EventSyntax, _ names: EmissionNames
  ) {
    let isCounting = countingGrammars[model.name] ?? model.hasCounters(binder)
    countingGrammars[model.name] = isCounting
    guard isCounting else { return }
    let seen = layouts(of: model, event).map(\.layout)
    let others = event.isBare || model.layouts.isEmpty ? [nil] : model.layouts.map { $0.name?.text }
    for layout in others where !seen.contains(layout) {
      binder.captures = Captures()
      let chosen = event.isBare ? nil : model.layouts.first { $0.name?.text == layout }
      _ = RecordBinder(binder, model, event, site: names).bind(layout: chosen)
    }
  }

  /// `with` names holes of the event, nothing else.
  private func checkArguments(_ emission: Emission, _ model: GrammarModel, _ event: EventSyntax) {
    var definitions = model.legend
    for body in model.layouts.map(\.body) + [event.body] {
      definitions += binder.fold(body, system: model.system).legend
    }
    if let bar = emission.bars.first, !definitions.contains(where: \.isSaid) {
      binder.fail(
        bar.position, "\(event.name.text) has no hole that is `said`, so no bar can fill it",
        help: "write `NAME: said` in its legend")
    }
    let known = Set(definitions.flatMap { $0.names.map(\.text) })
    for argument in emission.arguments where !known.contains(argument.name.text) {
      binder.failUnknown(
        argument.name, among: known.sorted(), what: "name of \(model.name) \(event.name.text)")
    }
  }

  /// The layouts in which some file wants this grammar; nil is the first or none.
  private func layouts(of model: GrammarModel, _ event: EventSyntax) -> [TreeModel.FormatKey] {
    var result: [TreeModel.FormatKey] = []
    for rule in rules where rule.format == model.name && !result.contains(rule.key) {
      result.append(rule.key)
    }
    return result
  }

  private func output(
    _ model: GrammarModel, _ event: EventSyntax, _ key: TreeModel.FormatKey, _ names: EmissionNames
  ) -> (output: Site.Output, folds: [FoldPlan])? {
    let layout = model.layouts.first { key.layout == nil || $0.name?.text == key.layout }
    let chosen = layout?.takes(event, eachLine: key.isEachLine) ?? false ? layout : nil
    let record = RecordBinder(binder, model, event, site: names)
    var pattern = record.bind(layout: chosen, repeatsHead: key.isEachLine)
    var routes: [Site.Route] = []
    for (index, rule) in rules.enumerated()
    where rule.key == key {
      if let route = route(rule, Int32(index), record) { routes.append(route) }
    }
    guard !routes.isEmpty else { return nil }
    pattern.loads = record.top.loads
    for field in record.pattern.fields.dropFirst(pattern.fields.count) {
      pattern.fields.append(field)
    }
    pattern.registers = pattern.fields.count
    var check = PatternCheck(pattern, of: event.name.position, binder)
    check.run()
    let folds = plan(record.folds, record, routes, site: plan.sites.count)
    return (Site.Output(program: RecordProgram(pattern, &binder.builder), routes: routes), folds)
  }

  /// How a rule takes the record; nil if it never does.
  private func route(_ rule: FileRule, _ number: Int32, _ record: RecordBinder) -> Site.Route? {
    var condition: Int32 = -1
    if let value = rule.condition {
      condition = binder.bind(value, in: RouteScope(record))
      if let known = binder.constantValue(condition) {
        guard known == .bool(true) else { return nil }
        condition = -1
      }
    }
    var writer: Int32 = -1
    if let name = rule.writer {
      guard let node = RouteScope(record).node(for: name, binder) else {
        binder.fail(
          name.position, "no event of \(rule.format) may lack the name of its writer",
          help: "\(record.event.name.text) has no \(name.text)")
        return nil
      }
      writer = node
    }
    var holes: [(name: String, node: Int32)] = []
    var parts: [Int32] = []
    for segment in rule.path.segments {
      switch segment {
      case .text(let text): parts.append(binder.constant(text))
      case .byte: break
      case .hole(let path, let position):
        guard let name = path.first, let node = RouteScope(record).node(for: name, binder) else {
          binder.fail(
            position, "no event of \(rule.format) may lack what its path needs",
            help: "\(record.event.name.text) has no \(path.first?.text ?? "")")
          return nil
        }
        let value = record.value(of: node)
        binder.checkHole(name, of: rule.path, filledBy: value)
        holes.append((name.text, node))
        parts.append(node)
      }
    }
    if holes.isEmpty {
      return Site.Route(
        rule: number, condition: condition, path: binder.constant(rule.path.text),
        writer: writer, holes: [])
    }
    let path = binder.builder.node(
      .template(first: binder.builder.list(parts), count: Int32(parts.count)))
    return Site.Route(
      rule: number, condition: condition, path: path, writer: writer, holes: holes)
  }
}

/// The names by which files choose records: those of the event, and of the scenario behind it.
final class RouteScope: Scope {
  private let record: RecordBinder

  init(_ record: RecordBinder) {
    self.record = record
    super.init(parent: record.routeScope, system: record.grammar.system)
  }

  /// A name that the event does not have makes a comparison false.
  override func own(_ name: Name, _ binder: Binder) -> Int32? {
    if let node = record.routeScope.node(for: name, binder) { return record.known(node) ?? node }
    if let level = record.event.level, name.text == "level" {
      return binder.constant(binder.value(ofLevel: level, record.routeScope.definition(of: name)))
    }
    return record.site?.filling(name, binder)
  }

  override var ownNames: [String] { record.routeScope.allNames }
  override func has(_ name: String) -> Bool { record.routeScope.knows(name) }
}

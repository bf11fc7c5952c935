import FauxlogLanguage

/// Compiles the steps of one scenario into instructions.
final class BlockCompiler {
  let owner: ScenarioBinder
  let scenario: Int
  let syntax: ScenarioSyntax
  let system: String
  var steps: [Instruction] = []
  var slots: Int
  /// The longest sum of delays so far, in nanoseconds.
  var span: Int64 = 0
  /// What a run does at most, and how often the block that is compiled is run.
  var work = ScenarioWork()
  var turns: Int64 = 1
  var typicalTurns = 1.0
  /// What is decided by values, for the check that no counter is asked.
  var decisions: [Decision] = []
  /// Names that some `set` changes.
  private var changed: Set<String> = []
  var binder: Binder { owner.binder }

  init(_ owner: ScenarioBinder, scenario: Int, _ scoped: Catalogue.Scoped<ScenarioSyntax>) {
    self.owner = owner
    self.scenario = scenario
    syntax = scoped.syntax
    system = scoped.system
    slots = owner.plan.scenarios[scenario].slots
  }

  /// Compiles the whole scenario.
  func compile() {
    findChanged(syntax.steps)
    let scope = ScenarioScope(parent: nil, system: system, keySlot: 0)
    for (one, given) in zip(syntax.given, owner.plan.scenarios[scenario].given) {
      scope.add(one.name, slot: given.slot)
    }
    for (one, given) in zip(syntax.given, owner.plan.scenarios[scenario].given) {
      guard let standard = one.standard else { continue }
      let definition = Definition(names: [one.name], kind: standard)
      let node = binder.bind(
        definition, name: one.name, in: scope, base: .slot(0), key: nameKey(one.name.text))
      owner.plan.scenarios[scenario].standards.append((given.slot, node))
    }
    block(syntax.steps, scope, StepNames())
    if let longest = owner.plan.scenarios[scenario].longest { span = min(span, longest) }
    if span > 3_600_000_000_000, owner.plan.scenarios[scenario].longest == nil {
      binder.fail(
        syntax.name.position, "\(syntax.name.text) can last longer than an hour",
        help: "say `lasts at most D`")
    }
  }

  /// A slot of the frame that nothing else uses.
  func newSlot() -> Int32 {
    slots += 1
    return Int32(slots - 1)
  }

  /// Compiles a block: first what it defines, then its steps in order.
  func block(_ block: [Step], _ scope: ScenarioScope, _ names: StepNames) {
    declare(block, in: scope)
    for (index, step) in block.enumerated() {
      compile(step, followers: block[(index + 1)...], scope, names)
    }
  }

  /// Names that a block defines are known before and after their line, unless they are taken where
  /// they stand.
  private func declare(_ block: [Step], in scope: ScenarioScope) {
    for step in block {
      if case .hold(let name?, let kind, _, _, _) = step {
        let definition = Definition(names: [name], kind: kind)
        scope.add(name, slot: newSlot(), takenBy: definition, at: name.position)
      }
      guard case .definition(let definition) = step else { continue }
      switch definition.kind {
      case .draw(.emission, _):
        for name in definition.names { scope.add(line: name, slot: newSlot()) }
      case .draw(.call, _):
        for name in definition.names { scope.add(name, slot: newSlot()) }
      default:
        if isTaken(definition, in: scope) {
          for name in definition.names {
            scope.add(name, slot: newSlot(), takenBy: definition, at: name.position)
          }
        } else {
          scope.add(definition)
        }
      }
    }
  }

  private func compile(
    _ step: Step, followers: ArraySlice<Step>, _ scope: ScenarioScope, _ names: StepNames
  ) {
    let (sum, overflow) = work.steps.addingReportingOverflow(turns)
    work.steps = overflow ? .max : sum
    work.typicalSteps += typicalTurns
    switch step {
    case .emission(let emission): emit(emission, name: nil, handle: -1, scope, names)
    case .call(let call): compile(call, name: nil, outcome: -1, scope, names)
    case .definition(let definition): define(definition, scope, names)
    case .after(let kind, let position):
      wait(kind, position, before: nextStep(in: followers), scope, names)
    case .label(let word, _):
      steps.append(.label(text: binder.builder.text(word)))
    case .end(let word, _):
      steps.append(.end(text: binder.builder.text(word ?? "done")))
    case .set(let name, let value): set(name, value, scope)
    case .choice(let choice): compile(choice, scope, names)
    case .oneOf(let alternatives, _): race(alternatives, scope, names)
    case .repeatTimes(let kind, let body, let position):
      repeatTimes(kind, body, position, scope, names)
    case .repeatUntil(let condition, let most, let body, let position):
      repeatUntil(condition, most, body, position, scope, names)
    case .each(let element, let list, let mode, let body, let position):
      switch mode {
      case .oneByOne: each(element, list, body, scope, names)
      case .together: eachTogether(element, list, needs: nil, body, position, scope, names)
      case .once(let needs):
        eachTogether(element, list, needs: needs, body, position, scope, names)
      }
    case .rotate(let name, let size, let body, let position):
      rotate(name, over: size, body, position, scope, names)
    case .flush(let name, let again, _): control(.flush(again: again), name, scope)
    case .reopen(let name, _): control(.reopen, name, scope)
    case .empty(let name, _): control(.empty, name, scope)
    case .remove(let name, let old, _): control(old ? .removeOld : .remove, name, scope)
    case .together(let branches, let position): together(branches, position, scope, names)
    case .stopWhen(let condition, let body, _): stopWhen(condition, body, scope, names)
    case .hold(let name, let kind, let waiting, let body, let position):
      hold(name, kind, waiting, body, position, scope, names)
    case .archive(let path, let held, let position): archive(path, held, position, scope)
    }
  }

  // MARK: - Steps

  func emit(
    _ emission: Emission, name: Name?, handle: Int32, _ scope: ScenarioScope, _ names: StepNames
  ) {
    guard let grammar = emission.grammar ?? syntax.writesIn else {
      return binder.fail(
        emission.position, "say in which grammar: `> GRAMMAR \(emission.event.text)`",
        help: "or `writes in GRAMMAR` at the scenario's top")
    }
    let title = "\(grammar.text) \(emission.event.text)"
    let path = names.next(name?.text ?? "> \(title)")
    func write(_ line: DialogueLine?) {
      let numbers = RecordNumbers(self, in: scope)
      guard
        let site = owner.site(
          emission, of: grammar, line: line, numbers: numbers, in: scope,
          scenario: Int32(scenario), step: name?.text ?? title, path: path,
          handle: handle)
      else { return }
      steps.append(.emit(site))
      if let name { scope.add(numbers: numbers.slots, of: name) }
    }
    if emission.bars.isEmpty { return write(nil) }
    for line in DialogueLine.all(of: emission.bars, binder) {
      let skip = steps.count
      let presence = line.presence(in: scope, binder)
      if let presence { steps.append(.jumpUnless(presence, target: 0)) }
      write(line)
      if let presence { steps[skip] = .jumpUnless(presence, target: Int32(steps.count)) }
    }
  }

  func compile(
    _ call: Call, name: Name?, outcome: Int32, _ scope: ScenarioScope, _ names: StepNames
  ) {
    guard let callee = owner.callee(of: call, in: Int32(scenario)) else { return }
    let verb = call.starts ? "start" : "do"
    let title = "\(verb) \(owner.plan.scenarios[Int(callee)].name)"
    let arguments = owner.arguments(
      call.arguments, of: callee, at: call.position, in: scope)
    let path = names.next(name?.text ?? title)
    owner.plan.calls.append(
      CallPlan(
        scenario: callee, arguments: arguments, scope: scope.keySlot, key: nameKey(path),
        step: name?.text ?? call.scenario.text, outcome: outcome,
        caller: Int32(scenario), starts: call.starts, path: scope.path + [path]))
    let number = Int32(owner.plan.calls.count - 1)
    if binder.explains {
      owner.plan.calls[Int(number)].sources = scope.sources.merging(
        call.arguments.map { ($0.name.text, ValueSource(position: $0.name.position, path: [])) },
        uniquingKeysWith: { $1 })
    }
    steps.append(call.starts ? .start(number) : .call(number))
    work.calls.append(
      ScenarioWork.Call(
        callee: callee, times: turns, typicalTimes: typicalTurns, starts: call.starts,
        position: call.position))
    if !call.starts { lengthen(by: longest(of: callee, at: call.position)) }
  }

  /// The longest a called scenario takes; its own calls are followed by their syntax.
  private func longest(of callee: Int32, at position: Position) -> Int64 {
    let syntax = owner.syntax(of: callee)
    if let limit = syntax.longest?.nanoseconds { return limit }
    return Spans.longest(of: syntax.steps, owner: owner, in: callee, depth: 0) ?? 0
  }

  private func define(_ definition: Definition, _ scope: ScenarioScope, _ names: StepNames) {
    guard let name = definition.names.first else { return }
    switch definition.kind {
    case .draw(.emission(let emission), _):
      emit(emission, name: name, handle: scope.slot(of: name) ?? -1, scope, names)
    case .draw(.call(let call), _):
      compile(call, name: name, outcome: scope.slot(of: name) ?? -1, scope, names)
    case .draw(.next(let counter), _):
      guard let slot = scope.slot(of: name),
        advance(counter, into: slot, system: system, in: scope)
      else { return }
      scope.take(name)
    default:
      for name in definition.names {
        guard let slot = scope.slot(of: name), isTaken(definition, in: scope) else { continue }
        let node = binder.bind(
          definition, name: name, in: scope, base: .slot(scope.keySlot), key: nameKey(name.text))
        steps.append(.take(slot: slot, node: node))
        scope.take(name)
      }
    }
  }

  private func wait(
    _ kind: Kind, _ position: Position, before next: String, _ scope: ScenarioScope,
    _ names: StepNames
  ) {
    let name = Name("after", position)
    let definition = Definition(names: [name], kind: kind)
    let key = names.key("after \(next)")
    let node = binder.bind(
      definition, name: name, in: scope, base: .slot(scope.keySlot), key: key)
    decide(node, by: definition, position, in: scope)
    steps.append(.wait(node))
    lengthen(by: Spans.longest(of: node, binder))
  }

  /// Adds to the longest sum of delays; what has no limit stays so.
  func lengthen(by nanoseconds: Int64) {
    let (sum, overflow) = span.addingReportingOverflow(nanoseconds)
    span = overflow ? .max : sum
  }

  private func set(_ name: Name, _ value: Expression, _ scope: ScenarioScope) {
    guard let slot = scope.slot(of: name) else {
      binder.failUnknown(name, among: scope.allNames, what: "name to set")
      return
    }
    let node: Int32
    if case .path(let path) = value, path.count == 1, !binder.isKnown(path[0], in: scope) {
      node = binder.constant(path[0].text)
    } else {
      node = binder.bind(value, in: scope)
    }
    steps.append(.take(slot: slot, node: node))
  }

  /// Something done to files; false if the tree has none of the name, as it need not have every file
  /// that a system's scenarios care for.
  @discardableResult
  func control(_ action: ControlPlan.Action, _ name: Name, _ scope: ScenarioScope) -> Bool {
    let rules = owner.rules.filter { $0.named == name.text }
    if rules.isEmpty { return false }
    var holes: [(name: String, node: Int32)] = []
    for hole in Set(rules.flatMap(\.holes)).sorted() {
      if let node = scope.node(for: Name(hole, name.position), binder) {
        holes.append((hole, node))
      }
    }
    owner.plan.controls.append(
      ControlPlan(
        action: action, name: name.text, scenario: Int32(scenario), holes: holes))
    steps.append(.control(Int32(owner.plan.controls.count - 1)))
    return true
  }

  // MARK: - What is taken where it stands

  private func findChanged(_ block: [Step]) {
    Spans.visit(block) { step in
      if case .set(let name, _) = step { changed.insert(name.text) }
    }
  }

  /// Whether a definition mentions the time, a dial, the living, or a name that is set.
  private func isTaken(_ definition: Definition, in scope: ScenarioScope) -> Bool {
    if definition.names.contains(where: { changed.contains($0.text) }) { return true }
    return Mentions.any(in: definition) { mention in
      switch mention {
      case .now, .living: true
      case .name(let name):
        changed.contains(name.text)
          || scope.slot(of: name) == nil && binder.dialSyntax(name, system: system) != nil
      }
    }
  }
}

/// Names of the steps of one block; equal ones are told apart by `#2`, `#3` and so on.
final class StepNames {
  private var counts: [String: Int] = [:]

  /// What one more step is called that has this name.
  func next(_ name: String) -> String {
    let count = counts[name, default: 0] + 1
    counts[name] = count
    return count == 1 ? name : "\(name)#\(count)"
  }

  /// The hash of that.
  func key(_ name: String) -> Key { nameKey(next(name)) }

  /// Names for a branch of a choice: it counts on from here.
  func branch() -> StepNames {
    let copy = StepNames()
    copy.counts = counts
    return copy
  }

  /// Goes on behind branches: with the highest count of any.
  func join(_ branches: [StepNames]) {
    for branch in branches { counts.merge(branch.counts, uniquingKeysWith: max) }
  }
}

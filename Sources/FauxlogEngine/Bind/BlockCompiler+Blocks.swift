import FauxlogLanguage

extension BlockCompiler {
  /// `when … otherwise …`: the steps of a branch count as the enclosing block's.
  func compile(_ choice: Choice<[Step]>, _ scope: ScenarioScope, _ names: StepNames) {
    adviseOnNeighbours(choice)
    var exits: [Int] = []
    var branches: [StepNames] = []
    for branch in choice.branches {
      let inner = ScenarioScope(parent: scope, system: system, keySlot: scope.keySlot)
      let counted = names.branch()
      branches.append(counted)
      guard let condition = branch.condition else {
        block(branch.body, inner, counted)
        break
      }
      let node = binder.bind(condition, in: scope)
      if let known = binder.constantValue(node) {
        if known == .bool(true) {
          block(branch.body, inner, counted)
          break
        }
        continue
      }
      decide(node, by: condition, in: scope)
      let skip = steps.count
      steps.append(.jumpUnless(node, target: 0))
      block(branch.body, inner, counted)
      exits.append(steps.count)
      steps.append(.jump(0))
      steps[skip] = .jumpUnless(node, target: Int32(steps.count))
    }
    for exit in exits { steps[exit] = .jump(Int32(steps.count)) }
    names.join(branches)
  }

  /// Neighbours that ask for unlike things are often meant as two questions, but are one choice.
  private func adviseOnNeighbours(_ choice: Choice<[Step]>) {
    let conditions = choice.branches.compactMap(\.condition)
    // With an `otherwise` they are meant as one.
    guard conditions.count == choice.branches.count else { return }
    var asked: Set<String> = []
    for (condition, branch) in zip(conditions, choice.branches) {
      var names: Set<String> = []
      _ = Mentions.any(in: condition) { mention in
        if case .name(let name) = mention { names.insert(name.text) }
        return false
      }
      if !asked.isEmpty, asked.isDisjoint(with: names) {
        binder.fail(
          condition.position, "this `when` is asked only if the one above it does not hold",
          help:
            "consecutive `when`s are one choice: put a definition or step between two questions",
          severity: .advice)
      }
      // After an `end` there is no difference.
      if case .end? = branch.body.last { continue }
      asked.formUnion(names)
    }
  }

  /// `one of` with alternatives: a race; each has a scope of its own.
  func race(_ alternatives: [Step.Alternative], _ scope: ScenarioScope, _ names: StepNames) {
    let slot = newSlot()
    let number = owner.plan.races.count
    let path = names.next("one of")
    owner.plan.races.append(
      RacePlan(alternatives: [], outer: scope.keySlot, scope: slot, key: nameKey(path)))
    steps.append(.race(Int32(number)))
    var exits: [Int] = []
    binder.check(shares: alternatives.map { ($0.weight, $0.name) })
    let before = span
    var longest = span
    let total = alternatives.reduce(UInt64(0)) { sum, alternative in
      switch alternative.weight {
      case .parts(let parts): sum &+ UInt64(max(parts, 0))
      case .percent(let share): sum &+ UInt64(max(share, 0))
      }
    }
    for alternative in alternatives {
      var condition: Int32 = -1
      if let value = alternative.condition {
        condition = binder.bind(value, in: scope)
        decide(condition, by: value, in: scope)
      }
      let weight: UInt64 =
        switch alternative.weight {
        case .parts(let parts): UInt64(max(parts, 0))
        case .percent(let share): UInt64(max(share, 0))
        }
      owner.plan.races[number].alternatives.append(
        (weight, nameKey(alternative.name.text), condition, Int32(steps.count)))
      span = before
      let outer = typicalTurns
      typicalTurns = outer * Double(weight) / Double(max(total, 1))
      let inner = ScenarioScope(
        parent: scope, system: system, keySlot: slot, path: [path, alternative.name.text])
      block(alternative.steps, inner, StepNames())
      typicalTurns = outer
      longest = max(longest, span)
      exits.append(steps.count)
      steps.append(.jump(0))
    }
    span = longest
    for exit in exits { steps[exit] = .jump(Int32(steps.count)) }
  }

  /// `repeat N times`.
  func repeatTimes(
    _ kind: Kind, _ body: [Step], _ position: Position, _ scope: ScenarioScope, _ names: StepNames
  ) {
    let name = Name("times", position)
    let path = names.next("repeat")
    let definition = Definition(names: [name], kind: kind)
    let node = binder.bind(
      definition, name: name, in: scope, base: .slot(scope.keySlot), key: nameKey(path))
    decide(node, by: definition, position, in: scope)
    let most = Spans.longest(of: node, binder)
    if most == .max { binder.fail(position, "how often this repeats has no limit") }
    loop(node: node, isList: false, until: -1, path: path, most: most, element: nil, body, scope)
  }

  /// `repeat until V, at most N times`.
  func repeatUntil(
    _ condition: Expression, _ most: Int, _ body: [Step], _ position: Position,
    _ scope: ScenarioScope, _ names: StepNames
  ) {
    let until = binder.bind(condition, in: scope)
    decide(until, by: condition, in: scope)
    let node = binder.constant(.integer(Int64(most)))
    loop(
      node: node, isList: false, until: until, path: names.next("repeat"), most: Int64(most),
      element: nil, body, scope)
  }

  /// `each x in LIST`, one by one.
  func each(
    _ element: Name, _ list: Expression, _ body: [Step], _ scope: ScenarioScope,
    _ names: StepNames
  ) {
    let node = binder.bind(list, in: scope)
    decide(node, by: list, in: scope)
    loop(
      node: node, isList: true, until: -1, path: names.next("each \(element.text)"), most: 1000,
      element: element, body, scope)
  }

  private func loop(
    node: Int32, isList: Bool, until: Int32, path: String, most: Int64, element: Name?,
    _ body: [Step],
    _ scope: ScenarioScope
  ) {
    let place = newSlot()
    let loopScope = newSlot()
    var plan = LoopPlan(
      node: node, isList: isList, limit: newSlot(), place: place, element: newSlot(),
      scope: loopScope, outer: scope.keySlot, key: nameKey(path))
    plan.until = until
    let number = Int32(owner.plan.loops.count)
    owner.plan.loops.append(plan)
    steps.append(.loopBegin(number))
    let next = steps.count
    steps.append(.loopNext(number))
    let inner = ScenarioScope(
      parent: scope, system: system, keySlot: loopScope, path: [path, isList ? "*" : "n"])
    inner.add(Name("position", syntax.name.position), slot: place)
    if let element { inner.add(element, slot: plan.element) }
    let (before, outer, typical) = (span, turns, typicalTurns)
    typicalTurns *= isList ? 1 : Spans.typical(of: node, binder)
    let (inside, overflow) = turns.multipliedReportingOverflow(by: isList ? 1 : max(most, 1))
    turns = overflow ? .max : inside
    block(body, inner, StepNames())
    (turns, typicalTurns) = (outer, typical)
    span = Self.repeated(span, from: before, times: max(most, 0))
    steps.append(.jump(Int32(next)))
    owner.plan.loops[Int(number)].exit = Int32(steps.count)
  }

  /// A span whose part from `before` on is repeated.
  static func repeated(_ span: Int64, from before: Int64, times: Int64) -> Int64 {
    let (product, overflow) = (span - before).multipliedReportingOverflow(by: times)
    let (sum, tooLong) = before.addingReportingOverflow(product)
    return overflow || tooLong ? .max : sum
  }

  /// What the next step of a block is called: the name of the delay before it.
  func nextStep(in followers: ArraySlice<Step>) -> String {
    for step in followers {
      if let name = title(of: step) { return name }
    }
    return "end"
  }

  /// A scenario's full name, so that a key does not depend on how it was written.
  private func fullName(_ name: Name) -> String {
    binder.catalogue.find(name, in: \.scenarios, system: system)?.full ?? name.text
  }

  /// What a step is called; nil for what is no step.
  private func title(of step: Step) -> String? {
    switch step {
    case .emission(let emission):
      "> \((emission.grammar ?? syntax.writesIn)?.text ?? "") \(emission.event.text)"
    case .call(let call): "\(call.starts ? "start" : "do") \(fullName(call.scenario))"
    case .definition(let definition):
      switch definition.kind {
      case .draw(.emission, _), .draw(.call, _): definition.names.first?.text
      default: nil
      }
    case .choice(let choice):
      choice.branches.lazy.flatMap { $0.body }.compactMap { self.title(of: $0) }.first
    case .oneOf: "one of"
    case .together: "together"
    case .repeatTimes, .repeatUntil: "repeat"
    case .stopWhen: "stop when"
    case .hold(let name, let kind, _, _, _): name?.text ?? holdTitle(kind)
    case .each(let name, _, _, _, _): "each \(name.text)"
    case .rotate(let name, _, _, _): "rotate \(name.text)"
    case .flush(let name, _, _): "flush \(name.text)"
    case .reopen(let name, _): "reopen \(name.text)"
    case .empty(let name, _): "empty \(name.text)"
    case .remove(let name, _, _): "remove \(name.text)"
    case .archive: "archive"
    case .end: "end"
    case .after, .label, .set: nil
    }
  }
}

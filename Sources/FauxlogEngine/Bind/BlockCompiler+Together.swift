import FauxlogLanguage

extension BlockCompiler {
  /// `together`: named branches, each with a scope of its own.
  func together(
    _ branches: [(name: Name, steps: [Step])], _ position: Position, _ scope: ScenarioScope,
    _ names: StepNames
  ) {
    let number = owner.plan.forks.count
    let path = names.next("together")
    owner.plan.forks.append(
      ForkPlan(outer: scope.keySlot, key: nameKey(path), position: position))
    steps.append(.fork(Int32(number)))
    let before = span
    var longest = span
    var seen: Set<String> = []
    for (name, body) in branches {
      if !seen.insert(name.text).inserted {
        binder.fail(name.position, "two branches are called \(name.text)")
      }
      let slot = newSlot()
      owner.plan.forks[number].branches.append((slot, nameKey(name.text), Int32(steps.count)))
      span = before
      let inner = ScenarioScope(
        parent: scope, system: system, keySlot: slot, path: [path, name.text])
      block(body, inner, StepNames())
      steps.append(.branchEnd)
      longest = max(longest, span)
    }
    span = longest
    owner.plan.forks[number].exit = Int32(steps.count)
  }

  /// `each x in LIST together`, or once what an element needs is done.
  func eachTogether(
    _ element: Name, _ list: Expression, needs: Name?, _ body: [Step], _ position: Position,
    _ scope: ScenarioScope, _ names: StepNames
  ) {
    let node = binder.bind(list, in: scope)
    decide(node, by: list, in: scope)
    if let needs { checkCircles(node, needs) }
    let path = names.next("each \(element.text)")
    var plan = ForkPlan(outer: scope.keySlot, key: nameKey(path), position: position)
    plan.list = node
    plan.needs = needs?.text
    let first = Int(slots)
    (plan.element, plan.place, plan.scope) = (newSlot(), newSlot(), newSlot())
    let number = owner.plan.forks.count
    owner.plan.forks.append(plan)
    steps.append(.fork(Int32(number)))
    owner.plan.forks[number].body = Int32(steps.count)
    let inner = ScenarioScope(
      parent: scope, system: system, keySlot: plan.scope, path: [path, "*"])
    inner.add(Name("position", syntax.name.position), slot: plan.place)
    inner.add(element, slot: plan.element)
    let before = span
    block(body, inner, StepNames())
    // At worst each waits for the one before.
    if needs != nil { span = Self.repeated(span, from: before, times: longest(list: node)) }
    steps.append(.branchEnd)
    owner.plan.forks[number].own = first..<Int(slots)
    owner.plan.forks[number].exit = Int32(steps.count)
  }

  /// How many elements a list has at most; 1000 if only playing tells.
  private func longest(list node: Int32) -> Int64 {
    if case .list(_, let count) = binder.builder.nodes[Int(node)] { return Int64(count) }
    return KnownValues(binder: binder).lists(of: node).map { Int64($0.count) }.max() ?? 1000
  }

  /// Elements of a list of the corpora that wait for each other.
  private func checkCircles(_ list: Int32, _ needs: Name) {
    for elements in KnownValues(binder: binder).lists(of: list) {
      let circle = NeedGraph(elements, needs: needs.text).circle
      guard !circle.isEmpty else { continue }
      return binder.fail(
        needs.position, "\(needs.text) wait for each other: \(circle.joined(separator: ", "))",
        help: "take one of them out, so that something can begin")
    }
  }

  /// `stop when`: the block is left, with all that runs in it, once the condition holds.
  func stopWhen(
    _ condition: Expression, _ body: [Step], _ scope: ScenarioScope, _ names: StepNames
  ) {
    let node = binder.bind(condition, in: scope)
    decide(node, by: condition, in: scope)
    let number = owner.plan.stops.count
    owner.plan.stops.append(StopPlan(condition: node))
    steps.append(.stopBegin(Int32(number)))
    let inner = ScenarioScope(parent: scope, system: system, keySlot: scope.keySlot)
    let counted = names.branch()
    block(body, inner, counted)
    names.join([counted])
    steps.append(.stopEnd)
    owner.plan.stops[number].exit = Int32(steps.count)
  }
}

import FauxlogLanguage

extension BlockCompiler {
  /// `hold any ACTOR where …, waiting at most D`: the block is run while one of them is held.
  func hold(
    _ name: Name?, _ kind: Kind, _ waiting: Number, _ body: [Step], _ position: Position,
    _ scope: ScenarioScope, _ names: StepNames
  ) {
    let patience = waiting.nanoseconds ?? 0
    lengthen(by: patience)
    let key = names.key(name?.text ?? holdTitle(kind))
    let definition = Definition(names: [name ?? Name("hold", position)], kind: kind)
    let node = binder.bind(
      definition, name: definition.names[0], in: scope, base: .slot(scope.keySlot), key: key)
    guard case .any(let actor, let condition, _, _) = binder.builder.nodes[Int(node)] else {
      return
    }
    if case .draw(.any(_, where: let value?), _) = kind { decide(condition, by: value, in: scope) }
    if let name { scope.take(name) }
    let number = owner.plan.holds.count
    owner.plan.holds.append(
      HoldPlan(
        actor: actor, condition: condition, patience: patience, scope: scope.keySlot, key: key,
        slot: name.flatMap { scope.slot(of: $0) } ?? -1))
    steps.append(.hold(Int32(number)))
    let inner = ScenarioScope(parent: scope, system: system, keySlot: scope.keySlot)
    let counted = names.branch()
    block(body, inner, counted)
    names.join([counted])
    steps.append(.letGo)
    owner.plan.holds[number].exit = Int32(steps.count)
  }

  /// What a `hold` without a name is called.
  func holdTitle(_ kind: Kind) -> String {
    guard case .draw(.any(let actor, _), _) = kind else { return "hold" }
    let full = binder.catalogue.find(actor, in: \.actors, system: system)?.full ?? actor.text
    return "hold \(full)"
  }
}

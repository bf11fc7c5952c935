import FauxlogLanguage

extension Binder {
  /// `widest V, at least N` of a record that stands alone: what V is, or N.
  func widest(_ value: Expression, atLeast: Int?, in scope: Scope) -> Int32 {
    let node = bind(value, in: scope)
    guard let atLeast else { return node }
    let least = constant(.integer(Int64(atLeast)))
    let wider = builder.node(.binary(.greater, node, least))
    return builder.node(.firstKnown(builder.node(.given(wider, node)), least))
  }
}

/// A hole of a record that shows the widest value of all records of its file.
struct RecordFold {
  /// What the record adds.
  var value: Int32
  /// The slot of the frame that gets the widest so far.
  var slot: Int32
  var hole: Name
  var atLeast: Int64
  /// The actor with whose generations it begins anew.
  var since: Name?
}

extension RecordBinder {
  /// The expression of a hole that is `widest`.
  func widest(
    _ hole: Name, _ value: Expression, atLeast: Int?, since: Name?, at position: Position,
    in legend: Legend, _ site: any SiteNames
  ) -> Int32 {
    guard legend.innermostElement == nil, let (slot, node) = site.fold(binder) else {
      binder.fail(position, "`widest` is of whole records, not of a piece or text")
      return binder.constant(.none)
    }
    folds.append(
      RecordFold(
        value: binder.bind(value, in: legend), slot: slot, hole: hole,
        atLeast: Int64(atLeast ?? 0), since: since))
    return node
  }
}

extension ScenarioBinder {
  /// Plans the folds of a record that one file takes in a layout; its place will be `site`.
  func plan(
    _ folds: [RecordFold], _ record: RecordBinder, _ routes: [Site.Route], site: Int
  ) -> [FoldPlan] {
    folds.compactMap { fold in
      let position = fold.hole.position
      guard let route = routes.first, routes.count == 1 else {
        binder.fail(
          position, "several files take this layout, and each has a \(fold.hole.text) of its own",
          help: "give each file a layout of its own")
        return nil
      }
      guard let since = fold.since else {
        binder.fail(
          position, "say when it begins anew: `since ACTOR`",
          help: "what goes back for ever cannot be known when a window opens")
        return nil
      }
      guard let actor = binder.actor(since, system: record.grammar.system) else {
        binder.failUnknown(
          since, among: binder.plainNames(binder.catalogue.actors, record.grammar.system),
          what: "actor")
        return nil
      }
      let model = binder.builder.actors[Int(actor)]
      if model.renewal == 0 || model.count != 1 {
        binder.fail(
          since.position, "\(since.text) must be one actor that is `renewed every D`")
      }
      var plan = FoldPlan(
        site: Int32(site), value: fold.value, condition: route.condition,
        path: route.holes.isEmpty ? -1 : route.path, rule: route.rule,
        key: nameKey(fold.hole.text), actor: actor, atLeast: fold.atLeast, slot: fold.slot)
      plan.loads = loads(of: [plan.value, plan.condition, plan.path], record)
      plan.registers = record.pattern.fields.count
      return plan
    }
  }

  /// What has to be loaded for expressions of a record.
  private func loads(of nodes: [Int32], _ record: RecordBinder) -> [(register: Int, node: Int32)] {
    let all = record.top.loads
    var wanted: Set<Int> = []
    var open = nodes.filter { $0 >= 0 }
    var seen: Set<Int32> = []
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      if case .register(let register) = binder.builder.nodes[Int(next)] {
        wanted.insert(Int(register))
        open += all.filter { $0.register == Int(register) }.map(\.node)
      }
      open += binder.operands(of: next)
    }
    return all.filter { wanted.contains($0.register) }.map { ($0.register, $0.node) }
  }
}

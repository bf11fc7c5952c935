import FauxlogLanguage

/// Something that a value decides: whether or when a step is done, how often, or where it lands.
struct Decision {
  /// The value.
  var node: Int32
  /// The names it mentions, with what they are.
  var names: [(name: Name, node: Int32)]
  /// Where it stands.
  var position: Position
}

extension BlockCompiler {
  /// Notes that a value decides.
  func decide(_ node: Int32, by value: Expression, in scope: Scope) {
    decide(node, value.position, in: scope) { Mentions.any(in: value, $0) }
  }

  /// The same of a kind.
  func decide(_ node: Int32, by definition: Definition, _ position: Position, in scope: Scope) {
    decide(node, position, in: scope) { Mentions.any(in: definition, $0) }
  }

  private func decide(
    _ node: Int32, _ position: Position, in scope: Scope,
    _ visit: ((Mentions.Mention) -> Bool) -> Bool
  ) {
    var names: [(name: Name, node: Int32)] = []
    _ = visit { mention in
      if case .name(let name) = mention, let node = scope.node(for: name, binder) {
        names.append((name, node))
      }
      return false
    }
    decisions.append(Decision(node: node, names: names, position: position))
  }
}

/// Proves that values of counters are shown and never asked: they are known only once everything
/// before them has been played, so what they decided could not be played alone.
struct ShownCheck {
  let binder: Binder
  let plan: SimulationPlan
  let rules: [FileRule]
  /// What decides, by scenario.
  let decisions: [[Decision]]
  /// Slots of each scenario that may hold a counter's value, or what is made of one.
  private var shown: [Set<Int32>]

  init(
    _ binder: Binder, _ plan: SimulationPlan, _ rules: [FileRule], _ decisions: [[Decision]]
  ) {
    (self.binder, self.plan, self.rules, self.decisions) = (binder, plan, rules, decisions)
    shown = plan.scenarios.map { _ in [] }
  }

  mutating func run() {
    while spread() {}
    for (scenario, decisions) in decisions.enumerated() where !shown[scenario].isEmpty {
      for decision in decisions where isShown(decision.node, scenario) {
        let name = decision.names.first { isShown($0.node, scenario) }?.name
        fail(name?.text ?? "this", name?.position ?? decision.position)
      }
    }
    for site in plan.sites { check(site) }
  }

  private func fail(_ name: String, _ position: Position) {
    binder.fail(
      position, "\(name) is a counter's value: it may be shown, not asked",
      help: "counters advance in the order of the whole tree, known only after this decision")
  }

  /// One round of following values from slot to slot; false once nothing is new.
  private mutating func spread() -> Bool {
    let before = shown
    for (number, scenario) in plan.scenarios.enumerated() {
      for step in scenario.steps {
        switch step {
        case .advance(let advance): shown[number].insert(plan.advances[Int(advance)].slot)
        case .fold(let fold): shown[number].insert(plan.folds[Int(fold)].slot)
        case .take(let slot, let node):
          if isShown(node, number) { shown[number].insert(slot) }
        case .call(let call), .start(let call):
          let call = plan.calls[Int(call)]
          for (node, slot) in call.arguments where isShown(node, number) {
            shown[Int(call.scenario)].insert(slot)
          }
        default: break
        }
      }
    }
    return shown != before
  }

  private func isShown(_ node: Int32, _ scenario: Int) -> Bool {
    guard !shown[scenario].isEmpty else { return false }
    var seen: Set<Int32> = []
    var open = [node]
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      if case .slot(let slot) = binder.builder.nodes[Int(next)], shown[scenario].contains(slot) {
        return true
      }
      open += binder.operands(of: next)
    }
    return false
  }

  // MARK: - Paths

  /// No path of a file shows a counter's value.
  private func check(_ site: Site) {
    guard let scenario = plan.scenarios.firstIndex(where: { $0.name == site.scenario }) else {
      return
    }
    let slots = Set(site.captures.indices.filter { shown[scenario].contains(site.captures[$0]) })
    guard !slots.isEmpty else { return }
    for output in site.outputs {
      var loads: [Int32: Int32] = [:]
      var shown: Set<Int32> = []
      for op in output.program.tables.ops {
        switch op {
        case .load(let register, let node): loads[register] = node
        case .copy(let register, let slot): if slots.contains(Int(slot)) { shown.insert(register) }
        default: break
        }
      }
      for route in output.routes {
        let rule = rules[Int(route.rule)]
        for (name, node) in route.holes where isShown(node, slots, loads, shown) {
          fail(name, rule.path.position)
        }
        if route.writer >= 0, let name = rule.writer, isShown(route.writer, slots, loads, shown) {
          fail(name.text, name.position)
        }
      }
    }
  }

  private func isShown(
    _ node: Int32, _ slots: Set<Int>, _ loads: [Int32: Int32], _ shown: Set<Int32>
  ) -> Bool {
    var seen: Set<Int32> = []
    var open = [node]
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      switch binder.builder.nodes[Int(next)] {
      case .slot(let slot): if slots.contains(Int(slot)) { return true }
      case .register(let register):
        if shown.contains(register) { return true }
        if let load = loads[register] { open.append(load) }
      default: open += binder.operands(of: next)
      }
    }
    return false
  }
}

extension Binder {
  /// The expressions that an expression is made of.
  func operands(of node: Int32) -> [Int32] {
    switch builder.nodes[Int(node)] {
    case .constant, .slot, .register, .now, .stamp, .position, .element, .dial, .permuted, .serial:
      return []
    case .draw(.element(let list), _, _), .drawnNumber(let list, _, _): return [list]
    case .draw: return []
    case .member(let inner, _), .not(let inner), .isSame(let inner, _, _),
      .function(_, _, let inner), .asNumber(let inner),
      .shownTime(let inner, _), .lastWord(let inner),
      .orNone(_, _, _, let inner), .otherCell(let inner, _), .actorField(let inner, _):
      return [inner]
    case .binary(_, let left, let right), .given(let left, let right),
      .firstKnown(let left, let right):
      return [left, right]
    case .template(let first, let count), .list(let first, let count):
      return Array(builder.lists[Int(first)..<Int(first + count)])
    case .record(let first, let count, _):
      return (0..<Int(count)).map { builder.lists[Int(first) + 2 * $0 + 1] }
    case .lookup(let number, _, _): return builder.lookups[Int(number)].keys
    case .any(_, let condition, _, _): return condition < 0 ? [] : [condition]
    case .part(let number): return builder.parts[Int(number)].inputs
    case .enriched(let number):
      let enrichment = builder.enrichments[Int(number)]
      return [enrichment.list] + enrichment.members.map(\.node)
    case .filled(let inner, let card, let filling):
      return [inner, card] + builder.fillings[Int(filling)].names.values.sorted()
    }
  }
}

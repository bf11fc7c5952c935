import FauxlogLanguage

/// A member that some path takes: everything that what stands before its dot can be.
struct AskedMember {
  /// The path up to it, as it is written.
  var names: ArraySlice<Name>
  /// What that can be, wherever it is bound.
  var origins: Set<Origin> = []
  /// Whether something that it can be has the member, or only playing tells.
  var isFine = false

  /// A member is known by its place and name: names in the holes of a card stand where it is drawn.
  struct Key: Hashable {
    var position: Position
    var name: String
  }

  /// A path as one text, with the file that it stands in.
  static func path(_ names: ArraySlice<Name>) -> String {
    let file = names.first.map { "\($0.position.file) " } ?? ""
    return file + names.map(\.text).joined(separator: ".")
  }
}

extension Binder {
  /// Notes that a value is compared with `none`: its author knows that it need not be there.
  func askPresence(_ value: Expression, against other: Expression) {
    guard case .path(let names) = value, case .literal(.none, _) = other, names.count > 1 else {
      return
    }
    optionalMembers.insert(AskedMember.path(names[...]))
  }

  /// Notes that a path takes a member of a value.
  func ask(_ names: ArraySlice<Name>, of node: Int32, in scope: Scope) {
    guard let name = names.last else { return }
    let key = AskedMember.Key(position: name.position, name: name.text)
    var asked = askedMembers[key] ?? AskedMember(names: names)
    guard !asked.isFine else { return }
    let origins = origins(of: node, in: scope).subtracting(asked.origins)
    asked.origins.formUnion(origins)
    asked.isFine = origins.contains { origin in
      if case .slot = origin { false } else { origin.has(name.text, self) }
    }
    askedMembers[key] = asked
  }

  /// Finds members that nothing has that a value can be: they would be `none` without a word.
  func checkMembers(_ plan: SimulationPlan = SimulationPlan()) {
    var slots = SlotOrigins(self, plan)
    let doubted = askedMembers.values.filter { !$0.isFine }.compactMap { asked in
      asked.names.last.map { (asked, name: $0) }
    }
    let sorted = doubted.sorted { left, right in
      let (left, right) = (left.name.position, right.name.position)
      return (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
    for (asked, name) in sorted {
      let origins = slots.resolved(asked.origins)
      if origins.isEmpty || origins.contains(where: { $0.has(name.text, self) }) { continue }
      let isActor = origins.allSatisfy { if case .actor = $0 { true } else { false } }
      // Cards need not have all members; actors do.
      if !isActor, optionalMembers.contains(AskedMember.path(asked.names)) { continue }
      fail(asked, name, origins, isActor: isActor)
    }
  }

  private func fail(
    _ asked: AskedMember, _ name: Name, _ origins: Set<Origin>, isActor: Bool
  ) {
    let owner = asked.names.dropLast().map(\.text).joined(separator: ".")
    if origins.allSatisfy({ $0 == .plain }) {
      return fail(
        name.position, "\(owner) has no members: it is a text, a number or a time",
        help: "of a table's row, `a, b: from TABLE` names several columns")
    }
    let names = origins.reduce(into: Set<String>()) { $0.formUnion($1.names(self)) }
    failUnknown(name, among: names, what: "\(isActor ? "field" : "member") of \(owner)")
  }
}

/// Follows values through the slots of scenarios: who calls, what is taken, which lists are gone
/// through.
struct SlotOrigins {
  private let binder: Binder
  private let plan: SimulationPlan
  /// What each slot is given, by scenario.
  private var sources: [[Int32: [Source]]]
  private var known: [Origin: Set<Origin>] = [:]

  private enum Source {
    case value(Int32)
    /// Of a scenario that calls.
    case argument(Int32, caller: Int32)
    case element(of: Int32)
    case actor(Int32)
    case plain
  }

  init(_ binder: Binder, _ plan: SimulationPlan) {
    (self.binder, self.plan) = (binder, plan)
    sources = plan.scenarios.map { _ in [:] }
    for number in plan.scenarios.indices { collect(Int32(number)) }
    for rates in [plan.rates] + plan.incidents.map(\.rates) {
      for rate in rates where rate.actorSlot >= 0 {
        add(.actor(rate.actor), rate.actorSlot, rate.scenario)
      }
    }
    for runs in [plan.runs] + plan.incidents.map(\.runs) {
      for run in runs {
        for (node, slot) in run.arguments { add(.argument(node, caller: -1), slot, run.scenario) }
      }
    }
  }

  private mutating func add(_ source: Source, _ slot: Int32, _ scenario: Int32) {
    sources[Int(scenario)][slot, default: []].append(source)
  }

  private mutating func collect(_ number: Int32) {
    let scenario = plan.scenarios[Int(number)]
    for (slot, node) in scenario.standards { add(.value(node), slot, number) }
    for step in scenario.steps {
      switch step {
      case .take(let slot, let node): add(.value(node), slot, number)
      case .emit(let site): add(.plain, plan.sites[Int(site)].handle, number)
      case .advance(let advance): add(.plain, plan.advances[Int(advance)].slot, number)
      case .fold(let fold): add(.plain, plan.folds[Int(fold)].slot, number)
      case .hold(let hold):
        let hold = plan.holds[Int(hold)]
        add(.actor(hold.actor), hold.slot, number)
      case .loopBegin(let loop):
        let loop = plan.loops[Int(loop)]
        add(.plain, loop.place, number)
        if loop.isList { add(.element(of: loop.node), loop.element, number) }
      case .fork(let fork):
        let fork = plan.forks[Int(fork)]
        add(.plain, fork.place, number)
        if fork.list >= 0 { add(.element(of: fork.list), fork.element, number) }
      case .call(let call), .start(let call):
        let call = plan.calls[Int(call)]
        add(.plain, call.outcome, number)
        for (node, slot) in call.arguments {
          add(.argument(node, caller: number), slot, call.scenario)
        }
      default: break
      }
    }
  }

  /// The same origins without slots.
  mutating func resolved(_ origins: Set<Origin>) -> Set<Origin> {
    var result: Set<Origin> = []
    for origin in origins { result.formUnion(resolved(origin)) }
    return result
  }

  private mutating func resolved(_ origin: Origin) -> Set<Origin> {
    switch origin {
    case .slot(let slot, let scenario, let way): return resolved(slot, scenario, way, origin)
    case .record(let names, let over): return [.record(names: names, over: resolved(over))]
    case .list(let elements): return [.list(resolved(elements))]
    default: return [origin]
    }
  }

  private mutating func resolved(
    _ slot: Int32, _ scenario: Int32, _ way: [Origin.Step], _ origin: Origin
  ) -> Set<Origin> {
    if let known = known[origin] { return known }
    // A name that is set from itself adds nothing to what it is else.
    known[origin] = []
    guard scenario >= 0, let given = sources[Int(scenario)][slot] else {
      known[origin] = [.unknown]
      return [.unknown]
    }
    var result: Set<Origin> = []
    for source in given {
      var found = resolved(origins(of: source, scenario))
      for step in way { found = resolved(Set(found.flatMap { $0.taking(step, binder) })) }
      result.formUnion(found)
    }
    known[origin] = result
    return result
  }

  private func origins(of source: Source, _ scenario: Int32) -> Set<Origin> {
    func origins(of node: Int32, in scenario: Int32) -> Set<Origin> {
      binder.boundScenario = scenario
      return binder.origins(of: node, in: nil)
    }
    switch source {
    case .value(let node): return origins(of: node, in: scenario)
    case .argument(let node, let caller): return origins(of: node, in: caller)
    case .element(let list):
      binder.boundScenario = scenario
      return binder.origins(ofElementOf: list, in: nil)
    case .actor(let actor): return [.actor(actor)]
    case .plain: return [.plain]
    }
  }
}

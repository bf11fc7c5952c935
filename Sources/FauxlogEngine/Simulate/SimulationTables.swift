/// What running a scenario's steps reads, as tables without references: a simulation takes some steps
/// for each record, and counting references was most of their cost.
struct SimulationTables: Sendable {
  let scenarios: Table<Scenario>
  let sites: Table<Trace>
  let loops: Table<LoopPlan>
  let races: Table<Race>
  let calls: Table<Call>
  let advances: Table<Advance>
  let folds: Table<Fold>
  private let memory: TableMemory

  /// A slot that an expression fills.
  struct Filling: Sendable {
    var slot: Int32
    var node: Int32
    /// The slot that the expression is, of whoever fills; -1 if it is something else.
    var from: Int32

    init(slot: Int32, node: Int32, _ world: World) {
      self.slot = slot
      self.node = node
      if case .slot(let slot) = world.nodes[Int(node)] { from = slot } else { from = -1 }
    }
  }

  /// One ``ScenarioProgram``.
  struct Scenario: Sendable {
    var steps: Table<Instruction>
    var slots: Int
    /// `lasts at most`; nil without.
    var longest: Int64?
    var depth: Int?
    /// Defaults of names that are given.
    var standards: Table<Filling>
    /// Whether it, or what it runs or starts, takes from a counter.
    var counts: Bool
    /// Whether nothing around it stops it halfway.
    var isWhole: Bool
    /// The longest that it and all that it starts can take, in nanoseconds.
    var lead: Int64
  }

  /// One ``AdvancePlan``.
  struct Advance: Sendable {
    var node: Int32
    var actor: Int32
    var slot: Int32
    /// The counter of that name of each kind of actor; -1 if it has none.
    var counters: Table<Int32>
  }

  /// What a ``Site`` is to the simulation.
  struct Trace: Sendable {
    var key: Key
    var scope: Int32
    var bar: Int32
    var stamp: Int32
    var handle: Int32
    var captures: Table<Int32>
    /// Whether a file takes its records.
    var isSeen: Bool
  }

  /// One ``FoldPlan``.
  struct Fold: Sendable {
    var site: Int32
    var value: Int32
    var condition: Int32
    var path: Int32
    var rule: Int32
    var key: Key
    var actor: Int32
    var atLeast: Int64
    var slot: Int32
    /// What the expressions need, by register.
    var loads: Table<Filling>
    var registers: Int
  }

  /// One ``RacePlan``.
  struct Race: Sendable {
    var alternatives: Table<Alternative>
    var outer: Int32
    var scope: Int32
    var key: Key
  }

  /// One alternative of a race.
  struct Alternative: Sendable {
    var weight: UInt64
    var key: Key
    var condition: Int32
    var target: Int32
  }

  /// One ``CallPlan``.
  struct Call: Sendable {
    var scenario: Int32
    var arguments: Table<Filling>
    /// Defaults of names that are no arguments.
    var standards: Table<Filling>
    var scope: Int32
    var key: Key
    var outcome: Int32
  }

  /// The tables of a plan.
  init(_ plan: SimulationPlan, _ world: World) {
    let memory = TableMemory()
    self.memory = memory
    let leads = plan.leads
    scenarios = memory.table(
      zip(plan.scenarios, leads).map { scenario, lead in
        Scenario(
          steps: memory.table(scenario.steps), slots: scenario.slots, longest: scenario.longest,
          depth: scenario.depth,
          standards: memory.table(
            scenario.standards.map { Filling(slot: $0.slot, node: $0.node, world) }),
          counts: scenario.counts, isWhole: scenario.isWhole, lead: lead)
      })
    advances = memory.table(
      plan.advances.map { advance in
        Advance(
          node: advance.node, actor: advance.actor, slot: advance.slot,
          counters: memory.table(
            world.actors.map { actor in
              actor.counters.first { $0.name == advance.name }?.number ?? -1
            }))
      })
    folds = memory.table(
      plan.folds.map { fold in
        Fold(
          site: fold.site, value: fold.value, condition: fold.condition, path: fold.path,
          rule: fold.rule, key: fold.key, actor: fold.actor, atLeast: fold.atLeast,
          slot: fold.slot,
          loads: memory.table(
            fold.loads.map { Filling(slot: Int32($0.register), node: $0.node, world) }),
          registers: fold.registers)
      })
    sites = memory.table(
      plan.sites.map { site in
        Trace(
          key: site.key, scope: site.scope, bar: site.bar, stamp: site.stamp, handle: site.handle,
          captures: memory.table(site.captures), isSeen: !site.outputs.isEmpty)
      })
    loops = memory.table(plan.loops)
    races = memory.table(
      plan.races.map { race in
        Race(
          alternatives: memory.table(
            race.alternatives.map { alternative in
              Alternative(
                weight: alternative.weight, key: alternative.key,
                condition: alternative.condition, target: alternative.target)
            }),
          outer: race.outer, scope: race.scope, key: race.key)
      })
    calls = memory.table(
      plan.calls.map { call in
        let standards = plan.scenarios[Int(call.scenario)].standards.filter { standard in
          !call.arguments.contains { $0.slot == standard.slot }
        }
        return Call(
          scenario: call.scenario,
          arguments: memory.table(
            call.arguments.map { Filling(slot: $0.slot, node: $0.node, world) }),
          standards: memory.table(standards.map { Filling(slot: $0.slot, node: $0.node, world) }),
          scope: call.scope, key: call.key, outcome: call.outcome)
      })
  }
}

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
  let stops: Table<StopPlan>
  let forks: Table<Fork>
  let rates: Table<Rate>
  let incidents: Table<Incident>
  /// When each run is.
  let runs: Table<RunPlan.Moment>
  private let memory: TableMemory

  /// A slot that an expression fills.
  struct Filling: Sendable {
    var slot: Int32
    var node: Int32
    /// The slot beside it that an earlier one has filled from the same row, and the column that it
    /// shows of it; -1 if none has.
    var row: Int32 = -1
    var column: Int32 = -1

    /// Several in their order.
    static func all(_ fillings: [(slot: Int32, node: Int32)], _ world: World) -> [Filling] {
      var rows: [(draw: RowDraw, slot: Int32)] = []
      return fillings.map { slot, node in
        var filling = Filling(slot: slot, node: node)
        guard let draw = RowDraw(node, world) else { return filling }
        if let known = rows.first(where: { $0.draw == draw }) {
          (filling.row, filling.column) = (known.slot, draw.column)
        } else {
          rows.append((draw, slot))
        }
        return filling
      }
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
    /// Whether nothing around it stops it halfway.
    var isWhole: Bool
  }

  /// One ``RatePlan``.
  struct Rate: Sendable {
    /// How often.
    enum Often: Sendable {
      case mean(UInt64, slice: Int64)
      case every(Int64)
      case at(day: Int?, Table<Int>)
      case once(beforeItsEnd: Bool)
    }
    var scenario: Int32
    /// The scenario's key.
    var key: Key
    var often: Often
    var actor: Int32
    var actorSlot: Int32
    var curve: Table<Int64>
    var weekend: Int64

    /// Whether it is the last thing in a life.
    var isEnding: Bool { if case .once(true) = often { true } else { false } }

    init(_ rate: RatePlan, _ plan: SimulationPlan, _ memory: TableMemory) {
      scenario = rate.scenario
      key = plan.scenarios[Int(rate.scenario)].key
      often =
        switch rate.often {
        case .mean(let mean, let slice): .mean(mean, slice: slice)
        case .every(let span): .every(span)
        case .at(let day, let clocks): .at(day: day, memory.table(clocks))
        case .once(let isEnding): .once(beforeItsEnd: isEnding)
        }
      actor = rate.actor
      actorSlot = rate.actorSlot
      curve = memory.table(rate.curve)
      weekend = rate.weekend
    }
  }

  /// What an ``IncidentPlan`` says of its begin, and its rates.
  struct Incident: Sendable {
    var key: Key
    var at: Instant?
    var mean: UInt64
    var between: (Int, Int)?
    var rates: Table<Rate>
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

  /// One ``ForkPlan``.
  struct Fork: Sendable {
    var branches: Table<Branch>
    var list: Int32
    var hasNeeds: Bool
    var own: Range<Int>
    var element: Int32
    var place: Int32
    var scope: Int32
    var body: Int
    var outer: Int32
    var key: Key
    var exit: Int

    /// One named branch.
    struct Branch: Sendable {
      var scope: Int32
      var key: Key
      var target: Int32
    }
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
    /// Arguments that are names of the caller.
    var moves: Table<SlotMove>
    /// All other ones.
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
    scenarios = memory.table(
      plan.scenarios.map { scenario in
        Scenario(
          steps: memory.table(scenario.steps), slots: scenario.slots, longest: scenario.longest,
          depth: scenario.depth,
          standards: memory.table(Filling.all(scenario.standards, world)),
          isWhole: scenario.isWhole)
      })
    rates = memory.table(plan.rates.map { Rate($0, plan, memory) })
    incidents = memory.table(
      plan.incidents.map { incident in
        Incident(
          key: incident.key, at: incident.at, mean: incident.mean, between: incident.between,
          rates: memory.table(incident.rates.map { Rate($0, plan, memory) }))
      })
    runs = memory.table(plan.runs.map(\.moment))
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
            fold.loads.map { Filling(slot: Int32($0.register), node: $0.node) }),
          registers: fold.registers)
      })
    sites = memory.table(
      plan.sites.map { site in
        Trace(
          key: site.key, scope: site.scope, bar: site.bar, stamp: site.stamp, handle: site.handle,
          captures: memory.table(site.captures), isSeen: !site.outputs.isEmpty)
      })
    loops = memory.table(plan.loops)
    stops = memory.table(plan.stops)
    forks = memory.table(
      plan.forks.map { fork in
        Fork(
          branches: memory.table(
            fork.branches.map { Fork.Branch(scope: $0.scope, key: $0.key, target: $0.target) }),
          list: fork.list, hasNeeds: fork.needs != nil, own: fork.own, element: fork.element,
          place: fork.place, scope: fork.scope, body: Int(fork.body), outer: fork.outer,
          key: fork.key, exit: Int(fork.exit))
      })
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
        var moves: [SlotMove] = []
        var others: [(slot: Int32, node: Int32)] = []
        for (node, slot) in call.arguments {
          if case .slot(let from) = world.nodes[Int(node)] {
            moves.append(SlotMove(from: from, to: slot))
          } else {
            others.append((slot, node))
          }
        }
        return Call(
          scenario: call.scenario, moves: memory.table(moves),
          arguments: memory.table(Filling.all(others, world)),
          standards: memory.table(Filling.all(standards, world)),
          scope: call.scope, key: call.key, outcome: call.outcome)
      })
  }
}

/// A row that a key draws from a table, and the column that is shown of it.
private struct RowDraw: Equatable {
  private var corpus: Int32
  private var base: KeyBase
  private var key: Key
  /// Slots and tables of a lookup's keys.
  private var keys: [Int32] = []
  private var rows: [String: Int32] = [:]
  var column: Int32

  /// What an expression draws; nil if it is something else.
  init?(_ node: Int32, _ world: World) {
    switch world.nodes[Int(node)] {
    case .draw(.cell(let corpus, let column), let base, let key):
      (self.corpus, self.column, self.base, self.key) = (corpus, column, base, key)
    case .lookup(let number, let base, let key):
      let lookup = world.lookups[number]
      guard lookup.column >= 0 else { return nil }
      (corpus, column, self.base, self.key) = (lookup.corpus, lookup.column, base, key)
      rows = lookup.rows
      for key in lookup.keys {
        guard case .slot(let slot) = world.nodes[Int(key)] else { return nil }
        keys.append(slot)
      }
    case .otherCell(let other, let column):
      guard let row = RowDraw(other, world) else { return nil }
      self = row
      self.column = column
    default: return nil
    }
  }

  static func == (a: RowDraw, b: RowDraw) -> Bool {
    a.corpus == b.corpus && a.base == b.base && a.key == b.key && a.keys == b.keys
      && a.rows == b.rows
  }
}

package import FauxlogLanguage

/// One scenario, compiled.
package struct ScenarioProgram: Sendable {
  /// Full name.
  package var name: String
  /// The hash of its full name.
  package var key: Key
  /// Names that must be given, with the slot of each.
  package var given: [(name: String, slot: Int32)]
  /// Defaults of given names, by slot.
  package var standards: [(slot: Int32, node: Int32)] = []
  /// What it does.
  package var steps: [Instruction] = []
  /// Slots of its frame; the first holds the key of its scope.
  package var slots = 1
  /// `lasts at most`, in nanoseconds.
  package var longest: Int64?
  /// The longest it can take without that, in nanoseconds; what it starts is not in it.
  package var span: Int64 = 0
  /// How deep it may call itself.
  package var depth: Int?
  /// How many steps a run takes about, with what it runs and starts.
  package var typicalSteps: Double = 0
  /// Whether nothing around it stops it halfway.
  package var isWhole = false
  /// Whether it, or what it runs or starts, takes from a counter.
  package var counts = false
  /// Whether it, or what it runs or starts, holds an actor.
  package var holds = false
  /// Where it is defined.
  package var position: Position
}

/// One instruction of a scenario.
package enum Instruction: Sendable {
  /// Writes a record.
  case emit(Int32)
  /// Lets time pass.
  case wait(Int32)
  /// Computes an expression into a slot.
  case take(slot: Int32, node: Int32)
  /// The key of an inner scope.
  case enter(slot: Int32, from: Int32, key: Key)
  case jump(Int32)
  case jumpUnless(Int32, target: Int32)
  /// Draws one alternative of ``SimulationPlan/races``.
  case race(Int32)
  /// Begins a loop of ``SimulationPlan/loops``.
  case loopBegin(Int32)
  /// The next element, or on to the loop's end.
  case loopNext(Int32)
  /// Runs a scenario inside this one.
  case call(Int32)
  /// Begins an instance of its own.
  case start(Int32)
  case label(text: Int32)
  case end(text: Int32)
  /// Something done to files.
  case control(Int32)
  /// Takes a number from a counter.
  case advance(Int32)
  /// Adds a record to what goes through those of a file.
  case fold(Int32)
  /// Begins a ``ForkPlan``, and waits for it.
  case fork(Int32)
  /// A branch is through.
  case branchEnd
  /// Enters a block that a ``StopPlan`` stops.
  case stopBegin(Int32)
  /// Leaves it by its end.
  case stopEnd
  /// Waits for an actor of a ``HoldPlan`` and holds it.
  case hold(Int32)
  /// Lets go of what was held last.
  case letGo
  /// What follows happens only if the last `rotate … when over` rotated a file; or it does again.
  case guarded(Bool)
}

/// One `next ACTOR.COUNTER`.
package struct AdvancePlan: Sendable {
  /// The actor: an expression; -1 is the one of `actor` that was alive when the root began.
  var node: Int32 = -1
  var actor: Int32 = -1
  /// The counter's plain name.
  var name: String
  /// The slot that gets the number.
  var slot: Int32
  /// Where it stands.
  var position: Position
}

/// One `widest` of a record: it goes through the records that a file takes.
struct FoldPlan: Sendable {
  /// The place that writes the record.
  var site: Int32
  /// What the record adds, whether the file takes it (-1 is always), and which file that is (-1 if
  /// its path is fixed): expressions of the record.
  var value: Int32
  var condition: Int32
  var path: Int32
  var rule: Int32
  /// The hash of the hole's name.
  var key: Key
  /// The actor with whose generations it begins anew.
  var actor: Int32
  var atLeast: Int64
  /// The slot that gets the widest so far.
  var slot: Int32
  /// What the expressions need.
  var loads: [(register: Int, node: Int32)] = []
  var registers = 0
}

/// One `repeat` or `each` of a scenario.
package struct LoopPlan: Sendable {
  /// How often, or the list.
  var node: Int32
  var isList: Bool
  /// The slots of the number of turns or the list, of the place, of the element, of the scope's key.
  var limit: Int32
  var place: Int32
  var element: Int32
  var scope: Int32
  /// The scope around, and the step's hash.
  var outer: Int32
  var key: Key
  /// `until`: the loop ends once this holds; -1 if it counts.
  var until: Int32 = -1
  /// Where the loop goes on when it is done.
  var exit: Int32 = 0
}

/// One `one of` of a scenario.
package struct RacePlan: Sendable {
  var alternatives: [(weight: UInt64, key: Key, condition: Int32, target: Int32)]
  /// The scope, the slot of the winner's scope, and the step's hash.
  var outer: Int32
  var scope: Int32
  var key: Key
}

/// One `do` or `start`.
package struct CallPlan: Sendable {
  /// The scenario that is called, by number.
  package var scenario: Int32
  /// Arguments: expressions in the caller, slots in the callee.
  var arguments: [(node: Int32, slot: Int32)]
  /// The caller's scope, and the step's hash and name.
  var scope: Int32
  var key: Key
  var step: String
  /// The slot that gets the outcome; -1 if nobody asks.
  var outcome: Int32
  /// The scenario that calls, by number.
  package var caller: Int32
  /// Whether what it calls is an instance of its own.
  package var starts: Bool
  /// The names that key the call's scope from the caller's.
  package var path: [String]
  /// Where what it gives is defined, by name; empty unless the binder explains.
  package var sources: [String: ValueSource] = [:]
}

/// One `together`, or `each` whose elements run side by side.
struct ForkPlan: Sendable {
  /// Named branches: the slot of the scope's key, the hash of the name, where it begins.
  var branches: [(scope: Int32, key: Key, target: Int32)] = []
  /// The list; -1 if the branches are named.
  var list: Int32 = -1
  /// `once NAME are done`: the member that holds what an element needs.
  var needs: String?
  /// The slots that each element has for itself, and where its steps begin.
  var own = 0..<0
  var element: Int32 = -1
  var place: Int32 = -1
  var scope: Int32 = -1
  var body: Int32 = 0
  /// The scope around, and the step's hash.
  var outer: Int32
  var key: Key
  /// Where it goes on once all are through.
  var exit: Int32 = 0
  var position: Position
}

/// One `stop when`.
struct StopPlan: Sendable {
  var condition: Int32
  var exit: Int32 = 0
}

/// One `hold any ACTOR where …`.
struct HoldPlan: Sendable {
  var actor: Int32
  /// Which of them fit; -1 is all.
  var condition: Int32
  /// How long it waits at most, in nanoseconds.
  var patience: Int64
  /// The scope, and the step's hash.
  var scope: Int32
  var key: Key
  /// The slot that gets whom it holds; -1 if nobody asks.
  var slot: Int32
  /// Where it goes on behind the block.
  var exit: Int32 = 0
}

/// Something done to the files of a name.
package struct ControlPlan: Sendable {
  /// What is done.
  package enum Action: Sendable, Equatable {
    case reopen, remove, removeOld, empty
    /// Of files that have more than `over` bytes; nil is any.
    case rotate(over: Int64?)
    case flush(again: Int)
    /// Packs what lies there; of no name.
    case archive
  }
  /// What is done.
  package var action: Action
  /// The name that trees give to files.
  package var name: String
  /// The scenario that does it, by number.
  package var scenario: Int32
  /// Holes of the path that the scenario fills.
  var holes: [(name: String, node: Int32)]
  /// Of an archive: its path, then what it holds and under which name, in turn.
  var texts: [Int32] = []
  /// The same, as far as it is known at load: up to the first hole.
  package var known: [String] = []
}

/// A place that writes records of one event.
package struct Site: Sendable {
  /// Full name of the grammar, plain name of the event.
  package var format: String
  package var event: String
  /// The event's place among the events of the tree.
  package var eventNumber: Int
  /// The scenario by number, its full name, and what the step is called.
  package var scenarioNumber: Int32
  package var scenario: String
  package var step: String
  /// The names that key its record from the scenario's scope, for `explain`: a `*` is the element of
  /// a loop, an `n` its turn.
  package var path: [String]
  /// The hash of the step, and the slot of its scope's key.
  package var key: Key
  package var scope: Int32
  /// The place of its bar among those of the step; -1 if it has none.
  package var bar: Int32 = -1
  /// Slots of the frame that the event carries along.
  package var captures: [Int32]
  /// `stamped`: an expression; -1 if the record shows the step's time.
  package var stamp: Int32
  /// The slot that gets the step's time, if the step is named.
  package var handle: Int32
  /// One for each layout that a file wants.
  package var outputs: [Output]
  /// The level that all its records show; nil if they show none, or it is drawn.
  package var level: String?
  /// Where the step stands.
  package var position: Position
  /// Where the names of the scenario that it sees are defined; empty unless the binder explains.
  package var sources: [String: ValueSource] = [:]

  /// A record as one layout shows it.
  package struct Output: Sendable {
    package var program: RecordProgram
    package var routes: [Route]
  }

  /// One file rule that takes the record.
  package struct Route: Sendable {
    /// The rule, by number.
    package var rule: Int32
    /// When it does; -1 is always.
    package var condition: Int32
    /// The path: an expression of the record.
    package var path: Int32
    /// Who writes it, where a file has several writers; -1 where it has one.
    package var writer: Int32 = -1
    /// Texts of the path's holes.
    package var holes: [(name: String, node: Int32)]
  }
}

/// Everything a simulation runs.
package struct SimulationPlan: Sendable {
  package var scenarios: [ScenarioProgram] = []
  package var sites: [Site] = []
  var loops: [LoopPlan] = []
  var races: [RacePlan] = []
  package var calls: [CallPlan] = []
  var advances: [AdvancePlan] = []
  var folds: [FoldPlan] = []
  var forks: [ForkPlan] = []
  var stops: [StopPlan] = []
  var holds: [HoldPlan] = []
  package var controls: [ControlPlan] = []
  package var rates: [RatePlan] = []
  package var incidents: [IncidentPlan] = []
  package var runs: [RunPlan] = []
  /// Local time of curves and clocks.
  package var zone = Zone.utc
}

extension SimulationPlan {
  /// Names of files whose size some `rotate … when over` asks for.
  package var sizedFiles: Set<String> {
    Set(
      controls.compactMap { control in
        if case .rotate(over: .some) = control.action { control.name } else { nil }
      })
  }
}

/// How often something happens.
package struct RatePlan: Sendable {
  /// How often.
  package enum Often: Sendable {
    /// A mean in units of 2^-40 for each slice of so many nanoseconds.
    case mean(UInt64, slice: Int64)
    case every(Int64)
    /// Minutes of the local day; the weekday (0 is Sunday) or nil.
    case at(day: Int?, [Int])
    case once(beforeItsEnd: Bool)

    /// Whether it is the last thing in a life.
    var isEnding: Bool { if case .once(true) = self { true } else { false } }
  }
  package var scenario: Int32
  package var often: Often
  /// The actor, and the slot it is given in.
  package var actor: Int32 = -1
  package var actorSlot: Int32 = -1
  /// Per mille of the rate for each minute of the local day; empty without a curve.
  package var curve: [Int64] = []
  /// Per mille on Saturday and Sunday.
  package var weekend: Int64 = 1000
}

/// Something that happens to the world.
package struct IncidentPlan: Sendable {
  package var name: String
  package var key: Key
  package var at: Instant?
  package var mean: UInt64 = 0
  /// Minutes of the local day the rate is put into.
  package var between: (Int, Int)?
  package var lasting: Int32
  package var turns: [(dial: Int32, node: Int32)] = []
  package var rates: [RatePlan] = []
  package var runs: [RunPlan] = []
  /// The longest it can last.
  package var longest: Int64
}

/// Something run once.
package struct RunPlan: Sendable {
  /// When.
  package enum Moment: Sendable, Equatable {
    case start, end
    case clock(Int)
  }
  package var scenario: Int32
  package var moment: Moment
  package var arguments: [(node: Int32, slot: Int32)]
}

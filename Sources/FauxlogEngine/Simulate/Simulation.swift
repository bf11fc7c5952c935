package import FauxlogLanguage

/// Plays a tree's scenarios in virtual time and gives their events in one total order.
///
/// One simulation is one host; it runs on one thread at a time. Events are ordered by (instant of
/// writing, root instance, order within the root).
package struct Simulation: ~Copyable {
  let world: World
  let plan: SimulationPlan
  let tables: SimulationTables
  /// What is seen of history.
  let window: Range<Instant>
  /// Seed and host, mixed.
  package let host: Key
  var evaluator: Evaluator
  var queue = WakeQueue()
  var instances = Roster()
  private var order: UInt64 = 0
  /// The last strand that began beside another one.
  var nextStrand: Int32 = 0
  var nextNumber: Int64 = 0
  /// The number of the last `rotate … when over`.
  var lastDecision: Int64 = 0
  var batch = EventBatch()
  /// The hash of `arrival`.
  let arrivalKey = nameKeys.arrival
  /// The slice up to which arrivals are queued.
  var arrivals: Arrivals
  /// How long before a life's end the last thing in it begins, for actors that have one.
  var endings: [Int64]
  /// The latest instant that was played.
  var now: Instant
  /// Incidents that are on, by number, with the keys of their occurrences.
  var ongoing: [(incident: Int, key: Key, ends: Instant)] = []
  /// Every incident that was queued: number, key, begin and end.
  var pendingIncidents: [(number: Int, key: Key, begins: Instant, ends: Instant)] = []
  /// When all that may still go on in the window is played from; before, only what counts.
  let opening: Instant
  /// When what a window sees of the counters of each kind of actor begins.
  let needs: [Instant]
  /// When each scenario is played from: nothing of what begins before it is seen in the window.
  let starts: [Instant]
  var book: CounterBook
  /// Who holds what, and who waits for it.
  var servers = Servers()
  /// The widest of each file so far.
  var widths: WidthBook
  /// What a step found wrong.
  var fault: Fault?
  /// Live instances at most; beyond it a template is at fault.
  private let limit = 1_000_000
  /// Whether instances get their names, which only golden records show.
  let isNaming: Bool
  var names: InstanceNames

  /// What stops a simulation.
  package enum Fault: Error, Sendable, Equatable {
    /// More instances live at once than `--limit`.
    case tooManyInstances(scenario: String, Position)
    /// A scenario makes a text beyond all limits.
    case overlongText(scenario: String, Position)
    /// A record is beyond all limits.
    case overlongRecord(event: String, Position)
    /// A step of a scenario cannot be done.
    case broken(scenario: String, String, Position)
    /// A record has a character that its file's encoding does not have.
    case unwritable(event: String, Position)

    /// What the template has to do with it.
    package var diagnostic: Diagnostic {
      switch self {
      case .tooManyInstances(let scenario, let position):
        Diagnostic(
          position, "more than a million things go on at once, most likely \(scenario)",
          help: "lower its rate, or shorten its delays")
      case .overlongText(let scenario, let position):
        Diagnostic(
          position, "\(scenario) makes a text of more than 1 MiB",
          help: "a text that grows in a loop doubles with each turn")
      case .unwritable(let event, let position):
        Diagnostic(
          position, "a record of \(event) has a character that its file's encoding does not have",
          help: "change what fills it, or the grammar's `encoding`")
      case .overlongRecord(let event, let position):
        Diagnostic(
          position, "a record of \(event) has more than 16 MiB",
          help: "pieces that repeat in each other multiply")
      case .broken(let scenario, let message, let position):
        Diagnostic(position, "\(scenario) \(message)")
      }
    }
  }

  /// A simulation of one host of a seed; without `naming`, instances have no names.
  package init(
    _ world: World, _ plan: SimulationPlan, seed: UInt64, host number: UInt64 = 0,
    window: Range<Instant>, naming: Bool = true
  ) {
    isNaming = naming
    names = InstanceNames(plan, world)
    tables = SimulationTables(plan, world)
    self.world = world
    self.plan = plan
    self.window = window
    host = mix(mix(nameKey("fauxlog"), seed), number)
    evaluator = Evaluator(world)
    evaluator.host = host
    book = CounterBook(world)
    widths = WidthBook(plan)
    let leads = plan.leads
    opening = window.lowerBound - plan.longestLead
    needs = plan.needs(&evaluator, opening: opening)
    let starts = plan.starts(window, opening: opening, leads, needs, world)
    self.starts = starts
    now = plan.begin(opening: opening, starts)
    arrivals = Arrivals(
      from: now, until: window.upperBound, waits: plan.rates.map { starts[Int($0.scenario)] },
      zone: plan.zone)
    endings = Array(repeating: 0, count: world.actors.count)
    for rate in plan.rates where rate.often.isEnding && rate.actor >= 0 {
      endings[Int(rate.actor)] = max(endings[Int(rate.actor)], plan.ending(rate.scenario))
    }
  }

  /// Puts the next events in the place of a batch that is done with; false when the window is over.
  ///
  /// Its memory serves the batch after.
  package mutating func next(into full: inout EventBatch) throws(Fault) -> Bool {
    batch.events.reserveCapacity(EventBatch.size + 64)
    var wakes = 0
    // A batch may be empty while a window is opened: whoever waits can see that it goes on.
    while batch.events.count < EventBatch.size, wakes < 1 << 20 || !batch.events.isEmpty {
      guard let due = nextDue() else {
        if batch.events.isEmpty && batch.instances.isEmpty { return false }
        break
      }
      now = due.time
      wakes += 1
      try wake(due.instance, strand: due.strand)
    }
    take(&full)
    return true
  }

  private mutating func take(_ full: inout EventBatch) {
    full.removeAll()
    swap(&full, &batch)
    full.reached = max(now, window.lowerBound)
    batch.number = full.number + 1
  }

  /// The next to wake: arrivals of a slice are queued before anything in it wakes.
  private mutating func nextDue() -> WakeQueue.Entry? {
    while true {
      let first = queue.first
      if !arrivals.isDone, (first?.time ?? .max) >= arrivals.reached {
        queueArrivals()
        continue
      }
      guard let first, first.time < window.upperBound else { return nil }
      return queue.pop()
    }
  }

  // MARK: - Instances

  /// An instance that begins at an instant; it is queued, not run.
  mutating func begin(
    scenario: Int32, key: Key, root: Key?, at time: Instant, name: String,
    deadline: Instant = .max
  ) -> Instance {
    let number = instances.take()
    let instance = instances[number]
    instance.number = nextNumber
    nextNumber += 1
    instance.root = root ?? key
    instance.rootBegin = time
    instance.scenario = scenario
    instance.name = name
    instance.begin = time
    let program = tables.scenarios[scenario]
    instance.deadline = min(deadline, program.longest.map { time + $0 } ?? .max)
    instance.slots.append(.key(key))
    instance.slots.append(nones: max(program.slots, 1) - 1)
    instance.calls.append(
      Instance.Call(scenario: scenario, at: 0, base: 0, outcome: -1, deadline: instance.deadline))
    sleep(number, until: time)
    return instance
  }

  /// Queues an instance.
  mutating func sleep(_ number: Int32, until time: Instant, strand: Int32 = 0) {
    queue.push(
      WakeQueue.Entry(
        time: time, root: instances[number].root, order: order, instance: number,
        strand: strand))
    order += 1
    instances[number].isResting = time - now > Self.rest
  }

  /// Who sleeps for longer gives back memory: most sleep, and few are at work.
  private static let rest: Int64 = 120_000_000_000

  private mutating func wake(_ number: Int32, strand: Int32) throws(Fault) {
    if number < 0 { return wakeIncident(Int(~number)) }
    if strand < 0 {
      guard let waiting = servers.leave(ticket: ~strand) else { return }
      servers.isLate = true
      defer { servers.isLate = false }
      return try wake(number, strand: waiting)
    }
    if instances.alive > limit {
      let program = plan.scenarios[Int(instances[number].scenario)]
      throw .tooManyInstances(scenario: program.name, program.position)
    }
    instances.reference(number).lend { turn($0, number, strand) }
    if evaluator.hasFailed {
      let program = plan.scenarios[Int(instances[number].scenario)]
      if let failed = evaluator.failedOperation {
        throw .broken(scenario: program.name, failed.message, failed.position)
      }
      throw .overlongText(scenario: program.name, program.position)
    }
    if let fault { throw fault }
  }

  /// One turn of an instance.
  private mutating func turn(_ instance: Instance, _ number: Int32, _ strand: Int32) {
    swap(&evaluator.slots, &instance.slots)
    swap(&evaluator.heap, &instance.heap)
    evaluator.now = now
    if let standards = instance.standards { draw(standards, instance) }
    var isOver = false
    if turn(to: strand, instance) {
      let told = (instance.label, instance.incidents)
      isOver = run(instance, number)
      rest(instance)
      // It may be its last deed in the window.
      if (instance.label, instance.incidents) != told, instance.batch >= 0 {
        _ = place(of: instance)
      }
    }
    swap(&evaluator.slots, &instance.slots)
    swap(&evaluator.heap, &instance.heap)
    if isOver {
      note(ended: instance)
      instances.giveBack(number)
    } else if instance.isResting {
      instance.trim()
    }
  }

  /// Draws the defaults of names that nobody gave.
  private mutating func draw(_ standards: Table<SimulationTables.Filling>, _ instance: Instance) {
    evaluator.slotBase = 0
    for index in 0..<standards.count
    where !instance.given.contains(standards[index].slot) {
      evaluator.slots[Int(standards[index].slot)] = evaluator.evaluate(standards[index].node)
    }
    instance.standards = nil
  }

  /// The place of an instance in the batch under construction.
  mutating func place(of instance: Instance) -> Int32 {
    if instance.batch == batch.number, instance.place < batch.instances.count {
      batch.instances[Int(instance.place)].label = instance.label
      batch.instances[Int(instance.place)].incidents = instance.incidents
      return instance.place
    }
    instance.batch = batch.number
    instance.place = Int32(batch.instances.count)
    batch.instances.append(
      InstanceInfo(
        number: instance.number, scenario: instance.scenario, name: instance.name,
        label: instance.label, incidents: instance.incidents, begin: instance.begin,
        actor: instance.actor))
    return instance.place
  }

  private mutating func note(ended instance: Instance) {
    guard now >= window.lowerBound else { return }
    batch.events.append(
      Event(
        time: now, written: now, key: 0, kind: .ended, values: 0, instance: place(of: instance)))
  }
}

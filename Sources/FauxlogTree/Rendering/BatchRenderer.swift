import FauxlogEngine
import FauxlogGolden
import FauxlogLanguage

/// Sites with what is needed to render them, shared by all threads.
final class RenderPlan: Sendable {
  let world: World
  /// What is rendered of each site, in each layout that a file wants.
  let sites: Table<Table<Output>>
  /// How its golden records are written, beside each of these; empty without golden.
  let golden: Table<Table<GoldenProgram>>
  /// Names of scenarios as golden records show them.
  let scenarios: [String]
  /// Whether golden records are wanted.
  let hasGolden: Bool
  let goldenPool: BytePool
  /// Kinds of ids.
  let kinds: [String]
  let seed: Key
  /// What the tables refer to lives as long as these.
  private let owners: (sites: [Site], memory: TableMemory, golden: TableMemory)

  /// The place that writes a record, for whoever has time.
  func site(_ number: Int) -> Site { owners.sites[number] }

  /// A record as one layout shows it; without a reference, so that threads do not count any.
  struct Output: Sendable {
    let record: RecordTables
    let routes: Table<Route>
    /// The event's place among the events of the tree.
    let event: Int32
  }

  /// One file rule that takes the record.
  struct Route: Sendable {
    let rule: Int32
    /// When it does; -1 is always.
    let condition: Int32
    /// The path, and the texts of its holes: expressions.
    let path: Int32
    let writer: Int32
    let holes: Table<Int32>
  }

  init(_ world: World, _ simulated: SimulationPlan, golden wanted: Bool, host: Key) {
    self.world = world
    scenarios = simulated.scenarios.map { GoldenWriter.shownName(ofScenario: $0.name) }
    seed = host
    hasGolden = wanted
    let memory = TableMemory()
    var library = GoldenLibrary(world)
    var rows: [Table<Output>] = []
    var goldenRows: [Table<GoldenProgram>] = []
    for site in simulated.sites {
      var outputs: [Output] = []
      var golden: [GoldenProgram] = []
      for output in site.outputs {
        let routes = output.routes.map { route in
          Route(
            rule: route.rule, condition: route.condition, path: route.path, writer: route.writer,
            holes: memory.table(route.holes.map(\.node)))
        }
        outputs.append(
          Output(
            record: output.program.tables, routes: memory.table(routes),
            event: Int32(site.eventNumber)))
        if wanted { golden.append(library.program(site, output.program)) }
      }
      rows.append(memory.table(outputs))
      goldenRows.append(memory.table(golden))
    }
    sites = memory.table(rows)
    golden = memory.table(goldenRows)
    goldenPool = library.pool()
    kinds = library.kinds
    owners = (simulated.sites, memory, library.memory)
  }
}

/// Renders batches of events; one for each thread.
struct BatchRenderer: ~Copyable {
  private let plan: RenderPlan
  private let sites: Table<Table<RenderPlan.Output>>
  private let programs: Table<Table<GoldenProgram>>
  private let hasGolden: Bool
  private var evaluator: Evaluator
  private var state = RenderState()
  private var golden: GoldenWriter
  /// Hashes of paths by the values of their holes.
  private var known: [UInt64: UInt64] = [:]
  /// Scenario and name of each instance of the batch, as golden records show them.
  private var origins: [String] = []
  /// What a template does that no record may.
  private(set) var fault: Simulation.Fault?
  /// The place that wrote a character that its file's encoding does not have.
  private(set) var unwritable: Site?

  init(_ plan: RenderPlan) {
    self.plan = plan
    sites = plan.sites
    programs = plan.golden
    hasGolden = plan.hasGolden
    evaluator = Evaluator(plan.world)
    evaluator.host = plan.seed
    golden = GoldenWriter(pool: plan.goldenPool)
  }

  /// Renders a batch into `out`, which is emptied first.
  mutating func render(_ batch: inout EventBatch, into out: inout RenderedBatch) {
    out.removeAll()
    out.number = batch.number
    out.reached = batch.reached
    swap(&evaluator.slots, &batch.values)
    swap(&evaluator.heap, &batch.heap)
    let heap = evaluator.heap.mark
    out.instances = batch.instances
    origins.removeAll(keepingCapacity: true)
    if hasGolden {
      for info in batch.instances {
        origins.append(
          GoldenWriter.origin(
            scenario: plan.scenarios[Int(info.scenario)], instance: info.name))
      }
    }
    out.actions = batch.actions
    for event in batch.events {
      switch event.kind {
      case .record(let site):
        record(event, Int(site), guardedBy: -1, &out)
        evaluator.heap.shrink(to: heap)
      case .guarded(let place):
        let (site, decision) = batch.guarded[Int(place)]
        record(event, Int(site), guardedBy: decision, &out)
        evaluator.heap.shrink(to: heap)
      case .action(let action):
        out.entries.append(
          RenderedBatch.Entry(kind: .action(action), instance: event.instance, time: event.written))
      case .ended:
        out.entries.append(
          RenderedBatch.Entry(kind: .ended, instance: event.instance, time: event.written))
      }
    }
  }

  private mutating func record(
    _ event: Event, _ number: Int, guardedBy decision: Int64, _ out: inout RenderedBatch
  ) {
    evaluator.recordKey = event.key
    evaluator.now = event.written
    evaluator.stamp = event.time
    evaluator.slotBase = Int(event.values)
    let outputs = sites[number]
    for index in 0..<outputs.count {
      let output = outputs[index]
      let start = out.bytes.count
      evaluator.render(output.record, marked: hasGolden, into: &out.bytes, state: &state)
      if evaluator.hasFailed, fault == nil {
        let site = plan.site(number)
        fault = .record(
          "\(site.format) \(site.event)", evaluator.failedOperation,
          at: site.position)
      }
      let lines = out.bytes.lines(from: start)
      var isCoded = output.record.isCoded
      // Most are of one line; where fields stand in them is not asked without golden.
      if isCoded, lines == 1, !hasGolden {
        isCoded = !output.record.coding.endOnlyLine(of: &out.bytes)
      }
      if isCoded { state.encode(output.record, out.bytes, from: start, marked: hasGolden) }
      var entry = RenderedBatch.Entry(kind: .record)
      entry.lines = lines
      entry.event = output.event
      entry.site = Int32(number)
      entry.instance = event.instance
      entry.time = event.written
      entry.guardedBy = decision
      if hasGolden { addGolden(programs[number][index], start, &entry, &out) }
      if isCoded { replace(number, start, &entry, &out) }
      entry.offset = start
      entry.length = out.bytes.count - start
      route(output.routes, entry, &out)
    }
  }

  /// Puts the bytes of the file in the place of the record's own.
  private mutating func replace(
    _ number: Int, _ start: Int, _ entry: inout RenderedBatch.Entry, _ out: inout RenderedBatch
  ) {
    if !entry.level.isEmpty {
      let place = out.golden.count
      out.golden.bytes(of: out.bytes, from: entry.level.lowerBound, count: entry.level.count)
      entry.level = place..<out.golden.count
      entry.isLevelApart = true
    }
    state.coder.replace(in: &out.bytes, from: start)
    if state.coder.hasLost, unwritable == nil { unwritable = plan.site(number) }
  }

  private mutating func addGolden(
    _ program: GoldenProgram, _ start: Int, _ entry: inout RenderedBatch.Entry,
    _ out: inout RenderedBatch
  ) {
    entry.goldenOffset = out.golden.count
    golden.write(
      program, &evaluator, state, out.bytes, from: start, origin: origins[Int(entry.instance)],
      into: &out.golden)
    entry.goldenLength = out.golden.count - entry.goldenOffset
    let status = program.status
    if status >= 0, evaluator.registers[status].tag != .none {
      entry.status = evaluator.scaled(evaluator.registers[status], places: 0) ?? -1
    }
    let level = program.level
    if level >= 0, state.starts[level] >= 0 {
      entry.level = Int(state.starts[level])..<Int(state.ends[level])
    }
    let links = out.links.count
    golden.addLinks(program, &evaluator, state, to: &out.links)
    entry.links = links..<out.links.count
  }

  /// Gives the record to each file that takes it.
  private mutating func route(
    _ routes: Table<RenderPlan.Route>, _ entry: RenderedBatch.Entry, _ out: inout RenderedBatch
  ) {
    for index in 0..<routes.count {
      let route = routes[index]
      if route.condition >= 0, !evaluator.isTrue(evaluator.evaluate(route.condition)) { continue }
      var entry = entry
      entry.rule = route.rule
      if route.holes.count > 0 { entry.path = path(route, &out) }
      if route.writer >= 0 { entry.writer = writer(evaluator.evaluate(route.writer)) }
      out.entries.append(entry)
    }
  }

  /// The hash of a writer's name; a text that is a number is that number.
  private mutating func writer(_ value: Value) -> UInt64 {
    if value.tag == .integer { return mix(0x7772_6974, signed: value.word) }
    let text = evaluator.string(value)
    if let number = Int64(text), String(number) == text { return mix(0x7772_6974, signed: number) }
    return mix(0x7772_6974, nameKey(text))
  }

  /// The hash of a path; its text goes along the first time a thread meets it.
  private mutating func path(_ route: RenderPlan.Route, _ out: inout RenderedBatch) -> UInt64 {
    var key = mix(0x7061_7468, UInt64(route.rule))
    var (isKnown, isLasting) = (true, true)
    for index in 0..<route.holes.count {
      let value = evaluator.evaluate(route.holes[index])
      if let identity = evaluator.identity(of: value) {
        key = mix(key, identity)
      } else {
        isKnown = false
      }
      // Texts that are made may never come again: they are not kept for ever.
      if value.tag == .string || value.tag == .made { isLasting = false }
    }
    let slot = Int(truncatingIfNeeded: key & 255)
    if isKnown, recent[slot].key == key, recent[slot].batch == out.number {
      return recent[slot].hash
    }
    if isKnown, isLasting, let hash = known[key] {
      if out.paths[hash] == nil { out.paths[hash] = knownPaths[hash] }
      recent[slot] = (key, hash, out.number)
      return hash
    }
    let text = evaluator.string(evaluator.evaluate(route.path))
    var holes: [String] = []
    for index in 0..<route.holes.count {
      holes.append(evaluator.string(evaluator.evaluate(route.holes[index])))
    }
    let hash = pathHash(text, rule: route.rule)
    out.paths[hash] = (text, holes)
    if isKnown { recent[slot] = (key, hash, out.number) }
    if isKnown, isLasting {
      known[key] = hash
      knownPaths[hash] = (text, holes)
    }
    return hash
  }

  /// Paths that were asked for last, and the batch that has their text: most records ask again.
  private var recent = Array(repeating: (key: UInt64(0), hash: UInt64(0), batch: -1), count: 256)
  private var knownPaths: [UInt64: (path: String, holes: [String])] = [:]
}

/// What stands for the path of a rule with holes.
func pathHash(_ path: String, rule: Int32) -> UInt64 { mix(nameKey(path), UInt64(rule) + 1) }

extension Simulation.Fault {
  /// What is wrong with a record of an event: arithmetic in it, or its length.
  static func record(_ event: String, _ failed: FailedOperation?, at position: Position) -> Self {
    if let failed { return .broken(scenario: event, failed.message, failed.position) }
    return .overlongRecord(event: event, position)
  }
}

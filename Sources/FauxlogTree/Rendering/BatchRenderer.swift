import FauxlogEngine
import FauxlogGolden

/// Sites with what is needed to render them, shared by all threads.
final class RenderPlan: Sendable {
  let world: World
  let sites: [Site]
  /// Full names of scenarios.
  let scenarios: [String]
  /// Golden programs by site and output; empty without golden.
  let golden: [[GoldenProgram]]
  let goldenPool: BytePool
  /// Kinds of ids.
  let kinds: [String]
  /// Registers that the largest record needs.
  let registers: Int
  let seed: Key

  init(_ world: World, _ simulated: SimulationPlan, golden wanted: Bool, host: Key) {
    self.world = world
    sites = simulated.sites
    scenarios = simulated.scenarios.map(\.name)
    seed = host
    var library = GoldenLibrary(world)
    var programs: [[GoldenProgram]] = []
    if wanted {
      for site in sites {
        var row: [GoldenProgram] = []
        for output in site.outputs { row.append(library.program(site, output.program)) }
        programs.append(row)
      }
    }
    golden = programs
    goldenPool = library.pool()
    kinds = library.kinds
    registers = sites.flatMap { $0.outputs.map(\.program.registers) }.max() ?? 0
  }
}

/// Renders batches of events; one for each thread.
struct BatchRenderer: ~Copyable {
  private let plan: RenderPlan
  private var evaluator: Evaluator
  private var state = RenderState()
  private var golden: GoldenWriter
  private let blank: [Value]
  /// Hashes of paths by the values of their holes.
  private var known: [UInt64: UInt64] = [:]
  /// Scenario and name of each instance of the batch, as golden records show them.
  private var origins: [String] = []
  /// The place that wrote a record beyond all limits.
  private(set) var overlong: Site?

  init(_ plan: RenderPlan) {
    self.plan = plan
    evaluator = Evaluator(plan.world)
    evaluator.host = plan.seed
    golden = GoldenWriter(pool: plan.goldenPool)
    blank = Array(repeating: .none, count: plan.registers)
  }

  /// Renders a batch into `out`, which is emptied first.
  mutating func render(_ batch: consuming EventBatch, into out: inout RenderedBatch) {
    out.removeAll()
    out.number = batch.number
    out.reached = batch.reached
    evaluator.slots = batch.values
    let heap = batch.heap.count
    evaluator.heap = batch.heap
    out.instances = batch.instances
    origins.removeAll(keepingCapacity: true)
    if !plan.golden.isEmpty {
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
        record(event, Int(site), &out)
        evaluator.heap.removeLast(evaluator.heap.count - heap)
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
    _ event: Event, _ number: Int, _ out: inout RenderedBatch
  ) {
    let wantsGolden = !plan.golden.isEmpty
    evaluator.recordKey = event.key
    evaluator.now = event.written
    evaluator.stamp = event.time
    evaluator.slotBase = Int(event.values)
    let outputs = plan.sites[number].outputs.count
    for index in 0..<outputs {
      evaluator.registers = blank
      let start = out.bytes.count
      evaluator.render(
        plan.sites[number].outputs[index].program, marked: wantsGolden, into: &out.bytes,
        state: &state)
      if evaluator.hasOverlongText, overlong == nil { overlong = plan.sites[number] }
      var entry = RenderedBatch.Entry(kind: .record)
      entry.offset = start
      entry.length = out.bytes.count - start
      entry.lines = out.bytes.lines(from: start)
      entry.event = Int32(plan.sites[number].eventNumber)
      entry.site = Int32(number)
      entry.instance = event.instance
      entry.time = event.written
      if wantsGolden { addGolden(number, index, start, &entry, &out) }
      route(plan.sites[number].outputs[index].routes, entry, &out)
    }
  }

  private mutating func addGolden(
    _ site: Int, _ index: Int, _ start: Int, _ entry: inout RenderedBatch.Entry,
    _ out: inout RenderedBatch
  ) {
    entry.goldenOffset = out.golden.count
    golden.write(
      plan.golden[site][index], &evaluator, state, out.bytes, from: start,
      origin: origins[Int(entry.instance)], into: &out.golden)
    entry.goldenLength = out.golden.count - entry.goldenOffset
    let status = plan.golden[site][index].status
    if status >= 0, evaluator.registers[status].tag != .none {
      entry.status = evaluator.scaled(evaluator.registers[status], places: 0) ?? -1
    }
    let level = plan.golden[site][index].level
    if level >= 0, state.starts[level] >= 0 {
      entry.level = Int(state.starts[level])..<Int(state.ends[level])
    }
    let links = golden.links(plan.golden[site][index], &evaluator, state)
    if !links.isEmpty {
      entry.links = out.links.count..<out.links.count + links.count
      out.links += links
    }
  }

  /// Gives the record to each file that takes it.
  private mutating func route(
    _ routes: [Site.Route], _ entry: RenderedBatch.Entry, _ out: inout RenderedBatch
  ) {
    for route in routes {
      if route.condition >= 0, !evaluator.isTrue(evaluator.evaluate(route.condition)) { continue }
      var entry = entry
      entry.rule = route.rule
      if !route.holes.isEmpty { entry.path = path(route, &out) }
      out.entries.append(entry)
    }
  }

  /// The hash of a path; its text goes along the first time a thread meets it.
  private mutating func path(_ route: Site.Route, _ out: inout RenderedBatch) -> UInt64 {
    var key = mix(0x7061_7468, UInt64(route.rule))
    var isLasting = true
    for hole in route.holes {
      let value = evaluator.evaluate(hole.node)
      switch value.tag {
      case .cell, .actor, .member, .text, .integer:
        key = mix(
          key, UInt64(value.tag.rawValue) << 32 | UInt64(UInt32(bitPattern: value.reference)))
        key = mix(key, signed: value.word)
      default: isLasting = false
      }
    }
    if isLasting, let hash = known[key] {
      if out.paths[hash] == nil { out.paths[hash] = knownPaths[hash] }
      return hash
    }
    let text = evaluator.string(evaluator.evaluate(route.path))
    var holes: [String] = []
    for hole in route.holes { holes.append(evaluator.string(evaluator.evaluate(hole.node))) }
    let hash = mix(nameKey(text), UInt64(route.rule) + 1)
    out.paths[hash] = (text, holes)
    if isLasting {
      known[key] = hash
      knownPaths[hash] = (text, holes)
    }
    return hash
  }

  private var knownPaths: [UInt64: (path: String, holes: [String])] = [:]
}

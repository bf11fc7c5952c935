package import FauxlogEngine
import FauxlogGolden
import FauxlogLanguage

/// A format whose events are drawn by their own legends, shared by all threads.
package final class FormatPlan: Sendable {
  let format: Format
  let world: World
  /// When the first record is written; each other comes a millisecond after the one before.
  let start: Instant
  /// What records are keyed from.
  let key: Key
  let host: Key
  let eventKeys: [Key]
  let golden: [GoldenProgram]
  let goldenPool: BytePool
  private let goldenMemory: TableMemory
  /// What writing each event reads.
  let programs: [RecordTables]

  /// A plan; a golden body is drawn for each record only with `golden`.
  package init(
    _ format: Format, _ world: World, seed: UInt64, start: Instant, golden wanted: Bool = false
  ) {
    self.format = format
    self.world = world
    self.start = start
    host = mix(mix(nameKey("fauxlog"), seed), 0)
    key = mix(mix(host, nameKey("stream")), nameKey(format.name))
    eventKeys = format.events.map { nameKey($0.name) }
    var library = GoldenLibrary(world)
    golden = wanted ? format.events.map { library.program(event: $0.name, $0.program) } : []
    goldenPool = library.pool()
    goldenMemory = library.memory
    programs = format.events.map(\.program.tables)
  }

  /// The event of a record: the one that draws the greatest key, so that an event more takes only
  /// the records that it wins.
  @inline(__always)
  func event(of record: Key) -> Int {
    if eventKeys.count == 1 { return 0 }
    var best = 0
    var greatest: Key = 0
    for (index, event) in eventKeys.enumerated() {
      let drawn = mix(record, event)
      if drawn >= greatest { (best, greatest) = (index, drawn) }
    }
    return best
  }
}

/// Draws records of a format; one for each thread.
package struct FormatDrawer: ~Copyable {
  private let plan: FormatPlan
  private var evaluator: Evaluator
  private var state = RenderState()
  private var golden: GoldenWriter
  /// What is wrong with the first record that could not be drawn.
  package private(set) var fault: Simulation.Fault?

  /// A drawer.
  package init(_ plan: FormatPlan) {
    self.plan = plan
    evaluator = Evaluator(plan.world)
    evaluator.host = plan.host
    golden = GoldenWriter(pool: plan.goldenPool)
  }

  /// Appends the record of a number, of the event that its key draws.
  mutating func draw(_ number: Int64, places wantsPlaces: Bool, into chunk: inout StreamChunk) {
    let key = mix(plan.key, signed: number)
    let event = plan.event(of: key)
    let start = chunk.bytes.count
    draw(event, number, key, marked: !plan.golden.isEmpty, into: &chunk.bytes)
    let isCoded = plan.programs[event].isCoded
    if isCoded {
      state.encode(plan.programs[event], chunk.bytes, from: start, marked: !plan.golden.isEmpty)
    }
    let lines = chunk.bytes.lines(from: start)
    let begin = chunk.golden.count
    if wantsPlaces, !plan.golden.isEmpty {
      golden.write(
        plan.golden[event], &evaluator, state, chunk.bytes, from: start, origin: "",
        into: &chunk.golden)
    }
    if isCoded { state.coder.replace(in: &chunk.bytes, from: start) }
    let length = chunk.bytes.count - start
    if length > 0, plan.format.hasNoFinalLineEnd {
      chunk.bytes.bytes(plan.format.coding.lineEndBytes)
    }
    chunk.count += 1
    guard wantsPlaces else { return }
    var record = StreamChunk.Record(
      offset: start, length: length, room: chunk.bytes.count - start, lines: lines)
    record.golden = begin..<chunk.golden.count
    chunk.records.append(record)
  }

  /// Appends a sample of an event, which every run draws the same.
  package mutating func sample(_ event: Int, into line: inout LineWriter) {
    draw(event, 0, mix(plan.key, plan.eventKeys[event]), marked: false, into: &line)
  }

  /// Appends the record of a number; gives the place of its event in the format, and its time.
  package mutating func record(
    _ number: Int64, into line: inout LineWriter
  ) -> (event: Int, time: Instant) {
    let key = mix(plan.key, signed: number)
    let event = plan.event(of: key)
    draw(event, number, key, marked: false, into: &line)
    return (event, plan.start &+ number &* 1_000_000)
  }

  @inline(__always)
  private mutating func draw(
    _ event: Int, _ number: Int64, _ key: Key, marked: Bool, into line: inout LineWriter
  ) {
    evaluator.heap.removeAll()
    evaluator.recordKey = key
    evaluator.now = plan.start &+ number &* 1_000_000
    evaluator.serial = number
    evaluator.render(
      plan.programs[event], marked: marked, into: &line, state: &state)
    if evaluator.hasFailed, fault == nil {
      let event = plan.format.events[event]
      fault = .record(
        "\(plan.format.name) \(event.name)", evaluator.failedOperation, at: event.position)
    }
  }
}

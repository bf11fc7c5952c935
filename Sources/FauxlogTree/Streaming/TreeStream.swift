package import FauxlogEngine

/// The instant at which windows without an end of their own end: 2200-01-01.
package let farthestInstant: Instant = 6_311_433_600_000_000_000

/// Writes the records of a tree in the order in which they would be written to its files.
///
/// A record that two files take comes twice, as each file has it.
package struct TreeStream {
  private let model: TreeModel
  private let world: World
  private let seed: UInt64
  private let start: Instant
  private let jobs: Int
  private let writer: StreamWriter

  /// A stream of a bound tree to a writer.
  package init(
    _ model: TreeModel, _ world: World, seed: UInt64, start: Instant, jobs: Int,
    to writer: StreamWriter
  ) {
    (self.model, self.world, self.seed, self.start) = (model, world, seed, start)
    (self.jobs, self.writer) = (jobs, writer)
  }

  /// Runs to the count that is wanted; without one, until the reader goes or a signal comes.
  package func run() throws {
    guard writer.rest > 0 else { return }
    let simulation = Simulation(
      world, model.plan, seed: seed, window: start..<max(start, farthestInstant),
      naming: writer.wantsGolden)
    let plan = RenderPlan(
      world, model.plan, golden: writer.wantsGolden, host: simulation.host)
    var merger = try Merger(model, world, host: simulation.host, writer)
    let pipeline = Pipeline(
      simulation, plan, jobs: jobs, isCancelled: { Interrupts.pending != nil }
    ) { (batch) throws(OutputError) in try merger.write(batch) }
    try pipeline.run()
    try writer.flush()
  }
}

/// Brings rendered batches into the order of writing: records that a file holds back come when it
/// is flushed.
private struct Merger: ~Copyable {
  /// A file that holds its records back.
  private struct Held {
    let rule: Int
    let path: UInt64
    let holes: [String]
    var waiting: [Record] = []
    /// The last of the flushed ones, to be written again.
    var again: [Record] = []
  }

  private struct Record {
    var bytes: [UInt8]
    var golden: [UInt8]
    var lines: Int32
  }

  private let rules: [FileRule]
  private let plan: SimulationPlan
  private let writer: StreamWriter
  private var held: [Held] = []
  private var chunk = StreamChunk()
  /// Follows the files where a step asks for their size.
  private let placer: Placer?

  init(
    _ model: TreeModel, _ world: World, host: Key, _ writer: StreamWriter
  ) throws(OutputError) {
    rules = model.rules
    plan = model.plan
    self.writer = writer
    placer =
      plan.sizedFiles.isEmpty
      ? nil
      : try Placer(
        model, world: world, host: host, kinds: [], tree: DiscardingFolder(), golden: nil, start: 0,
        selection: Selection([""]))
  }

  /// Writes a batch; false once no more is wanted.
  mutating func write(_ batch: borrowing RenderedBatch) throws(OutputError) -> Bool {
    chunk.removeAll()
    for entry in batch.entries {
      if let placer {
        try placer.take(entry, batch)
        if placer.isLeftOut(entry, batch) { continue }
      }
      switch entry.kind {
      case .record where rules[Int(entry.rule)].isHeld: hold(entry, batch)
      case .record:
        let start = chunk.bytes.count
        chunk.bytes.bytes(of: batch.bytes, from: entry.offset, count: entry.length)
        let golden = chunk.golden.count
        chunk.golden.bytes(of: batch.golden, from: entry.goldenOffset, count: entry.goldenLength)
        note(from: start, golden: golden, lines: entry.lines, rule: Int(entry.rule))
      case .action(let action): flush(batch.actions[Int(action)])
      case .ended: break
      }
    }
    return try writer.write(chunk)
  }

  /// Notes the record that was appended last; a file without a line end at its end gets one here.
  private mutating func note(from start: Int, golden: Int, lines: Int32, rule: Int) {
    let length = chunk.bytes.count - start
    let end = rules[rule].frame.coding.lineEndBytes
    let isEnded =
      length >= end.count
      && end.indices.allSatisfy { chunk.bytes[chunk.bytes.count - end.count + $0] == end[$0] }
    if length > 0, !isEnded { chunk.bytes.bytes(end) }
    chunk.count += 1
    chunk.records.append(
      StreamChunk.Record(
        offset: start, length: length, room: chunk.bytes.count - start, lines: lines,
        golden: golden..<chunk.golden.count))
  }

  private mutating func hold(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch
  ) {
    let rule = Int(entry.rule)
    var place = held.firstIndex { $0.rule == rule && $0.path == entry.path } ?? held.count
    if place == held.count {
      held.append(Held(rule: rule, path: entry.path, holes: batch.paths[entry.path]?.holes ?? []))
      place = held.count - 1
    }
    held[place].waiting.append(
      Record(
        bytes: unsafe batch.bytes.withBytes {
          unsafe Array($0[entry.offset..<entry.offset + entry.length])
        },
        golden: unsafe batch.golden.withBytes {
          unsafe Array($0[entry.goldenOffset..<entry.goldenOffset + entry.goldenLength])
        },
        lines: entry.lines))
  }

  private mutating func flush(_ action: FileAction) {
    let control = plan.controls[Int(action.control)]
    guard case .flush(let again) = control.action else { return }
    for place in held.indices where rules[held[place].rule].named == control.name {
      let file = held[place]
      let names = rules[file.rule].holes
      let fits = action.holes.allSatisfy { name, text in
        names.firstIndex(of: name).map { file.holes[$0] == text } ?? true
      }
      guard fits, !file.waiting.isEmpty else { continue }
      for record in file.again + file.waiting {
        let start = chunk.bytes.count
        chunk.bytes.bytes(record.bytes)
        let golden = chunk.golden.count
        chunk.golden.bytes(record.golden)
        note(from: start, golden: golden, lines: record.lines, rule: file.rule)
      }
      held[place].again = Array(file.waiting.suffix(again))
      held[place].waiting = []
    }
  }
}

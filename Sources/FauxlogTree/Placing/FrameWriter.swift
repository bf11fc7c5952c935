import FauxlogEngine

/// Writes headers and trailers of files.
///
/// What is drawn for them is keyed by the log's path and the number of the file among those that
/// were begun; times show the instant of the record that begins the file, or of what ends it.
struct FrameWriter: ~Copyable {
  private var evaluator: Evaluator
  private var state = RenderState()
  private let key: Key

  init(_ world: World, host: Key) {
    evaluator = Evaluator(world)
    evaluator.host = host
    key = mix(host, nameKey("frame"))
  }

  /// Appends a header or trailer; how many lines it has.
  mutating func write(
    _ program: RecordProgram, of log: Log, _ now: Instant, _ coding: TextCoding,
    into out: inout LineWriter
  ) -> Int64 {
    let start = out.count
    evaluator.heap.removeAll()
    evaluator.slotBase = 0
    evaluator.slots.truncate(to: 0)
    for hole in log.holes {
      let value = evaluator.keep(.text(hole))
      evaluator.slots.append(value)
    }
    evaluator.recordKey = mix(mix(key, nameKey(log.path)), UInt64(log.begun))
    evaluator.now = now
    evaluator.render(program.tables, marked: false, into: &out, state: &state)
    let lines = Int64(out.lines(from: start))
    guard program.tables.isCoded else { return lines }
    state.encode(program.tables, out, from: start, marked: false)
    state.coder.replace(in: &out, from: start)
    return lines
  }
}

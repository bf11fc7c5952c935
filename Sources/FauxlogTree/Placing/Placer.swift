import FauxlogEngine
import FauxlogGolden
import FauxlogLanguage

/// Puts rendered records into files, in order: offsets, line numbers, rotation, golden lines.
///
/// The only stage that knows files. Not for several threads.
final class Placer {
  let rules: [FileRule]
  let plan: SimulationPlan
  let tree: any OutputFolder
  /// Nil without golden.
  let golden: (any OutputFolder)?
  /// Logs by rule and path; those whose path has no holes by rule alone.
  private var logs: [UInt64: Log] = [:]
  private var fixed: [Log?]
  /// All logs in the order they came to be.
  private(set) var all: [Log] = []
  var book: InstanceBook
  private let scenarios: Int
  private var scratch = LineWriter(capacity: 1 << 16)
  /// What retention and the like took away.
  private(set) var removed: (files: Int64, records: Int64) = (0, 0)
  /// Which logs are wanted; others are neither written nor counted.
  private let isWanted: (String) -> Bool
  /// Writes headers and trailers.
  private var frames: FrameWriter
  /// The instant of what is placed.
  private(set) var now: Instant = 0
  /// Levels that sites write.
  private let levels: [String?]
  /// Records and bytes written so far, whether still there or not.
  private(set) var written: (records: Int64, bytes: Int64) = (0, 0)
  /// When the size was reached that is asked for.
  private var reached: Instant?

  init(
    _ model: TreeModel, world: World, host: Key, kinds: [String], tree: any OutputFolder,
    golden: (any OutputFolder)?, isWanted: @escaping (String) -> Bool
  ) throws(OutputError) {
    rules = model.rules
    plan = model.plan
    self.tree = tree
    self.golden = golden
    self.isWanted = isWanted
    fixed = Array(repeating: nil, count: rules.count)
    book = InstanceBook(
      InstanceBook.Names(
        scenarios: plan.scenarios.map { GoldenWriter.shownName(ofScenario: $0.name) },
        incidents: plan.incidents.map(\.name), kinds: kinds,
        world: world))
    levels = plan.sites.map(\.level)
    frames = FrameWriter(world, host: host)
    scenarios = try golden?.create(path: "scenarios.ndjson") ?? -1
    for file in model.statics where isWanted(file.path) {
      if file.isFolder {
        try tree.makeFolder(path: file.path)
      } else {
        let id = try tree.create(path: file.path)
        try append(file.content, to: id)
      }
    }
    for (index, rule) in rules.enumerated()
    where rule.isPresent && rule.holes.isEmpty && isWanted(rule.path.text) {
      let log = makeLog(Int32(index), rule.path.text, [])
      try openNew(log)
    }
  }

  private func append(_ bytes: [UInt8], to id: Int) throws(OutputError) {
    scratch.removeAll()
    scratch.bytes(bytes)
    try unsafe scratch.withBytes { (bytes) throws(OutputError) in try unsafe tree.append(id, bytes)
    }
  }

  // MARK: - Batches

  /// Places one batch.
  func place(_ batch: borrowing RenderedBatch) throws(OutputError) {
    if golden != nil { for info in batch.instances { book.note(info) } }
    for entry in batch.entries { try take(entry, batch) }
  }

  /// Places one batch up to the first record that is written later than the one with which `size`
  /// bytes are reached; hands out its instant, or nil if there is none in the batch.
  func place(_ batch: borrowing RenderedBatch, upTo size: Int64) throws(OutputError) -> Instant? {
    for entry in batch.entries {
      if let reached, entry.time > reached, case .record = entry.kind { return entry.time }
      try take(entry, batch)
      if written.bytes >= size, reached == nil { reached = entry.time }
    }
    return nil
  }

  private func take(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch
  ) throws(OutputError) {
    now = entry.time
    switch entry.kind {
    case .record: try place(entry, batch)
    case .action(let action): try act(batch.actions[Int(action)])
    case .ended:
      guard golden != nil else { return }
      let number = batch.instances[Int(entry.instance)].number
      book.end(number, at: entry.time)
      try close(number)
    }
  }

  private func place(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch
  ) throws(OutputError) {
    guard let log = log(entry, batch) else { return }
    if rules[log.rule].isHeld {
      let number = batch.instances[Int(entry.instance)].number
      log.held.append(held(entry, batch, number))
      book.hold(number, by: 1)
      return
    }
    let file = try fileToWrite(log, adding: Int64(entry.length))
    if !file.hasHeader { try begin(file, of: log) }
    try unsafe batch.bytes.withBytes { (bytes) throws(OutputError) in
      let range = entry.offset..<entry.offset + entry.length
      try unsafe tree.append(file.id, UnsafeBufferPointer(rebasing: bytes[range]))
    }
    if let golden {
      scratch.removeAll()
      head(file, lines: entry.lines, length: Int64(entry.length))
      scratch.bytes(of: batch.golden, from: entry.goldenOffset, count: entry.goldenLength)
      try unsafe scratch.withBytes { (bytes) throws(OutputError) in
        try unsafe golden.append(file.golden, bytes)
      }
      count(file, entry.event, level(entry, batch), entry.status)
      book.add(
        record: file, log: log.path, links: batch.links[entry.links],
        isSidecar: rules[log.rule].isWholeFile, to: batch.instances[Int(entry.instance)].number)
    }
    advance(log, file, lines: entry.lines, length: Int64(entry.length))
  }

  private func head(_ file: LogFile, lines: Int32, length: Int64) {
    writeGoldenHead(
      line: file.lines + 1, lines: lines, offset: file.size, length: length, into: &scratch)
  }

  /// The level that a record shows; nil if it shows none.
  private func level(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch
  ) -> String? {
    if entry.level.isEmpty { return nil }
    if let level = levels[Int(entry.site)] { return level }
    let (start, end) = (entry.level.lowerBound, entry.level.upperBound)
    return entry.isLevelApart
      ? batch.golden.string(from: start, to: end) : batch.bytes.string(from: start, to: end)
  }

  private func count(_ file: LogFile, _ event: Int32, _ level: String?, _ status: Int64) {
    file.tally.events[event, default: 0] += 1
    if let level { file.tally.levels[level, default: 0] += 1 }
    if status >= 0 { file.tally.statuses[status, default: 0] += 1 }
  }

  private func advance(_ log: Log, _ file: LogFile, lines: Int32, length: Int64) {
    // Its writer may have gone on in the file before when this one was opened.
    if file.records == 0 { file.first = log.records }
    file.size += length
    file.lines += Int64(lines)
    file.records += 1
    log.records += 1
    written.records += 1
    written.bytes += length
  }

  /// Writes an instance's line if nothing more can come of it.
  private func close(_ number: Int64) throws(OutputError) {
    guard let golden else { return }
    scratch.removeAll()
    book.close(number, into: &scratch)
    guard scratch.count > 0 else { return }
    try unsafe scratch.withBytes { (bytes) throws(OutputError) in
      try unsafe golden.append(scenarios, bytes)
    }
  }

  /// Ends the writing: what still waits is not written, what still goes on has no end.
  func finish() throws(OutputError) {
    guard let golden else { return }
    scratch.removeAll()
    book.closeAll(into: &scratch)
    try unsafe scratch.withBytes { (bytes) throws(OutputError) in
      try unsafe golden.append(scenarios, bytes)
    }
  }

  // MARK: - Logs

  /// The log of an entry; nil if it is not wanted.
  private func log(_ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch) -> Log? {
    if entry.path == 0 {
      if let known = fixed[Int(entry.rule)] { return known.rule < 0 ? nil : known }
      let path = rules[Int(entry.rule)].path.text
      if isWanted(path) { return makeLog(entry.rule, path, []) }
      fixed[Int(entry.rule)] = Log(rule: -1, path: "", holes: [])
      return nil
    }
    if let known = logs[entry.path] { return known }
    guard let (path, holes) = batch.paths[entry.path], isWanted(path) else { return nil }
    let log = makeLog(entry.rule, path, holes)
    logs[entry.path] = log
    return log
  }

  private func makeLog(_ rule: Int32, _ path: String, _ holes: [String]) -> Log {
    let log = Log(rule: Int(rule), path: path, holes: holes)
    if holes.isEmpty { fixed[Int(rule)] = log }
    all.append(log)
    return log
  }

  /// Writes what stands in a file before its first record.
  private func begin(_ file: LogFile, of log: Log) throws(OutputError) {
    file.hasHeader = true
    let frame = rules[log.rule].frame
    if frame.isEmpty { return }
    scratch.removeAll()
    scratch.bytes(frame.coding.mark)
    if let header = frame.header, !frame.isHeaderInFirstFile || log.begun == 0 {
      file.lines += frames.write(header, of: log, now, frame.coding, into: &scratch)
    }
    log.begun += 1
    try appendScratch(to: file)
  }

  /// Writes what stands in a file behind its last record, once its writer leaves it.
  func end(_ file: LogFile, of log: Log) throws(OutputError) {
    let frame = rules[log.rule].frame
    guard let trailer = frame.trailer, file.hasHeader, !file.isCompressed, !file.isRemoved else {
      return
    }
    scratch.removeAll()
    file.lines += frames.write(trailer, of: log, now, frame.coding, into: &scratch)
    try appendScratch(to: file)
  }

  private func appendScratch(to file: LogFile) throws(OutputError) {
    file.size += Int64(scratch.count)
    written.bytes += Int64(scratch.count)
    try unsafe scratch.withBytes { (bytes) throws(OutputError) in
      try unsafe tree.append(file.id, bytes)
    }
  }

  /// A new file at the log's path, with its golden records beside it.
  func openNew(_ log: Log) throws(OutputError) {
    let id = try tree.create(path: log.path)
    let records = try golden?.create(path: "records/\(log.path).ndjson") ?? -1
    let file = LogFile(id: id, golden: records, path: log.path, first: log.records)
    log.current = file
    log.open = file
  }

  /// Forgets a file that is no more.
  func forget(_ file: LogFile) throws(OutputError) {
    file.isRemoved = true
    removed.files += 1
    removed.records += file.records
    try tree.remove(file.id)
    if let golden { try golden.remove(file.golden) }
  }

  /// Forgets a log that has no file and nothing to say any more.
  func forget(_ log: Log) {
    guard !log.holes.isEmpty, log.files.isEmpty else { return }
    all.removeAll { $0 === log }
    if let key = logs.first(where: { $0.value === log })?.key { logs[key] = nil }
  }

  /// Records that are gone although their file is not.
  func note(removedRecords count: Int64) { removed.records += count }

  // MARK: - Held records

  private func held(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch, _ instance: Int64
  ) -> HeldRecord {
    HeldRecord(
      bytes: unsafe batch.bytes.withBytes {
        unsafe Array($0[entry.offset..<entry.offset + entry.length])
      },
      golden: unsafe batch.golden.withBytes {
        unsafe Array($0[entry.goldenOffset..<entry.goldenOffset + entry.goldenLength])
      },
      lines: entry.lines, event: entry.event, level: level(entry, batch), status: entry.status,
      links: Array(batch.links[entry.links]), instance: instance)
  }

  /// Writes what waits, after the last of the flush before if the program does so.
  func flush(_ log: Log, again: Int) throws(OutputError) {
    let before = log.again
    let waiting = log.held
    log.held = []
    guard !waiting.isEmpty else { return }
    for record in before + waiting { try write(record, to: log) }
    log.again = Array(waiting.suffix(again))
    for record in log.again { book.hold(record.instance, by: 1) }
    for record in before + waiting {
      book.hold(record.instance, by: -1)
      try close(record.instance)
    }
  }

  private func write(_ record: HeldRecord, to log: Log) throws(OutputError) {
    let length = Int64(record.bytes.count)
    let file = try fileToWrite(log, adding: length)
    if !file.hasHeader { try begin(file, of: log) }
    try append(record.bytes, to: file.id)
    if let golden {
      scratch.removeAll()
      head(file, lines: record.lines, length: length)
      scratch.bytes(record.golden)
      try unsafe scratch.withBytes { (bytes) throws(OutputError) in
        try unsafe golden.append(file.golden, bytes)
      }
      count(file, record.event, record.level, record.status)
      book.add(
        record: file, log: log.path, links: record.links[...], isSidecar: false,
        to: record.instance)
    }
    advance(log, file, lines: record.lines, length: length)
  }
}

import FauxlogEngine
import FauxlogGolden
import FauxlogLanguage

/// Puts rendered records into files, in order: offsets, line numbers, rotation, golden lines.
///
/// The only stage that knows files. Not for several threads.
final class Placer {
  let rules: [FileRule]
  /// When files rotate, by rule.
  let moments: [FileRule.Rotation.Moment?]
  /// Which files keep records back, by rule.
  private let isHeld: [Bool]
  let plan: SimulationPlan
  let tree: any OutputFolder
  /// Nil without golden.
  let golden: (any OutputFolder)?
  /// Logs by rule and path; those whose path has no holes by rule alone.
  @safe @exclusivity(unchecked) private var logs: [UInt64: Log] = [:]
  @safe @exclusivity(unchecked) private var fixed: [Lent<Log>?]
  /// Rules without holes whose log nobody wants.
  @safe @exclusivity(unchecked) private var unwanted: [Bool]
  /// All logs in the order they came to be, and those that are followed for others' sake.
  private(set) var followed: [Log] = []
  /// All logs in the order they came to be.
  var all: [Log] { followed.filter { $0.standing == .wanted } }
  @safe @exclusivity(unchecked) var book: InstanceBook
  private let scenarios: Int
  @safe @exclusivity(unchecked) var scratch = LineWriter(capacity: 1 << 16)
  /// What retention and the like took away.
  @safe @exclusivity(unchecked) var removed: (files: Int64, records: Int64) = (0, 0)
  /// Which logs are wanted; others are neither counted nor there in the end.
  let selection: Selection
  /// Names of files whose size a step asks for: they are followed even if nobody wants them.
  private let sized: Set<String>
  private let shadows = DiscardingFolder()
  /// Where archives find what nobody wants by itself.
  private let unseen: (tree: UnseenFolder, golden: UnseenFolder?)
  /// What archives may hold beside logs; nil if there are no archives.
  var inventory: Inventory?
  /// When the window begins, and when what is being placed is written.
  let start: Instant
  @safe @exclusivity(unchecked) private(set) var now: Instant
  /// Each `rotate … when over` that rotated a file, by its instance while that lives.
  @safe @exclusivity(unchecked) private var rotations: [Int64: Set<Int64>] = [:]
  /// Writes headers and trailers.
  @safe @exclusivity(unchecked) var frames: FrameWriter
  /// Levels that sites write.
  private let levels: [String?]
  /// Records and bytes written so far, whether still there or not.
  @safe @exclusivity(unchecked) var written: (records: Int64, bytes: Int64) = (0, 0)
  /// When the size was reached that is asked for.
  @safe @exclusivity(unchecked) private var reached: Instant?

  init(
    _ model: TreeModel, world: World, host: Key, kinds: [String], tree: any OutputFolder,
    golden: (any OutputFolder)?, start: Instant, selection: Selection
  ) throws(OutputError) {
    rules = model.rules
    moments = rules.map { $0.rotation?.moment }
    isHeld = rules.map(\.isHeld)
    plan = model.plan
    self.tree = tree
    self.golden = golden
    self.selection = selection
    self.start = start
    now = start
    unseen = (UnseenFolder(in: tree), golden.map(UnseenFolder.init))
    if plan.controls.contains(where: { $0.action == .archive }) { inventory = Inventory() }
    sized = plan.sizedFiles
    fixed = Array(repeating: nil, count: rules.count)
    unwanted = Array(repeating: false, count: rules.count)
    book = InstanceBook(
      InstanceBook.Names(
        scenarios: plan.scenarios.map { GoldenWriter.shownName(ofScenario: $0.name) },
        incidents: plan.incidents.map(\.name), kinds: kinds,
        world: world))
    levels = plan.sites.map(\.level)
    frames = FrameWriter(world, host: host)
    scenarios = try golden?.create(path: "scenarios.ndjson") ?? -1
    var repeater = FileRepeater(world, host: host, at: start)
    for file in model.statics { try place(file, &repeater) }
    for (index, rule) in rules.enumerated() where rule.isPresent {
      if let each = rule.presentFor {
        for file in repeater.files(for: each) { try begin(Int32(index), file) }
      } else if rule.holes.isEmpty, let log = makeLog(Int32(index), rule.path.text, []) {
        log.open(try openNew(log), by: 0)
      }
    }
  }

  /// A log that is there before anything is written to it.
  private func begin(_ rule: Int32, _ file: FileRepeater.File) throws(OutputError) {
    let hash = pathHash(file.path, rule: rule)
    guard logs[hash] == nil, let log = makeLog(rule, file.path, file.holes) else { return }
    logs[hash] = log
    log.open(try openNew(log), by: 0)
  }

  private func place(
    _ file: TreeModel.StaticFile, _ repeater: inout FileRepeater
  ) throws(OutputError) {
    guard let each = file.each else { return try place(file) }
    // What has one path is one file.
    var places: [String: Int] = [:]
    var made: [(path: String, content: [UInt8])] = []
    for one in repeater.files(for: each) {
      let path = file.isFolder ? String(one.path.dropLast()) : one.path
      if let known = places[path] {
        made[known].content += one.content.utf8
        continue
      }
      places[path] = made.count
      made.append((path, Array(one.content.utf8)))
    }
    for (path, content) in made {
      var one = file
      (one.path, one.content) = (path, content)
      try place(one)
    }
  }

  private func place(_ file: TreeModel.StaticFile) throws(OutputError) {
    let isWanted = selection.includes(file.path)
    guard isWanted || mayBeHeld(file.path) else { return }
    let folder: any OutputFolder = isWanted ? tree : unseen.tree
    if file.isFolder {
      try folder.makeFolder(path: file.path)
      inventory?.note(folder: file.path)
      return
    }
    let id = try folder.create(path: file.path)
    scratch.removeAll()
    scratch.bytes(file.content)
    try unsafe scratch.withBytes { (bytes) throws(OutputError) in
      try unsafe folder.append(id, bytes)
    }
    inventory?.note(file: file.path)
    inventory?.statics.append(Inventory.Item(path: file.path, id: id, modified: start))
  }

  /// The files that are wanted and there, by the bytes of their paths.
  var filesByPath: [(log: Log, file: LogFile)] {
    var files: [(log: Log, file: LogFile)] = []
    for log in all { for file in log.files { files.append((log, file)) } }
    files.sort { $0.file.path.utf8.lexicographicallyPrecedes($1.file.path.utf8) }
    return files
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

  /// Places one entry.
  func take(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch
  ) throws(OutputError) {
    now = entry.time
    switch entry.kind {
    case .record:
      if !isLeftOut(entry, batch) { try place(entry, batch) }
    case .action(let action):
      let action = batch.actions[Int(action)]
      let number = batch.instances[Int(entry.instance)].number
      if isLeftOut(guardedBy: action.guardedBy, number) { return }
      if try act(action), action.decision >= 0 {
        rotations[number, default: []].insert(action.decision)
      }
    case .ended:
      let number = batch.instances[Int(entry.instance)].number
      if !rotations.isEmpty { rotations[number] = nil }
      guard golden != nil else { return }
      book.end(number, at: entry.time)
      try close(number)
    }
  }

  /// Whether a record stands in the block of a `rotate … when over` that rotated no file.
  func isLeftOut(_ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch) -> Bool {
    entry.guardedBy >= 0
      && isLeftOut(guardedBy: entry.guardedBy, batch.instances[Int(entry.instance)].number)
  }

  private func isLeftOut(guardedBy decision: Int64, _ instance: Int64) -> Bool {
    decision >= 0 && rotations[instance]?.contains(decision) != true
  }

  private func place(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch
  ) throws(OutputError) {
    guard let log = log(entry, batch) else { return }
    var problem: OutputError?
    log.lend { log in
      do throws(OutputError) { try place(entry, batch, in: log) } catch { problem = error }
    }
    if let problem { throw problem }
  }

  private func place(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch, in log: Log
  ) throws(OutputError) {
    if isHeld[log.rule] {
      let number = batch.instances[Int(entry.instance)].number
      if log.waiting == nil { log.waiting = Log.Waiting() }
      log.waiting?.held.append(entry, batch, level: level(entry, batch), instance: number)
      book.hold(number, by: 1)
      return
    }
    var problem: OutputError?
    try fileToWrite(log, by: entry.writer, adding: Int64(entry.length)).lend { file in
      do throws(OutputError) {
        try write(entry, batch, to: file, of: log)
      } catch { problem = error }
    }
    if let problem { throw problem }
  }

  private func write(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch, to file: LogFile, of log: Log
  ) throws(OutputError) {
    let length = Int64(entry.length)
    if !file.hasHeader { try begin(file, of: log) }
    if !file.isRemoved {
      try unsafe batch.bytes.withBytes { (bytes) throws(OutputError) in
        let range = entry.offset..<entry.offset + entry.length
        try unsafe log.tree.append(file.id, UnsafeBufferPointer(rebasing: bytes[range]))
      }
    }
    if let golden = log.golden, !file.isRemoved {
      scratch.removeAll()
      head(file, lines: entry.lines, length: length)
      scratch.bytes(of: batch.golden, from: entry.goldenOffset, count: entry.goldenLength)
      try unsafe scratch.withBytes { (bytes) throws(OutputError) in
        try unsafe golden.append(file.golden, bytes)
      }
      count(
        file, entry.event, level(entry, batch), entry.status,
        isWhole: rules[log.rule].isWholeFile)
    }
    if golden != nil, log.standing == .wanted {
      book.add(
        record: file, log: log.path, links: batch.links[entry.links],
        isSidecar: rules[log.rule].isWholeFile, to: batch.instances[Int(entry.instance)].number)
    }
    advance(log, file, lines: entry.lines, length: length)
  }

  func head(_ file: LogFile, lines: Int32, length: Int64) {
    writeGoldenHead(
      line: file.lines + 1, lines: lines, offset: file.size, length: length, into: &scratch)
  }

  /// The level that a record shows; nil if it shows none.
  func level(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch
  ) -> String? {
    if entry.level.isEmpty { return nil }
    if let level = levels[Int(entry.site)] { return level }
    let (start, end) = (entry.level.lowerBound, entry.level.upperBound)
    return entry.isLevelApart
      ? batch.golden.string(from: start, to: end) : batch.bytes.string(from: start, to: end)
  }

  func count(
    _ file: LogFile, _ event: Int32, _ level: String?, _ status: Int64, isWhole: Bool
  ) {
    file.tally.add(event, level, status, isOnly: isWhole && file.records == 0)
  }

  /// Notes a record that was written.
  func advance(_ log: Log, _ file: LogFile, lines: Int32, length: Int64) {
    // Its writer may have gone on in the file before when this one was opened.
    if file.records == 0 { file.first = log.records }
    file.size += length
    file.lines += Int64(lines)
    file.records += 1
    file.modified = now
    log.records += 1
    guard log.standing == .wanted else { return }
    if file.isRemoved { removed.records += 1 }
    written.records += 1
    written.bytes += length
  }

  /// Writes an instance's line if nothing more can come of it.
  func close(_ number: Int64) throws(OutputError) {
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
    _ = try unseen.tree.finish()
    _ = try unseen.golden?.finish()
    guard let golden else { return }
    scratch.removeAll()
    book.closeAll(into: &scratch)
    try unsafe scratch.withBytes { (bytes) throws(OutputError) in
      try unsafe golden.append(scenarios, bytes)
    }
  }

  // MARK: - Logs

  /// The log of an entry; nil if it is not wanted.
  private func log(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch
  ) -> Lent<Log>? {
    if entry.path == 0 {
      if let known = fixed[Int(entry.rule)] { return known }
      if unwanted[Int(entry.rule)] { return nil }
      if let made = makeLog(entry.rule, rules[Int(entry.rule)].path.text, []) { return Lent(made) }
      unwanted[Int(entry.rule)] = true
      return nil
    }
    if let known = logs[entry.path] { return Lent(known) }
    guard let (path, holes) = batch.paths[entry.path], let log = makeLog(entry.rule, path, holes)
    else { return nil }
    logs[entry.path] = log
    return Lent(log)
  }

  /// A log that is followed for some reason; nil if for none.
  private func makeLog(_ rule: Int32, _ path: String, _ holes: [String]) -> Log? {
    let number = Int(rule)
    let log: Log
    if selection.includes(path) {
      log = Log(
        rule: number, path: path, holes: holes, tree: tree, golden: golden, standing: .wanted)
    } else if mayBeHeld(path) {
      log = Log(
        rule: number, path: path, holes: holes, tree: unseen.tree, golden: unseen.golden,
        standing: .unseen)
    } else if let name = rules[number].named, sized.contains(name) {
      log = Log(
        rule: number, path: path, holes: holes, tree: shadows, golden: nil, standing: .shadow)
    } else {
      return nil
    }
    if holes.isEmpty { fixed[number] = Lent(log) }
    followed.append(log)
    return log
  }

  /// Whether some archive that is wanted may hold a file, as far as paths are known at load.
  private func mayBeHeld(_ path: String) -> Bool {
    plan.controls.contains { control in
      guard let name = control.known.first, selection.mayInclude(beginning: name) else {
        return false
      }
      return stride(from: 1, to: control.known.count, by: 2).contains { place in
        path.hasPrefix(control.known[place]) || control.known[place].hasPrefix(path)
      }
    }
  }

  /// A new file under the log's name, with its golden records beside it.
  @discardableResult
  func openNew(_ log: Log) throws(OutputError) -> LogFile {
    let path = rules[log.rule].path(of: log.path, generation: log.generations)
    let id = try log.tree.create(path: path)
    let records = try log.golden?.create(path: "records/\(path).ndjson") ?? -1
    if let mode = rules[log.rule].mode { try log.tree.setMode(id, to: mode) }
    if log.standing != .shadow { inventory?.note(file: path) }
    log.generations += 1
    let file = LogFile(id: id, golden: records, path: path, first: log.records, modified: now)
    log.current = file
    return file
  }

  /// Forgets a file that is no more.
  func forget(_ file: LogFile, of log: Log) throws(OutputError) {
    file.isRemoved = true
    note(removed: log, files: 1, records: file.records)
    try log.tree.remove(file.id)
    if let golden = log.golden { try golden.remove(file.golden) }
  }

  /// Forgets a log that has no file and nothing to say any more.
  func forget(_ log: Log) {
    guard !log.holes.isEmpty, log.files.isEmpty else { return }
    followed.removeAll { $0 === log }
    if let key = logs.first(where: { $0.value === log })?.key { logs[key] = nil }
  }

  /// Notes what of a log is gone.
  func note(removed log: Log, files: Int64 = 0, records: Int64) {
    guard log.standing == .wanted else { return }
    removed.files += files
    removed.records += records
  }
}

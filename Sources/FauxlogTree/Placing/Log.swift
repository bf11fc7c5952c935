/// Why a log is followed.
enum Standing {
  /// It is wanted.
  case wanted
  /// It is not, but an archive that is wanted may hold it.
  case unseen
  /// It is not, but a step asks for its size.
  case shadow
}

/// One log: the file its path names, and those that were rotated away.
final class Log {
  /// The file rule, by number.
  let rule: Int
  /// The path without rotation suffixes.
  let path: String
  /// Values of the path's holes.
  let holes: [String]
  /// Where its files and their golden records stand; nil without golden.
  let tree: any OutputFolder
  let golden: (any OutputFolder)?
  /// Why it is followed.
  let standing: Standing
  /// The file that is written to by its name; nil until the first, and once it was removed.
  @safe @exclusivity(unchecked) var current: LogFile?
  /// What the writer has open: the current file, or a renamed one until it reopens.
  @safe @exclusivity(unchecked) private(set) var open: LogFile? {
    didSet { lent = open.map(Lent.init) }
  }
  /// The same for each record that goes there.
  @safe @exclusivity(unchecked) private var lent: Lent<LogFile>?
  /// The same for each of several writers.
  @safe @exclusivity(unchecked) private var writers = Writers()
  /// Rotated files, newest first.
  @safe @exclusivity(unchecked) var rotated: [LogFile] = []
  /// How many files were opened under the log's name.
  @safe @exclusivity(unchecked) var generations = 0
  /// Files that have what stands before their first record.
  @safe @exclusivity(unchecked) var begun: Int64 = 0
  /// Records written so far.
  @safe @exclusivity(unchecked) var records: Int64 = 0
  /// What a log has that keeps records back; nil before the first.
  @safe @exclusivity(unchecked) var waiting: Waiting?

  /// Records that wait for a flush, and the last of the flushed ones, to be written again.
  final class Waiting {
    @safe @exclusivity(unchecked) var held = HeldRecords()
    @safe @exclusivity(unchecked) var again = HeldRecords()
  }

  init(
    rule: Int, path: String, holes: [String], tree: any OutputFolder,
    golden: (any OutputFolder)?, standing: Standing
  ) {
    self.rule = rule
    self.path = path
    self.holes = holes
    self.tree = tree
    self.golden = golden
    self.standing = standing
  }

  /// All files that are there.
  var files: [LogFile] { (current.map { [$0] } ?? []) + rotated }

  // MARK: - Who has what open

  /// What a writer has open and now writes to; 0 is the only one.
  @inline(__always)
  func opened(by writer: UInt64) -> Lent<LogFile>? {
    writer == 0 ? lent : writers.take(of: writer, at: records)
  }

  /// What a writer has open.
  func file(of writer: UInt64) -> LogFile? {
    writer == 0 ? open : writers.file(of: writer)
  }

  /// A writer has a file open, and writes to it.
  func open(_ file: LogFile, by writer: UInt64) {
    if writer == 0 {
      open = file
    } else {
      writers.set(file, of: writer, at: records)
    }
  }

  /// All writers open the log by its name.
  func reopen() {
    open = current
    guard let current else { return }
    writers.reopen(as: current) { _ in true }
  }

  /// No writer has anything open.
  func close() {
    open = nil
    writers = Writers()
  }

  /// Whoever has one file open has the other from now on.
  func reopen(_ file: LogFile, as other: LogFile) {
    if open === file { open = other }
    writers.reopen(as: other) { $0 === file }
  }
}

/// What each of several writers of one log has open.
struct Writers {
  private var writers: [UInt64] = []
  private var files: [LogFile] = []
  /// The number of records when each wrote last.
  private var last: [Int64] = []
  /// The place that was asked for last: who writes is asked for twice.
  private var recent = 0

  /// Writers that are remembered; who wrote longer ago is taken for one that has ended.
  private static let most = 1024

  private mutating func place(of writer: UInt64) -> Int? {
    if recent < writers.count, writers[recent] == writer { return recent }
    guard let place = writers.firstIndex(of: writer) else { return nil }
    recent = place
    return place
  }

  /// What a writer has open; nil if nothing.
  mutating func file(of writer: UInt64) -> LogFile? { place(of: writer).map { files[$0] } }

  /// What a writer has open and now writes to.
  mutating func take(of writer: UInt64, at record: Int64) -> Lent<LogFile>? {
    guard let place = place(of: writer) else { return nil }
    last[place] = record
    return Lent(files[place])
  }

  /// A writer has a file open, and writes to it.
  mutating func set(_ file: LogFile, of writer: UInt64, at record: Int64) {
    if let place = place(of: writer) {
      if files[place] !== file { files[place] = file }
      last[place] = record
      return
    }
    if writers.count == Self.most { forgetOldest() }
    writers.append(writer)
    files.append(file)
    last.append(record)
  }

  private mutating func forgetOldest() {
    // No two wrote the same record.
    let kept = last.indices.sorted { last[$0] > last[$1] }.prefix(Self.most / 2)
    (writers, files, last) = (
      kept.map { writers[$0] }, kept.map { files[$0] }, kept.map { last[$0] }
    )
  }

  /// Those whose file is meant have another one from now on.
  mutating func reopen(as other: LogFile, where isMeant: (LogFile) -> Bool) {
    for place in files.indices where isMeant(files[place]) { files[place] = other }
  }
}

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
  var current: LogFile?
  /// What the writer has open: the current file, or a renamed one until it reopens.
  private(set) var open: LogFile?
  /// The same for each of several writers, with the number of records when it wrote last.
  private var writers: [UInt64: (file: LogFile, last: Int64)] = [:]
  /// Rotated files, newest first.
  var rotated: [LogFile] = []
  /// How many files were opened under the log's name.
  var generations = 0
  /// Files that have what stands before their first record.
  var begun: Int64 = 0
  /// Records written so far.
  var records: Int64 = 0
  /// Records that wait for a flush.
  var held = HeldRecords()
  /// The last of the flushed ones, to be written again.
  var again = HeldRecords()

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

  /// Writers that are remembered; who wrote longer ago is taken for one that has ended.
  private static let mostWriters = 1024

  /// What a writer has open; 0 is the only one.
  func opened(by writer: UInt64) -> LogFile? {
    writer == 0 ? open : writers[writer]?.file
  }

  /// A writer has a file open, and writes to it.
  func open(_ file: LogFile, by writer: UInt64) {
    if writer == 0 {
      open = file
      return
    }
    writers[writer] = (file, records)
    guard writers.count > Self.mostWriters else { return }
    // No two wrote the same record, so that the order of a dictionary does not matter.
    let oldest = writers.sorted { $0.value.last < $1.value.last }.prefix(Self.mostWriters / 2)
    for (key, _) in oldest { writers[key] = nil }
  }

  /// All writers open the log by its name.
  func reopen() {
    open = current
    guard let current else { return }
    for key in writers.keys { writers[key]?.file = current }
  }

  /// No writer has anything open.
  func close() {
    open = nil
    writers = [:]
  }

  /// Whoever has one file open has the other from now on.
  func reopen(_ file: LogFile, as other: LogFile) {
    if open === file { open = other }
    for key in writers.keys where writers[key]?.file === file { writers[key]?.file = other }
  }
}

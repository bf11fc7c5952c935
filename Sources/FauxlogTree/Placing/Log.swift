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
  var open: LogFile?
  /// Rotated files, newest first.
  var rotated: [LogFile] = []
  /// How many files were opened under the log's name.
  var generations = 0
  /// Files that have what stands before their first record.
  var begun: Int64 = 0
  /// Records written so far.
  var records: Int64 = 0
  /// Records that wait for a flush.
  var held: [HeldRecord] = []
  /// The last of the flushed ones, to be written again.
  var again: [HeldRecord] = []

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

  /// Whoever has one file open has the other from now on.
  func reopen(_ file: LogFile, as other: LogFile) {
    if open === file { open = other }
  }
}

/// A record that is kept back.
struct HeldRecord {
  var bytes: [UInt8]
  var golden: [UInt8]
  var lines: Int32
  var event: Int32
  var level: String?
  var status: Int64
  var links: [(kind: Int, text: String)]
  var instance: Int64
}

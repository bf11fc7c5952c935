import FauxlogEngine

/// One file of a log on the disk: the one that is written to, or a rotated one.
final class LogFile {
  /// Its id in the tree's folder and in the golden folder; -1 without golden.
  var id: Int
  var golden: Int
  var path: String
  /// Bytes and lines so far.
  var size: Int64 = 0
  var lines: Int64 = 0
  var records: Int64 = 0
  /// The number of its first record among all of the log.
  var first: Int64
  var tally = Tally()
  /// Whether it is compressed.
  var isCompressed = false
  /// Whether what stands before its first record was written.
  var hasHeader = false
  /// Whether retention has removed it.
  var isRemoved = false

  init(id: Int, golden: Int, path: String, first: Int64) {
    self.id = id
    self.golden = golden
    self.path = path
    self.first = first
  }
}

/// One log: the file its path names, and those that were rotated away.
final class Log {
  /// The file rule, by number.
  let rule: Int
  /// The path without rotation suffixes.
  let path: String
  /// Values of the path's holes.
  let holes: [String]
  /// The file of that path; nil once it was removed.
  var current: LogFile?
  /// What the writer has open: the current file, or a renamed one until it reopens.
  var open: LogFile?
  /// Rotated files, newest first.
  var rotated: [LogFile] = []
  /// Records written so far.
  var records: Int64 = 0
  /// Files that have what stands before their first record.
  var begun: Int64 = 0
  /// Records that wait for a flush.
  var held: [HeldRecord] = []
  /// The last of the flushed ones, to be written again.
  var again: [HeldRecord] = []

  init(rule: Int, path: String, holes: [String]) {
    self.rule = rule
    self.path = path
    self.holes = holes
  }

  /// All files that are there.
  var files: [LogFile] { (current.map { [$0] } ?? []) + rotated }
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

/// Counts of the records of one file; they go when it goes.
struct Tally {
  var events: [Int32: Int64] = [:]
  var levels: [String: Int64] = [:]
  var statuses: [Int64: Int64] = [:]
  /// By scenario, label and incidents of the instance.
  var instances: [InstanceClass: Int64] = [:]

  mutating func add(_ other: Tally) {
    events.merge(other.events, uniquingKeysWith: +)
    levels.merge(other.levels, uniquingKeysWith: +)
    statuses.merge(other.statuses, uniquingKeysWith: +)
    instances.merge(other.instances, uniquingKeysWith: +)
  }
}

/// What totals tell instances apart by.
struct InstanceClass: Hashable {
  var scenario: Int32
  var label: Int32
  var incidents: UInt64
}

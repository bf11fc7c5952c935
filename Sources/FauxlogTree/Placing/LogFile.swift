import FauxlogEngine

/// One file of a log on the disk: the one that is written to, or a rotated one.
final class LogFile {
  /// Its id in the tree's folder and in the golden folder; -1 without golden.
  @safe @exclusivity(unchecked) var id: Int
  @safe @exclusivity(unchecked) var golden: Int
  var path: String
  /// Bytes and lines so far.
  @safe @exclusivity(unchecked) var size: Int64 = 0
  @safe @exclusivity(unchecked) var lines: Int64 = 0
  @safe @exclusivity(unchecked) var records: Int64 = 0
  /// The number of its first record among all of the log.
  @safe @exclusivity(unchecked) var first: Int64
  @safe @exclusivity(unchecked) var tally = Tally()
  /// When it was made or last written to.
  @safe @exclusivity(unchecked) var modified: Instant
  /// Whether it is compressed.
  var isCompressed = false
  /// Whether what stands before its first record was written.
  @safe @exclusivity(unchecked) var hasHeader = false
  /// Whether it has no name any more: retention has removed it, or it was compressed under a writer.
  @safe @exclusivity(unchecked) var isRemoved = false

  init(id: Int, golden: Int, path: String, first: Int64, modified: Instant) {
    self.modified = modified
    self.id = id
    self.golden = golden
    self.path = path
    self.first = first
  }

  /// Whether a record of so many bytes is not to go into it any more.
  @inline(__always)
  func isFull(_ moment: FileRule.Rotation.Moment?, adding length: Int64) -> Bool {
    switch moment {
    case .before(let limit): size > 0 && size + length >= limit
    case .after(let limit): size >= limit
    default: false
    }
  }
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

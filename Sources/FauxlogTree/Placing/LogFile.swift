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
///
/// Most files of a large tree have one record, which is kept as it is.
struct Tally {
  private(set) var events: [Int32: Int64] = [:]
  private(set) var levels: [String: Int64] = [:]
  private(set) var statuses: [Int64: Int64] = [:]
  /// By scenario, label and incidents of the instance.
  private(set) var instances: [InstanceClass: Int64] = [:]
  /// The record of a file that has one, and its instance.
  private var only: (event: Int32, level: String?, status: Int64)?
  private var onlyInstance: InstanceClass?

  /// Counts a record; one of several, or the only one.
  mutating func add(_ event: Int32, _ level: String?, _ status: Int64, isOnly: Bool) {
    if isOnly { return only = (event, level, status) }
    spread()
    count(event, level, status)
  }

  /// Counts records of an instance.
  mutating func add(_ instance: InstanceClass, _ count: Int64) {
    if only != nil, onlyInstance == nil, count == 1 { return onlyInstance = instance }
    spread()
    instances[instance, default: 0] += count
  }

  private mutating func count(_ event: Int32, _ level: String?, _ status: Int64) {
    events[event, default: 0] += 1
    if let level { levels[level, default: 0] += 1 }
    if status >= 0 { statuses[status, default: 0] += 1 }
  }

  /// Counts the only record as one of several.
  private mutating func spread() {
    guard let only else { return }
    self.only = nil
    count(only.event, only.level, only.status)
    if let onlyInstance { instances[onlyInstance, default: 0] += 1 }
    onlyInstance = nil
  }

  /// Adds those of another file.
  mutating func add(_ other: Tally) {
    if let one = other.only { count(one.event, one.level, one.status) }
    if let instance = other.onlyInstance { instances[instance, default: 0] += 1 }
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

import FauxlogEngine

/// A batch of events as bytes: what placing needs, in order.
struct RenderedBatch: ~Copyable {
  /// One record for one file, or something done to files, or an end.
  struct Entry {
    enum Kind {
      case record
      /// The number of a ``FileAction`` of the batch.
      case action(Int32)
      case ended
    }
    var kind: Kind
    /// Where the record stands among the bytes.
    var offset = 0
    var length = 0
    var lines: Int32 = 0
    /// Where its golden body stands; a length of 0 without golden.
    var goldenOffset = 0
    var goldenLength = 0
    /// The `rotate … when over` without which it is not written; -1 for none.
    var guardedBy: Int64 = -1
    /// The file rule, and the hash of the path; 0 if the rule's path has no holes.
    var rule: Int32 = 0
    var path: UInt64 = 0
    /// Who writes it, of several; 0 where a file has one writer.
    var writer: UInt64 = 0
    var event: Int32 = 0
    var site: Int32 = 0
    /// Where the level stands among the bytes; empty without golden, or if the record shows none.
    var level = 0..<0
    /// Whether it stands among the golden bytes: the record's own are in another encoding.
    var isLevelApart = false
    /// The whole number of the field `status`; -1 if there is none.
    var status: Int64 = -1
    /// The instance's place in the batch.
    var instance: Int32 = 0
    /// When it is written.
    var time: Instant = 0
    /// Links of the record, in the batch's list.
    var links = 0..<0
  }

  var number = 0
  var entries: [Entry] = []
  var bytes = LineWriter(capacity: 1 << 18)
  var golden = LineWriter(capacity: 64)
  var instances: [InstanceInfo] = []
  var actions: [FileAction] = []
  /// Paths with holes that this batch may be the first to meet.
  var paths: [UInt64: (path: String, holes: [String])] = [:]
  /// Kinds and texts of ids.
  var links: [(kind: Int, text: String)] = []
  var reached: Instant = 0

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    bytes.removeAll()
    golden.removeAll()
    paths.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
  }
}

/// One thing that the simulation gives to rendering: a record, something done to files, an end.
package struct Event: Sendable {
  /// The instant the record shows.
  package var time: Instant
  /// The instant it is written, by which all events are ordered.
  package var written: Instant
  /// The record's key.
  package var key: Key
  /// What it is.
  package var kind: Kind
  /// Where its values begin in the batch.
  package var values: Int32
  /// The instance it belongs to, by its place in the batch.
  package var instance: Int32

  /// The kinds of events.
  package enum Kind: Sendable, Equatable {
    /// A record of a ``Site``.
    case record(Int32)
    /// One that is written only if a `rotate … when over` rotated a file; the place of both among the
    /// guarded ones of the batch.
    case guarded(Int32)
    /// Something done to files; the number of a ``FileAction`` of the batch.
    case action(Int32)
    /// An instance is over.
    case ended
  }
}

/// Something done to the files of a name.
package struct FileAction: Sendable {
  /// What is done, to which name.
  package var control: Int32
  /// The holes of the path that are known; files with other values are left alone.
  package var holes: [(name: String, text: String)]
  /// The `rotate … when over` without which it is not done; -1 for none.
  package var guardedBy: Int64 = -1
  /// Of a `rotate … when over`: its number in the run.
  package var decision: Int64 = -1
  /// Of an archive: its path, then what it holds and under which name, in turn.
  package var texts: [String] = []
}

/// An instance as golden records know it.
package struct InstanceInfo: Sendable {
  /// A number that no other instance of the run has, in the order of their beginning.
  package var number: Int64
  /// The scenario, by number.
  package var scenario: Int32
  /// `server-error:site1.example.com:11226758:0`.
  package var name: String
  /// Its label, as far as it is known.
  package var label: Int32
  /// Incidents it read or was begun by, a bit each.
  package var incidents: UInt64
  /// When it began.
  package var begin: Instant
  /// The actor it was given: kind and the text it stands for.
  package var actor: (kind: String, name: String)?
}

/// Events in their order, with what they refer to.
package struct EventBatch: ~Copyable, Sendable {
  /// Its place among the batches of the run.
  package var number = 0
  package var events: [Event] = []
  package var values = ValueStack(capacity: 8 * EventBatch.size)
  /// Texts and structures that values refer to.
  package var heap = Heap()
  package var instances: [InstanceInfo] = []
  package var actions: [FileAction] = []
  /// Records of sites that depend on a `rotate … when over`, given by its number.
  package var guarded: [(site: Int32, by: Int64)] = []
  /// Virtual time at the end of the batch.
  package var reached: Instant = 0

  /// How many events make a batch: with golden records some 0.5 MB, of which a few are under way.
  package static let size = 512

  /// An empty batch.
  package init() {}

  /// Forgets everything, keeps the memory.
  mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    values.truncate(to: 0)
    heap.removeAll()
    instances.removeAll(keepingCapacity: true)
    actions.removeAll(keepingCapacity: true)
    guarded.removeAll(keepingCapacity: true)
  }
}

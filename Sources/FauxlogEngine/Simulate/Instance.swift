/// One happening that is under way: a scenario with its frame, and the scenarios it calls.
///
/// What each step touches stands in memory of its own: accesses of a class's own properties are
/// watched while the program runs.
@safe final class Instance {
  private let memory = UnsafeMutablePointer<State>.allocate(capacity: 1)

  /// What steps read and write.
  private struct State: ~Copyable {
    var calls: [Call] = []
    var slots = ValueStack()
    var heap = Heap()
    var deadline: Instant = .max
    var incidents: UInt64 = 0
    var turns: Int64 = 0
    var place: Int32 = -1
    var batch = -1
  }

  init() { unsafe memory.initialize(to: State()) }

  deinit {
    unsafe memory.deinitialize(count: 1)
    unsafe memory.deallocate()
  }

  /// A number that no other instance of the run has.
  var number: Int64 = 0
  /// The root's key, by which events at one instant are ordered.
  var root: Key = 0
  /// When its root began.
  var rootBegin: Instant = 0
  /// How much its root has done, for the order within one instant.
  var count: UInt32 = 0
  var scenario: Int32 = 0
  var name = ""
  var label: Int32 = -1
  var incidents: UInt64 {
    @inline(__always) _read { yield unsafe memory.pointee.incidents }
    @inline(__always) _modify { yield unsafe &memory.pointee.incidents }
  }
  var begin: Instant = 0
  /// Delays become 0 at this instant, and loops end.
  var deadline: Instant {
    @inline(__always) _read { yield unsafe memory.pointee.deadline }
    @inline(__always) _modify { yield unsafe &memory.pointee.deadline }
  }
  var actor: (kind: String, name: String)?
  /// Frames, outermost first.
  var calls: [Call] {
    @inline(__always) _read { yield unsafe memory.pointee.calls }
    @inline(__always) _modify { yield unsafe &memory.pointee.calls }
  }
  /// All slots of all frames.
  var slots: ValueStack {
    @inline(__always) _read { yield unsafe memory.pointee.slots }
    @inline(__always) _modify { yield unsafe &memory.pointee.slots }
  }
  /// Texts and structures that slots refer to.
  var heap: Heap {
    @inline(__always) _read { yield unsafe memory.pointee.heap }
    @inline(__always) _modify { yield unsafe &memory.pointee.heap }
  }
  /// Names that nobody gave it: their defaults are drawn when it begins to run.
  var standards: Table<SimulationTables.Filling>?
  /// Slots among these that were given after all.
  var given: [Int32] = []
  /// What runs side by side in it; nil if nothing does.
  var crew: Crew?
  /// How many turns and calls it made.
  var turns: Int64 {
    @inline(__always) _read { yield unsafe memory.pointee.turns }
    @inline(__always) _modify { yield unsafe &memory.pointee.turns }
  }
  /// The `rotate … when over` in whose block it is, by its number in the run; -1 in none.
  var guardedBy: Int64 = -1
  /// How many instances each of its steps has started.
  var started: [Int32: Int] = [:]
  /// Its place in the batch under construction, and which batch that is.
  var place: Int32 {
    @inline(__always) _read { yield unsafe memory.pointee.place }
    @inline(__always) _modify { yield unsafe &memory.pointee.place }
  }
  var batch: Int {
    @inline(__always) _read { yield unsafe memory.pointee.batch }
    @inline(__always) _modify { yield unsafe &memory.pointee.batch }
  }

  /// One scenario of the stack.
  struct Call {
    var scenario: Int32
    /// Where to go on.
    var at: Int
    /// Where its slots begin.
    var base: Int
    /// The slot of the caller that gets the outcome; -1 if nobody asks.
    var outcome: Int32
    /// When its delays become 0.
    var deadline: Instant
  }

  /// Ready for another happening.
  func reset() {
    label = -1
    incidents = 0
    deadline = .max
    actor = nil
    calls.removeAll(keepingCapacity: true)
    slots.truncate(to: 0)
    heap.removeAll()
    batch = -1
    count = 0
    turns = 0
    crew = nil
    started.removeAll(keepingCapacity: true)
    standards = nil
    given = []
    guardedBy = -1
  }
}

/// A heap of what wakes when: instant, root, order of falling asleep.
struct WakeQueue {
  /// One sleeper.
  struct Entry {
    var time: Instant
    var root: Key
    var order: UInt64
    var instance: Int32
    /// Which of its strands.
    var strand: Int32 = 0

    @inline(__always)
    static func < (a: Entry, b: Entry) -> Bool {
      if a.time != b.time { return a.time < b.time }
      if a.root != b.root { return a.root < b.root }
      return a.order < b.order
    }
  }

  private var entries: [Entry] = []

  /// The one that wakes first.
  var first: Entry? { entries.first }
  /// How many sleep.
  var count: Int { entries.count }

  /// Adds a sleeper.
  mutating func push(_ entry: Entry) {
    entries.append(entry)
    var at = entries.count - 1
    while at > 0 {
      let parent = (at - 1) / 2
      guard entry < entries[parent] else { break }
      entries[at] = entries[parent]
      at = parent
    }
    entries[at] = entry
  }

  /// Takes out the first.
  mutating func pop() -> Entry? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    guard !entries.isEmpty else { return first }
    var at = 0
    while true {
      var child = 2 * at + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, entries[child + 1] < entries[child] { child += 1 }
      guard entries[child] < last else { break }
      entries[at] = entries[child]
      at = child
    }
    entries[at] = last
    return first
  }
}

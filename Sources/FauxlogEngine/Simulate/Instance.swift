/// One happening that is under way: a scenario with its frame, and the scenarios it calls.
///
/// Its properties are not watched for two accesses at once, as a class's are: each step reads and
/// writes some, on the one thread that plays.
final class Instance {
  /// A number that no other instance of the run has.
  @safe @exclusivity(unchecked) var number: Int64 = 0
  /// The root's key, by which events at one instant are ordered.
  @safe @exclusivity(unchecked) var root: Key = 0
  /// When its root began.
  @safe @exclusivity(unchecked) var rootBegin: Instant = 0
  /// How much its root has done, for the order within one instant.
  @safe @exclusivity(unchecked) var count: UInt32 = 0
  @safe @exclusivity(unchecked) var scenario: Int32 = 0
  @safe @exclusivity(unchecked) var name = ""
  @safe @exclusivity(unchecked) var label: Int32 = -1
  @safe @exclusivity(unchecked) var incidents: UInt64 = 0
  @safe @exclusivity(unchecked) var begin: Instant = 0
  /// Delays become 0 at this instant, and loops end.
  @safe @exclusivity(unchecked) var deadline: Instant = .max
  @safe @exclusivity(unchecked) var actor: (kind: String, name: String)?
  /// Frames, outermost first.
  @safe @exclusivity(unchecked) var calls: [Call] = []
  /// All slots of all frames.
  @safe @exclusivity(unchecked) var slots = ValueStack()
  /// Texts and structures that slots refer to.
  @safe @exclusivity(unchecked) var heap = Heap()
  /// Names that nobody gave it: their defaults are drawn when it begins to run.
  @safe @exclusivity(unchecked) var standards: Table<SimulationTables.Filling>?
  /// Slots among these that were given after all.
  @safe @exclusivity(unchecked) var given: [Int32] = []
  /// What runs side by side in it, if anything does.
  ///
  /// Every instance has its own for good: a constant is read without counting references.
  let crew = Crew()
  @safe @exclusivity(unchecked) var hasCrew = false
  /// What it holds, in the order in which it got it.
  @safe @exclusivity(unchecked) var held: [Held] = []
  /// How many turns and calls it made.
  @safe @exclusivity(unchecked) var turns: Int64 = 0
  /// The `rotate … when over` in whose block it is, by its number in the run; -1 in none.
  @safe @exclusivity(unchecked) var guardedBy: Int64 = -1
  /// How many instances each of its steps has started.
  @safe @exclusivity(unchecked) var started: [Int32: Int] = [:]
  /// Its place in the batch under construction, and which batch that is.
  @safe @exclusivity(unchecked) var place: Int32 = -1
  @safe @exclusivity(unchecked) var batch = -1

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

  /// An actor that one of its strands holds.
  struct Held {
    var place: Servers.Place
    var strand: Int32
    /// How many calls the strand had.
    var depth: Int
    /// Greater than those of all that was held before.
    var serial: Int64
    /// Whether it was handed over, and the strand has not run since.
    var isNew: Bool
  }

  /// Whether it has given back all memory that it can.
  @safe @exclusivity(unchecked) var isClear = false
  /// Whether it sleeps for long.
  @safe @exclusivity(unchecked) var isResting = false

  /// Gives back memory that it does not need now.
  func trim() {
    slots.trim(to: 16)
    heap.trim()
  }

  /// Gives back all memory that can be had again; it is over.
  func clear() {
    isClear = true
    reset()
    crew.trim()
    trim()
  }

  /// Ready for another happening.
  func reset() {
    label = -1
    incidents = 0
    deadline = .max
    if actor != nil { actor = nil }
    calls.removeAll(keepingCapacity: true)
    slots.truncate(to: 0)
    heap.removeAll()
    batch = -1
    count = 0
    turns = 0
    if hasCrew { crew.reset() }
    hasCrew = false
    if !started.isEmpty { started.removeAll() }
    standards = nil
    if !given.isEmpty { given = [] }
    guardedBy = -1
  }
}

/// A heap of what wakes when: instant, root, order of falling asleep.
struct WakeQueue: ~Copyable {
  /// One sleeper.
  struct Entry: BitwiseCopyable {
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

  private var entries = FlatStack<Entry>(capacity: 1024)

  /// The one that wakes first.
  @inline(__always)
  var first: Entry? { entries.count == 0 ? nil : entries[0] }
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
    guard let first else { return nil }
    let last = entries[entries.count - 1]
    entries.truncate(to: entries.count - 1)
    guard entries.count > 0 else { return first }
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

/// What runs side by side in one instance, and the blocks of it that a condition stops.
///
/// Most instances have none: their one strand is all there is. A strand has calls of its own and
/// shares the frame of the step that began it, but for the names of its own block.
final class Crew {
  /// One thing that runs; number 0 is the instance's own steps.
  struct Strand {
    /// A number that no other strand of the simulation has; 0 for the first of each instance.
    var id: Int32
    /// Its calls while another one runs; while it runs itself, the instance has them.
    var calls: [Instance.Call] = []
    /// The strand whose step began it, and the group it belongs to.
    var parent = -1
    var group = -1
    /// Its element's place in the list; -1 for a named branch.
    var element = -1
    /// Where the names of its own block stand, and their values while it does not run.
    var own = 0..<0
    var values: [Value] = []
    /// How many scenarios around it say `whole`.
    var wholes = 0
    /// The `rotate … when over` in whose block it is, while it does not run.
    var guardedBy: Int64 = -1
    var isGone = false
  }

  /// What one `together` or `each` began.
  struct Group {
    var fork: Int32
    var parent: Int
    /// How many of it run.
    var running = 0
    /// Its elements with their keys, and how many needs of each are open.
    var elements: [Datum] = []
    var keys: [Key] = []
    var open: [Int] = []
    /// Elements that need an element.
    var dependents: [[Int]] = []
  }

  /// A block that is left once its condition holds.
  struct Stop {
    var plan: Int32
    var strand: Int
    /// How many calls the strand had.
    var depth: Int
    /// The frame that the condition asks.
    var base: Int
    var wholes: Int
    /// What was held later is held inside.
    var serial: Int64 = 0
    /// Whether the condition has held: what is still inside a `whole` scenario leaves it first.
    var isStopping = false
  }

  @safe @exclusivity(unchecked) var strands = [Strand(id: 0)]
  @safe @exclusivity(unchecked) var groups: [Group] = []
  @safe @exclusivity(unchecked) var stops: [Stop] = []
  /// The strand whose calls the instance has.
  @safe @exclusivity(unchecked) var current = 0
  /// Frames that no call uses any more.
  @safe @exclusivity(unchecked) private var frames: [(scenario: Int32, base: Int)] = []

  /// Ready for another happening; strands of the last one leave their memory.
  func reset() {
    for place in strands.indices { strands[place].isGone = place > 0 }
    strands[0].calls.removeAll(keepingCapacity: true)
    strands[0].guardedBy = -1
    groups.removeAll(keepingCapacity: true)
    stops.removeAll(keepingCapacity: true)
    current = 0
    frames.removeAll(keepingCapacity: true)
  }

  /// Gives back the memory of strands; nothing of it is in use.
  func trim() {
    if strands.count > 1 { strands = [Strand(id: 0)] }
    if groups.capacity > 0 { groups = [] }
    if stops.capacity > 0 { stops = [] }
    if frames.capacity > 0 { frames = [] }
    current = 0
  }

  /// The strand of a number; nil if it is gone.
  func strand(_ id: Int32) -> Int? {
    id == 0 ? 0 : strands.firstIndex { $0.id == id && !$0.isGone }
  }

  /// Adds a strand that begins with a call, in the place of one that is gone if there is one;
  /// returns its place.
  func addStrand(_ id: Int32, _ call: Instance.Call, own: Range<Int>) -> Int {
    var place = 0
    while place < strands.count, !strands[place].isGone || place == current { place += 1 }
    if place == strands.count {
      strands.append(Strand(id: id))
      strands[place].calls.reserveCapacity(6)
    }
    // The memory of the one before serves this one.
    strands[place].id = id
    strands[place].isGone = false
    strands[place].guardedBy = -1
    strands[place].calls.removeAll(keepingCapacity: true)
    strands[place].calls.append(call)
    strands[place].own = own
    strands[place].values.removeAll(keepingCapacity: true)
    for _ in own { strands[place].values.append(.none) }
    return place
  }

  /// Adds a group, in the place of one that is through if there is one.
  func add(_ group: Group) -> Int {
    if let place = groups.firstIndex(where: { $0.parent < 0 }) {
      groups[place] = group
      return place
    }
    groups.append(group)
    return groups.count - 1
  }

  /// Whether a strand is another one, or began it, or began what began it.
  func isAround(_ outer: Int, _ strand: Int) -> Bool {
    var next = strand
    while next >= 0 {
      if next == outer { return true }
      next = strands[next].parent
    }
    return false
  }

  // MARK: - Frames

  /// A frame of a scenario that is free.
  func takeFrame(_ scenario: Int32) -> Int? {
    guard let place = frames.lastIndex(where: { $0.scenario == scenario }) else { return nil }
    let base = frames[place].base
    frames.swapAt(place, frames.count - 1)
    frames.removeLast()
    return base
  }

  /// A frame that a call no longer uses.
  func giveFrame(_ scenario: Int32, _ base: Int) { frames.append((scenario, base)) }

  /// Puts the names of a strand's own block, and of those around it, into their frames.
  func load(_ strand: Int, into slots: inout ValueStack) {
    if strands[strand].parent >= 0 { load(strands[strand].parent, into: &slots) }
    for (index, slot) in strands[strand].own.enumerated() {
      slots[slot] = strands[strand].values[index]
    }
  }

  /// Takes them out again.
  func save(_ strand: Int, from slots: borrowing ValueStack) {
    var next = strand
    while next >= 0 {
      for (index, slot) in strands[next].own.enumerated() {
        strands[next].values[index] = slots[slot]
      }
      next = strands[next].parent
    }
  }
}

extension Instance {
  /// Whether a condition may stop what it does.
  var isWatched: Bool { hasCrew && !crew.stops.isEmpty }

  /// The calls of a strand.
  func calls(of strand: Int) -> [Call] {
    guard hasCrew, strand != crew.current else { return calls }
    return crew.strands[strand].calls
  }

  /// Gives the turn to another strand.
  func turn(to strand: Int) {
    guard strand != crew.current else { return }
    swap(&crew.strands[crew.current].calls, &calls)
    swap(&crew.strands[strand].calls, &calls)
    crew.current = strand
  }

  /// The number of the strand that runs.
  var strand: Int32 { hasCrew ? crew.strands[crew.current].id : 0 }
}

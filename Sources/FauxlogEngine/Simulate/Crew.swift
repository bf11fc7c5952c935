/// What runs side by side in one instance, and the blocks of it that a condition stops.
///
/// Most instances have none: their one strand is all there is. A strand has calls of its own and
/// shares the frame of the step that began it, but for the names of its own block.
final class Crew {
  /// One thing that runs; number 0 is the instance's own steps.
  struct Strand {
    /// A number that no other strand of the simulation has; 0 for the first of each instance.
    var id: Int32
    /// Its calls while another one runs.
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
    /// Whether the condition has held: what is still inside a `whole` scenario leaves it first.
    var isStopping = false
  }

  var strands = [Strand(id: 0)]
  var groups: [Group] = []
  var stops: [Stop] = []
  /// The strand whose calls the instance has.
  var current = 0
  /// Frames that no call uses any more, by scenario.
  private var frames: [Int32: [Int]] = [:]

  /// The strand of a number; nil if it is gone.
  func strand(_ id: Int32) -> Int? {
    id == 0 ? 0 : strands.firstIndex { $0.id == id && !$0.isGone }
  }

  /// Adds a strand, in the place of one that is gone if there is one.
  func add(_ strand: Strand) -> Int {
    let free = strands.indices.first { strands[$0].isGone && $0 != current }
    if let place = free {
      strands[place] = strand
      return place
    }
    strands.append(strand)
    return strands.count - 1
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
  func takeFrame(_ scenario: Int32) -> Int? { frames[scenario]?.popLast() }

  /// A frame that a call no longer uses.
  func giveFrame(_ scenario: Int32, _ base: Int) { frames[scenario, default: []].append(base) }

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
  var isWatched: Bool { crew.map { !$0.stops.isEmpty } ?? false }

  /// The number of the strand that runs.
  var strand: Int32 { crew.map { $0.strands[$0.current].id } ?? 0 }
}

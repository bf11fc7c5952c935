/// The instances of a simulation, by number; those that are over serve the next.
struct Roster: ~Copyable {
  private var instances: [Instance] = []
  private var references = FlatStack<Reference>(capacity: 64)
  private var free: [Int32] = []

  /// An instance without counting its references.
  ///
  /// An instance stays in its roster as long as that lives, so that none needs to be counted for a
  /// turn: there is one for each record or so.
  @safe
  struct Reference: BitwiseCopyable {
    fileprivate let instance: Unmanaged<Instance>

    /// Lends the instance.
    @inline(__always)
    func lend(_ body: (Instance) -> Void) { unsafe instance._withUnsafeGuaranteedRef(body) }
  }

  /// How many are under way.
  var alive: Int { instances.count - free.count }

  /// The number of one that nobody has, ready for a happening.
  mutating func take() -> Int32 {
    if let number = free.popLast() {
      reference(number).lend {
        $0.reset()
        $0.isClear = false
      }
      return number
    }
    let new = Instance()
    instances.append(new)
    references.append(unsafe Reference(instance: .passUnretained(new)))
    return Int32(instances.count - 1)
  }

  /// Takes back one that is over.
  ///
  /// Who comes back last is taken first, so the memory of others lies idle for long.
  mutating func giveBack(_ number: Int32) {
    free.append(number)
    guard free.count > Self.ready else { return }
    reference(free[free.count - 1 - Self.ready]).lend { if !$0.isClear { $0.clear() } }
  }

  /// How many of those that are over keep their memory for the next.
  private static let ready = 32

  subscript(number: Int32) -> Instance {
    @inline(__always) get { instances[Int(number)] }
  }

  /// One that is lent for a turn.
  @inline(__always)
  func reference(_ number: Int32) -> Reference { references[Int(number)] }
}

/// What is known of the actors that were asked for last: which generation lives when, and its key.
///
/// Nearly every record asks for an actor, mostly for one that others just asked for; asking again is
/// a comparison, working it out mixes five keys.
struct ActorLives: ~Copyable {
  /// One generation of one number of an actor.
  struct Life: BitwiseCopyable {
    var number: Int64 = -1
    var generation: Int64 = 0
    /// When it lives; the end is the begin of the next.
    var begins: Instant = 0
    var ends: Instant = 0
    var key: Key = 0
  }

  private var lives = FlatStack<Life>()
  /// Where the lives of each actor begin, and how many are kept less one, a power of two less one.
  private var rows = FlatStack<Row>()

  /// Where the lives of an actor stand. (Not private: the compiler cannot link it in a debug build.)
  struct Row: BitwiseCopyable {
    var first: Int
    var mask: Int
  }

  /// Most numbers of an actor that are kept at once.
  private static let most = 1024

  init(_ actors: Table<ActorModel>) {
    for actor in actors {
      var room = 1
      while room < min(Int(actor.count), Self.most) { room *= 2 }
      rows.append(Row(first: lives.count, mask: room - 1))
      lives.append(repeating: Life(), count: room)
    }
  }

  /// Where the life of a number of an actor is kept.
  @inline(__always)
  func place(of actor: Int, number: Int64) -> Int {
    rows[actor].first &+ (Int(truncatingIfNeeded: number) & rows[actor].mask)
  }

  /// What is kept at a place.
  subscript(place: Int) -> Life {
    @inline(__always) get { lives[place] }
    @inline(__always) set { lives[place] = newValue }
  }

  /// Forgets all: the host is another one.
  mutating func removeAll() {
    for place in 0..<lives.count { lives[place] = Life() }
  }
}

/// A value in 16 bytes without references: what frames, events and registers hold.
///
/// Texts and structures live elsewhere and are named by number: rows of corpora in the ``World``,
/// values made at run time on the heap of whoever evaluates.
package struct Value: Sendable, Equatable, BitwiseCopyable {
  /// What `word` means.
  package enum Tag: UInt8, Sendable, BitwiseCopyable {
    /// No value.
    case none
    /// A whole number.
    case integer
    /// `word` / 10^`places`.
    case decimal
    /// 0 or 1.
    case bool
    /// Nanoseconds since 2000-01-01T00:00:00Z.
    case instant
    /// Nanoseconds.
    case duration
    /// A member of the choice `reference`.
    case member
    /// Row `word` of the column `reference`.
    case cell
    /// A text made from the key `word` by the maker `reference` (hex digits, a uuid, an address).
    case made
    /// A text of the world, number `word`.
    case text
    /// A structure of the world, number `word`.
    case fixed
    /// A structure on the evaluator's heap, number `word`.
    case heap
    /// A text on the evaluator's heap: `reference` bytes from `word` on.
    case string
    /// Bytes on the evaluator's heap that are no text: `reference` of them from `word` on.
    case bytes
    /// A structure of the world, number `word`, whose holes are filled by what the evaluator's heap
    /// keeps at `reference`.
    case filled
    /// Number and generation of the actor `reference`.
    case actor
  }

  /// The tag, the places from bit 8 on and the reference from bit 32 on: parts of their own would be
  /// taken apart and put together again whenever a value is handed on.
  private var head: UInt64
  /// The number itself.
  package var word: Int64

  /// A value of these parts.
  @inline(__always)
  package init(tag: Tag, places: UInt8 = 0, reference: Int32 = 0, word: Int64 = 0) {
    head =
      UInt64(tag.rawValue) | UInt64(places) << 8
      | UInt64(UInt32(bitPattern: reference)) << 32
    self.word = word
  }

  /// What kind of value it is.
  package var tag: Tag {
    @inline(__always) get { unsafe unsafeBitCast(UInt8(truncatingIfNeeded: head), to: Tag.self) }
    @inline(__always) set { head = head & ~0xFF | UInt64(newValue.rawValue) }
  }

  /// Digits behind the point of a decimal; the least width of a whole number.
  package var places: UInt8 {
    @inline(__always) get { UInt8(truncatingIfNeeded: head &>> 8) }
  }

  /// Which choice, column, maker or actor.
  package var reference: Int32 {
    @inline(__always) get { Int32(truncatingIfNeeded: head &>> 32) }
    @inline(__always) set {
      head = head & 0xFFFF_FFFF | UInt64(UInt32(bitPattern: newValue)) << 32
    }
  }

  /// No value.
  package static let none = Value(tag: .none)
  /// A whole number.
  @inline(__always)
  package static func integer(_ number: Int64) -> Value { Value(tag: .integer, word: number) }
  /// A truth value.
  @inline(__always)
  package static func bool(_ flag: Bool) -> Value { Value(tag: .bool, word: flag ? 1 : 0) }
  /// An instant.
  @inline(__always)
  package static func instant(_ instant: Int64) -> Value { Value(tag: .instant, word: instant) }
  /// A duration.
  @inline(__always)
  package static func duration(_ span: Int64) -> Value { Value(tag: .duration, word: span) }
  /// A scope's key, kept in a frame.
  @inline(__always)
  package static func key(_ key: Key) -> Value {
    Value(tag: .integer, word: Int64(bitPattern: key))
  }

  /// Whether its word is the whole of a number.
  @inline(__always)
  var isWhole: Bool { tag == .integer || tag == .instant || tag == .duration }

  /// The word as a key.
  @inline(__always)
  package var key: Key { Key(bitPattern: word) }

  /// Number of an actor.
  package var actorNumber: Int64 { word & 0xFF_FFFF }
  /// Generation of an actor.
  package var actorGeneration: Int64 { word >> 24 }
  /// One actor of a kind.
  package static func actor(_ kind: Int, number: Int64, generation: Int64) -> Value {
    Value(tag: .actor, reference: Int32(kind), word: generation << 24 | number)
  }
}

/// Two numbers in units of the last decimal that either has; nil if one is too large for them.
func withEqualPlaces(
  _ first: (word: Int64, places: Int), _ second: (word: Int64, places: Int)
) -> (Int64, Int64)? {
  if first.places == second.places { return (first.word, second.word) }
  let places = max(first.places, second.places)
  guard let left = shifted(first, to: places), let right = shifted(second, to: places) else {
    return nil
  }
  return (left, right)
}

private func shifted(_ number: (word: Int64, places: Int), to places: Int) -> Int64? {
  var word = number.word
  for _ in number.places..<places {
    let (more, isBeyond) = word.multipliedReportingOverflow(by: 10)
    if isBeyond { return nil }
    word = more
  }
  return word
}

/// Values of a frame or record.
package typealias ValueStack = FlatStack<Value>

/// One value that goes from a frame to another, by slots.
struct SlotMove: Sendable {
  var from: Int32
  var to: Int32
}

extension FlatStack<Value> {
  /// Copies values from the frame at `from` into the one at `to`.
  @inline(__always)
  mutating func copy(_ moves: Table<SlotMove>, from: Int, to: Int) {
    for place in 0..<moves.count {
      self[to &+ Int(moves[place].to)] = self[from &+ Int(moves[place].from)]
    }
  }

  /// Adds `more` times no value.
  @inline(__always)
  mutating func append(nones more: Int) { append(repeating: .none, count: more) }
}

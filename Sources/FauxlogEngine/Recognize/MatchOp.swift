/// One step of reading a record; trivial, as ``Op`` is for writing.
enum MatchOp: Sendable, Hashable {
  /// These bytes stand here.
  case literal(World.Piece)
  /// A hole that knows its own end, by its reader.
  case closed(field: Int32, reader: Int32)
  /// A hole that runs to the text that follows.
  case open(Int32)
  /// A hole that was read before and must read equal; if it was not, the next step reads it, else
  /// that is left out.
  case same(field: Int32)
  /// Goes on at `target` unless a beginning stands here.
  case unless(beginning: Int32, target: Int32)
  /// The same, but certain by the position of the innermost loop.
  case unlessPosition(atLeast: Int32, target: Int32)
  /// The first alternative whose beginning stands here.
  case branch(first: Int32, count: Int32)
  case jump(Int32)
  /// Runs the body up to `end` for each item.
  case loop(Int32, end: Int32)
  /// Notes where a piece begins or ends.
  case begin(field: Int32)
  case end(field: Int32)
}

/// One step of looking ahead.
enum MatchAtom: Sendable, Hashable {
  case literal(World.Piece)
  case reader(Int32)
  /// One byte of a set: a table of the pool.
  case set(table: Int32)
  /// The record ends here.
  case end
}

/// What can begin at a place: any of several short sequences of atoms.
struct Beginning: Sendable, Hashable {
  /// Its sequences in ``MatchTables/sequences``.
  var first: Int32
  var count: Int32
  /// A table of the pool: bytes that one of the sequences can begin with.
  var table: Int32
  /// Whether anything at all begins here.
  var isAnything: Bool
  /// Whether one of the sequences is the record's end alone.
  var hasBareEnd: Bool
  /// The only byte that it can begin with; -1 if there are several.
  var onlyByte: Int16
  /// Whether a sequence has more than a line end before the record's end.
  var endsBehindText: Bool
}

/// A short sequence of atoms.
struct AtomSequence: Sendable, Hashable {
  /// Its atoms in ``MatchTables/atoms``.
  var first: Int32
  var count: Int32
  /// Whether its end, if it is a record's, stands behind more than one line end.
  var endsBehindText: Bool
  /// Whether it begins with a line end or the record's end.
  var leavesLine: Bool
}

/// A hole that knows its own end.
struct ClosedReader: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case integer(low: Int64, high: Int64, width: Int32)
    case decimal(low: Int64, high: Int64, places: Int32, least: Int32)
    /// Members in ``MatchTables/members``, the longest first.
    case choice(first: Int32, count: Int32)
    case time(Int32)
    /// The longest run of a set.
    case run(table: Int32, least: Int32, most: Int32)
    case uuid
    /// The longest that any of some readers takes: ``MatchTables/alternatives``.
    case either(first: Int32, count: Int32)
    case data(Notation)
    /// The content up to the closing quote, which is not taken.
    case stringInside(Notation)
    /// A string with its quotes; the span is what is inside.
    case pythonString
  }
  var kind: Kind
  /// What stands for `none`.
  var none: World.Piece?
  /// The width up to which blanks pad it; 0 if nothing does.
  var padding: Int32
  /// Whether they stand on the left.
  var isLeft: Bool
}

/// Members of a choice in ``MatchTables/members``.
struct MemberRange: Sendable, Hashable {
  var first: Int32
  var count: Int32
}

/// A hole that runs to the text that follows.
struct OpenHole: Sendable, Hashable {
  var field: Int32
  /// What can follow.
  var beginning: Int32
  /// The set its bytes are of, a table of the pool; -1 for any.
  var set: Int32
  /// Whether the set is left before anything that follows can begin.
  var isRun: Bool
  /// Whether it has at least a byte.
  var isFilled: Bool
  /// Whether it goes over line ends.
  var isLines: Bool
  var toLast: Bool
  /// What an escape can begin with, a table of the pool; -1 if nothing is escaped.
  var escapes: Int32
  /// The encoder whose escapes those are; -1 for the backslash of a notation.
  var encoder: Int32
  /// Members of an open choice in ``MatchTables/members``.
  var members: MemberRange
  var none: World.Piece?
  var padding: Int32
  var isLeft: Bool
}

/// A repeated piece.
struct MatchLoop: Sendable {
  /// What the first item begins with.
  var enter: Int32
  /// What stands behind an item if another follows.
  var again: Int32
  /// What stands between items.
  var joint: World.Piece?
  /// Whether the last item's line end is read behind the loop.
  var takesLineEnd: Bool
  var atLeast: Int32
  /// The list; -1 if it is none.
  var field: Int32
  /// Fields of an item of the list.
  var inner: [Int32]
  /// Holes that stand twice in an item.
  var repeated: [Int32]
}

/// All that programs of a format refer to by number.
final class MatchTables: Sendable {
  let ops: [MatchOp]
  let pool: BytePool
  let atoms: [MatchAtom]
  let sequences: [AtomSequence]
  let beginnings: [Beginning]
  let readers: [ClosedReader]
  let members: [World.Piece]
  /// Readers of closed holes of several kinds.
  let alternatives: [Int32]
  let holes: [OpenHole]
  let loops: [MatchLoop]
  let branches: [(beginning: Int32, target: Int32)]
  let times: [(pattern: TimePattern, zone: Zone)]
  let encoders: [Encoder]

  init(_ builder: MatchBuilder) {
    ops = builder.ops
    pool = BytePool(builder.bytes)
    atoms = builder.atoms
    sequences = builder.sequences
    beginnings = builder.beginnings
    readers = builder.readers
    members = builder.members
    alternatives = builder.alternatives
    holes = builder.holes
    loops = builder.loops
    branches = builder.branches
    times = builder.times
    encoders = builder.encoders
  }
}

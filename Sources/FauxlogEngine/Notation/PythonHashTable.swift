extension Datum {
  /// Members in the order in which CPython 2.7 shows a dict: that of its hash table's slots, when
  /// they were put into it one after the other, on 64 bits and without randomised hashes.
  package static func hashed(_ members: [Member]) -> [Member] {
    var table = PythonHashTable()
    for (place, member) in members.enumerated() { table.insert(member.name.pythonHash, place) }
    return table.places.map { members[$0] }
  }

  /// What stands in golden records for data that is written in a notation.
  package func golden(_ notation: Notation, sorted: Bool) -> Datum {
    switch self {
    case .list(let elements, let tuple):
      if notation == .lua, elements.isEmpty { return .record([]) }
      return .list(elements.map { $0.golden(notation, sorted: sorted) }, tuple: tuple)
    case .record(var members):
      if notation == .python2, !sorted { members = Self.hashed(members) }
      if notation == .lua { members.removeAll { $0.value == .none } }
      return .record(
        members.map {
          Member(
            $0.name.golden(notation, sorted: sorted), $0.value.golden(notation, sorted: sorted))
        })
    case .bytes: return notation == .json ? self : asRead(notation)
    default: return self
    }
  }

  /// The same of data that was read: its members are in order.
  package func asRead(_ notation: Notation) -> Datum {
    switch self {
    case .list(let elements, let tuple):
      return .list(elements.map { $0.asRead(notation) }, tuple: tuple)
    case .record(let members):
      return .record(members.map { Member($0.name.asRead(notation), $0.value.asRead(notation)) })
    case .bytes(let bytes):
      guard notation == .python else { return .text(String(decoding: bytes, as: UTF8.self)) }
      var line = LineWriter(capacity: 64)
      notation.write(self, into: &line)
      return .raw(line.string)
    default: return self
    }
  }

  /// What CPython 2.7's `hash` gives; for what it would take from an address, that of its text.
  fileprivate var pythonHash: UInt64 {
    switch self {
    case .integer(let number): UInt64(bitPattern: number == -1 ? -2 : number)
    case .bool(let flag): flag ? 1 : 0
    case .text(let text): Self.hash(text.unicodeScalars.map(\.value))
    case .bytes(let bytes): Self.hash(bytes.map(UInt32.init))
    case .number(let text), .raw(let text): Self.hash(text.unicodeScalars.map(\.value))
    case .none, .list, .record, .template, .hole: 0
    }
  }

  private static func hash(_ codes: [UInt32]) -> UInt64 {
    guard let first = codes.first else { return 0 }
    var hash = UInt64(first) << 7
    for code in codes { hash = (1_000_003 &* hash) ^ UInt64(code) }
    hash ^= UInt64(codes.count)
    return hash == .max ? .max - 1 : hash
  }
}

/// The open addressing of CPython 2.7's dict, for entries that are never taken out.
private struct PythonHashTable {
  private var slots: [(hash: UInt64, place: Int)?] = Array(repeating: nil, count: 8)
  private var used = 0

  /// Entries in the order of their slots.
  var places: [Int] { slots.compactMap { $0?.place } }

  mutating func insert(_ hash: UInt64, _ place: Int) {
    put(hash, place)
    used += 1
    guard used * 3 >= slots.count * 2 else { return }
    let wanted = used * (used > 50000 ? 2 : 4)
    var size = 8
    while size <= wanted { size <<= 1 }
    let before = slots
    slots = Array(repeating: nil, count: size)
    for case let entry? in before { put(entry.hash, entry.place) }
  }

  private mutating func put(_ hash: UInt64, _ place: Int) {
    let mask = UInt64(slots.count - 1)
    var at = hash & mask
    var perturb = hash
    while slots[Int(at & mask)] != nil {
      at = (at << 2) &+ at &+ perturb &+ 1
      perturb >>= 5
    }
    slots[Int(at & mask)] = (hash, place)
  }
}

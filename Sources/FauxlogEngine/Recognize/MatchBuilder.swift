/// Collects the tables of a format's programs; equal things have one number.
struct MatchBuilder {
  var ops: [MatchOp] = []
  var bytes: [UInt8] = []
  var atoms: [MatchAtom] = []
  var sequences: [AtomSequence] = []
  var beginnings: [Beginning] = []
  var readers: [ClosedReader] = []
  var members: [World.Piece] = []
  var alternatives: [Int32] = []
  var holes: [OpenHole] = []
  var loops: [MatchLoop] = []
  var branches: [(beginning: Int32, target: Int32)] = []
  var times: [(pattern: TimePattern, zone: Zone)] = []
  var encoders: [Encoder] = []

  private var pieces: [[UInt8]: World.Piece] = [:]
  private var tables: [[UInt8]: Int32] = [:]
  private var readerNumbers: [ClosedReader: Int32] = [:]
  private var choiceNumbers: [Int32: MemberRange] = [:]
  private var holeNumbers: [OpenHole: Int32] = [:]
  private var beginningNumbers: [[[AtomDraft]]: Int32] = [:]

  /// The bytes in the pool.
  mutating func piece(_ text: [UInt8]) -> World.Piece {
    if let known = pieces[text] { return known }
    let piece = World.Piece(offset: Int32(bytes.count), count: Int32(text.count))
    bytes += text
    pieces[text] = piece
    return piece
  }

  /// A table of 256 bytes that marks those of a set.
  mutating func table(_ set: ByteSet) -> Int32 {
    let marks = (UInt8.min...255).map { set.contains($0) ? UInt8(1) : 0 }
    if let known = tables[marks] { return known }
    tables[marks] = Int32(bytes.count)
    bytes += marks
    return Int32(bytes.count - 256)
  }

  /// The number of a reader.
  mutating func reader(_ reader: ClosedReader) -> Int32 {
    if let known = readerNumbers[reader] { return known }
    readers.append(reader)
    readerNumbers[reader] = Int32(readers.count - 1)
    return Int32(readers.count - 1)
  }

  /// The number of a time pattern in a zone.
  mutating func time(_ time: (pattern: TimePattern, zone: Zone)) -> Int32 {
    if let known = times.firstIndex(where: { $0.pattern.text == time.pattern.text }) {
      return Int32(known)
    }
    times.append(time)
    return Int32(times.count - 1)
  }

  /// The members of a choice, the longest first.
  mutating func choice(_ number: Int32, _ world: World) -> MemberRange {
    if let known = choiceNumbers[number] { return known }
    var texts = world.choices[Int(number)].members.map { world.bytes(of: $0) }
    texts = texts.enumerated()
      .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
    let first = Int32(members.count)
    for text in texts { members.append(piece(text)) }
    let range = MemberRange(first: first, count: Int32(texts.count))
    choiceNumbers[number] = range
    return range
  }

  /// The number of an open hole.
  mutating func hole(_ hole: OpenHole) -> Int32 {
    if let known = holeNumbers[hole] { return known }
    holes.append(hole)
    holeNumbers[hole] = Int32(holes.count - 1)
    return Int32(holes.count - 1)
  }

  /// The number of what these sequences can begin.
  mutating func beginning(_ drafts: [[AtomDraft]]) -> Int32 {
    if let known = beginningNumbers[drafts] { return known }
    var beginning = Beginning(
      first: Int32(sequences.count), count: 0, table: 0, isAnything: false, hasBareEnd: false,
      onlyByte: -1, endsBehindText: false)
    var firsts = ByteSet()
    for draft in drafts {
      if draft.first == nil || draft.first == .anything { beginning.isAnything = true }
      if draft.first == .end { beginning.hasBareEnd = true }
      if let first = draft.first { firsts.formUnion(self.firstBytes(of: first)) }
      let endsBehindText =
        draft.last == .end && !draft.dropLast().isEmpty
        && draft.dropLast() != [.literal([0x0A])]
      beginning.endsBehindText = beginning.endsBehindText || endsBehindText
      let start = atoms.count
      for atom in draft { if let made = self.atom(atom) { atoms.append(made) } }
      sequences.append(
        AtomSequence(
          first: Int32(start), count: Int32(atoms.count - start), endsBehindText: endsBehindText,
          leavesLine: draft.first?.leavesLine ?? false))
    }
    beginning.count = Int32(sequences.count) - beginning.first
    beginning.table = table(firsts)
    let all = (UInt8.min...255).filter(firsts.contains)
    if all.count == 1 { beginning.onlyByte = Int16(all[0]) }
    beginnings.append(beginning)
    beginningNumbers[drafts] = Int32(beginnings.count - 1)
    return Int32(beginnings.count - 1)
  }

  private mutating func atom(_ draft: AtomDraft) -> MatchAtom? {
    switch draft {
    case .literal(let text): .literal(piece(text))
    case .reader(let number): .reader(number)
    case .set(let set): .set(table: table(set.set))
    case .end: .end
    case .anything: nil
    }
  }

  private func firstBytes(of atom: AtomDraft) -> ByteSet {
    switch atom {
    case .literal(let text): ByteSet(text.prefix(1))
    case .set(let set): set.set
    case .reader(let number): firstBytes(of: readers[Int(number)])
    case .end: ByteSet()
    case .anything: ByteSet(UInt8.min...255)
    }
  }

  /// The bytes that a closed hole can begin with.
  func firstBytes(of reader: ClosedReader) -> ByteSet {
    var set = ByteSet()
    switch reader.kind {
    case .integer(let low, _, _), .decimal(let low, _, _, _):
      set = .digits
      if low < 0 { set.insert(0x2D) }
    case .choice(let first, let count):
      for member in members[Int(first)..<Int(first + count)] where member.count > 0 {
        set.insert(bytes[Int(member.offset)])
      }
    case .time(let number): set = times[Int(number)].pattern.firstBytes
    case .run(let table, _, _):
      set = ByteSet(where: { bytes[Int(table) + Int($0)] != 0 })
    case .uuid: set = ByteSet(Array("0123456789abcdefABCDEF".utf8))
    case .either(let first, let count):
      for number in alternatives[Int(first)..<Int(first + count)] {
        set.formUnion(firstBytes(of: readers[Int(number)]))
      }
    case .data(.json): set = ByteSet(Array("{[\"-0123456789tfn".utf8))
    case .data(.lua): set = ByteSet(Array("{\"'-(0123456789tfn".utf8))
    case .data:
      set = ByteSet(where: { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
        default: Array("'\"([{<-".utf8).contains(byte)
        }
      })
    case .stringInside: set = ByteSet(where: { $0 >= 0x20 })
    case .pythonString: set = ByteSet(Array("'\"u".utf8))
    }
    if let none = reader.none, none.count > 0 { set.insert(bytes[Int(none.offset)]) }
    if reader.padding > 0, reader.isLeft { set.insert(0x20) }
    return set
  }
}

/// An atom whose bytes are not in the pool yet.
enum AtomDraft: Hashable {
  case literal([UInt8])
  case reader(Int32)
  case set(HashableSet)
  case end
  case anything

  /// Whether it stands behind the line.
  var leavesLine: Bool {
    switch self {
    case .literal(let text): text.first == 0x0A
    case .end: true
    default: false
    }
  }
}

/// A set of bytes as a key.
struct HashableSet: Hashable {
  let set: ByteSet
  func hash(into hasher: inout Hasher) {
    hasher.combine((UInt8.min...255).count(where: set.contains))
  }
}

extension World {
  /// A copy of a stretch of the pool.
  func bytes(of piece: Piece) -> [UInt8] {
    unsafe pool.withBytes(offset: Int(piece.offset), count: Int(piece.count)) {
      unsafe Array($0)
    }
  }
}

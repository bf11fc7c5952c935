/// Turns a record's pattern into a match program.
struct MatchCompiler {
  let pattern: RecordPattern
  let world: World
  var builder: MatchBuilder
  private var shapes: [FieldShape?]
  /// Fields that may have been read already.
  private var seen: Set<Int> = []
  /// Fields that stand a second time where they were seen.
  private var repeated: Set<Int> = []

  init(_ pattern: RecordPattern, _ world: World, _ builder: MatchBuilder) {
    self.pattern = pattern
    self.world = world
    self.builder = builder
    shapes = Array(repeating: nil, count: pattern.fields.count)
  }

  /// Compiles a body; the range of its ops.
  mutating func compile(_ body: [Pattern], then rest: Rest) -> Range<Int32> {
    let start = Int32(builder.ops.count)
    add(body, .first, rest)
    return start..<Int32(builder.ops.count)
  }

  private mutating func add(_ body: [Pattern], _ place: Rest.Place, _ rest: Rest) {
    var literal: [UInt8] = []
    for (index, item) in body.enumerated() {
      if case .literal(let text) = item {
        literal += text
        continue
      }
      flush(&literal)
      add(item, place, then: .items(body, from: index + 1, place, then: rest))
    }
    flush(&literal)
  }

  private mutating func flush(_ literal: inout [UInt8]) {
    guard !literal.isEmpty else { return }
    builder.ops.append(.literal(builder.piece(literal)))
    literal = []
  }

  private mutating func add(_ item: Pattern, _ place: Rest.Place, then after: Rest) {
    switch item {
    case .literal: break
    case .field(let number): add(field: number, after)
    case .maybe(let maybe): add(maybe, place, after)
    case .each(let each): add(each, after)
    case .oneOf(let alternatives, _, _): add(alternatives, place, after)
    case .piece(let field, let inner):
      builder.ops.append(.begin(field: Int32(field)))
      add(inner, place, after)
      builder.ops.append(.end(field: Int32(field)))
    case .optionalLine(let inner):
      let skip = builder.ops.count
      builder.ops.append(.jump(0))
      let begins = beginning(.items([item], from: 0, place, then: .anything), without: .anything)
      let rest = Rest.text([0x0A], then: after)
      add(inner, place, rest)
      builder.ops.append(.literal(builder.piece([0x0A])))
      builder.ops[skip] = .unless(beginning: begins, target: Int32(builder.ops.count))
    }
  }

  // MARK: - Holes

  private mutating func add(field number: Int, _ after: Rest) {
    let isSecond = !seen.insert(number).inserted
    if isSecond {
      repeated.insert(number)
      builder.ops.append(.same(field: Int32(number)))
    }
    switch shape(number) {
    case .closed(let reader):
      builder.ops.append(.closed(field: Int32(number), reader: reader))
    case .open(var hole):
      hole.beginning = beginning(after)
      let follow = builder.beginnings[Int(hole.beginning)]
      if hole.set >= 0, hole.escapes < 0 {
        hole.isRun = !follow.isAnything && builder.areDisjoint(hole.set, follow.table)
      }
      builder.ops.append(.open(builder.hole(hole)))
    }
  }

  private mutating func shape(_ number: Int) -> FieldShape {
    if let known = shapes[number] { return known }
    let shape = builder.shape(number, of: pattern, world)
    shapes[number] = shape
    return shape
  }

  // MARK: - Pieces

  private mutating func add(_ maybe: Pattern.Maybe, _ place: Rest.Place, _ after: Rest) {
    let skip = builder.ops.count
    builder.ops.append(.jump(0))
    let inside = Rest.items(maybe.body, from: 0, place, then: after)
    let begins = beginning(inside)
    add(maybe.body, place, after)
    let target = Int32(builder.ops.count)
    if case .positionAtLeast(let least) = maybe.known {
      builder.ops[skip] = .unlessPosition(
        atLeast: Int32(clamping: least), target: target)
    } else {
      builder.ops[skip] = .unless(beginning: begins, target: target)
    }
  }

  private mutating func add(_ each: Pattern.Each, _ after: Rest) {
    let item = Rest.items(each.itemBody, from: 0, .first, then: .again(each, then: after))
    let lineEnd: [UInt8] = each.endsBehindJoint ? [0x0A] : []
    let next = Rest.items(each.itemBody, from: 0, .later, then: .again(each, then: after))
    let joint = each.joint + lineEnd
    var loop = MatchLoop(
      enter: beginning(item), again: beginning(.text(joint, then: next)),
      joint: joint.isEmpty ? nil : builder.piece(joint), takesLineEnd: each.endsBehindJoint,
      atLeast: Int32(each.atLeast), field: Int32(each.field), inner: each.inner.map(Int32.init),
      repeated: [])
    let at = builder.ops.count
    builder.ops.append(.jump(0))
    let outer = (seen, repeated)
    repeated = []
    add(each.itemBody, .unknown, .again(each, then: after))
    loop.repeated = repeated.subtracting(outer.0).sorted().map(Int32.init)
    (seen, repeated) = outer
    builder.loops.append(loop)
    builder.ops[at] = .loop(Int32(builder.loops.count - 1), end: Int32(builder.ops.count))
  }

  private mutating func add(
    _ alternatives: [Pattern.Alternative], _ place: Rest.Place, _ after: Rest
  ) {
    let at = builder.ops.count
    builder.ops.append(.jump(0))
    let order = alternatives.map { (body: $0.body, rank: Specificity($0.body, pattern)) }
      .enumerated()
      .sorted { left, right in
        left.element.rank == right.element.rank
          ? left.offset < right.offset : left.element.rank < right.element.rank
      }
    let known = seen
    var targets: [(beginning: Int32, target: Int32)] = []
    var exits: [Int] = []
    for (_, alternative) in order {
      let begins = beginning(.items(alternative.body, from: 0, place, then: after))
      targets.append((begins, Int32(builder.ops.count)))
      let before = seen
      seen = known
      add(alternative.body, place, after)
      seen.formUnion(before)
      exits.append(builder.ops.count)
      builder.ops.append(.jump(0))
    }
    for exit in exits { builder.ops[exit] = .jump(Int32(builder.ops.count)) }
    let first = Int32(builder.branches.count)
    builder.branches += targets
    builder.ops[at] = .branch(first: first, count: Int32(targets.count))
  }

  // MARK: - Looking ahead

  /// The number of what can begin at a place.
  mutating func beginning(_ rest: Rest, without left: AtomDraft? = nil) -> Int32 {
    var drafts = sequences(rest)
    if let left { drafts.removeAll { $0 == [left] } }
    return builder.beginning(drafts)
  }

  /// The sequences that can begin at a place.
  mutating func sequences(_ rest: Rest) -> [[AtomDraft]] {
    for number in pattern.fields.indices { _ = shape(number) }
    let known = shapes.map { $0.map(atom) }
    var lookahead = Lookahead { known[$0] ?? (.anything, 1, true) }
    return lookahead.sequences(rest)
  }

  private func atom(_ shape: FieldShape) -> (atom: AtomDraft, least: Int, isLast: Bool) {
    switch shape {
    case .closed(let number):
      let reader = builder.readers[Int(number)]
      switch reader.kind {
      case .data, .stringInside, .pythonString:
        return (.set(HashableSet(set: builder.firstBytes(of: reader))), 1, true)
      case .time(let time):
        return (.reader(number), builder.times[Int(time)].pattern.minLength, false)
      case .run(_, let least, _): return (.reader(number), Int(least), false)
      case .uuid: return (.reader(number), 36, false)
      default: return (.reader(number), 1, false)
      }
    case .open(let hole):
      guard hole.isFilled, hole.set >= 0, hole.escapes < 0 else { return (.anything, 1, true) }
      var set = builder.set(ofTable: hole.set)
      if let none = hole.none, none.count > 0 { set.insert(builder.bytes[Int(none.offset)]) }
      return (.set(HashableSet(set: set)), 1, true)
    }
  }
}

extension MatchBuilder {
  /// The set that a table marks.
  func set(ofTable table: Int32) -> ByteSet {
    ByteSet(where: { bytes[Int(table) + Int($0)] != 0 })
  }

  /// Whether no byte is marked in both tables.
  func areDisjoint(_ table: Int32, _ other: Int32) -> Bool {
    set(ofTable: table).isDisjoint(with: set(ofTable: other))
  }
}

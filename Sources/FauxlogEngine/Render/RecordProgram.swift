/// One step of writing a record; trivial, so that running a program touches no reference counts.
package enum Op: Sendable {
  /// Copies bytes of the pool.
  case piece(offset: Int32, count: Int32)
  /// Computes an expression into a register.
  case load(register: Int32, node: Int32)
  /// Draws into a register.
  case draw(register: Int32, DrawSpec, base: KeyBase, key: Key)
  /// Writes a register by the field's writer.
  case put(field: Int32)
  /// Digits of an integer.
  case putInteger(register: Int32)
  /// A row, member or text, as it is.
  case putText(register: Int32)
  /// A ready-made encoded cell, or by the field's writer.
  case putReady(register: Int32, field: Int32)
  /// A stamp.
  case putTime(register: Int32, time: Int32)
  /// Notes where a field begins or ends.
  case begin(field: Int32)
  case end(field: Int32)
  /// The same without what the writer put around the value: quotes, padding.
  case endInside(field: Int32)
  /// The same without the piece's last line ends.
  case endPiece(field: Int32)
  /// Goes on at `target` unless an expression is true.
  case skipUnless(node: Int32, target: Int32)
  case jump(Int32)
  /// Runs the body up to `end` for each element.
  case loop(Int32, end: Int32)
  /// Draws one alternative.
  case race(Int32)
  /// A line that is dropped if only blanks are written until `optionalLineEnd`.
  case optionalLine
  case optionalLineEnd
  /// Notes where the layout before the message ends.
  case endHead
}

/// How records of one event are written, in one layout and from one place.
package final class RecordProgram: Sendable {
  /// What writing a record reads.
  package let tables: RecordTables
  /// The members of golden records, in order.
  package let goldenOrder: [GoldenEntry]
  private let memory: TableMemory

  /// The holes.
  package var fields: Table<Field> { tables.fields }
  /// Registers needed.
  package var registers: Int { tables.registers }
  /// Numbers of the record's time patterns in ``World/times``.
  package var times: Table<Int32> { tables.times }

  /// Compiles a pattern; literals go to the builder's pool.
  init(_ pattern: RecordPattern, _ builder: inout WorldBuilder) {
    let times = pattern.times.map { builder.time($0.pattern, $0.zone) }
    var compiler = ProgramCompiler(pattern: pattern, times: times)
    compiler.isMarked = true
    compiler.compile(&builder)
    let middle = compiler.ops.count
    compiler.isMarked = false
    compiler.compile(&builder)
    memory = TableMemory()
    tables = compiler.tables(middle, memory)
    goldenOrder = pattern.goldenOrder
  }
}

/// The tables of a ``RecordProgram``, which whoever keeps them keeps too: no reference is in them, so
/// that handing them to a thread for each record counts none.
package struct RecordTables: Sendable {
  /// The holes.
  package let fields: Table<Field>
  /// Registers needed.
  package let registers: Int
  /// Ops with marks, for a golden record, and behind them those without.
  let ops: Table<Op>
  /// Where the ops with marks stand.
  let marked: Range<Int>
  /// Where those without stand.
  let plain: Range<Int>
  /// Loops by number.
  let loops: Table<Pattern.Each>
  /// Races by number.
  let races: Table<Race>
  /// The alternatives of all races.
  let alternatives: Table<Alternative>
  /// Encoded cells that are ready, by field.
  let ready: Table<Ready>
  /// Numbers of the record's time patterns in ``World/times``.
  let times: Table<Int32>
  /// Encoders.
  let encoders: Table<Encoder>
  /// How records stand in their file.
  package let coding: TextCoding
  /// Whether they stand there otherwise than they are written here.
  package let isCoded: Bool

  /// One `one of`.
  struct Race: Sendable {
    /// Where its alternatives stand among those of all races.
    var alternatives: Range<Int>
    var key: Key
    var base: KeyBase
  }

  /// One of the alternatives of a race, and where it begins with marks and without.
  struct Alternative: Sendable {
    var weight: UInt64
    var key: Key
    var condition: Int32
    var marked: Int32 = 0
    var plain: Int32 = 0
  }

  /// The column whose cells stand ready as they are written, and the cells; -1 if none do.
  struct Ready: Sendable {
    var column: Int32
    var cells: Table<World.Piece>
  }
}

/// Turns a pattern into ops, twice: with marks and without.
private struct ProgramCompiler: ~Copyable {
  let pattern: RecordPattern
  var ops: [Op] = []
  var isMarked = false
  var loops: [Pattern.Each] = []
  var races: [RecordTables.Race] = []
  var alternatives: [RecordTables.Alternative] = []
  private var nextLoop = 0
  private var nextRace = 0

  private let times: [Int32]

  init(pattern: RecordPattern, times: [Int32]) {
    self.pattern = pattern
    self.times = times
  }

  /// The finished tables; ops without marks begin at `middle`.
  func tables(_ middle: Int, _ memory: TableMemory) -> RecordTables {
    RecordTables(
      fields: memory.table(pattern.fields), registers: pattern.registers, ops: memory.table(ops),
      marked: 0..<middle, plain: middle..<ops.count, loops: memory.table(loops),
      races: memory.table(races), alternatives: memory.table(alternatives),
      ready: memory.table(
        pattern.fields.map { field in
          RecordTables.Ready(
            column: field.writer.readyColumn, cells: memory.table(field.writer.readyCells))
        }),
      times: memory.table(times), encoders: memory.table(pattern.encoders),
      coding: pattern.coding, isCoded: !pattern.coding.isByteForByte)
  }

  mutating func compile(_ builder: inout WorldBuilder) {
    nextLoop = 0
    nextRace = 0
    load(pattern.loads, builder)
    guard pattern.coding.repeatsHead else { return add(pattern.body, &builder) }
    add(Array(pattern.body.prefix(pattern.head)), &builder)
    ops.append(.endHead)
    add(Array(pattern.body.dropFirst(pattern.head)), &builder)
  }

  private mutating func load(_ loads: [Pattern.Load], _ builder: borrowing WorldBuilder) {
    for load in loads {
      let register = Int32(load.register)
      if case .draw(let spec, let base, let key) = builder.nodes[Int(load.node)] {
        ops.append(.draw(register: register, spec, base: base, key: key))
      } else {
        ops.append(.load(register: register, node: load.node))
      }
    }
  }

  private mutating func add(_ body: [Pattern], _ builder: inout WorldBuilder) {
    var literal: [UInt8] = []
    func flush(_ ops: inout [Op], _ builder: inout WorldBuilder) {
      guard !literal.isEmpty else { return }
      let piece = builder.piece(literal)
      ops.append(.piece(offset: piece.offset, count: piece.count))
      literal = []
    }
    for item in body {
      if case .literal(let bytes) = item {
        literal += bytes
        continue
      }
      flush(&ops, &builder)
      switch item {
      case .literal: break
      case .field(let field): put(field)
      case .maybe(let maybe):
        let skip = ops.count
        ops.append(.skipUnless(node: maybe.condition, target: 0))
        add(maybe.body, &builder)
        ops[skip] = .skipUnless(node: maybe.condition, target: Int32(ops.count))
      case .each(let each): addLoop(each, &builder)
      case .oneOf(let alternatives, let key, let base): addRace(alternatives, key, base, &builder)
      case .piece(let field, let inner):
        if isMarked { ops.append(.begin(field: Int32(field))) }
        add(inner, &builder)
        if isMarked { ops.append(.endPiece(field: Int32(field))) }
      case .optionalLine(let inner):
        ops.append(.optionalLine)
        add(inner, &builder)
        ops.append(.optionalLineEnd)
      }
    }
    flush(&ops, &builder)
  }

  private mutating func put(_ number: Int) {
    let field = pattern.fields[number]
    let register = Int32(number)
    let wantsMarks = isMarked && field.role != .silent || isMarked && field.depth > 0
    if wantsMarks { ops.append(.begin(field: register)) }
    let writer = field.writer
    switch writer.form {
    case .integer(let width) where width <= 1 && writer.isPlain && writer.none == nil:
      ops.append(.putInteger(register: register))
    case .text where writer.isPlain && writer.none == nil:
      ops.append(.putText(register: register))
    case .time(let time) where writer.isPlain && writer.none == nil && writer.zone == nil:
      ops.append(.putTime(register: register, time: times[time]))
    default:
      ops.append(
        writer.readyColumn >= 0
          ? .putReady(register: register, field: register) : .put(field: register))
    }
    if wantsMarks {
      ops.append(writer.surrounds ? .endInside(field: register) : .end(field: register))
    }
  }

  private mutating func addLoop(_ each: Pattern.Each, _ builder: inout WorldBuilder) {
    let number = nextLoop
    nextLoop += 1
    if number == loops.count { loops.append(each) }
    let at = ops.count
    ops.append(.loop(Int32(number), end: 0))
    load(each.loads, builder)
    add(each.body, &builder)
    ops[at] = .loop(Int32(number), end: Int32(ops.count))
  }

  private mutating func addRace(
    _ alternatives: [Pattern.Alternative], _ key: Key, _ base: KeyBase,
    _ builder: inout WorldBuilder
  ) {
    let number = nextRace
    nextRace += 1
    if number == races.count {
      let first = self.alternatives.count
      self.alternatives += alternatives.map {
        RecordTables.Alternative(weight: $0.weight, key: $0.key, condition: $0.condition)
      }
      races.append(
        RecordTables.Race(
          alternatives: first..<self.alternatives.count, key: key, base: base))
    }
    let first = races[number].alternatives.lowerBound
    ops.append(.race(Int32(number)))
    var exits: [Int] = []
    for (index, alternative) in alternatives.enumerated() {
      if isMarked {
        self.alternatives[first + index].marked = Int32(ops.count)
      } else {
        self.alternatives[first + index].plain = Int32(ops.count)
      }
      add(alternative.body, &builder)
      exits.append(ops.count)
      ops.append(.jump(0))
    }
    for exit in exits { ops[exit] = .jump(Int32(ops.count)) }
  }
}

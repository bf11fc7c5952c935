/// One step of writing a record; trivial, so that running a program touches no reference counts.
package enum Op: Sendable {
  /// Copies bytes of the pool.
  case piece(offset: Int32, count: Int32)
  /// Computes an expression into a register.
  case load(register: Int32, node: Int32)
  /// Puts a value that is always the same into a register.
  case set(register: Int32, Value)
  /// Puts the instant of the step into a register, or that which the record shows.
  case now(register: Int32)
  case stamp(register: Int32)
  /// Copies a value of the frame or event.
  case copy(register: Int32, slot: Int32)
  /// Draws a row of a corpus.
  case drawCell(register: Int32, corpus: Int32, column: Int32, base: KeyBase, key: Key)
  /// Draws a row of a corpus and takes it as the number that it reads as.
  case drawNumber(register: Int32, corpus: Int32, column: Int32, base: KeyBase, key: Key)
  /// Draws a row of a corpus, or none in `share` of 2^32 cases.
  case drawCellOrNone(
    register: Int32, share: UInt64, shareKey: Key, corpus: Int32, column: Int32, base: KeyBase,
    key: Key)
  /// Draws into a register.
  case draw(register: Int32, DrawSpec, base: KeyBase, key: Key)
  /// Writes a register by the field's writer.
  case put(field: Int32)
  /// Digits of an integer, then a literal.
  case putInteger(register: Int32, then: World.Piece)
  /// A row, member or text, as it is, then a literal.
  case putText(register: Int32, then: World.Piece)
  /// A ready-made encoded cell, or by the field's writer; then a literal.
  case putReady(register: Int32, field: Int32, then: World.Piece)
  /// A stamp, then a literal.
  case putTime(register: Int32, time: Int32, then: World.Piece)
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

extension Op {
  /// No literal.
  static let nothing = World.Piece(offset: 0, count: 0)

  /// The op that does the same and then writes a literal; nil if there is none.
  func followed(by piece: World.Piece) -> Op? {
    switch self {
    case .putInteger(let register, Op.nothing): .putInteger(register: register, then: piece)
    case .putText(let register, Op.nothing): .putText(register: register, then: piece)
    case .putReady(let register, let field, Op.nothing):
      .putReady(register: register, field: field, then: piece)
    case .putTime(let register, let time, Op.nothing):
      .putTime(register: register, time: time, then: piece)
    default: nil
    }
  }
}

/// How records of one event are written, in one layout and from one place.
package final class RecordProgram: Sendable {
  /// What writing a record reads.
  package let tables: RecordTables
  /// The members of golden records, in order.
  package let goldenOrder: [GoldenEntry]
  /// Where values of holes come from, by their numbers; empty unless the binder explains.
  package let sources: [Int: ValueSource]
  private let memory: TableMemory

  /// The holes.
  package var fields: Table<Field> { tables.fields }
  /// Registers needed.
  package var registers: Int { tables.registers.count }
  /// Numbers of the record's time patterns in ``World/times``.
  package var times: Table<Int32> { tables.times }

  /// Compiles a pattern; literals go to the builder's pool.
  init(_ pattern: RecordPattern, _ builder: inout WorldBuilder) {
    let times = pattern.times.map { builder.time($0.pattern, $0.zone) }
    var compiler = ProgramCompiler(pattern: pattern, times: times, builder)
    compiler.isMarked = true
    compiler.compile(&builder)
    let middle = compiler.ops.count
    compiler.isMarked = false
    compiler.compile(&builder)
    memory = TableMemory()
    tables = compiler.tables(middle, memory)
    goldenOrder = pattern.goldenOrder
    sources = pattern.sources
  }
}

/// The tables of a ``RecordProgram``, which whoever keeps them keeps too: no reference is in them, so
/// that handing them to a thread for each record counts none.
package struct RecordTables: Sendable {
  /// The holes.
  package let fields: Table<Field>
  /// Registers needed, with the values that are always the same.
  package let registers: Table<Value>
  /// Registers that are names of the frame or event.
  let moves: Table<SlotMove>
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
  /// What becomes of texts, by field.
  let direct: Table<DirectForm>
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
    /// What is written for none; empty if that is not known so easily.
    var none: World.Piece
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
  /// What stands in the registers before anything runs, and what is put there at once.
  private var registers: [Value]
  private var moves: [SlotMove] = []
  private var nextLoop = 0
  private var nextRace = 0
  /// Where the last op begins that something jumps to, as far as it is known.
  private var lastTarget = 0

  private let times: [Int32]
  private let constants: ConstantFields

  init(pattern: RecordPattern, times: [Int32], _ builder: borrowing WorldBuilder) {
    self.pattern = pattern
    self.times = times
    constants = ConstantFields(pattern, builder)
    registers = Array(repeating: .none, count: pattern.registers)
    for load in pattern.loads {
      switch builder.nodes[Int(load.node)] {
      case .constant(let value): registers[load.register] = value
      case .slot(let slot): moves.append(SlotMove(from: slot, to: Int32(load.register)))
      default: break
      }
    }
  }

  /// The finished tables; ops without marks begin at `middle`.
  func tables(_ middle: Int, _ memory: TableMemory) -> RecordTables {
    RecordTables(
      fields: memory.table(pattern.fields), registers: memory.table(registers),
      moves: memory.table(moves), ops: memory.table(ops), marked: 0..<middle, plain: middle..<ops.count,
      loops: memory.table(loops), races: memory.table(races), alternatives: memory.table(alternatives),
      ready: memory.table(
        pattern.fields.map { field in
          RecordTables.Ready(
            column: field.writer.readyColumn, cells: memory.table(field.writer.readyCells),
            none: field.writer.padding == nil ? field.writer.none ?? Op.nothing : Op.nothing)
        }),
      times: memory.table(times), encoders: memory.table(pattern.encoders),
      direct: memory.table(pattern.fields.map { DirectForm($0.writer, pattern.encoders) }),
      coding: pattern.coding, isCoded: !pattern.coding.isByteForByte)
  }

  mutating func compile(_ builder: inout WorldBuilder) {
    nextLoop = 0
    nextRace = 0
    load(pattern.loads, inLoop: false, builder)
    guard pattern.coding.repeatsHead else { return add(pattern.body, &builder) }
    add(Array(pattern.body.prefix(pattern.head)), &builder)
    ops.append(.endHead)
    add(Array(pattern.body.dropFirst(pattern.head)), &builder)
  }

  /// The ops of loads; what stands in registers from the beginning needs none outside of loops.
  private mutating func load(
    _ loads: [Pattern.Load], inLoop: Bool = true, _ builder: borrowing WorldBuilder
  ) {
    for load in loads {
      if !inLoop {
        switch builder.nodes[Int(load.node)] {
        case .constant, .slot: continue
        default: break
        }
      }
      ops.append(self.load(Int32(load.register), load.node, builder))
    }
  }

  /// The op that computes an expression; those that are met most have their own.
  private func load(
    _ register: Int32, _ node: Int32, _ builder: borrowing WorldBuilder
  ) -> Op {
    switch builder.nodes[Int(node)] {
    case .constant(let value): return .set(register: register, value)
    case .slot(let slot): return .copy(register: register, slot: slot)
    case .now: return .now(register: register)
    case .stamp: return .stamp(register: register)
    case .draw(.cell(let corpus, let column), let base, let key):
      return .drawCell(register: register, corpus: corpus, column: column, base: base, key: key)
    case .draw(let spec, let base, let key):
      return .draw(register: register, spec, base: base, key: key)
    case .asNumber(let inner):
      if case .draw(.cell(let corpus, let column), let base, let key) = builder.nodes[Int(inner)] {
        return .drawNumber(
          register: register, corpus: corpus, column: column, base: base, key: key)
      }
    case .orNone(let share, let base, let shareKey, let inner):
      if case .draw(.cell(let corpus, let column), base, let key) = builder.nodes[Int(inner)] {
        return .drawCellOrNone(
          register: register, share: share, shareKey: shareKey, corpus: corpus, column: column,
          base: base, key: key)
      }
    default: break
    }
    return .load(register: register, node: node)
  }

  private mutating func add(_ body: [Pattern], _ builder: inout WorldBuilder) {
    var literal: [UInt8] = []
    func flush(_ ops: inout [Op], _ builder: inout WorldBuilder) {
      guard !literal.isEmpty else { return }
      let piece = builder.piece(literal)
      literal = []
      // A jump that ends here must not miss the literal.
      if ops.count > lastTarget, let last = ops.last, let joined = last.followed(by: piece) {
        ops[ops.count - 1] = joined
      } else {
        ops.append(.piece(offset: piece.offset, count: piece.count))
      }
    }
    for item in body {
      if case .literal(let bytes) = item {
        literal += bytes
        continue
      }
      if case .field(let number) = item, !hasMarks(number),
        let bytes = constants.text(of: number, builder)
      {
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
        lastTarget = ops.count
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

  /// Whether it is noted where a field stands.
  private func hasMarks(_ number: Int) -> Bool {
    isMarked && (pattern.fields[number].role != .silent || pattern.fields[number].depth > 0)
  }

  private mutating func put(_ number: Int) {
    let field = pattern.fields[number]
    let register = Int32(number)
    let wantsMarks = hasMarks(number)
    if wantsMarks { ops.append(.begin(field: register)) }
    let writer = field.writer
    switch writer.form {
    case .integer(let width) where width <= 1 && writer.isPlain && writer.none == nil:
      ops.append(.putInteger(register: register, then: Op.nothing))
    case .text where writer.isPlain && writer.none == nil:
      ops.append(.putText(register: register, then: Op.nothing))
    case .time(let time) where writer.isPlain && writer.none == nil && writer.zone == nil:
      ops.append(.putTime(register: register, time: times[time], then: Op.nothing))
    default:
      ops.append(
        writer.readyColumn >= 0
          ? .putReady(register: register, field: register, then: Op.nothing)
          : .put(field: register))
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
    lastTarget = ops.count
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
    lastTarget = ops.count
  }
}

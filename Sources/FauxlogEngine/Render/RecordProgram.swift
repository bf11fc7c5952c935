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
}

/// How records of one event are written, in one layout and from one place.
package struct RecordProgram: Sendable {
  /// The holes.
  package let fields: [Field]
  /// Registers needed.
  package let registers: Int
  /// With marks, for a golden record.
  package let marked: [Op]
  /// Without.
  package let plain: [Op]
  /// Loops by number.
  let loops: [Pattern.Each]
  /// Races by number, with where each alternative begins.
  let races: [Race]
  /// Numbers of the record's time patterns in ``World/times``.
  package let times: [Int32]
  /// The members of golden records, in order.
  package let goldenOrder: [GoldenEntry]
  /// Encoders.
  let encoders: [Encoder]

  /// One `one of`.
  struct Race: Sendable {
    var alternatives: [(weight: UInt64, key: Key, condition: Int32)]
    /// Where each begins, with marks and without.
    var marked: [Int32] = []
    var plain: [Int32] = []
    var key: Key
    var base: KeyBase
  }

  /// Compiles a pattern; literals go to the builder's pool.
  init(_ pattern: RecordPattern, _ builder: inout WorldBuilder) {
    let times = pattern.times.map { builder.time($0.pattern, $0.zone) }
    var compiler = ProgramCompiler(pattern: pattern, times: times)
    compiler.isMarked = true
    compiler.compile(&builder)
    marked = compiler.ops
    compiler.ops = []
    compiler.isMarked = false
    compiler.compile(&builder)
    plain = compiler.ops
    fields = pattern.fields
    registers = pattern.registers
    loops = compiler.loops
    races = compiler.races
    self.times = times
    goldenOrder = pattern.goldenOrder
    encoders = pattern.encoders
  }
}

/// Turns a pattern into ops, twice: with marks and without.
private struct ProgramCompiler: ~Copyable {
  let pattern: RecordPattern
  var ops: [Op] = []
  var isMarked = false
  var loops: [Pattern.Each] = []
  var races: [RecordProgram.Race] = []
  private var nextLoop = 0
  private var nextRace = 0

  private let times: [Int32]

  init(pattern: RecordPattern, times: [Int32]) {
    self.pattern = pattern
    self.times = times
  }

  mutating func compile(_ builder: inout WorldBuilder) {
    nextLoop = 0
    nextRace = 0
    load(pattern.loads, builder)
    add(pattern.body, &builder)
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
    case .integer(width: let width) where width <= 1 && writer.isPlain && writer.none == nil:
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
      races.append(
        RecordProgram.Race(
          alternatives: alternatives.map { ($0.weight, $0.key, $0.condition) }, key: key,
          base: base))
    }
    ops.append(.race(Int32(number)))
    var starts: [Int32] = []
    var exits: [Int] = []
    for alternative in alternatives {
      starts.append(Int32(ops.count))
      add(alternative.body, &builder)
      exits.append(ops.count)
      ops.append(.jump(0))
    }
    for exit in exits { ops[exit] = .jump(Int32(ops.count)) }
    if isMarked { races[number].marked = starts } else { races[number].plain = starts }
  }
}

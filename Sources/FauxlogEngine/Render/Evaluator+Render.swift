/// What one thread keeps between records: where fields stand in the line, stamps of the last second.
package struct RenderState: ~Copyable {
  /// Where each field begins in the line; -1 if it does not stand there.
  package internal(set) var starts = FlatStack<Int32>()
  /// Where it ends.
  package internal(set) var ends = FlatStack<Int32>()
  /// Caches of the last stamp, by the number of the time pattern.
  package internal(set) var stamps = FlatStack<TimeCache>(capacity: 1)
  /// Where the value last written stands without its quotes and padding.
  var inside = 0..<0
  /// A line that may yet be dropped.
  fileprivate var lineStart = 0
  /// Where the layout before the message ends.
  fileprivate var headEnd = 0
  /// The record as it stands in its file.
  package var coder = TextEncoder()
  /// A text that is being encoded.
  private var scratch = LineWriter(capacity: 64)

  /// An empty state.
  package init() {}

  /// Puts what `change` makes of a line's end in its place.
  @inline(__always)
  mutating func rewrite(
    _ line: inout LineWriter, from start: Int,
    _ change: (UnsafeBufferPointer<UInt8>, inout LineWriter) -> Void
  ) {
    scratch.removeAll()
    scratch.bytes(of: line, from: start, count: line.count - start)
    line.truncate(to: start)
    unsafe scratch.withBytes { unsafe change($0, &line) }
  }

  /// Encodes the record just written to `line` from `start` on, if it stands otherwise in its file.
  ///
  /// It stays in the line, for golden records, until the coder's `replace` is called.
  package mutating func encode(
    _ program: RecordTables, _ line: borrowing LineWriter, from start: Int, marked: Bool
  ) {
    coder.encode(line, from: start, head: headEnd - start, program.coding, marked: marked)
  }

  /// Forgets the fields of the last record.
  @inline(__always)
  package mutating func begin(fields: Int) {
    starts.fill(fields, with: -1)
    if ends.count < fields { ends.fill(fields, with: -1) }
  }
}

extension Evaluator {
  /// Writes one record.
  ///
  /// `recordKey`, `now` and `slotBase` are set, and the first registers if there are inputs; with
  /// `marked` the places of its fields stand in `state` afterwards.
  package mutating func render(
    _ program: RecordTables, inputs: Int = 0, marked: Bool, into line: inout LineWriter,
    state: inout RenderState
  ) {
    registers.copy(program.registers, after: inputs)
    for place in 0..<program.moves.count {
      let move = program.moves[place]
      registers[Int(move.to)] = slots[slotBase &+ Int(move.from)]
    }
    if marked { state.begin(fields: program.fields.count) }
    if state.stamps.count < times.count {
      state.stamps.fill(times.count, with: TimeCache())
    }
    let ops = marked ? program.marked : program.plain
    run(program, from: ops.lowerBound, to: ops.upperBound, marked, into: &line, state: &state)
  }

  private mutating func run(
    _ program: RecordTables, from start: Int, to end: Int, _ marked: Bool,
    into line: inout LineWriter, state: inout RenderState
  ) {
    var at = start
    while at < end {
      switch program.ops[at] {
      case .piece(let offset, let count):
        line.piece(pool, offset: Int(offset), count: Int(count))
      case .load(let register, let node):
        let value = evaluate(node)
        registers[Int(register)] = value
      case .set(let register, let value): registers[Int(register)] = value
      case .copy(let register, let slot):
        registers[Int(register)] = slots[slotBase &+ Int(slot)]
      case .drawCell(let register, let corpus, let column, let base, let key):
        let row = drawRow(corpus, mix(self.base(base), key))
        registers[Int(register)] = Value(tag: .cell, reference: column, word: row)
      case .drawNumber(let register, let corpus, let column, let base, let key):
        let row = drawRow(corpus, mix(self.base(base), key))
        let number = cellNumbers[column][Int(row)]
        registers[Int(register)] =
          number.tag == .none ? Value(tag: .cell, reference: column, word: row) : number
      case .drawCellOrNone(
        let register, let share, let shareKey, let corpus, let column, let base, let key):
        let own = self.base(base)
        if Draw.chance(share, mix(mix(own, shareKey), 1)) {
          registers[Int(register)] = .none
        } else {
          let row = drawRow(corpus, mix(own, key))
          registers[Int(register)] = Value(tag: .cell, reference: column, word: row)
        }
      case .draw(let register, let spec, let base, let key):
        registers[Int(register)] = draw(spec, mix(self.base(base), key))
      case .put(let field):
        put(program, Int(field), into: &line, state: &state)
      case .putInteger(let register, let then):
        let value = registers[Int(register)]
        if value.tag == .integer { line.integer(value.word) } else { write(value, into: &line) }
        line.piece(pool, offset: Int(then.offset), count: Int(then.count))
      case .putText(let register, let then):
        let value = registers[Int(register)]
        switch value.tag {
        case .cell, .text:
          let piece = piece(of: value)
          line.piece(pool, offset: Int(piece.offset), count: Int(piece.count))
        default: write(value, into: &line)
        }
        line.piece(pool, offset: Int(then.offset), count: Int(then.count))
      case .putReady(let register, let field, let then):
        putReady(program, Int(register), Int(field), into: &line, state: &state)
        line.piece(pool, offset: Int(then.offset), count: Int(then.count))
      case .putTime(let register, let time, let then):
        writeTime(registers[Int(register)].word, Int(time), into: &line, state: &state)
        line.piece(pool, offset: Int(then.offset), count: Int(then.count))
      case .now(let register): registers[Int(register)] = .instant(now)
      case .stamp(let register): registers[Int(register)] = .instant(stamp)
      case .begin(let field): state.starts[Int(field)] = Int32(truncatingIfNeeded: line.count)
      case .end(let field): state.ends[Int(field)] = Int32(truncatingIfNeeded: line.count)
      case .endInside(let field):
        state.starts[Int(field)] = Int32(truncatingIfNeeded: state.inside.lowerBound)
        state.ends[Int(field)] = Int32(truncatingIfNeeded: state.inside.upperBound)
      case .endPiece(let field): endPiece(Int(field), line, &state)
      case .skipUnless(let node, let target):
        if !isTrue(evaluate(node)) {
          at = Int(target)
          continue
        }
      case .jump(let target):
        at = Int(target)
        continue
      case .loop(let number, let bodyEnd):
        runLoop(
          program, Int(number), from: at + 1, to: Int(bodyEnd), marked, into: &line, state: &state)
        at = Int(bodyEnd)
        continue
      case .race(let number):
        let winner = winner(program, Int(number))
        at = Int(marked ? program.alternatives[winner].marked : program.alternatives[winner].plain)
        continue
      case .optionalLine: state.lineStart = line.count
      case .optionalLineEnd: endOptionalLine(into: &line, state)
      case .endHead: state.headEnd = line.count
      }
      at &+= 1
    }
  }

  /// Draws a row of a corpus.
  @inline(__always)
  private mutating func drawRow(_ corpus: Int32, _ key: Key) -> Int64 {
    draws &+= 1
    return corpora[corpus].draw(key)
  }

  /// Writes an instant.
  ///
  /// A time of the minute that was written last needs nothing of the pattern that holds references,
  /// so that nothing is counted.
  @inline(__always)
  mutating func writeTime(
    _ instant: Instant, _ number: Int, into line: inout LineWriter, state: inout RenderState
  ) {
    let zone = times[number].zone
    if state.stamps[number].write(instant, times[number].fraction, zone: zone, into: &line) {
      return
    }
    times[number].pattern.write(instant, zone: zone, cache: &state.stamps[number], into: &line)
  }

  private func endPiece(_ field: Int, _ line: borrowing LineWriter, _ state: inout RenderState) {
    var end = line.count
    while end > Int(state.starts[field]), line[end - 1] == 0x0A || line[end - 1] == 0x0D {
      end -= 1
    }
    state.ends[field] = Int32(truncatingIfNeeded: end)
  }

  private func endOptionalLine(into line: inout LineWriter, _ state: borrowing RenderState) {
    for place in state.lineStart..<line.count where line[place] != 0x20 && line[place] != 0x09 {
      return line.byte(0x0A)
    }
    line.truncate(to: state.lineStart)
  }

  @inline(__always)
  private mutating func putReady(
    _ program: RecordTables, _ register: Int, _ field: Int, into line: inout LineWriter,
    state: inout RenderState
  ) {
    let value = registers[register]
    if value.tag == .cell, value.reference == program.ready[field].column {
      let piece = program.ready[field].cells[Int(value.word)]
      line.piece(pool, offset: Int(piece.offset), count: Int(piece.count))
    } else if value.tag == .none, program.ready[field].none.count > 0 {
      let piece = program.ready[field].none
      line.piece(pool, offset: Int(piece.offset), count: Int(piece.count))
    } else {
      put(program, field, into: &line, state: &state)
    }
  }

  private mutating func runLoop(
    _ program: RecordTables, _ number: Int, from start: Int, to end: Int, _ marked: Bool,
    into line: inout LineWriter, state: inout RenderState
  ) {
    let each = program.loops[number]
    let whole = evaluate(each.list)
    // Elements of a corpus are not taken apart: they and their keys are known by number.
    let flat = keyedCount(of: whole)
    let list = flat == nil ? datum(whole) : .none
    guard let count = flat ?? list.count else { return }
    var keys = ElementKeys()
    let outer = mix(base(each.base), each.key)
    var items: [Datum] = []
    let (begins, known) = (line.count, heap.made)
    for position in 0..<count {
      if line.count - begins > Self.longestPiece || heap.made - known > Self.mostItems {
        hasFailed = true
      }
      if hasFailed { break }
      let (element, key) =
        flat == nil
        ? elementAndKey(of: list, at: position, &keys)
        : (element(of: whole, at: position), elementKey(of: whole, at: position))
      loops.append(Loop(element: element, position: Int64(position), key: mix(outer, key)))
      run(program, from: start, to: end, marked, into: &line, state: &state)
      loops.truncate(to: loops.count - 1)
      if position < count - 1, !each.joint.isEmpty {
        if each.isLines { line.truncate(to: line.count - 1) }
        line.bytes(each.joint)
        if each.isLines { line.byte(0x0A) }
      }
      if marked, each.field >= 0 { items.append(item(program, each)) }
    }
    if marked, each.field >= 0 {
      registers[each.field] = keep(.list(items))
      state.starts[each.field] = Int32(begins)
      state.ends[each.field] = Int32(line.count)
    }
  }

  /// An element of a list, or a member of a record as `name` and `value`, with its key.
  private mutating func elementAndKey(
    of list: Datum, at position: Int, _ keys: inout ElementKeys
  ) -> (Value, Key) {
    switch list {
    case .list(let elements, _):
      return (keep(elements[position]), keys.key(of: elements[position], at: position))
    case .record(let members):
      let named = Datum.record([
        Datum.Member(.text("name"), members[position].name),
        Datum.Member(.text("value"), members[position].value),
      ])
      return (keep(named), keys.key(of: named, at: position))
    default: return (.none, 0)
    }
  }

  /// Bytes that a repeated piece may have, and values that may be made for it.
  private static let longestPiece = 16 << 20
  private static let mostItems = 1 << 20

  private mutating func item(_ program: RecordTables, _ each: Pattern.Each) -> Datum {
    var members: [Datum.Member] = []
    for inner in each.inner {
      members.append(
        Datum.Member(.text(program.fields[inner].goldenName), datum(registers[inner])))
    }
    return .record(members)
  }

  /// A race: each alternative draws an exponential time divided by its weight; the least wins.
  private mutating func winner(_ program: RecordTables, _ race: Int) -> Int {
    let race = program.races[race]
    let key = mix(base(race.base), race.key)
    var best = race.alternatives.lowerBound
    var least: UInt64 = .max
    for index in race.alternatives {
      let alternative = program.alternatives[index]
      if alternative.condition >= 0, !isTrue(evaluate(alternative.condition)) { continue }
      let time = raceTime(mix(key, alternative.key), weight: alternative.weight, math)
      if time < least { (best, least) = (index, time) }
    }
    return best
  }
}

/// The time at which an alternative arrives: a unit exponential divided by its weight.
func raceTime(_ key: Key, weight: UInt64, _ tables: FixedMath.Tables) -> UInt64 {
  FixedMath.exponential(key, tables) << 8 / max(weight, 1)
}

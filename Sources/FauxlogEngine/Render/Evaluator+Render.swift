/// What one thread keeps between records: where fields stand in the line, stamps of the last second.
package struct RenderState: ~Copyable {
  /// Where each field begins in the line; -1 if it does not stand there.
  package var starts: [Int32] = []
  /// Where it ends.
  package var ends: [Int32] = []
  /// Caches of the last stamp, by the number of the time pattern.
  package var stamps: [TimeCache] = []
  /// Where the value last written stands without its quotes and padding.
  var inside = 0..<0
  /// A line that may yet be dropped.
  fileprivate var lineStart = 0

  /// An empty state.
  package init() {}

  /// Forgets the fields of the last record.
  @inline(__always)
  package mutating func begin(fields: Int) {
    if starts.count < fields {
      starts = Array(repeating: -1, count: fields)
      ends = starts
    } else {
      for index in 0..<fields { starts[index] = -1 }
    }
  }
}

extension Evaluator {
  /// Writes one record.
  ///
  /// `registers` has room for the program's, `recordKey`, `now` and `slotBase` are set; with
  /// `marked` the places of its fields stand in `state` afterwards.
  package mutating func render(
    _ program: borrowing RecordProgram, marked: Bool, into line: inout LineWriter,
    state: inout RenderState
  ) {
    if marked { state.begin(fields: program.fields.count) }
    if state.stamps.isEmpty, !world.times.isEmpty {
      state.stamps = Array(repeating: TimeCache(), count: world.times.count)
    }
    run(
      program, marked ? program.marked : program.plain, 0, .max, marked, into: &line,
      state: &state)
  }

  private mutating func run(
    _ program: borrowing RecordProgram, _ ops: [Op], _ start: Int, _ end: Int, _ marked: Bool,
    into line: inout LineWriter, state: inout RenderState
  ) {
    var at = start
    let end = min(end, ops.count)
    while at < end {
      switch ops[at] {
      case .piece(let offset, let count):
        line.piece(world.pool, offset: Int(offset), count: Int(count))
      case .load(let register, let node):
        let value = evaluate(node)
        registers[Int(register)] = value
      case .draw(let register, let spec, let base, let key):
        registers[Int(register)] = draw(spec, mix(self.base(base), key))
      case .put(let field):
        put(program, Int(field), into: &line, state: &state)
      case .putInteger(let register):
        let value = registers[Int(register)]
        if value.tag == .integer { line.integer(value.word) } else { write(value, into: &line) }
      case .putText(let register): write(registers[Int(register)], into: &line)
      case .putReady(let register, let field):
        putReady(program, Int(register), Int(field), into: &line, state: &state)
      case .putTime(let register, let time):
        let (pattern, zone) = world.times[Int(time)]
        pattern.write(
          registers[Int(register)].word, zone: zone, cache: &state.stamps[Int(time)], into: &line)
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
          program, ops, program.loops[Int(number)], at + 1, Int(bodyEnd), marked, into: &line,
          state: &state)
        at = Int(bodyEnd)
        continue
      case .race(let number):
        let race = program.races[Int(number)]
        at = Int((marked ? race.marked : race.plain)[winner(of: race)])
        continue
      case .optionalLine: state.lineStart = line.count
      case .optionalLineEnd: endOptionalLine(into: &line, state)
      }
      at &+= 1
    }
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
    _ program: borrowing RecordProgram, _ register: Int, _ field: Int, into line: inout LineWriter,
    state: inout RenderState
  ) {
    let value = registers[register]
    let writer = program.fields[field].writer
    if value.tag == .cell, value.reference == writer.readyColumn {
      let piece = writer.readyCells[Int(value.word)]
      line.piece(world.pool, offset: Int(piece.offset), count: Int(piece.count))
    } else {
      put(program, field, into: &line, state: &state)
    }
  }

  private mutating func runLoop(
    _ program: borrowing RecordProgram, _ ops: [Op], _ each: Pattern.Each, _ start: Int, _ end: Int,
    _ marked: Bool, into line: inout LineWriter, state: inout RenderState
  ) {
    let list = datum(evaluate(each.list))
    guard let elements = list.elements else { return }
    var keys = ElementKeys()
    let outer = mix(base(each.base), each.key)
    var items: [Datum] = []
    let begins = line.count
    for (position, element) in elements.enumerated() {
      if line.count - begins > Self.longestPiece {
        hasOverlongText = true
        break
      }
      let named = memberRecord(list, position) ?? element
      let key = mix(outer, keys.key(of: named, at: position))
      loops.append(Loop(element: keep(named), position: Int64(position), key: key))
      run(program, ops, start, end, marked, into: &line, state: &state)
      loops.removeLast()
      if position < elements.count - 1, !each.joint.isEmpty {
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

  /// Bytes that a repeated piece may have.
  private static let longestPiece = 16 << 20

  /// Over a record a loop goes by its members, as `name` and `value`.
  private func memberRecord(_ list: Datum, _ position: Int) -> Datum? {
    guard case .record(let members) = list else { return nil }
    return .record([
      Datum.Member(.text("name"), members[position].name),
      Datum.Member(.text("value"), members[position].value),
    ])
  }

  private mutating func item(_ program: borrowing RecordProgram, _ each: Pattern.Each) -> Datum {
    var members: [Datum.Member] = []
    for inner in each.inner {
      members.append(
        Datum.Member(.text(program.fields[inner].name), datum(registers[inner])))
    }
    return .record(members)
  }

  /// A race: each alternative draws an exponential time divided by its weight; the least wins.
  private mutating func winner(of race: RecordProgram.Race) -> Int {
    let key = mix(base(race.base), race.key)
    var best = 0
    var least: UInt64 = .max
    for (index, alternative) in race.alternatives.enumerated() {
      if alternative.condition >= 0, !isTrue(evaluate(alternative.condition)) { continue }
      let time = raceTime(mix(key, alternative.key), weight: alternative.weight)
      if time < least { (best, least) = (index, time) }
    }
    return best
  }
}

/// The time at which an alternative arrives: a unit exponential divided by its weight.
func raceTime(_ key: Key, weight: UInt64) -> UInt64 {
  FixedMath.exponential(key) << 8 / max(weight, 1)
}

import FauxlogLanguage

/// Computes expressions: one for each thread, with its own heap for texts and structures.
package struct Evaluator: ~Copyable {
  /// The tables.
  package let world: World
  // What is read for every record, beside `world` and not through it: so no reference is counted.
  let pool: PooledBytes
  let nodes: Table<Node>
  let texts: Table<World.Piece>
  let choices: Table<ChoiceRows>
  let corpora: Table<CorpusRows>
  let columns: Table<Table<World.Piece>>
  let spreads: Table<Spread>
  let makers: Table<Maker>
  let times: Table<WorldTime>
  let actors: Table<ActorModel>
  let actorFields: Table<Table<Int32>>
  let fixed: FixedTables
  let fillings: Table<Table<Filling.Row>>
  let actorNames: Table<Table<Int32>>
  let lists: Table<Int32>
  let lookups: Table<LookupRows>
  let numbers: Table<Value>
  let cellNumbers: Table<Table<Value>>
  let math = FixedMath.tables
  /// Frames (in a simulation) or the values of a batch of events (in rendering).
  package var slots = ValueStack()
  /// Where the frame or event begins in `slots`.
  package var slotBase = 0
  /// Holes of the record that is being written.
  package var registers = ValueStack()
  /// Texts and structures made while evaluating.
  package var heap = Heap()
  /// Parts of texts that are being made.
  var operands = ValueStack()
  /// The key of the record.
  package var recordKey: Key = 0
  /// The instant of the step; a record shows it unless ``stamp`` is set after it.
  package var now: Instant = 0 { didSet { stamp = now } }
  /// The instant that the record shows: that of `stamped`, else the step's.
  package var stamp: Instant = 0
  /// Loops that run in the record, outermost first.
  package var loops = FlatStack<Loop>()
  /// What turned dials stand at: the node of an incident, or -1.
  package var turned: [Turn]
  /// Incidents whose turned dials were read since this was last cleared.
  package var incidentsRead: UInt64 = 0
  /// The actor whose field is computed, and its key.
  var currentActor = Value.none
  var actorKey: Key = 0
  /// The number of a record that is streamed by itself, from 0.
  package var serial: Int64 = 0
  /// Seed and host, mixed.
  package var host: Key = 0 { didSet { lives.removeAll() } }
  /// Whether a text or record became longer than any log's, or an operation has no result: the
  /// template is at fault.
  package internal(set) var hasFailed = false
  /// The first operation without a result.
  package internal(set) var failedOperation: FailedOperation?
  /// How many values were drawn, so that a benchmark can tell speed from drawing less.
  package internal(set) var draws = 0
  private var depth = 0
  /// Room for a part; those in it have their own.
  private var freeRoom: PartRoom?
  /// Actors that were asked for last.
  var lives: ActorLives
  /// Names by which actors were asked for.
  var namedActors = NamedActors()
  /// The actor whose name was asked for last.
  var namedActor = (actor: Value.none, host: Key(0), name: Value.none)
  /// Places of actors' names that were drawn before.
  var permutations = PermutationCache()
  /// Words of texts of the world.
  var knownWords: [UInt64: Datum] = [:]
  /// What lookups found last.
  var foundGroups = FoundGroups()

  /// One loop.
  package struct Loop: BitwiseCopyable {
    /// The element.
    package var element: Value
    /// Its place, from 0.
    package var position: Int64
    /// What its holes are keyed from.
    package var key: Key

    /// A loop at one of its elements.
    package init(element: Value, position: Int64, key: Key) {
      self.element = element
      self.position = position
      self.key = key
    }
  }

  /// A dial that an incident has turned.
  package struct Turn: Sendable {
    /// What it stands at; -1 if nothing turned it.
    package var node: Int32
    /// The incident's bit.
    package var incident: UInt64
  }

  /// An evaluator over the tables of a world.
  package init(_ world: World) {
    self.world = world
    pool = world.pool.bytes
    nodes = world.nodes
    texts = world.texts
    choices = world.choices
    corpora = world.corpora
    columns = world.columns
    spreads = world.spreads
    makers = world.makers
    times = world.times
    actors = world.actors
    lives = ActorLives(world.actors)
    actorFields = world.actorFields
    fixed = world.fixed
    fillings = world.fillings
    actorNames = world.actorNames
    lists = world.lists
    lookups = world.lookupRows
    numbers = world.numbers
    cellNumbers = world.cellNumbers
    turned = Array(repeating: Turn(node: -1, incident: 0), count: world.dials.count)
  }

  /// Makes room for registers and empties them.
  @inline(__always)
  mutating func clearRegisters(_ count: Int) {
    registers.fill(count, with: .none)
  }

  /// The key that a draw is mixed from.
  @inline(__always)
  func base(_ base: KeyBase) -> Key {
    switch base {
    case .record: recordKey
    case .slot(let slot): slots[slotBase &+ Int(slot)].key
    case .loop(let depth): loops[Int(depth)].key
    case .actor: actorKey
    }
  }

  /// The value of an expression.
  @inline(__always)
  package mutating func evaluate(_ node: Int32) -> Value {
    // Two of three are one of these.
    switch nodes[Int(node)] {
    case .constant(let value): return value
    case .slot(let slot): return slots[slotBase &+ Int(slot)]
    default: return compute(node)
    }
  }

  private mutating func compute(_ node: Int32) -> Value {
    switch nodes[Int(node)] {
    case .constant(let value): return value
    case .draw(let spec, let base, let key): return draw(spec, mix(self.base(base), key))
    case .slot(let slot): return slots[slotBase &+ Int(slot)]
    case .register(let register): return registers[Int(register)]
    case .now: return .instant(now)
    case .stamp: return .instant(stamp)
    case .position(let depth): return .integer(loops[Int(depth)].position)
    case .element(let depth): return loops[Int(depth)].element
    case .member(let record, let name):
      let whole = evaluate(record)
      guard whole.tag == .fixed || whole.tag == .filled else { return member(whole, name) }
      guard let cell = fixed.member(name, of: Int(whole.word)) else { return .none }
      if whole.tag == .fixed || !fixed.cells[cell].hasHoles { return fixed.cells[cell].value }
      return filled(cell, by: whole.reference)
    case .binary(let operation, let left, let right): return binary(operation, left, right)
    case .isSame(let operand, let known, let holds):
      return .bool(isSame(evaluate(operand), known) == holds)
    case .not(let operand): return .bool(!isTrue(evaluate(operand)))
    case .function(let function, let argument, let operand):
      return apply(function, argument, evaluate(operand))
    case .lastWord(let text): return lastWord(of: evaluate(text))
    case .template(let first, let count): return template(Int(first), Int(count))
    case .record(let first, let count, let cell):
      return record(Int(first), Int(count), Int64(cell))
    case .list(let first, let count):
      var elements: [Datum] = []
      for index in 0..<Int(count) {
        elements.append(datum(evaluate(lists[Int(first) + index])))
      }
      return keep(.list(elements))
    case .lookup(let lookup, let base, let key): return look(up: lookup, mix(self.base(base), key))
    case .actorField(let actor, let field): return actorField(evaluate(actor), Int(field))
    case .dial(let dial, let base, let key): return read(dial: Int(dial), mix(self.base(base), key))
    case .any(let actor, let condition, let base, let key):
      return anyActor(Int(actor), condition, mix(self.base(base), key))
    case .part(let part): return text(ofPart: Int(part))
    case .orNone(let share, let base, let key, let operand):
      return Draw.chance(share, mix(mix(self.base(base), key), 1)) ? .none : evaluate(operand)
    case .given(let condition, let operand):
      return isTrue(evaluate(condition)) ? evaluate(operand) : .none
    case .firstKnown(let first, let second):
      let value = evaluate(first)
      return value.tag == .none ? evaluate(second) : value
    case .enriched(let enrichment): return enrich(world.enrichments[Int(enrichment)])
    case .filled(let operand, _, let filling): return fill(evaluate(operand), filling)
    case .drawnNumber(let whole, let base, let key):
      let value = evaluate(whole)
      if value.isWhole { return value }
      return asNumber(drawElement(of: value, mix(self.base(base), key)))
    case .asNumber(let operand): return asNumber(evaluate(operand))
    case .shownTime(let operand, let time): return shown(evaluate(operand), asTime: Int(time))
    case .otherCell(let operand, let column): return cell(of: evaluate(operand), column)
    case .serial(let counter): return serial(of: counter)
    case .permuted(let corpus, let column, let key):
      return permuted(currentActor, corpus, column, key)
    }
  }

  /// The value that a key draws.
  @inline(__always)
  mutating func draw(_ spec: DrawSpec, _ key: Key) -> Value {
    draws &+= 1
    switch spec {
    case .within(let low, let high, let tag, let places):
      return Value(tag: tag, places: places, word: Draw.within(low, high, key))
    case .spread(let spread, let tag, let places):
      return Value(tag: tag, places: places, word: spreads[Int(spread)].draw(key, math))
    case .choice(let choice):
      return Value(tag: .member, reference: choice, word: choices[Int(choice)].draw(key))
    case .cell(let corpus, let column):
      return Value(tag: .cell, reference: column, word: corpora[Int(corpus)].draw(key))
    case .card(let corpus):
      let table = corpora[corpus]
      return Value(tag: .fixed, word: Int64(table.firstCard) + table.draw(key))
    case .made(let maker):
      return Value(tag: .made, reference: maker, word: Int64(bitPattern: key))
    case .chance(let share): return .bool(Draw.chance(share, key))
    case .element(let list): return drawElement(of: evaluate(list), key)
    }
  }

  /// An element of a list, or what is none itself.
  private mutating func drawElement(of whole: Value, _ key: Key) -> Value {
    guard mayHaveElements(whole), let count = elementCount(of: whole) else { return whole }
    return count == 0 ? .none : element(of: whole, at: Int(Draw.below(UInt64(count), key)))
  }

  /// Puts a structure on the heap.
  @inline(__always)
  package mutating func keep(_ datum: Datum) -> Value { heap.keep(datum) }

  /// A structure as the simplest value that holds it.
  mutating func value(of datum: Datum) -> Value {
    switch datum {
    case .none: .none
    case .bool(let flag): .bool(flag)
    case .integer(let number): .integer(number)
    default: keep(datum)
    }
  }

  /// Whether a value counts as true: `true` itself, nothing else.
  package func isTrue(_ value: Value) -> Bool { value.tag == .bool && value.word != 0 }

  private mutating func template(_ first: Int, _ count: Int) -> Value {
    // All parts come first: what they make stands on the heap, too.
    let base = operands.count
    for index in 0..<count {
      let value = evaluate(lists[first &+ index])
      operands.append(settled(value))
    }
    return join(operandsFrom: base)
  }

  private mutating func record(_ first: Int, _ count: Int, _ cell: Int64) -> Value {
    let base = operands.count
    for index in 0..<count {
      let value = evaluate(lists[first &+ 2 &* index &+ 1])
      operands.append(plain(value))
    }
    let place = heap.beginFilling(count, of: -1)
    for index in 0..<count { heap[filling: place, index] = operands[base &+ index] }
    operands.truncate(to: base)
    return Value(tag: .filled, reference: place, word: cell)
  }

  /// What a member of a structure is: a plain number, or the name of an actor.
  private mutating func plain(_ value: Value) -> Value {
    switch value.tag {
    case .integer, .instant, .duration: .integer(value.word)
    case .actor: shown(value)
    default: value
    }
  }

  private mutating func asNumber(_ value: Value) -> Value {
    let read: Value
    switch value.tag {
    case .cell: read = cellNumbers[value.reference][Int(value.word)]
    case .text: read = numbers[Int(value.word)]
    case .heap, .fixed, .string, .filled:
      guard let (word, places) = number(value) else { return value }
      if places == 0 { return .integer(word) }
      return Value(tag: .decimal, places: UInt8(places), word: word)
    default: return value
    }
    return read.tag == .none ? value : read
  }

  /// Another column of the row that a cell stands in.
  private func cell(of value: Value, _ column: Int32) -> Value {
    guard value.tag == .cell else { return .none }
    return Value(tag: .cell, reference: column, word: value.word)
  }

  private mutating func enrich(_ plan: Enrichment) -> Value {
    let elements = datum(evaluate(plan.list)).elements ?? []
    var keys = ElementKeys()
    let outer = mix(base(plan.base), plan.key)
    var result: [Datum] = []
    result.reserveCapacity(elements.count)
    for (position, element) in elements.enumerated() {
      let key = mix(outer, keys.key(of: element, at: position))
      loops.append(Loop(element: keep(element), position: Int64(position), key: key))
      var members: [Datum.Member] = []
      let known: [Datum.Member] = if case .record(let known) = element { known } else { [] }
      members.reserveCapacity(known.count + plan.members.count)
      members += known
      for (name, node) in plan.members {
        let value = datum(evaluate(node))
        if let place = members.firstIndex(where: { $0.name == .text(name) }) {
          members[place].value = value
        } else {
          members.append(Datum.Member(.text(name), value))
        }
      }
      loops.truncate(to: loops.count - 1)
      result.append(.record(members))
    }
    return keep(.list(result))
  }

  /// The text of a part: its holes see their own registers, its loops begin anew.
  private mutating func text(ofPart number: Int) -> Value {
    guard depth < 16 else { return .none }
    depth += 1
    defer { depth -= 1 }
    let part = world.parts[number]
    var room = freeRoom.take() ?? PartRoom()
    room.registers.truncate(to: 0)
    for node in part.inputs { room.registers.append(evaluate(node)) }
    let key = recordKey
    recordKey = mix(base(part.base), part.key)
    swap(&loops, &room.loops)
    swap(&registers, &room.registers)
    room.line.removeAll()
    render(
      part.record.tables, inputs: part.inputs.count, marked: false, into: &room.line,
      state: &room.state)
    swap(&loops, &room.loops)
    recordKey = key
    swap(&registers, &room.registers)
    let start = heap.texts.count
    heap.write { $0.bytes(of: room.line, from: 0, count: room.line.count) }
    freeRoom = consume room
    return heap.text(from: start)
  }
}

/// What writing a part into a text needs, kept for the next one.
struct PartRoom: ~Copyable {
  var registers = ValueStack()
  var loops = FlatStack<Evaluator.Loop>(capacity: 4)
  var line = LineWriter(capacity: 256)
  var state = RenderState()
}

/// Keys of a list's elements: their field `name`, else `id`, else their text, else their place; the
/// n-th element of an equal key adds `#n`.
struct ElementKeys {
  /// Names so far, and how often each was there: most lists are short.
  private var seen: [(name: Key, count: UInt64)] = []
  /// The same of a long list.
  private var places: [Key: Int] = [:]

  /// The key of one more element.
  mutating func key(of element: Datum, at position: Int) -> Key {
    let name: Key
    if case .text(let text) = element {
      name = nameKey(text)
    } else if case .text(let text)? = element["name"] ?? element["id"] {
      name = nameKey(text)
    } else {
      return mix(nameKey("#"), UInt64(position))
    }
    guard let place = place(of: name) else {
      if seen.count >= Self.few { places[name] = seen.count }
      seen.append((name, 1))
      return name
    }
    defer { seen[place].count += 1 }
    return mix(name, seen[place].count)
  }

  private static let few = 16

  private func place(of name: Key) -> Int? {
    seen.prefix(Self.few).firstIndex { $0.name == name } ?? (places.isEmpty ? nil : places[name])
  }
}

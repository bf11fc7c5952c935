import FauxlogLanguage

extension Evaluator {
  /// Where the bytes of a `text` or `cell` stand in the pool.
  @inline(__always)
  func piece(of value: Value) -> World.Piece {
    value.tag == .cell
      ? columns[value.reference][Int(value.word)]
      : texts[Int(value.word)]
  }

  /// Appends the text that a value shows where nothing else is said.
  package mutating func write(_ value: Value, into line: inout LineWriter) {
    switch value.tag {
    case .none: line.text("none")
    case .integer: line.zeroPadded(value.word, width: Int(value.places))
    case .decimal: line.decimal(value.word, places: Int(value.places))
    case .bool: line.text(value.word != 0 ? "true" : "false")
    case .instant: writeRFC3339(value.word, digits: 9, into: &line)
    case .duration: line.decimal(value.word, places: 9)
    case .member:
      let piece = choices[Int(value.reference)].members[Int(value.word)]
      line.piece(pool, offset: Int(piece.offset), count: Int(piece.count))
    case .cell, .text:
      let piece = piece(of: value)
      line.piece(pool, offset: Int(piece.offset), count: Int(piece.count))
    case .made: makers[Int(value.reference)].write(value.key, into: &line)
    case .actor: write(shown(value), into: &line)
    case .fixed: write(world.fixed[Int(value.word)], into: &line)
    case .heap: write(heap[Int(value.word)], into: &line)
    }
  }

  /// Appends a structure: a text as it is, a record by its `name` or `id`, all else as JSON.
  private mutating func write(_ datum: Datum, into line: inout LineWriter) {
    switch datum {
    case .text(let text), .raw(let text), .number(let text): line.text(text)
    case .integer(let number): line.integer(number)
    case .bool(let flag): line.text(flag ? "true" : "false")
    case .none: line.text("none")
    case .record:
      if let named = datum["name"] ?? datum["id"] { return write(named, into: &line) }
      Notation.json.write(datum, into: &line)
    case .list: Notation.json.write(datum, into: &line)
    case .template: break
    }
  }

  /// The text that a value shows.
  package mutating func string(_ value: Value) -> String {
    switch value.tag {
    case .text: return world.strings[Int(value.word)]
    case .heap:
      if case .text(let text) = heap[Int(value.word)] { return text }
    default: break
    }
    var line = LineWriter(capacity: 64)
    write(value, into: &line)
    return line.string
  }

  /// The text of an instant by a time pattern; what is none stays as it is.
  mutating func shown(_ value: Value, asTime number: Int) -> Value {
    guard value.tag == .instant else { return value }
    var line = LineWriter(capacity: 64)
    var cache = TimeCache()
    let time = world.times[number]
    time.pattern.write(value.word, zone: time.zone, cache: &cache, into: &line)
    return keep(.text(line.string))
  }

  /// What an actor stands for where a single value is wanted: its `name`, else its `id`.
  package mutating func shown(_ actor: Value) -> Value {
    let field = actors[Int(actor.reference)].shown
    return field < 0 ? .integer(actor.actorNumber) : actorField(actor, Int(field))
  }

  /// A value as a structure.
  package mutating func datum(_ value: Value) -> Datum {
    switch value.tag {
    case .none: return .none
    case .integer, .instant, .duration: return .integer(value.word)
    case .bool: return .bool(value.word != 0)
    case .fixed: return world.fixed[Int(value.word)]
    case .heap: return heap[Int(value.word)]
    case .member:
      let member = choices[Int(value.reference)].values[Int(value.word)]
      if member.tag == .text { return .text(string(value)) }
      return member.tag == .member ? .text(string(value)) : datum(member)
    case .decimal: return .number(string(value))
    case .text, .cell, .made, .actor: return .text(string(value))
    }
  }

  /// A member of a record or a field of an actor; `none` if there is no such thing.
  mutating func member(_ value: Value, _ name: String) -> Value {
    switch value.tag {
    case .actor:
      let fields = actors[Int(value.reference)].fields
      guard let field = fields.firstIndex(where: { $0.name == name }) else { return .none }
      return actorField(value, field)
    case .fixed, .heap:
      guard let found = datum(value)[name] else { return .none }
      return self.value(of: found)
    default: return .none
    }
  }

  /// A drawn field of an actor.
  mutating func actorField(_ actor: Value, _ field: Int) -> Value {
    guard actor.tag == .actor else { return .none }
    let node = actorFields[actor.reference][field]
    if node < 0 { return .integer(actor.actorNumber) }
    let saved = (currentActor, actorKey)
    (currentActor, actorKey) = (actor, key(of: actor))
    defer { (currentActor, actorKey) = saved }
    return evaluate(node)
  }

  /// The key of one generation of one actor.
  func key(of actor: Value) -> Key {
    mix(
      mix(mix(host, actors[actor.reference].key), UInt64(actor.actorNumber)),
      signed: actor.actorGeneration)
  }

  /// A name from a corpus that no other number of the actor has: place `number` of a keyed
  /// permutation of the rows.
  func permuted(_ actor: Value, _ corpus: Int32, _ column: Int32, _ key: Key) -> Value {
    let rows = UInt64(corpora[Int(corpus)].rows)
    let base = mix(mix(host, actors[Int(actor.reference)].key), key)
    let row = Permutation(count: rows, key: base)[UInt64(actor.actorNumber) % max(rows, 1)]
    return Value(tag: .cell, reference: column, word: Int64(row))
  }
}

/// A keyed permutation of 0..<count: a Feistel network over the next power of four, walked until
/// it falls into the range.
struct Permutation {
  let count: UInt64
  let key: Key

  /// The number at a place.
  subscript(place: UInt64) -> UInt64 {
    guard count > 1 else { return 0 }
    var half: UInt64 = 1
    while 1 << (2 * half) < count { half += 1 }
    let mask: UInt64 = 1 << half - 1
    var value = place
    repeat {
      var left = value >> half
      var right = value & mask
      for round in 0..<4 {
        (left, right) = (right, left ^ mix(mix(key, UInt64(round)), right) & mask)
      }
      value = left << half | right
    } while value >= count
    return value
  }
}

extension Evaluator {
  /// Appends the text that a value shows as the inside of a JSON string.
  package mutating func writeJSON(_ value: Value, into line: inout LineWriter) {
    switch value.tag {
    case .cell, .text:
      let piece = piece(of: value)
      unsafe pool.withBytes(offset: Int(piece.offset), count: Int(piece.count)) {
        unsafe writeJSONString($0, ascii: false, into: &line)
      }
    case .integer: line.integer(value.word)
    default: writeJSONString(string(value), into: &line)
    }
  }

  /// A value as a number of so many decimals; nil if it is none.
  package func scaled(_ value: Value, places: Int) -> Int64? {
    guard let number = number(value) else { return nil }
    var word = number.word
    for _ in number.places..<max(number.places, places) { word = word &* 10 }
    for _ in places..<max(number.places, places) { word /= 10 }
    return word
  }
}

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
    case .string, .bytes:
      line.bytes(of: heap.texts, from: Int(value.word), count: Int(value.reference))
    case .fixed, .heap, .filled: write(datum(value), into: &line)
    }
  }

  /// Appends a structure: a text as it is, a record by its `name` or `id`, all else as JSON.
  private mutating func write(_ datum: Datum, into line: inout LineWriter) {
    switch datum {
    case .text(let text), .raw(let text), .number(let text): line.text(text)
    case .integer(let number): line.integer(number)
    case .bool(let flag): line.text(flag ? "true" : "false")
    case .none: line.text("none")
    case .bytes(let bytes): line.bytes(bytes)
    case .record:
      if let named = datum["name"] ?? datum["id"] { return write(named, into: &line) }
      Notation.json.write(datum, into: &line)
    case .list: Notation.json.write(datum, into: &line)
    case .template, .hole: break
    }
  }

  /// Whether two texts are the same bytes; nil if either value is no text or they may be equal
  /// though their bytes are not.
  mutating func haveEqualBytes(_ first: Value, _ second: Value) -> Bool? {
    unsafe withText(first) { first in
      unsafe withText(second) { second in
        // No other way of writing them makes texts equal that begin with two characters of ASCII.
        if let a = unsafe first.first, let b = unsafe second.first, a != b, a | b < 0x80 {
          return false
        }
        var (difference, all): (UInt8, UInt8) = (0, 0)
        for place in 0..<min(first.count, second.count) {
          unsafe difference |= first[place] ^ second[place]
          unsafe all |= first[place] | second[place]
        }
        if first.count == second.count, difference == 0 { return true }
        for place in min(first.count, second.count)..<first.count { unsafe all |= first[place] }
        for place in min(first.count, second.count)..<second.count { unsafe all |= second[place] }
        // Other characters than those of ASCII can be written in several ways.
        return all < 0x80 ? false : nil
      } ?? nil
    } ?? nil
  }

  /// Lends the bytes of a value that is a text; nil if it is not.
  @inline(__always)
  func withText<Result>(
    _ value: Value, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    switch value.tag {
    case .text, .cell:
      let piece = piece(of: value)
      return unsafe pool.withBytes(offset: Int(piece.offset), count: Int(piece.count), body)
    case .member:
      let piece = choices[value.reference].members[Int(value.word)]
      return unsafe pool.withBytes(offset: Int(piece.offset), count: Int(piece.count), body)
    case .string:
      return unsafe heap.texts.withBytes {
        let start = Int(value.word)
        return unsafe body(
          UnsafeBufferPointer(rebasing: $0[start..<start &+ Int(value.reference)]))
      }
    default: return nil
    }
  }

  /// The text that a value shows.
  package mutating func string(_ value: Value) -> String {
    switch value.tag {
    case .text: return world.strings[Int(value.word)]
    case .string:
      return heap.texts.string(
        from: Int(value.word), to: Int(value.word) + Int(value.reference))
    default: break
    }
    if let text = unsafe withText(value, { unsafe String(decoding: $0, as: UTF8.self) }) {
      return text
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
    if namedActor.actor == actor, namedActor.host == host { return namedActor.name }
    let field = actors[Int(actor.reference)].shown
    guard field >= 0 else { return .integer(actor.actorNumber) }
    let name = actorField(actor, Int(field))
    let node = actorFields[actor.reference][Int(field)]
    if node >= 0, case .permuted = nodes[Int(node)] { namedActor = (actor, host, name) }
    return name
  }

  /// A value as a structure.
  package mutating func datum(_ value: Value) -> Datum {
    switch value.tag {
    case .none: return .none
    case .integer, .instant, .duration: return .integer(value.word)
    case .bool: return .bool(value.word != 0)
    case .fixed: return fixed.data[Int(value.word)]
    case .filled: return filled(Int(value.word), value.reference, depth: 0)
    case .heap: return heap.data[Int(value.word)]
    case .bytes:
      var line = LineWriter(capacity: 64)
      write(value, into: &line)
      return .bytes(unsafe line.withBytes { unsafe Array($0) })
    case .member:
      let member = choices[Int(value.reference)].values[Int(value.word)]
      if member.tag == .text { return .text(string(value)) }
      return member.tag == .member ? .text(string(value)) : datum(member)
    case .decimal: return .number(string(value))
    case .made:
      guard case .bytes = makers[Int(value.reference)] else { return .text(string(value)) }
      var line = LineWriter(capacity: 64)
      write(value, into: &line)
      return .bytes(unsafe line.withBytes { unsafe Array($0) })
    case .text, .string, .cell, .actor: return .text(string(value))
    }
  }

  /// A member of a record or a field of an actor; `none` if there is no such thing.
  mutating func member(_ value: Value, _ name: Int32) -> Value {
    switch value.tag {
    case .actor:
      let names = actorNames[value.reference]
      for field in 0..<names.count where names[field] == name { return actorField(value, field) }
      return .none
    case .fixed, .filled:
      guard let cell = fixed.member(name, of: Int(value.word)) else { return .none }
      return value.tag == .fixed ? fixed.cells[cell].value : filled(cell, by: value.reference)
    case .heap:
      guard let found = heap.data[Int(value.word)][world.strings[Int(name)]] else { return .none }
      return self.value(of: found)
    default: return .none
    }
  }

  /// Whether a value can be a list or record.
  @inline(__always)
  func mayHaveElements(_ value: Value) -> Bool {
    value.tag == .fixed || value.tag == .filled || value.tag == .heap
  }

  /// How many elements a list has, or members a record; nil if a value is neither.
  package mutating func elementCount(of value: Value) -> Int? {
    switch value.tag {
    case .fixed, .filled:
      let cell = Int(value.word)
      switch fixed.cells[cell].kind {
      case .list, .record: return fixed.cells[cell].children.count
      case .single, .template, .hole: return nil
      }
    case .heap: return heap.data[Int(value.word)].elements?.count
    default: return nil
    }
  }

  /// An element of a list, or the value of a member; the place is to be below the count.
  package mutating func element(of value: Value, at place: Int) -> Value {
    switch value.tag {
    case .fixed, .filled:
      let child = fixed.cells[Int(value.word)].children.lowerBound + place
      let cell = Int(fixed.children[child].cell)
      return value.tag == .fixed ? fixed.cells[cell].value : filled(cell, by: value.reference)
    case .heap:
      return self.value(of: heap.data[Int(value.word)].elements?[place] ?? .none)
    default: return .none
    }
  }

  /// How many elements a list of the world has whose keys are known; nil if it is something else.
  @inline(__always)
  func keyedCount(of value: Value) -> Int? {
    guard value.tag == .fixed || value.tag == .filled else { return nil }
    let cell = Int(value.word)
    guard fixed.cells[cell].kind == .list, fixed.cells[cell].isKeyed else { return nil }
    return fixed.cells[cell].children.count
  }

  /// What an element of a list is keyed by.
  mutating func elementKey(of value: Value, at place: Int) -> Key {
    if keyedCount(of: value) != nil {
      return fixed.children[fixed.cells[Int(value.word)].children.lowerBound + place].key
    }
    guard let elements = datum(value).elements else { return 0 }
    var keys = ElementKeys()
    for earlier in elements[..<place] { _ = keys.key(of: earlier, at: 0) }
    return keys.key(of: elements[place], at: place)
  }

  /// A drawn field of an actor.
  mutating func actorField(_ actor: Value, _ field: Int) -> Value {
    guard actor.tag == .actor else { return .none }
    let node = actorFields[actor.reference][field]
    if node == ActorModel.numberNode { return .integer(actor.actorNumber) }
    if node == ActorModel.sinceNode { return since(actor) }
    return evaluate(node, of: actor)
  }

  /// An expression whose draws are keyed by an actor.
  mutating func evaluate(_ node: Int32, of actor: Value) -> Value {
    let saved = (currentActor, actorKey)
    (currentActor, actorKey) = (actor, key(of: actor))
    defer { (currentActor, actorKey) = saved }
    return evaluate(node)
  }

  /// A name from a corpus that no other number of the actor has: place `number` of a keyed
  /// permutation of the rows.
  mutating func permuted(
    _ actor: Value, _ corpus: Int32, _ column: Int32, _ key: Key
  ) -> Value {
    let place = PermutationCache.Place(
      host: host, key: key, actor: actor.reference, corpus: corpus, number: actor.actorNumber)
    if let row = permutations.row(at: place) {
      return Value(tag: .cell, reference: column, word: row)
    }
    let rows = UInt64(corpora[Int(corpus)].rows)
    let base = mix(mix(host, actors[Int(actor.reference)].key), key)
    let row = Permutation(count: rows, key: base)[UInt64(actor.actorNumber) % max(rows, 1)]
    permutations.keep(Int64(row), at: place)
    return Value(tag: .cell, reference: column, word: Int64(row))
  }
}

extension Evaluator {
  /// Appends the text that a value shows as the inside of a JSON string.
  package mutating func writeJSON(_ value: Value, into line: inout LineWriter) {
    switch value.tag {
    case .cell, .text, .member, .string:
      _ = unsafe withText(value) { unsafe writeJSONTextWithSlack($0, into: &line) }
    case .actor:
      let name = shown(value)
      if name.tag == .cell { return writeJSON(name, into: &line) }
      writeJSONString(string(name), into: &line)
    case .integer: line.integer(value.word)
    default: writeJSONString(string(value), into: &line)
    }
  }

  /// A value as a number of so many decimals; nil if it is none.
  package mutating func scaled(_ value: Value, places: Int) -> Int64? {
    guard let number = number(value) else { return nil }
    var word = number.word
    for _ in number.places..<max(number.places, places) { word = word &* 10 }
    for _ in places..<max(number.places, places) { word /= 10 }
    return word
  }
}

extension Evaluator {
  /// Fills the holes in what was taken from a card; `filling` says what their names mean.
  mutating func fill(_ value: Value, _ filling: Int32) -> Value {
    guard value.tag == .fixed else { return value }
    let cell = Int(value.word)
    guard fixed.cells[cell].hasHoles else { return value }
    // A name may mean something else when a structure is taken apart: it is asked for now.
    let rows = fillings[filling]
    let place = heap.beginFilling(rows.count, of: filling)
    for index in 0..<rows.count where isNeeded(rows[index].name, in: cell) {
      let meaning = evaluate(rows[index].node)
      heap[filling: place, index] = meaning
    }
    return filled(cell, by: place)
  }

  /// Whether a name stands in a cell, or in what its holes are filled with.
  private mutating func isNeeded(_ name: Int32, in cell: Int) -> Bool {
    for place in fixed.cells[cell].names where fixed.names[place] == name { return true }
    return false
  }

  /// A cell whose holes are filled by what the heap keeps at `place`.
  mutating func filled(_ cell: Int, by place: Int32, depth: Int = 0) -> Value {
    guard fixed.cells[cell].hasHoles else { return fixed.cells[cell].value }
    if fixed.cells[cell].kind == .hole {
      return heap[filling: place, Int(fixed.cells[cell].template)]
    }
    guard fixed.cells[cell].kind == .template else {
      return Value(tag: .filled, reference: place, word: Int64(cell))
    }
    guard depth < 32 else { return .none }
    let template = fixed.templates[fixed.cells[cell].template]
    // A text that is one hole and names a member of the card is that member, whatever it is.
    if template.alias >= 0 { return filled(Int(template.alias), by: place, depth: depth + 1) }
    let base = operands.count
    for part in template.parts {
      switch fixed.parts[part] {
      case .piece: break
      case .own(let own):
        let value = filled(Int(own), by: place, depth: depth + 1)
        operands.append(settled(value))
      case .name(let name):
        let value = settled(meaning(of: name, at: place))
        operands.append(value)
      }
    }
    var next = base
    let start = heap.texts.count
    for part in template.parts {
      if case .piece(let piece) = fixed.parts[part] {
        let pool = pool
        heap.write { $0.piece(pool, offset: Int(piece.offset), count: Int(piece.count)) }
      } else {
        writeOntoHeap(operands[next])
        next += 1
      }
    }
    operands.truncate(to: base)
    return heap.text(from: start)
  }

  /// What a name in a hole means; nothing is written for one that means nothing.
  private mutating func meaning(of name: Int32, at place: Int32) -> Value {
    let rows = fillings[heap.filling(at: place)]
    for index in 0..<rows.count where rows[index].name == name {
      return heap[filling: place, index]
    }
    return Value(tag: .string, reference: 0, word: 0)
  }

  /// The same as a structure.
  mutating func filled(_ cell: Int, _ place: Int32, depth: Int) -> Datum {
    guard depth < 32 else { return .none }
    guard fixed.cells[cell].hasHoles else { return fixed.data[cell] }
    switch fixed.data[cell] {
    case .list(let elements, let tuple):
      var result: [Datum] = []
      result.reserveCapacity(elements.count)
      for child in fixed.cells[cell].children {
        result.append(filled(Int(fixed.children[child].cell), place, depth: depth + 1))
      }
      return .list(result, tuple: tuple)
    case .record(let members):
      var result: [Datum.Member] = []
      result.reserveCapacity(members.count)
      for (child, member) in zip(fixed.cells[cell].children, members) {
        let value: Datum = filled(Int(fixed.children[child].cell), place, depth: depth + 1)
        result.append(Datum.Member(member.name, value))
      }
      return .record(result)
    default: return datum(filled(cell, by: place, depth: depth + 1))
    }
  }
}

// MARK: - Texts that are made of parts

extension Evaluator {
  /// One text of the operands from `base` on, which are dropped; one beyond the limit is cut, and
  /// noted.
  mutating func join(operandsFrom base: Int) -> Value {
    let start = heap.texts.count
    for index in base..<operands.count {
      // Most parts of a text are texts.
      let value = operands[index]
      if value.tag == .string { heap.writeAgain(value) } else { writeOntoHeap(value) }
    }
    operands.truncate(to: base)
    if heap.texts.count - start > Self.longestText {
      heap.write { $0.truncate(to: start) }
      hasFailed = true
    }
    return heap.text(from: start)
  }

  /// Bytes that a text made while playing may have; each turn of a loop may double one.
  private static let longestText = 1 << 20

  /// A value that is written without making anything: what were made meanwhile would stand in the
  /// midst of what is being written.
  @inline(__always)
  mutating func settled(_ value: Value) -> Value {
    value.tag == .actor || value.tag == .filled ? settledText(value) : value
  }

  private mutating func settledText(_ value: Value) -> Value {
    if value.tag == .actor {
      let name = shown(value)
      if name.tag != .actor, name.tag != .filled { return name }
    }
    let text = string(value)
    return keep(.text(text))
  }

  /// Appends the text that a ``settled(_:)`` value shows to the heap's.
  mutating func writeOntoHeap(_ value: Value) {
    let pool = pool
    switch value.tag {
    case .string: heap.writeAgain(value)
    case .text, .cell:
      let piece = piece(of: value)
      heap.write { $0.piece(pool, offset: Int(piece.offset), count: Int(piece.count)) }
    case .member:
      let piece = choices[value.reference].members[Int(value.word)]
      heap.write { $0.piece(pool, offset: Int(piece.offset), count: Int(piece.count)) }
    case .integer: heap.write { $0.zeroPadded(value.word, width: Int(value.places)) }
    case .made where makers[value.reference].makesText:
      let makers = makers
      heap.write { makers[value.reference].write(value.key, into: &$0) }
    default:
      // Bytes that are no text become one.
      let text = string(value)
      heap.write { $0.text(text) }
    }
  }
}

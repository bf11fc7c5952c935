extension Matcher {
  /// Reads a hole up to the earliest place where anything that can follow begins (with `to last`,
  /// the last one); where it ends, or -1.
  mutating func readOpen(_ number: Int32, from place: Int) -> Int {
    let hole = tables.holes[Int(number)]
    let end: Int
    if hole.isRun {
      end = run(hole, from: place)
    } else if hole.isLines {
      end = lines(hole, from: place)
    } else {
      end = text(hole, from: place)
    }
    guard end >= 0 else { return -1 }
    var (start, stop) = (place, end)
    if hole.padding > 0, !isNone(hole, start, stop) { trim(hole, &start, &stop) }
    starts[Int(hole.field)] = start
    ends[Int(hole.field)] = stop
    return end
  }

  private func isNone(_ hole: OpenHole, _ start: Int, _ end: Int) -> Bool {
    guard let none = hole.none, Int(none.count) == end - start else { return false }
    return view.common(with: tables.pool, none, at: start, end: end) == Int(none.count)
  }

  /// Takes the blanks of padding off.
  private func trim(_ hole: OpenHole, _ start: inout Int, _ end: inout Int) {
    guard characters(from: start, to: end) <= Int(hole.padding) else { return }
    if hole.isLeft {
      while start < end, view[start] == 0x20 { start += 1 }
    } else {
      while end > start, view[end - 1] == 0x20 { end -= 1 }
    }
  }

  /// The longest run of a set that nothing that follows begins inside of.
  @inline(__always)
  private mutating func run(_ hole: OpenHole, from place: Int) -> Int {
    var end = view.skip(tables.pool, Int(hole.set), from: place, to: limit)
    if end == limit { touched = true }
    if hole.members.count > 0 {
      end = max(end, member(hole.members.first, hole.members.count, at: place))
    }
    if end > place { return padded(hole, from: place, to: end) }
    if let none = hole.none, expect(none, at: place) { return place &+ Int(none.count) }
    return fail(place)
  }

  /// Goes on over the blanks that fill a hole to its width; -1 if some are missing.
  private mutating func padded(_ hole: OpenHole, from place: Int, to end: Int) -> Int {
    if hole.padding == 0 || hole.isLeft { return end }
    var end = end
    if hole.padding == Writer.unknownWidth {
      end = view.skipBlanks(from: end, to: limit)
      if end == limit { touched = true }
      return end
    }
    var width = characters(from: place, to: end)
    while width < Int(hole.padding) {
      if end == limit { touched = true }
      guard end < limit, view[end] == 0x20 else { return fail(end) }
      end += 1
      width += 1
    }
    return end
  }

  // MARK: - On a line

  private mutating func text(_ hole: OpenHole, from place: Int) -> Int {
    let line = lineEnd(from: place)
    if line == limit { touched = true }
    if hole.toLast { return lastOnLine(hole, from: place, line) }
    if let end = beforeBlanks(hole, from: place, line) { return end }
    let beginning = tables.beginnings[Int(hole.beginning)]
    if beginning.isAnything { return hole.isFilled ? fail(place) : place }
    var at = place
    if hole.members.count > 0 {
      at = max(at, member(hole.members.first, hole.members.count, at: at))
    }
    var isFirst = hole.isFilled && at == place
    while true {
      let from = isFirst ? min(at + 1, line) : at
      let next = seek(hole, beginning, from: from, to: line)
      if hole.set >= 0 {
        let stop = view.skip(tables.pool, Int(hole.set), from: at, to: next)
        if stop < next { return none(hole, from: place, stop) }
      }
      if isFirst, next == place { return none(hole, from: place, next) }
      isFirst = false
      at = next
      if hole.escapes >= 0, let length = escape(hole, at: at, line) {
        at = min(at + length, line)
        continue
      }
      if begins(hole.beginning, at: at) { return at }
      guard at < line else { return none(hole, from: place, at) }
      at += 1
    }
  }

  /// Where the blanks end that fill a run of a set up to its width, if it has any and what follows
  /// begins there; what follows may begin like the run goes on.
  private mutating func beforeBlanks(_ hole: OpenHole, from place: Int, _ line: Int) -> Int? {
    guard hole.padding > 0, !hole.isLeft, hole.set >= 0, hole.members.count == 0 else { return nil }
    let end = view.skip(tables.pool, Int(hole.set), from: place, to: line)
    guard end > place, end < line, view[end] == 0x20 else { return nil }
    let stop = padded(hole, from: place, to: end)
    return stop >= 0 && begins(hole.beginning, at: stop) ? stop : nil
  }

  /// What stands for `none` need not be of the hole's set.
  private mutating func none(_ hole: OpenHole, from place: Int, _ stopped: Int) -> Int {
    if let none = hole.none, hole.set >= 0, expect(none, at: place),
      begins(hole.beginning, at: place + Int(none.count))
    {
      return place + Int(none.count)
    }
    return fail(stopped)
  }

  /// The first place from `start` to `end` where what follows may begin, or an escape.
  @inline(__always)
  private func seek(_ hole: OpenHole, _ beginning: Beginning, from start: Int, to end: Int) -> Int {
    if beginning.hasBareEnd, hole.isLines { return start }
    var at = end
    if beginning.onlyByte < 0 {
      at = view.seek(tables.pool, Int(beginning.table), from: start, to: end)
    } else if beginning.onlyByte != 0x0A || hole.isLines {
      // A line, on the other hand, has no line end but at its end.
      at = view.find(UInt8(truncatingIfNeeded: beginning.onlyByte), from: start, to: end)
    }
    if hole.escapes >= 0 { at = view.seek(tables.pool, Int(hole.escapes), from: start, to: at) }
    return at
  }

  /// The length of an escape that stands at a place; what follows has no say inside of one.
  private mutating func escape(_ hole: OpenHole, at place: Int, _ line: Int) -> Int? {
    guard place < line,
      unsafe tables.pool.base[Int(hole.escapes) + Int(view[place])] != 0
    else { return nil }
    if hole.encoder >= 0 {
      let encoder = tables.encoders[Int(hole.encoder)]
      return unsafe view.withPrefix(line) { unsafe encoder.escapeLength($0, at: place) }
    }
    return begins(hole.beginning, at: place) ? nil : 2
  }

  /// The last place on the line where something that follows begins, the line's end only if there
  /// is no other.
  private mutating func lastOnLine(_ hole: OpenHole, from place: Int, _ line: Int) -> Int {
    let beginning = tables.beginnings[Int(hole.beginning)]
    let first = hole.isFilled ? place + 1 : place
    let sequences = Int(beginning.first)..<Int(beginning.first + beginning.count)
    let bound =
      hole.set < 0 ? line : view.skip(tables.pool, Int(hole.set), from: place, to: line)
    var at = min(bound, line)
    while at >= first {
      if at < limit, unsafe tables.pool.base[Int(beginning.table) + Int(view[at])] != 0 {
        for sequence in sequences where !tables.sequences[sequence].leavesLine {
          if stands(sequence, at: at, end: -1) { return at }
        }
      }
      at -= 1
    }
    if bound == line, line >= first, begins(hole.beginning, at: line) { return line }
    return none(hole, from: place, line)
  }

  // MARK: - Over lines

  /// Goes on to the record's end, or to where a bare event begins; there the record ends.
  private mutating func lines(_ hole: OpenHole, from place: Int) -> Int {
    let beginning = tables.beginnings[Int(hole.beginning)]
    if beginning.isAnything { return place }
    let end = min(barriers.first(behind: place) ?? limit, limit)
    if end == limit { touched = true }
    // Where the next record begins is certain, so that an end there comes before one elsewhere;
    // a record that may end anywhere ends at the first place that looks like it.
    let isLoose = endsAnywhere && beginning.endsBehindText
    if let found = search(hole, beginning, from: place, to: end, loose: isLoose) { return found }
    if !isLoose, beginning.endsBehindText,
      let found = search(hole, beginning, from: place, to: end, loose: true)
    {
      return found
    }
    return fail(end)
  }

  private mutating func search(
    _ hole: OpenHole, _ beginning: Beginning, from place: Int, to end: Int, loose: Bool
  ) -> Int? {
    var at = place
    var last: Int?
    while at <= end {
      at = seek(hole, beginning, from: at, to: end)
      if hole.escapes >= 0, let length = escape(hole, at: at, end) {
        at += length
        continue
      }
      if follows(beginning, at: at, end: end, loose: loose) {
        if !hole.toLast { return at }
        last = at
      }
      at += 1
    }
    return last
  }

  /// Whether a sequence stands here; the record's end counts at `end`, and if `loose`, at any line's
  /// start behind more than a line end.
  private mutating func follows(_ beginning: Beginning, at place: Int, end: Int, loose: Bool)
    -> Bool
  {
    for number in Int(beginning.first)..<Int(beginning.first + beginning.count) {
      let isLoose = loose && tables.sequences[number].endsBehindText
      if stands(number, at: place, end: isLoose ? -1 : end) { return true }
    }
    return false
  }
}

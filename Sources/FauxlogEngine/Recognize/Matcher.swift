/// Runs match programs over bytes: one pass, no backtracking, nothing allocated.
struct Matcher: ~Copyable {
  let tables: MatchTables
  /// The bytes.
  var view: ByteView
  /// Where the record must have ended.
  var limit = 0
  /// Where the fields of the program begin; -1 if they do not stand there.
  var starts: [Int]
  /// Where they end.
  var ends: [Int]
  /// Where the program that ran last came to a stop.
  var stop = 0
  /// Whether it would have looked behind the limit.
  var touched = false
  /// Lines that a `lines` hole must not swallow.
  var barriers = Barriers()
  /// Whether a record may end anywhere, since nothing shows where the next one begins.
  var endsAnywhere = false
  /// Items of lists: the loop, then where each field of the item begins and ends.
  var items: [Int] = []
  /// The position in the innermost loop.
  private var position = 0
  /// The line end found last, and from where on it was searched.
  private var line = (from: -1, end: -1)
  private var stamp = (time: Int32(-1), at: -1, end: -1)

  init(_ tables: MatchTables, fields: Int) {
    self.tables = tables
    unsafe view = ByteView(UnsafeBufferPointer(start: nil, count: 0))
    starts = Array(repeating: -1, count: fields)
    ends = starts
  }

  /// Looks at other bytes.
  mutating func look(at bytes: ByteView) {
    view = bytes
    line = (-1, -1)
    stamp = (-1, -1, -1)
  }

  /// Forgets fields before a program runs.
  @inline(__always)
  mutating func begin(fields: Int) {
    for field in 0..<fields { starts[field] = -1 }
    items.removeAll(keepingCapacity: true)
    position = 0
  }

  /// Runs ops from a place; where they end, or -1 if the bytes do not fit.
  mutating func run(_ ops: Range<Int32>, at start: Int) -> Int {
    var place = start
    var at = Int(ops.lowerBound)
    let last = Int(ops.upperBound)
    while at < last {
      switch tables.ops[at] {
      case .literal(let text):
        guard expect(text, at: place) else { return -1 }
        place &+= Int(text.count)
      case .closed(let field, let reader):
        let span = read(reader, at: place)
        guard span.next >= 0 else { return fail(place) }
        starts[Int(field)] = span.start
        ends[Int(field)] = span.end
        place = span.next
      case .open(let hole):
        place = readOpen(hole, from: place)
        guard place >= 0 else { return -1 }
      case .same(let field):
        let start = starts[Int(field)]
        if start >= 0 {
          let length = ends[Int(field)] - start
          guard place + length <= limit else { return touch(place) }
          guard view.isEqual(at: place, to: start, length: length) else { return fail(place) }
          (starts[Int(field)], ends[Int(field)]) = (place, place + length)
          place += length
          at += 1
        }
      case .unless(let beginning, let target):
        if !begins(beginning, at: place) {
          at = Int(target)
          continue
        }
      case .unlessPosition(let least, let target):
        if position < Int(least) {
          at = Int(target)
          continue
        }
      case .branch(let first, let count):
        guard let target = choose(first, count, at: place) else { return fail(place) }
        at = target
        continue
      case .jump(let target):
        at = Int(target)
        continue
      case .loop(let loop, let end):
        place = run(loop: Int(loop), Int32(at + 1)..<end, at: place)
        guard place >= 0 else { return -1 }
        at = Int(end)
        continue
      case .begin(let field): starts[Int(field)] = place
      case .end(let field):
        var end = place
        while end > starts[Int(field)], view[end - 1] == 0x0A || view[end - 1] == 0x0D { end -= 1 }
        ends[Int(field)] = end
      }
      at &+= 1
    }
    stop = place
    return place
  }

  // MARK: - Failing

  /// Notes where the bytes do not fit.
  @inline(__always)
  mutating func fail(_ place: Int) -> Int {
    stop = place
    return -1
  }

  /// Notes that there are too few bytes to know.
  mutating func touch(_ place: Int) -> Int {
    touched = true
    stop = place
    return -1
  }

  /// Whether a text stands at a place.
  @inline(__always)
  mutating func expect(_ text: World.Piece, at place: Int) -> Bool {
    let common = view.common(with: tables.pool, text, at: place, end: limit)
    if common == Int(text.count) { return true }
    if place &+ common == limit { touched = true }
    stop = place &+ common
    return false
  }

  /// The end of the line that `place` stands in: its line end, or the limit.
  @inline(__always)
  mutating func lineEnd(from place: Int) -> Int {
    if place >= line.from, place <= line.end, line.end <= limit { return line.end }
    let end = view.find(0x0A, from: place, to: limit)
    line = (place, end)
    if end == limit { line.from = .max }
    return end
  }

  // MARK: - Pieces

  private mutating func choose(_ first: Int32, _ count: Int32, at place: Int) -> Int? {
    for number in Int(first)..<Int(first + count) {
      let (beginning, target) = tables.branches[number]
      if begins(beginning, at: place) { return Int(target) }
    }
    return nil
  }

  private mutating func run(loop number: Int, _ body: Range<Int32>, at start: Int) -> Int {
    let loop = tables.loops[number]
    let outer = position
    defer { position = outer }
    var place = start
    var count = 0
    while true {
      if count == 0 {
        if loop.atLeast == 0, !begins(loop.enter, at: place) { break }
      } else {
        guard begins(loop.again, at: place) else {
          if count < Int(loop.atLeast) { return fail(place) }
          break
        }
        if let joint = loop.joint { place += Int(joint.count) }
      }
      position = count
      for field in loop.inner { starts[Int(field)] = -1 }
      for field in loop.repeated { starts[Int(field)] = -1 }
      let end = run(body, at: place)
      guard end >= 0 else { return -1 }
      guard end > place else { return fail(place) }
      place = end
      count += 1
      if loop.field >= 0 { note(item: loop, number) }
    }
    if loop.takesLineEnd, count > 0 {
      guard place < limit else { return touch(place) }
      guard view[place] == 0x0A else { return fail(place) }
      place += 1
    }
    if loop.field >= 0 {
      starts[Int(loop.field)] = start
      ends[Int(loop.field)] = place
    }
    return place
  }

  private mutating func note(item loop: MatchLoop, _ number: Int) {
    items.append(number)
    for field in loop.inner {
      items.append(starts[Int(field)])
      items.append(ends[Int(field)])
    }
  }

  // MARK: - Looking ahead

  /// Whether one of the sequences of a beginning stands at a place.
  @inline(__always)
  mutating func begins(_ number: Int32, at place: Int) -> Bool {
    begins(number, at: place, end: -1)
  }

  /// The same; the record's end counts at `end`, or at any line's start if that is -1.
  mutating func begins(_ number: Int32, at place: Int, end: Int) -> Bool {
    let beginning = tables.beginnings[Int(number)]
    if beginning.isAnything { return true }
    if place < limit {
      let isFirst = unsafe tables.pool.base[Int(beginning.table) + Int(view[place])] != 0
      if !isFirst, !beginning.hasBareEnd { return false }
    }
    for sequence in Int(beginning.first)..<Int(beginning.first + beginning.count)
    where stands(sequence, at: place, end: end) { return true }
    return false
  }

  /// Whether the atoms of a sequence stand at a place.
  mutating func stands(_ number: Int, at start: Int, end: Int) -> Bool {
    let sequence = tables.sequences[number]
    var place = start
    for index in Int(sequence.first)..<Int(sequence.first + sequence.count) {
      switch tables.atoms[index] {
      case .literal(let text):
        let common = view.common(with: tables.pool, text, at: place, end: limit)
        if common < Int(text.count) {
          if place &+ common == limit { touched = true }
          return false
        }
        place &+= common
      case .reader(let reader):
        let span = read(reader, at: place)
        if span.next < 0 { return false }
        place = span.next
      case .set(let table):
        guard place < limit else {
          touched = true
          return false
        }
        return unsafe tables.pool.base[Int(table) + Int(view[place])] != 0
      case .end:
        if place == limit || place == end { return true }
        return end < 0 && (place == 0 || view[place - 1] == 0x0A)
      }
    }
    return true
  }

  // MARK: - Times

  /// Reads a time and remembers it; where it ends, or -1.
  mutating func readTime(_ number: Int32, at place: Int) -> Int {
    if stamp.time == number, stamp.at == place { return stamp.end }
    var fields = TimeFields()
    let pattern = tables.times[Int(number)].pattern
    let end = unsafe view.withPrefix(limit) {
      unsafe pattern.read($0, from: place, fields: &fields)
    }
    if end == nil, lineEnd(from: place) == limit, limit - place < pattern.maxLength {
      touched = true
      return -1
    }
    stamp = (number, place, end ?? -1)
    return end ?? -1
  }
}

extension Matcher {
  /// A hole that was read: its text, and where reading goes on; -1 if it does not stand there.
  struct Span {
    var start: Int
    var end: Int
    var next: Int
    static let failed = Span(start: -1, end: -1, next: -1)
  }

  /// Reads a hole that knows its own end.
  mutating func read(_ number: Int32, at place: Int) -> Span {
    let reader = tables.readers[Int(number)]
    if reader.padding == 0, reader.none == nil { return value(reader.kind, at: place) }
    var start = place
    if reader.isLeft, reader.padding > 0 {
      while start < limit, view[start] == 0x20 { start += 1 }
    }
    var span = value(reader.kind, at: start)
    if let none = reader.none, span.next < 0 {
      guard expect(none, at: start) else { return .failed }
      span = Span(start: start, end: start + Int(none.count), next: start + Int(none.count))
    }
    guard span.next >= 0, reader.padding > 0 else { return span }
    if reader.isLeft {
      return start > place && span.next - place > Int(reader.padding) ? .failed : span
    }
    if reader.padding == Writer.unknownWidth {
      span.next = view.skipBlanks(from: span.next, to: limit)
      if span.next == limit { touched = true }
      return span
    }
    // Blanks count as characters; what is not ASCII has fewer of these than bytes.
    var width = characters(from: place, to: span.next)
    while width < Int(reader.padding) {
      guard span.next < limit else {
        touched = true
        return .failed
      }
      guard view[span.next] == 0x20 else { return .failed }
      span.next += 1
      width += 1
    }
    return span
  }

  /// How many characters stand in a range.
  func characters(from start: Int, to end: Int) -> Int {
    var count = 0
    for place in start..<end where view[place] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private mutating func value(_ kind: ClosedReader.Kind, at place: Int) -> Span {
    let end: Int
    switch kind {
    case .integer(let low, let high, let width): end = integer(low, high, Int(width), at: place)
    case .decimal(let low, let high, let places, let least):
      end = decimal(low, high, Int(least)...Int(places), at: place)
    case .choice(let first, let count): end = member(first, count, at: place)
    case .time(let time): end = readTime(time, at: place)
    case .run(let table, let least, let most):
      let bound = min(limit, place &+ Int(most))
      let stop = view.skip(tables.pool, Int(table), from: place, to: bound)
      if stop == limit { touched = true }
      end = stop - place >= Int(least) ? stop : -1
    case .uuid: end = uuid(at: place)
    case .either(let first, let count):
      var best = Span.failed
      for number in Int(first)..<Int(first + count) {
        let span = value(tables.readers[Int(tables.alternatives[number])].kind, at: place)
        if span.next > best.next { best = span }
      }
      return best
    case .data(let notation): end = data(notation, at: place)
    case .stringInside(let notation): end = stringInside(notation, at: place)
    case .pythonString: return pythonString(at: place)
    }
    return Span(start: place, end: end, next: end)
  }

  /// Reads digits with a sign if the range has negative numbers.
  private mutating func digits(_ place: Int, signed: Bool, _ word: inout UInt64) -> Int {
    var at = place
    if signed, at < limit, view[at] == 0x2D { at += 1 }
    let first = at
    while at < limit {
      let digit = view[at] &- 0x30
      guard digit < 10 else { break }
      guard at &- first < 18 else { return -1 }
      word = word &* 10 &+ UInt64(digit)
      at &+= 1
    }
    if at == limit { touched = true }
    return at > first ? at : -1
  }

  private mutating func integer(_ low: Int64, _ high: Int64, _ width: Int, at place: Int) -> Int {
    var word: UInt64 = 0
    let end = digits(place, signed: low < 0, &word)
    guard end >= 0 else { return -1 }
    let isNegative = view[place] == 0x2D
    if width > 0, end - place - (isNegative ? 1 : 0) != width { return -1 }
    let value = isNegative ? -Int64(word) : Int64(word)
    return value >= low && value <= high ? end : -1
  }

  private mutating func decimal(
    _ low: Int64, _ high: Int64, _ places: ClosedRange<Int>, at place: Int
  ) -> Int {
    var word: UInt64 = 0
    var end = digits(place, signed: low < 0, &word)
    guard end >= 0, places.upperBound <= 18 else { return -1 }
    var part: UInt64 = 0
    var count = 0
    if end < limit, view[end] == 0x2E {
      let start = end + 1
      let stop = digits(start, signed: false, &part)
      if stop < 0, places.lowerBound > 0 { return -1 }
      // The point behind a number without decimals may be what follows it.
      if stop >= 0 { (count, end) = (stop - start, stop) }
    }
    guard places.contains(count) else { return -1 }
    for _ in count..<places.upperBound { part *= 10 }
    for _ in 0..<places.upperBound {
      let (product, overflow) = word.multipliedReportingOverflow(by: 10)
      if overflow || product > UInt64(Int64.max) / 2 { return -1 }
      word = product
    }
    word += part
    guard word <= UInt64(Int64.max) else { return -1 }
    let value = view[place] == 0x2D ? -Int64(word) : Int64(word)
    return value >= low && value <= high ? end : -1
  }

  /// The longest member that stands at a place.
  mutating func member(_ first: Int32, _ count: Int32, at place: Int) -> Int {
    for number in Int(first)..<Int(first + count) {
      let text = tables.members[number]
      let common = view.common(with: tables.pool, text, at: place, end: limit)
      if common == Int(text.count) { return place &+ common }
      if place &+ common == limit { touched = true }
    }
    return -1
  }

  private mutating func uuid(at place: Int) -> Int {
    for step in 0..<36 {
      guard place + step < limit else { return touch(place + step) }
      let byte = view[place + step]
      if step == 8 || step == 13 || step == 18 || step == 23 {
        guard byte == 0x2D else { return -1 }
      } else {
        guard byte &- 0x30 < 10 || byte &- 0x61 < 6 else { return -1 }
      }
    }
    return place + 36
  }

  private mutating func data(_ notation: Notation, at place: Int) -> Int {
    var failed = place
    let end = unsafe view.withPrefix(limit) {
      unsafe notation.scan($0, from: place, failedAt: &failed)
    }
    if (end ?? failed) >= limit { touched = true }
    return end ?? -1
  }

  private mutating func stringInside(_ notation: Notation, at place: Int) -> Int {
    let line = lineEnd(from: place)
    let end = unsafe view.withPrefix(line) {
      unsafe notation.closingQuote($0, from: place, quote: 0x22)
    }
    if end == nil, line == limit { touched = true }
    return end ?? -1
  }

  private mutating func pythonString(at place: Int) -> Span {
    let line = lineEnd(from: place)
    let string = unsafe view.withPrefix(line) {
      unsafe Notation.python.scanString($0, from: place)
    }
    guard let (content, end) = string else {
      if line == limit { touched = true }
      return .failed
    }
    return Span(start: content.lowerBound, end: content.upperBound, next: end)
  }
}

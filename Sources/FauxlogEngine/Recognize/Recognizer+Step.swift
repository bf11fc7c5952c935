extension Recognizer {
  /// What limits a record.
  private struct Limit {
    /// Where it must have ended.
    var place: Int
    /// Whether that is certain: the next record begins there, or the file ends.
    var isCertain: Bool
    /// Whether the file ends there.
    var isFileEnd: Bool
  }

  /// Reads the record or unknown lines at `at`; where they end, or nil if more bytes are needed.
  func step(_ view: ByteView, _ found: (Finding) -> Void) -> Int? {
    let isHead: Bool
    if reader.heads.isEmpty || reader.format.isWholeFile {
      isHead = false
      if reader.format.isWholeFile, !isLast { return nil }
    } else {
      guard let fits = fitsHead(at, view) else { return nil }
      isHead = fits
    }
    let limit = findLimit(view)
    matcher.limit = limit.place
    matcher.endsAnywhere =
      (!isHead || reader.format.coding.repeatsHead) && !reader.format.isWholeFile
    matcher.touched = false
    var choice = Choice()
    if isHead {
      chooseHeaded(limit.isCertain, &choice, view)
    } else {
      let events = reader.bareIndex.events(at: at, view, limit: limit.place)
      _ = choose(events, of: reader.bare, behind: at, limit.isCertain, &choice, view)
    }
    if !limit.isCertain, matcher.touched || choice.needsMore { return nil }
    if let program = choice.program {
      flush(found)
      let lines = program.isSingleLine ? 1 : view.lines(at..<choice.end)
      if program.event >= reader.format.events.count {
        found(.frame(lines: lines))
        line += lines
        return choice.end
      }
      if !choice.isLoaded { _ = run(program) }
      reading.load(program.event, line: line, lines: lines, at: at, choice.end, offset, &matcher)
      found(.record(reading))
      line += lines
      return choice.end
    }
    if !limit.isCertain {
      let line = view.find(0x0A, from: at, to: limit.place)
      if isHead || line == limit.place { return nil }
    }
    return notUnderstood(isHead: isHead, limit, view, found)
  }

  // MARK: - Choosing

  /// The best candidate so far.
  private struct Choice {
    var program: EventProgram?
    var end = -1
    /// Whether its fields are those in the matcher.
    var isLoaded = false
    /// Whether it ends where the bytes end for now.
    var needsMore = false
  }

  /// Tries events by specificity: the first that ends where the record must end, else the one that
  /// reaches furthest.
  ///
  /// Whether it was found, so that no other need be tried.
  private func choose(
    _ events: [Int32], of programs: [EventProgram], behind headEnd: Int, _ isCertain: Bool,
    _ choice: inout Choice, _ view: ByteView
  ) -> Bool {
    for event in events {
      let program = programs[Int(event)]
      if choice.program != nil, program.isSingleLine { continue }
      if let lead = program.lead, !matcher.expect(lead, at: headEnd) { continue }
      choice.isLoaded = false
      let end = run(program)
      guard end > at, end == matcher.limit || view[end - 1] == 0x0A, end > choice.end else {
        continue
      }
      choice.program = program
      choice.end = end
      choice.isLoaded = true
      if end == matcher.limit {
        choice.needsMore = !isCertain && !reader.isSingleLine
        return true
      }
      if reader.isSingleLine || matcher.barriers.contains(end) { return true }
    }
    return false
  }

  /// Tries the events of every head that stands here; mostly that is one, for heads differ in the
  /// level.
  private func chooseHeaded(_ isCertain: Bool, _ choice: inout Choice, _ view: ByteView) {
    var fitting = (head: -1, end: -1)
    var others: [(event: Int32, end: Int)] = []
    func add(_ head: Int, _ end: Int) {
      let events = reader.headedIndex[head].events(at: end, view, limit: matcher.limit)
      others += events.map { ($0, end) }
    }
    for (head, ops) in reader.heads.enumerated() {
      let end = matcher.run(ops, at: at)
      guard end >= 0 else { continue }
      if fitting.head >= 0 {
        if others.isEmpty { add(fitting.head, fitting.end) }
        add(head, end)
      } else {
        fitting = (head, end)
      }
    }
    if fitting.head < 0 { return }
    if others.isEmpty {
      let events = reader.headedIndex[fitting.head].events(
        at: fitting.end, view, limit: matcher.limit)
      _ = choose(events, of: reader.headed, behind: fitting.end, isCertain, &choice, view)
      return
    }
    others.sort { $0.event < $1.event }
    for (event, end) in others {
      if choose([event], of: reader.headed, behind: end, isCertain, &choice, view) { return }
    }
  }

  @inline(__always)
  private func run(_ program: EventProgram) -> Int {
    matcher.begin(fields: program.fields)
    return matcher.run(program.ops, at: at)
  }

  // MARK: - Where records end

  /// Whether the line at a place fits the head; nil if that cannot be known yet.
  private func fitsHead(_ place: Int, _ view: ByteView) -> Bool? {
    if place == nextHead || place == knownHead { return true }
    guard isLast || view.find(0x0A, from: place, to: view.count) < view.count else { return nil }
    matcher.limit = view.count
    matcher.touched = false
    for head in reader.heads where matcher.run(head, at: place) >= 0 {
      knownHead = place
      return true
    }
    return matcher.touched && !isLast ? nil : false
  }

  private func findLimit(_ view: ByteView) -> Limit {
    var limit = Limit(place: view.count, isCertain: isLast, isFileEnd: isLast)
    if !reader.heads.isEmpty, !reader.format.isWholeFile {
      if nextHead <= at { findNextHead(view) }
      if nextHead > at { limit = Limit(place: nextHead, isCertain: true, isFileEnd: false) }
    }
    if limit.place - at > Self.longestRecord {
      limit = Limit(place: at + Self.longestRecord, isCertain: false, isFileEnd: false)
    }
    if reader.needsBarriers { findBarriers(view, &limit) }
    return limit
  }

  private func findNextHead(_ view: ByteView) {
    nextHead = -1
    var place = max(headsKnownTo, at)
    while place < view.count {
      // `place` itself is known: it is `at`, or a line that fits no head.
      let start = view.find(0x0A, from: place, to: view.count) + 1
      guard start < view.count, let fits = fitsHead(start, view) else { break }
      if fits {
        nextHead = start
        break
      }
      place = start
    }
    headsKnownTo = place
  }

  /// Notes lines at which a bare event begins that says more than any text.
  private func findBarriers(_ view: ByteView, _ limit: inout Limit) {
    var place = max(barriersKnownTo, at)
    matcher.limit = limit.place
    while place < limit.place {
      let start = view.find(0x0A, from: place, to: limit.place) + 1
      guard start < limit.place else { break }
      matcher.touched = false
      let begins = beginsBare(start)
      if matcher.touched, !limit.isCertain {
        limit.place = start
        break
      }
      if begins { matcher.barriers.append(start) }
      place = start
    }
    barriersKnownTo = place
  }

  private func beginsBare(_ place: Int) -> Bool {
    for event in reader.barrierIndex.events(at: place, matcher.view, limit: matcher.limit) {
      let program = reader.barriers[Int(event)]
      if program.beginning >= 0 {
        if matcher.begins(program.beginning, at: place) { return true }
      } else if !program.opening.isEmpty {
        matcher.begin(fields: program.fields)
        if matcher.run(program.opening, at: place) >= 0 { return true }
      }
    }
    return false
  }

  // MARK: - Not understood

  /// Lines of a record that no event takes, or one line that is in no record.
  private func notUnderstood(
    isHead: Bool, _ limit: Limit, _ view: ByteView, _ found: (Finding) -> Void
  ) -> Int {
    let barrier = matcher.barriers.first(behind: at).flatMap { $0 < limit.place ? $0 : nil }
    var end = barrier ?? limit.place
    let isCut = matcher.touched && limit.isFileEnd && barrier == nil
    if !isHead, !isCut, !reader.format.isWholeFile {
      end = min(view.find(0x0A, from: at, to: limit.place) + 1, limit.place)
    }
    let joins = !isHead && !isCut
    if joins, var open = unknown {
      open.lines += 1
      unknown = open
      line += 1
      return end
    }
    flush(found)
    var lost = lines(at..<end, view)
    explain(&lost, isHead ? reader.headed : reader.bare, view)
    line += lost.lines
    if joins {
      unknown = lost
    } else {
      found(isCut ? .cut(lost) : .unknown(lost))
    }
    return end
  }

  /// Finds the event that took the most of unknown lines.
  private func explain(_ lost: inout UnknownLines, _ programs: [EventProgram], _ view: ByteView) {
    var furthest = -1
    for program in programs {
      let end = run(program)
      let stop = max(matcher.stop, end)
      if stop > furthest, program.event < reader.format.events.count {
        (furthest, lost.nearest) = (stop, program.event)
      }
    }
    guard furthest >= at else { return }
    var start = furthest
    while start > at, view[start - 1] != 0x0A { start -= 1 }
    lost.stoppedAt = (
      line + (start > at ? view.lines(at..<start) : 0), furthest - start + 1
    )
  }
}

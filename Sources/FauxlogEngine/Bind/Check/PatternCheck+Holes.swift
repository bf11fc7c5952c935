import FauxlogLanguage

extension PatternCheck {
  // MARK: - Open holes

  /// An open hole ends: something else follows it, and no value holds what follows.
  mutating func checkOpen(_ number: Int, then after: Rest) {
    let field = pattern.fields[number]
    if let second = finder.openHole(at: after), !isEnded(field, by: second) {
      binder.fail(
        pattern.fields[second].place,
        "two open holes meet, $\(field.name)$\(pattern.fields[second].name)",
        help: "put text between them, or give \(field.name) a closed kind")
      return
    }
    guard isNew(number, "open") else { return }
    let leads = finder.leads(after)
    for value in values(of: number) {
      guard let written = written(value, field) else { return }
      if !check(value, written, number, leads) { return }
    }
    if field.writer.toLast { checkRight(of: number, then: after) }
  }

  /// Whether an open hole with a set of its own ends before another such hole can begin.
  private func isEnded(_ field: Field, by second: Int) -> Bool {
    guard let set = field.openSet, let other = pattern.fields[second].openSet else { return false }
    return set.isDisjoint(with: other)
  }

  /// Whether a value of an open hole can be read back; says what is wrong if not.
  private func check(
    _ value: KnownValue, _ written: [UInt8], _ number: Int, _ leads: [Lead]
  ) -> Bool {
    let field = pattern.fields[number]
    if let set = field.openSet {
      if written.isEmpty {
        binder.fail(field.place, "$\(field.name) has at least a byte: \(value.origin) is empty")
        return false
      }
      if let place = written.firstIndex(where: { !set.contains($0) }),
        !isMember(written, of: field)
      {
        binder.fail(
          field.place,
          "$\(field.name) cannot be read back: \(value.origin) has \(quoted(written[place...]))",
          help: "such a value is a `text`")
        return false
      }
    }
    switch field.reader {
    case .lines: if checkInnerLines(field, value, written) { return false }
    default:
      if written.contains(0x0A) {
        binder.fail(
          field.place, "$\(field.name) is one line: \(value.origin) has a line end",
          help: "several lines are `lines`")
        return false
      }
    }
    guard !field.writer.toLast, !field.isCoded, case .text = field.writer.form else { return true }
    return holdsNoEnd(value, written, field, leads)
  }

  private func isMember(_ written: [UInt8], of field: Field) -> Bool {
    guard case .choice(let number, _) = field.reader else { return false }
    return binder.builder.choices[Int(number)].members.contains { binder.bytes(of: $0) == written }
  }

  private func holdsNoEnd(
    _ value: KnownValue, _ written: [UInt8], _ field: Field, _ leads: [Lead]
  ) -> Bool {
    let first = field.openSet == nil ? 0 : 1
    for place in written.indices.dropFirst(first) {
      for lead in leads where !lead.beginsSoft && lead.sets.first?.contains(written[place]) == true
      {
        guard leads.contains(where: { lead.stands(in: written, at: place, then: $0) }) else {
          continue
        }
        let text = lead.text
        binder.fail(
          field.place,
          "$\(field.name) could contain the text that ends it: \(value.origin) has "
            + quoted(text.isEmpty ? Array(written[place...]) : Array(text.utf8)),
          help: "use `to last`, or change it")
        return false
      }
    }
    return true
  }

  // MARK: - Searched from the right

  /// Nothing further right on the line holds the text that ends a hole that is `to last`.
  private func checkRight(of number: Int, then after: Rest) {
    guard case .items(let body, let index, _, _) = after, index < body.count,
      case .literal(let ending) = body[index]
    else { return }
    let text = Array(ending.prefix { $0 != 0x0A })
    guard !text.isEmpty, text.count == ending.count else { return }
    checkRight(Array(body[(index + 1)...]), of: pattern.fields[number], text)
  }

  private func checkRight(_ items: [Pattern], of field: Field, _ text: [UInt8]) {
    for item in items {
      switch item {
      case .literal(let literal):
        if contains(literal.prefix { $0 != 0x0A }, text) {
          binder.fail(
            field.place,
            "the text that ends $\(field.name), \(quoted(text)), stands once more on its right",
            help: "leave out `to last`, or change the line")
          return
        }
        if literal.contains(0x0A) { return }
      case .field(let other):
        for value in values(of: other) where contains(value.text[...], text) {
          let name = pattern.fields[other].name
          binder.fail(
            pattern.fields[other].place,
            "$\(name) stands right of $\(field.name), which is `to last`, and could contain the text "
              + "that ends it: \(value.origin) has \(quoted(text))")
          return
        }
      default: return
      }
    }
  }

  private func contains(_ bytes: ArraySlice<UInt8>, _ text: [UInt8]) -> Bool {
    guard bytes.count >= text.count else { return false }
    return (bytes.startIndex...(bytes.endIndex - text.count)).contains {
      bytes[$0...].starts(with: text)
    }
  }

  // MARK: - Closed holes

  /// A closed hole's values can be read back, and what follows does not prolong them.
  mutating func checkClosed(_ number: Int, then after: Rest) {
    let field = pattern.fields[number]
    guard isNew(number, "closed") else { return }
    let leads = finder.leads(after)
    checkFit(number)
    guard let more = continuation(of: field.reader), field.writer.padding == nil else {
      checkMembers(field, leads)
      return
    }
    for lead in leads where !lead.beginsSoft {
      guard let first = lead.sets.first, !first.isDisjoint(with: more) else { continue }
      return failProlonged(field, by: quoted(lead.text.utf8))
    }
    guard let open = finder.openHole(at: after) else { return }
    for value in values(of: open) {
      guard let first = written(value, pattern.fields[open])?.first, more.contains(first) else {
        continue
      }
      return failProlonged(
        field, by: "$\(pattern.fields[open].name), where \(value.origin) has \(quoted(value.text))")
    }
  }

  private func failProlonged(_ field: Field, by text: String) {
    binder.fail(
      field.place, "what follows prolongs $\(field.name): \(text)", help: "put text between them"
    )
  }

  /// The bytes that a reader would take for more of a closed hole; nil if it has a fixed end.
  private func continuation(of reader: Reader) -> ByteSet? {
    switch reader {
    case .either(let readers):
      let sets = readers.compactMap { continuation(of: $0) }
      return sets.isEmpty ? nil : sets.reduce(into: ByteSet()) { $0.formUnion($1) }
    case .integer, .decimal: return .digits
    case .run(let set, let least, let most): return least == most ? nil : set
    case .time(let time):
      let set = pattern.times[time].pattern.continuation
      return set == ByteSet() ? nil : set
    default: return nil
    }
  }

  /// No member of a choice, with what follows, is a longer member.
  private func checkMembers(_ field: Field, _ leads: [Lead]) {
    guard case .choice(let number, open: false) = field.reader else { return }
    let members = Set(binder.builder.choices[Int(number)].members.map { binder.bytes(of: $0) })
    for long in members {
      for end in long.indices.dropFirst() where members.contains(Array(long[..<end])) {
        let (short, rest) = (Array(long[..<end]), Array(long[end...]))
        for lead in leads where !lead.beginsSoft && lead.sets.count >= rest.count {
          guard zip(lead.sets, rest).allSatisfy({ $0.contains($1) }) else { continue }
          binder.fail(
            field.place,
            "what follows prolongs $\(field.name): \(quoted(short)) becomes \(quoted(long))")
          return
        }
      }
    }
  }

  // MARK: - Values

  /// How a value is written in a hole; nil if only writing tells.
  func written(_ value: KnownValue, _ field: Field) -> [UInt8]? {
    guard field.writer.padding == nil, field.writer.cut == nil else { return nil }
    guard case .text = field.writer.form else { return nil }
    var text = value.text
    for number in field.writer.encoders {
      var line = LineWriter(capacity: 256)
      unsafe text.withUnsafeBufferPointer {
        unsafe pattern.encoders[number].encode($0, into: &line)
      }
      text = unsafe line.withBytes { unsafe Array($0) }
    }
    return text
  }
}

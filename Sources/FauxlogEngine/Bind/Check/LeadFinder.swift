import FauxlogLanguage

/// Finds what can stand at places of a record's pattern.
struct LeadFinder {
  let pattern: RecordPattern
  let binder: Binder
  /// More alternatives than these are not told apart.
  private static let limit = 64

  init(_ pattern: RecordPattern, _ binder: Binder) {
    self.pattern = pattern
    self.binder = binder
  }

  /// What can stand at a place; what the reader looks ahead.
  func leads(_ rest: Rest) -> [Lead] {
    var lookahead = Lookahead { number in
      let field = pattern.fields[number]
      guard field.isOpen else { return (.reader(Int32(number)), least(of: field), false) }
      guard let set = field.openSet else { return (.anything, 1, true) }
      return (.set(HashableSet(set: set)), 1, true)
    }
    var result: [Lead] = []
    for sequence in lookahead.sequences(rest) {
      result += leads(of: sequence[...], limit: Self.limit)
      if result.count > Self.limit { return [Lead(sets: [], end: .unknown)] }
    }
    return result
  }

  private func leads(of atoms: ArraySlice<AtomDraft>, limit: Int) -> [Lead] {
    guard let first = atoms.first else { return [Lead(sets: [], end: .unknown)] }
    switch first {
    case .end: return [Lead(sets: [], end: .record)]
    case .anything: return [Lead(sets: [], end: .unknown)]
    case .set(let set): return [Lead(sets: [set.set], end: .unknown, isSoft: true)]
    case .literal(let text):
      return prefix(
        text.map { ByteSet(CollectionOfOne($0)) }, leads(of: atoms.dropFirst(), limit: limit))
    case .reader(let number):
      let (forms, isWhole) = forms(of: pattern.fields[Int(number)])
      guard isWhole, forms.count <= limit else {
        return forms.prefix(limit).map { Lead(sets: $0, end: .unknown) }
      }
      let more = leads(of: atoms.dropFirst(), limit: limit / max(forms.count, 1))
      return forms.flatMap { prefix($0, more) }
    }
  }

  private func prefix(_ sets: [ByteSet], _ more: [Lead]) -> [Lead] {
    more.map { lead in
      let all = sets + lead.sets
      guard all.count > Lookahead.reach else {
        return Lead(sets: all, end: lead.end, isSoft: lead.isSoft)
      }
      return Lead(sets: Array(all.prefix(Lookahead.reach)), end: .unknown)
    }
  }

  /// The open hole that can stand at a place before any byte; nil if there is none.
  func openHole(at rest: Rest) -> Int? {
    switch rest {
    case .end, .anything: return nil
    case .text(let text, let then): return text.isEmpty ? openHole(at: then) : nil
    case .again(let each, let then):
      if !each.joint.isEmpty || each.endsBehindJoint { return nil }
      return openHole(at: .items(each.itemBody, from: 0, .later, then: .end))
        ?? openHole(at: then)
    case .items(let body, let index, let place, let then):
      guard index < body.count else { return openHole(at: then) }
      let after = Rest.items(body, from: index + 1, place, then: then)
      switch body[index] {
      case .literal(let text): return text.isEmpty ? openHole(at: after) : nil
      case .field(let number): return pattern.fields[number].isOpen ? number : nil
      case .maybe(let maybe):
        return openHole(at: .items(maybe.body, from: 0, place, then: after)) ?? openHole(at: after)
      case .each(let each):
        return openHole(at: .items(each.itemBody, from: 0, .first, then: after))
          ?? (each.atLeast > 0 ? nil : openHole(at: after))
      case .oneOf(let alternatives, _, _):
        return alternatives.lazy.compactMap {
          openHole(at: .items($0.body, from: 0, place, then: after))
        }.first
      case .piece(_, let inner): return openHole(at: .items(inner, from: 0, place, then: after))
      case .optionalLine: return nil
      }
    }
  }

  // MARK: - Closed holes

  private func least(of field: Field) -> Int {
    switch field.reader {
    case .integer(_, _, let width): max(width, 1)
    case .decimal(_, _, let places): places.lowerBound > 0 ? places.lowerBound + 2 : 1
    case .run(_, let least, _): max(least, 1)
    case .time(let time): pattern.times[time].pattern.minLength
    case .uuid: 36
    default: 1
    }
  }

  /// The forms of a closed hole, and whether they are all of it; else anything can come behind.
  func forms(of field: Field) -> (forms: [[ByteSet]], isWhole: Bool) {
    var (forms, isWhole) = valueForms(of: field)
    if let none = field.writer.none {
      forms.append(binder.bytes(of: none).map { ByteSet(CollectionOfOne($0)) })
    }
    if let padding = field.writer.padding {
      if padding.left { return (forms + [[ByteSet(CollectionOfOne(0x20))]], false) }
      isWhole = false
    }
    return (forms, isWhole)
  }

  private func valueForms(of field: Field) -> (forms: [[ByteSet]], isWhole: Bool) {
    forms(of: field.reader)
  }

  private func forms(of reader: Reader) -> (forms: [[ByteSet]], isWhole: Bool) {
    switch reader {
    case .either(let readers):
      let all = readers.map { forms(of: $0) }
      return (all.flatMap(\.forms), all.allSatisfy(\.isWhole))
    case .integer(let low, let high, let width):
      return Self.numbers(low, high, width: width, places: 0)
    case .decimal(let low, let high, let places):
      let (forms, isWhole) = Self.numbers(low, high, width: 0, places: places.upperBound)
      guard places.count > 1 else { return (forms, isWhole) }
      // Fewer decimals end it earlier, so only the digits in front of the point are certain.
      return (forms.map { Array($0.dropLast(places.upperBound + 1)) }, false)
    case .choice(let number, _):
      let members = binder.builder.choices[Int(number)].members
      guard members.count <= Self.limit else {
        return ([[ByteSet(members.compactMap { binder.bytes(of: $0).first })]], false)
      }
      return (
        members.map { binder.bytes(of: $0).map { ByteSet(CollectionOfOne($0)) } }, true
      )
    case .bool(let notation):
      let words = notation?.isPython == true ? ["True", "False"] : ["true", "false"]
      return (words.map { $0.utf8.map { ByteSet(CollectionOfOne($0)) } }, true)
    case .time(let time):
      let (sets, isWhole) = pattern.times[time].pattern.sets
      return ([sets], isWhole)
    case .run(let set, let least, let most):
      let sets = Array(repeating: set, count: min(max(least, 1), Lookahead.reach))
      return ([sets], least == most || least >= Lookahead.reach)
    case .uuid:
      let hex = ByteSet(Array("0123456789abcdef".utf8))
      let dash = ByteSet(CollectionOfOne(0x2D))
      return ([(0..<Lookahead.reach).map { $0 == 8 || $0 == 13 ? dash : hex }], true)
    case .text, .lines, .bounded, .piece: return ([[]], false)
    case .quoted(let notation):
      return (notation.isPython ? [[ByteSet(Array("'\"u".utf8))]] : [[]], false)
    case .data(.json): return ([[ByteSet(Array("{[\"-0123456789tfn".utf8))]], false)
    case .data: return ([[]], false)
    }
  }

  /// Numbers of a range, a form for each number of digits.
  private static func numbers(_ low: Int64, _ high: Int64, width: Int, places: Int) -> (
    forms: [[ByteSet]], isWhole: Bool
  ) {
    let tail =
      places == 0
      ? [] : [ByteSet(CollectionOfOne(0x2E))] + Array(repeating: ByteSet.digits, count: places)
    func digits(_ count: Int) -> [ByteSet] { Array(repeating: .digits, count: count) + tail }
    let minus = ByteSet(CollectionOfOne(0x2D))
    if width > 0 { return ([digits(width)] + (low < 0 ? [[minus] + digits(width)] : []), true) }
    let fewest = max(String(max(low, 0)).count - places, 1)
    let most = max(String(max(high, 0)).count - places, fewest)
    var forms = (fewest...min(most, fewest + 7)).map { digits($0) }
    if low < 0 { forms.append([minus, .digits]) }
    if most > fewest + 7 { forms[7] = Array(repeating: .digits, count: fewest + 7) }
    return (forms, low >= 0 && most <= fewest + 7)
  }
}

extension Field {
  /// Where messages point to: its hole in a line.
  var place: Position { hole ?? position }

  /// Whether its text runs to the text that follows.
  var isOpen: Bool {
    switch reader {
    case .choice(_, let open): open || isCoded
    case .run, .uuid, .either: isCoded
    default: reader.isOpen
    }
  }

  /// Whether what is written is not the text of the value itself.
  var isCoded: Bool {
    guard case .text = writer.form else { return false }
    return !writer.encoders.isEmpty || writer.cut != nil
  }

  /// The bytes of an open hole that has a set of its own and at least a byte; nil for any other.
  var openSet: ByteSet? {
    guard !isCoded, case .text = writer.form else { return nil }
    switch reader {
    case .bounded(let set): return set
    case .choice(_, open: true): return ByteSet { $0 > 0x20 && $0 != 0x7F }
    default: return nil
    }
  }
}

extension TimePattern {
  /// The bytes at the first places of its text, and whether that is all of it.
  var sets: ([ByteSet], isWhole: Bool) {
    guard form == .items else { return ([ByteSet(0x31...0x39)], false) }
    var result: [ByteSet] = []
    for item in items {
      switch item {
      case .literal, .halfDay, .offset, .monthName, .weekdayName:
        result.append(item.firstBytes)
        if item.lengths.upperBound > 1 { return (result, false) }
      case .year: result += Array(repeating: .digits, count: 4)
      case .shortYear: result += [.digits, .digits]
      case .number(_, .plain), .fraction(.milliseconds):
        return (result + [item.firstBytes], false)
      case .number: result += [item.firstBytes, .digits]
      case .fraction(.digits(let count)): result += Array(repeating: .digits, count: count)
      case .fraction(.optional): return (result, false)
      }
    }
    return (result, true)
  }
}

extension Binder {
  /// A copy of a stretch of the pool.
  func bytes(of piece: World.Piece) -> [UInt8] {
    Array(builder.bytes[Int(piece.offset)..<Int(piece.offset + piece.count)])
  }
}

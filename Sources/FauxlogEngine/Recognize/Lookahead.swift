/// What stands behind a place of a pattern.
indirect enum Rest {
  /// The end of the record.
  case end
  /// Nothing is known of it.
  case anything
  /// Items of a body from one on.
  case items([Pattern], from: Int, Place, then: Rest)
  /// Another item of a loop, or what follows it.
  case again(Pattern.Each, then: Rest)
  /// Bytes.
  case text([UInt8], then: Rest)

  /// What is known of the position in the innermost loop.
  enum Place {
    case unknown, first, later
  }
}

/// Finds what can begin at a place: up to 16 bytes ahead, closed holes included.
struct Lookahead {
  /// How a field is read.
  let shape: (Int) -> (atom: AtomDraft, least: Int, isLast: Bool)
  private var steps = 0

  init(shape: @escaping (Int) -> (atom: AtomDraft, least: Int, isLast: Bool)) {
    self.shape = shape
  }

  /// How far it looks, in bytes.
  static let reach = 16

  /// The sequences that can begin at a place, fewer bytes ahead if there are too many.
  mutating func sequences(_ rest: Rest) -> [[AtomDraft]] {
    var reach = Self.reach
    while true {
      steps = 0
      let found = expand(rest, reach)
      if steps < 400 || reach == 1 { return Self.joined(found) }
      reach /= 2
    }
  }

  /// Neighbouring literals joined, each sequence once.
  private static func joined(_ sequences: [[AtomDraft]]) -> [[AtomDraft]] {
    var result: [[AtomDraft]] = []
    for sequence in sequences {
      var joined: [AtomDraft] = []
      for atom in sequence {
        if case .literal(let more) = atom, case .literal(let text)? = joined.last {
          joined[joined.count - 1] = .literal(text + more)
        } else {
          joined.append(atom)
        }
        if atom == .anything { break }
      }
      if joined.last == .anything, joined.count > 1 { joined.removeLast() }
      if !result.contains(joined) { result.append(joined) }
    }
    return result
  }

  private mutating func expand(_ rest: Rest, _ left: Int) -> [[AtomDraft]] {
    steps += 1
    guard left > 0, steps < 4000 else { return [[]] }
    switch rest {
    case .end: return [[.end]]
    case .anything: return [[.anything]]
    case .text(let text, let then): return prefix(.literal(text), expand(then, left - text.count))
    case .again(let each, let then): return expand(again: each, then, left)
    case .items(let body, let index, let place, let then):
      guard index < body.count else { return expand(then, left) }
      return expand(body[index], place, .items(body, from: index + 1, place, then: then), left)
    }
  }

  private mutating func expand(
    _ item: Pattern, _ place: Rest.Place, _ after: Rest, _ left: Int
  ) -> [[AtomDraft]] {
    switch item {
    case .literal(let text): return prefix(.literal(text), expand(after, left - text.count))
    case .field(let number):
      let (atom, least, isLast) = shape(number)
      return isLast ? [[atom]] : prefix(atom, expand(after, left - least))
    case .maybe(let maybe):
      var there = true
      var absent = true
      if case .positionAtLeast(let least) = maybe.known {
        if case .first = place { there = least <= 0 }
        if case .later = place, least <= 1 { absent = false }
        if least <= 0 { absent = false }
      }
      return (there ? expand(.items(maybe.body, from: 0, place, then: after), left) : [])
        + (absent ? expand(after, left) : [])
    case .each(let each):
      let first = expand(
        .items(each.itemBody, from: 0, .first, then: .again(each, then: after)), left)
      return each.atLeast > 0 ? first : first + expand(after, left)
    case .oneOf(let alternatives, _, _):
      return alternatives.flatMap {
        expand(.items($0.body, from: 0, place, then: after), left)
      }
    case .piece(_, let inner): return expand(.items(inner, from: 0, place, then: after), left)
    case .optionalLine(let inner):
      let line = expand(.items(inner, from: 0, place, then: .text([0x0A], then: after)), left)
      return line.filter { !Self.isBlankLine($0) } + expand(after, left)
    }
  }

  private mutating func expand(again each: Pattern.Each, _ then: Rest, _ left: Int)
    -> [[AtomDraft]]
  {
    let next = Rest.items(each.itemBody, from: 0, .later, then: .again(each, then: then))
    let lineEnd: [UInt8] = each.endsBehindJoint ? [0x0A] : []
    return expand(.text(each.joint + lineEnd, then: next), left)
      + expand(lineEnd.isEmpty ? then : .text(lineEnd, then: then), left)
  }

  /// Whether a sequence begins with a line of nothing but blanks.
  private static func isBlankLine(_ sequence: [AtomDraft]) -> Bool {
    var text: [UInt8] = []
    for atom in sequence {
      guard case .literal(let more) = atom else { break }
      text += more
    }
    return text.first { $0 != 0x20 && $0 != 0x09 } == 0x0A
  }

  private func prefix(_ atom: AtomDraft, _ more: [[AtomDraft]]) -> [[AtomDraft]] {
    if case .literal(let text) = atom, text.isEmpty { return more }
    return more.map { [atom] + $0 }
  }
}

extension Pattern.Each {
  /// Whether the joint comes before the item's line end.
  var endsBehindJoint: Bool {
    guard isLines, !joint.isEmpty, case .literal(let text)? = body.last else { return false }
    return text.last == 0x0A
  }

  /// The item without the line end that stands behind the joint.
  var itemBody: [Pattern] {
    guard endsBehindJoint, case .literal(let text)? = body.last else { return body }
    return body.dropLast() + [.literal(text.dropLast())]
  }
}

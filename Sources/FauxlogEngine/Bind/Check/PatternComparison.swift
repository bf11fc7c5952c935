/// Compares two patterns from the left: over equal text and holes of equal kinds, to the first place
/// that is unlike.
struct PatternComparison {
  let left: LeadFinder
  let right: LeadFinder
  /// Steps that are left before nothing is proven.
  private var steps: Int

  init(left: LeadFinder, right: LeadFinder, left steps: Int) {
    self.left = left
    self.right = right
    self.steps = steps
  }

  /// Whether no text fits both.
  mutating func areApart(_ one: ArraySlice<Pattern>, _ other: ArraySlice<Pattern>) -> Bool {
    steps -= 1
    guard steps > 0 else { return false }
    let (one, other) = (flat(one), flat(other))
    let rests = (rest(one), rest(other))
    if Self.areApart(left.leads(rests.0), right.leads(rests.1)) { return true }
    return areApartBehindLeads(one, other)
  }

  /// The same where what both begin with does not tell them apart.
  mutating func areApartBehindLeads(
    _ one: ArraySlice<Pattern>, _ other: ArraySlice<Pattern>
  ) -> Bool {
    let (one, other) = (flat(one), flat(other))
    guard let first = one.first, let second = other.first else { return false }
    switch (first, second) {
    case (.literal(let text), .literal(let more)):
      let common = zip(text, more).prefix { $0 == $1 }.count
      guard common == min(text.count, more.count) else { return true }
      return areApart(drop(common, text, one), drop(common, more, other))
    case (.field(let a), .field(let b)) where areEqual(a, b, one, other):
      return areApart(one.dropFirst(), other.dropFirst())
    case (.field(let a), _) where members(of: left.pattern.fields[a], left) != nil:
      guard let members = members(of: left.pattern.fields[a], left) else { return false }
      for member in members
      where !areApart([.literal(member)] + one.dropFirst(), other) { return false }
      return true
    case (_, .field(let b)):
      guard let members = members(of: right.pattern.fields[b], right) else { return false }
      for member in members
      where !areApart(one, [.literal(member)] + other.dropFirst()) { return false }
      return true
    case (.maybe(let maybe), _):
      return areApart(maybe.body + one.dropFirst(), other) && areApart(one.dropFirst(), other)
    case (_, .maybe(let maybe)):
      return areApart(one, maybe.body + other.dropFirst()) && areApart(one, other.dropFirst())
    default: return false
    }
  }

  /// Whether nothing begins in a way of both.
  static func areApart(_ one: [Lead], _ other: [Lead]) -> Bool {
    one.allSatisfy { lead in other.allSatisfy { lead.likeness(to: $0) == .apart } }
  }

  private func rest(_ items: ArraySlice<Pattern>) -> Rest {
    .items(Array(items), from: 0, .unknown, then: .end)
  }

  /// What is left of a literal, and what stands behind it.
  private func drop(_ count: Int, _ text: [UInt8], _ items: ArraySlice<Pattern>)
    -> ArraySlice<Pattern>
  {
    count == text.count
      ? items.dropFirst() : [.literal(Array(text[count...]))] + items.dropFirst()
  }

  /// Without empty literals and the frames of pieces at its beginning.
  private func flat(_ items: ArraySlice<Pattern>) -> ArraySlice<Pattern> {
    switch items.first {
    case .literal(let text)? where text.isEmpty: flat(items.dropFirst())
    case .piece(_, let inner)?: flat(inner + items.dropFirst())
    default: items
    }
  }

  /// The members of a closed choice; nil for any other hole.
  private func members(of field: Field, _ finder: LeadFinder) -> [[UInt8]]? {
    guard case .choice(let number, open: false) = field.reader, !field.isOpen,
      field.writer.padding == nil, field.writer.none == nil
    else { return nil }
    return finder.binder.builder.choices[Int(number)].members.map { finder.binder.bytes(of: $0) }
  }

  /// Whether two holes read the same text wherever both can stand.
  private func areEqual(
    _ a: Int, _ b: Int, _ one: ArraySlice<Pattern>, _ other: ArraySlice<Pattern>
  ) -> Bool {
    let (first, second) = (left.pattern.fields[a], right.pattern.fields[b])
    guard first.writer.padding?.width == second.writer.padding?.width else { return false }
    switch (first.reader, second.reader) {
    case (.integer(_, _, let width), .integer(_, _, let same)): return width == same
    case (.decimal(_, _, let places), .decimal(_, _, let same)): return places == same
    case (.choice(let choice, open: false), .choice(let same, open: false)):
      return !first.isOpen && !second.isOpen && texts(of: choice) == texts(of: same)
    case (.time(let time), .time(let same)):
      return left.pattern.times[time].pattern.text == right.pattern.times[same].pattern.text
    case (.uuid, .uuid): return !first.isOpen && !second.isOpen
    case (.run(let set, let least, let most), .run(let same, let lower, let upper)):
      return set == same && least == lower && most == upper && !first.isOpen && !second.isOpen
    case (.quoted(let notation), .quoted(let same)), (.data(let notation), .data(let same)):
      return notation == same
    case (.bounded(let set), .bounded(let same)):
      guard set == same, first.openSet != nil, second.openSet != nil else { return false }
      // Both end so many bytes before the first byte that is none of theirs.
      guard let distance = distance(set, left.leads(rest(one.dropFirst()))) else { return false }
      return distance == self.distance(set, right.leads(rest(other.dropFirst())))
    default: return false
    }
  }

  private func texts(of choice: Int32) -> Set<[UInt8]> {
    Set(left.binder.builder.choices[Int(choice)].members.map { left.binder.bytes(of: $0) })
  }

  /// How far behind a hole of a set the first byte stands that is not in the set; nil if that is not
  /// certain.
  private func distance(_ set: ByteSet, _ leads: [Lead]) -> Int? {
    var result: Int?
    for lead in leads {
      guard let place = lead.sets.firstIndex(where: { $0.isDisjoint(with: set) }),
        lead.sets.prefix(place).allSatisfy({ $0.isWithin(set) }), result ?? place == place
      else { return nil }
      result = place
    }
    return result
  }
}

extension ByteSet {
  /// Whether the other set holds all of it.
  func isWithin(_ other: ByteSet) -> Bool {
    var both = self
    both.formUnion(other)
    return both == other
  }
}

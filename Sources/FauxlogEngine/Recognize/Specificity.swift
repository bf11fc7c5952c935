/// How exactly a pattern says what it takes, compared piece by piece from the left.
///
/// A literal comes before a closed hole, that before addresses and hosts, those before words and
/// paths, then `text`, then `lines`; of two literals the longer one; what must be there before what
/// may be absent.
struct Specificity: Comparable {
  /// One piece: its class, then what is better of one class.
  private var ranks: [(Int, Int)] = []

  init(_ body: some Sequence<Pattern>, _ pattern: RecordPattern) {
    var literal = 0
    add(body, pattern, &literal)
    flush(&literal)
  }

  private mutating func flush(_ literal: inout Int) {
    if literal > 0 { ranks.append((0, -literal)) }
    literal = 0
  }

  private mutating func add(
    _ body: some Sequence<Pattern>, _ pattern: RecordPattern, _ literal: inout Int
  ) {
    for item in body {
      if case .literal(let text) = item {
        literal += text.count
        continue
      }
      if case .piece(_, let inner) = item {
        add(inner, pattern, &literal)
        continue
      }
      flush(&literal)
      switch item {
      case .field(let number): ranks.append((Self.rank(of: pattern.fields[number]), 0))
      case .each(let each) where each.atLeast > 0: add(each.body, pattern, &literal)
      case .oneOf: ranks.append((1, 0))
      default: ranks.append((6, 0))
      }
    }
  }

  private static func rank(of field: Field) -> Int {
    switch field.reader {
    case .text, .piece: 4
    case .lines: 5
    // Addresses and hosts have no `<`; words, paths and URLs may.
    case .bounded(let set): set.contains(0x3C) ? 3 : 2
    default: 1
    }
  }

  static func < (left: Specificity, right: Specificity) -> Bool {
    for (one, other) in zip(left.ranks, right.ranks) where one != other { return one < other }
    return left.ranks.count > right.ranks.count
  }

  static func == (left: Specificity, right: Specificity) -> Bool {
    left.ranks.elementsEqual(right.ranks, by: ==)
  }
}

/// How a time pattern's text falls into what changes with the second and what changes within it.
struct TimePlan: Sendable {
  /// Where the seconds of the minute are shown.
  enum Seconds: Equatable, Sendable {
    /// Nowhere: the text is the same all through the minute.
    case nowhere
    /// By one item, in front of the fraction.
    case item(Int)
    /// Otherwise: each second is written anew.
    case anywhere
  }

  /// The items in front of the fraction; all, if there is none.
  let head: Range<Int>
  /// The only fraction.
  let fraction: TimeFraction?
  /// The items behind it.
  let tail: Range<Int>
  let seconds: Seconds
  /// False if the text cannot be kept in a cache: there are two fractions, or it is too long.
  let isCacheable: Bool

  init(_ items: [TimeItem]) {
    var fractions: [(index: Int, fraction: TimeFraction)] = []
    for (index, item) in items.enumerated() {
      if case .fraction(let fraction) = item { fractions.append((index, fraction)) }
    }
    let only = fractions.first
    fraction = only?.fraction
    let head = 0..<(only?.index ?? items.count)
    self.head = head
    tail = min(head.upperBound + 1, items.count)..<items.count
    let seconds = items.indices.filter { items[$0] == .number(.second, .padded) }
    self.seconds =
      seconds.count > 1 || seconds.contains { $0 > head.upperBound }
      ? .anywhere : seconds.first.map { .item($0) } ?? .nowhere
    let headLength = items[head].reduce(0) { $0 + $1.lengths.upperBound }
    let tailLength = items[tail].reduce(0) { $0 + $1.lengths.upperBound }
    isCacheable =
      fractions.count <= 1 && headLength <= TimeCache.headCapacity
      && tailLength <= TimeCache.tailCapacity
  }
}

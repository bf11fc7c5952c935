/// What bytes can stand at a place, from the left: a set for each, as far as that is known.
struct Lead {
  /// What comes behind the sets.
  enum End {
    /// Anything.
    case unknown
    /// The record ends there.
    case record
  }

  /// How two leads compare.
  enum Likeness {
    /// No text fits both.
    case apart
    /// Texts may fit both as far as anybody looks.
    case alike
    /// One of them is not known far enough.
    case unknown
  }

  /// The bytes that can stand at each place.
  var sets: [ByteSet]
  /// What comes behind them.
  var end: End
  /// Whether the last set is that of an open hole, which says where values may begin, not that they
  /// do.
  var isSoft = false

  /// Whether the first byte is only that of an open hole.
  var beginsSoft: Bool { sets.isEmpty && end == .unknown || sets.count == 1 && isSoft }

  /// Compares what both say of the same bytes.
  func likeness(to other: Lead) -> Likeness {
    let common = min(sets.count, other.sets.count)
    for place in 0..<common where sets[place].isDisjoint(with: other.sets[place]) { return .apart }
    if end == .record, other.sets.count > common { return .apart }
    if other.end == .record, sets.count > common { return .apart }
    if end == .record, other.end == .record { return .alike }
    return common >= Lookahead.reach ? .alike : .unknown
  }

  /// Whether it can stand at a place of a text that goes on with `rest`.
  func stands(in text: [UInt8], at start: Int, then rest: Lead) -> Bool {
    for (step, set) in sets.enumerated() {
      let place = start + step
      if place < text.count {
        guard set.contains(text[place]) else { return false }
        continue
      }
      let further = place - text.count
      guard further < rest.sets.count else { return further >= Lookahead.reach }
      if set.isDisjoint(with: rest.sets[further]) { return false }
    }
    // The end of the record stands nowhere inside of a text.
    return end == .unknown
  }

  /// Whether a text begins so, all of it.
  func begins(_ text: ArraySlice<UInt8>) -> Bool {
    guard !sets.isEmpty, !isSoft, text.count >= sets.count else { return false }
    return zip(sets, text).allSatisfy { $0.contains($1) }
  }

  /// The text that must stand there, as far as each byte is certain.
  var text: String {
    var bytes: [UInt8] = []
    for set in sets {
      let all = (UInt8.min...255).filter(set.contains)
      guard all.count == 1 else { break }
      bytes.append(all[0])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

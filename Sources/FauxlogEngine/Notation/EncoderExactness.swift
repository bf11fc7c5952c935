// Whether what the rules of an encoder wrote can be told apart again.

extension [EncoderRule] {
  /// The rule for a character: the first that fits.
  func first(for code: UInt32) -> EncoderRule? { first { $0.codes.contains(code) } }

  /// Whether reading from the left, a result wherever one stands, always finds what was written.
  func areDecodable(kept: Encoder.ByteSet) -> Bool {
    let changing = filter { !$0.isKept }
    for (index, rule) in changing.enumerated() {
      if rule.isManyToOne || changing.canFake(rule.pattern, kept: kept) { return false }
      for other in changing[(index + 1)...] where mayConfuse(rule, other) { return false }
    }
    return true
  }

  /// Whether a result of one rule begins with one of the other.
  private func mayConfuse(_ rule: EncoderRule, _ other: EncoderRule) -> Bool {
    guard rule.pattern.meets(other.pattern) else { return false }
    return hasResult(of: rule, thatBeginsLike: other) || hasResult(of: other, thatBeginsLike: rule)
  }

  private func hasResult(of rule: EncoderRule, thatBeginsLike other: EncoderRule) -> Bool {
    for code in rule.codes where first(for: code) == rule {
      let result = rule.result(for: code)
      let match = unsafe result.withUnsafeBufferPointer { unsafe other.read($0, at: 0) }
      if let match, first(for: match.code) == other { return true }
    }
    return false
  }

  /// Whether a kept character and what can follow it may look like a result.
  private func canFake(_ pattern: [Encoder.ByteSet], kept: Encoder.ByteSet) -> Bool {
    guard let begin = pattern.first, begin.intersects(kept) else { return false }
    var reached = [Bool](repeating: false, count: pattern.count + 1)
    reached[1] = true
    for place in 1..<pattern.count where reached[place] {
      if pattern[place].intersects(kept) { reached[place + 1] = true }
      for rule in self where pattern[place...].meets(rule.pattern) {
        reached[Swift.min(place + rule.pattern.count, pattern.count)] = true
      }
    }
    return reached[pattern.count]
  }
}

extension EncoderRule {
  /// Whether several characters have one result, or none.
  fileprivate var isManyToOne: Bool {
    guard case .text(let text) = result else { return false }
    return text.isEmpty || codes.count > 1
  }
}

extension Collection<Encoder.ByteSet> {
  /// Whether some text fits the beginnings of both, as far as the shorter goes.
  fileprivate func meets(_ other: some Collection<Encoder.ByteSet>) -> Bool {
    zip(self, other).allSatisfy { $0.intersects($1) }
  }
}

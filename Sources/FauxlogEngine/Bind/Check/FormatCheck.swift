import FauxlogLanguage

/// Proves, by sufficient checks, that the events of a format are told apart.
struct FormatCheck {
  let binder: Binder
  let format: Format
  /// Steps that one comparison may take.
  private static let limit = 2000

  /// Checks the events one by one, then against each other.
  func run() {
    let heads = format.events.first { !$0.isBare }.map {
      LeadFinder($0.pattern, binder).heads
    }
    for event in format.events {
      if event.pattern.body.canBeEmpty {
        binder.fail(
          event.position, "\(event.name) could be written empty",
          help: "put text into it, or say `at least 1` of what repeats in it")
        continue
      }
      var check = PatternCheck(event.pattern, of: event.position, heads: heads ?? [], binder)
      check.run()
      if event.isBare, heads != nil {
        check.checkLineStart(.items(event.pattern.body, from: 0, .first, then: .end))
      }
    }
    for frame in format.frames {
      if frame.pattern.body.canBeEmpty {
        binder.fail(frame.position, "a \(frame.name) could be written empty")
        continue
      }
      var check = PatternCheck(frame.pattern, of: frame.position, binder)
      check.run()
    }
    for isBare in [false, true] {
      let events = format.events.filter { $0.isBare == isBare }
      for isAlone in [false, true] { checkGeneric(events.filter { $0.isAlone == isAlone }) }
      if binder.comparesEvents { checkPairs(events.filter { !$0.isGeneric }) }
    }
  }

  private func checkGeneric(_ events: [Format.Event]) {
    let generic = events.filter(\.isGeneric)
    guard let first = generic.first else { return }
    for other in generic.dropFirst() {
      binder.fail(
        other.position,
        "\(first.name) and \(other.name) are both generic in this layout; only one may be")
    }
  }

  private func checkPairs(_ events: [Format.Event]) {
    guard !format.isWholeFile || events.count > 1 else { return }
    let starts = events.map { MessageStart($0.pattern, binder) }
    for (index, event) in events.enumerated() {
      let unproven = events.indices[(index + 1)...].filter { other in
        !starts[index].isApart(from: starts[other])
          && !areApart(
            event.pattern, events[other].pattern, (starts[index], starts[other]))
      }.map { events[$0] }
      guard !unproven.isEmpty else { continue }
      let more = unproven.count > 6 ? " and \(unproven.count - 5) more" : ""
      let names =
        unproven.prefix(more.isEmpty ? 6 : 5).map(\.name).joined(separator: ", ") + more
      binder.fail(
        event.position, "not proven: \(event.name) and \(names) may accept the same line",
        help: unproven.count == 1
          ? "the round-trip test of the pair is mandatory"
          : "the round-trip tests of these pairs are mandatory",
        severity: .note)
    }
  }

  /// Whether no line is of both events.
  func areApart(
    _ one: RecordPattern, _ other: RecordPattern, _ starts: (MessageStart, MessageStart)
  ) -> Bool {
    if starts.0.meets(starts.1) {
      // Messages begin at one place; what they begin with is known.
      if PatternComparison.areApart(starts.0.leads, starts.1.leads) { return true }
      var comparison = PatternComparison(
        left: starts.0.finder, right: starts.1.finder, left: Self.limit)
      return comparison.areApartBehindLeads(
        one.body[one.head...], other.body[other.head...])
    }
    var comparison = PatternComparison(
      left: LeadFinder(one, binder), right: LeadFinder(other, binder), left: Self.limit)
    return comparison.areApart(one.body[...], other.body[...])
  }
}

extension LeadFinder {
  /// What records of the layout begin with, as far as that is certain; empty without a layout.
  var heads: [Lead] {
    guard pattern.head > 0 else { return [] }
    let head = Array(pattern.body.prefix(pattern.head))
    return leads(.items(head, from: 0, .first, then: .anything)).filter {
      $0.sets.count >= 4 && !$0.isSoft
    }
  }
}

import FauxlogLanguage

extension PatternCheck {
  /// A piece that may be absent is told from what follows it, and is never empty.
  func checkMaybe(_ maybe: Pattern.Maybe, _ place: Rest.Place, then after: Rest) {
    if maybe.body.canBeEmpty {
      binder.fail(
        maybe.position, "this optional piece could be written empty",
        help: "put text into it, or say `at least 1` of what repeats in it")
      return
    }
    guard case .nothing = maybe.known, isNew(maybe.position, "piece", source(after)) else { return }
    tell(
      finder.leads(.items(maybe.body, from: 0, place, then: after)), from: after,
      "the optional piece", maybe.position)
  }

  /// An item is told from what follows the last one.
  func checkEach(_ each: Pattern.Each, then after: Rest) {
    if each.body.canBeEmpty, each.joint.isEmpty {
      binder.fail(each.position, "an item of this piece could be written empty")
      return
    }
    guard isNew(each.position, "items", source(after)) else { return }
    let lineEnd: [UInt8] = each.endsBehindJoint ? [0x0A] : []
    let next = Rest.items(each.itemBody, from: 0, .later, then: .again(each, then: after))
    let end = lineEnd.isEmpty ? after : Rest.text(lineEnd, then: after)
    tell(
      finder.leads(.text(each.joint + lineEnd, then: next)), from: end, "the next item",
      each.position)
    guard each.atLeast == 0 else { return }
    let first = Rest.items(each.itemBody, from: 0, .first, then: .again(each, then: after))
    tell(finder.leads(first), from: after, "the first item", each.position)
  }

  /// What fills the open hole behind a piece, if there is one.
  private func source(_ after: Rest) -> String {
    finder.openHole(at: after).flatMap { sourceText(of: $0) } ?? ""
  }

  /// Says where a piece begins like what stands there without it.
  private func tell(_ inside: [Lead], from after: Rest, _ what: String, _ position: Position) {
    let absent = finder.leads(after)
    for one in inside {
      for other in absent where one.likeness(to: other) == .alike {
        binder.fail(
          position, "\(what) begins like what follows it, \(quoted(other.text.utf8))",
          help: "make them differ within \(Lookahead.reach) bytes")
        return
      }
    }
    guard let open = finder.openHole(at: after) else { return }
    let field = pattern.fields[open]
    for value in values(of: open) {
      guard let written = written(value, field),
        let lead = inside.first(where: { $0.begins(written[...]) })
      else { continue }
      binder.fail(
        position,
        "\(what) begins like $\(field.name), which follows it: \(value.origin) has "
          + quoted(lead.text.isEmpty ? written : Array(lead.text.utf8)))
      return
    }
  }
}

extension [Pattern] {
  /// Whether nothing of it must be there.
  var canBeEmpty: Bool {
    allSatisfy { item in
      switch item {
      case .literal(let text): text.isEmpty
      // A value may be empty only in a hole that takes any text; that is seen value by value.
      case .field: false
      case .maybe, .optionalLine: true
      case .each(let each): each.atLeast == 0 || each.body.canBeEmpty && each.joint.isEmpty
      case .oneOf(let alternatives, _, _): alternatives.contains { $0.body.canBeEmpty }
      case .piece(_, let inner): inner.canBeEmpty
      }
    }
  }
}

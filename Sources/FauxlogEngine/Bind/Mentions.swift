import FauxlogLanguage

/// What a definition mentions, found in its syntax.
enum Mentions {
  /// One mention.
  enum Mention {
    case now
    /// `any ACTOR`.
    case living
    case name(Name)
  }

  /// Whether anything that a definition mentions passes the test.
  static func any(in definition: Definition, _ test: (Mention) -> Bool) -> Bool {
    if any(in: definition.kind, test) { return true }
    return definition.options.contains { option in
      if case .standard(let kind, _) = option { any(in: kind, test) } else { false }
    }
  }

  private static func any(in kind: Kind, _ test: (Mention) -> Bool) -> Bool {
    switch kind {
    case .shaped(let shapes, let source, _):
      if let source {
        if any(in: source.value, test) { return true }
        if source.keys.contains(where: { test(.name($0)) }) { return true }
      }
      return shapes.contains { shape in
        if case .time(_, _, _, let value) = shape { return value.map { any(in: $0, test) } ?? true }
        return false
      }
    case .value(let value): return any(in: value, test)
    case .draw(let draw, _):
      switch draw {
      case .any, .next: return test(.living)
      case .textOf(_, let arguments): return arguments.contains { any(in: $0.value, test) }
      default: return false
      }
    case .piece(let piece, _):
      switch piece {
      case .part(_, let arguments): return arguments.contains { any(in: $0.value, test) }
      case .each(_, let list, _, _): return any(in: list, test)
      default: return false
      }
    }
  }

  /// Whether anything that a value mentions passes the test.
  static func any(in value: Expression, _ test: (Mention) -> Bool) -> Bool {
    switch value {
    case .now: return test(.now)
    case .literal, .position: return false
    case .path(let names): return names.first.map { test(.name($0)) } ?? false
    case .template(let segments, _):
      return segments.contains { segment in
        if case .hole(let path, _) = segment {
          path.first.map { test(.name($0)) } ?? false
        } else {
          false
        }
      }
    case .not(let operand), .call(_, _, let operand): return any(in: operand, test)
    case .binary(_, let left, let right, _): return any(in: left, test) || any(in: right, test)
    case .record(let members, _): return members.contains { any(in: $0.value, test) }
    case .list(let elements, _): return elements.contains { any(in: $0, test) }
    }
  }
}

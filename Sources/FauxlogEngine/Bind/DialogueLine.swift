import FauxlogLanguage

/// A bar behind an emission: what the record's `said` holds.
struct DialogueLine {
  /// Its place among the bars of the step, by which its record is keyed.
  let number: Int32
  private let segments: [Bar.Segment]
  private let position: Position

  /// The lines of a step's bars; `+|` goes on with the line above.
  static func all(of bars: [Bar], _ binder: Binder) -> [DialogueLine] {
    var lines: [(segments: [Bar.Segment], position: Position)] = []
    for bar in bars {
      if let notation = bar.notation {
        binder.fail(
          bar.position, "what is said is plain text", help: "write | instead of \(notation)|")
      }
      if bar.continues, !lines.isEmpty {
        lines[lines.count - 1].segments += bar.segments
      } else {
        lines.append((bar.segments, bar.position))
      }
    }
    return lines.enumerated().map {
      DialogueLine(number: Int32($0), segments: $1.segments, position: $1.position)
    }
  }

  /// Its text.
  func bind(in scope: ScenarioScope, _ binder: Binder) -> Int32 {
    binder.bind(template: segments, position, in: scope)
  }

  /// Whether it is written: an expression; nil if it always is.
  ///
  /// A line that holds nothing but pieces and blanks is written only if one of the pieces is there.
  func presence(in scope: ScenarioScope, _ binder: Binder) -> Int32? {
    var isThere: Int32?
    for segment in segments {
      switch segment {
      case .text(let text):
        guard text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return nil }
      case .byte: return nil
      case .hole(let path, _):
        guard path.count == 1, let node = scope.node(for: path[0], binder), binder.isPiece(node)
        else { return nil }
        let one = binder.builder.node(.binary(.unequal, node, binder.constant(.none)))
        isThere = isThere.map { binder.builder.node(.binary(.or, $0, one)) } ?? one
      }
    }
    return isThere
  }
}

extension Binder {
  /// `maybe` in a scenario: its bar as a text, or none.
  func bind(
    maybe share: Int64?, _ condition: Expression?, _ definition: Definition, _ position: Position,
    in scope: Scope, base: KeyBase, key: Key
  ) -> Int32 {
    let bars = fold(definition.body, system: scope.system).bars
    let lines = DialogueLine.all(of: bars, self)
    guard lines.count == 1, let scope = scope as? ScenarioScope else {
      fail(position, "a piece of what is said is one line")
      return constant(.none)
    }
    let test: Int32
    if let condition {
      test = bind(condition, in: scope)
    } else {
      let part = UInt64(share ?? 500_000) * (1 << 32) / 1_000_000
      test = builder.node(.draw(.chance(part), base: base, key: key))
    }
    return builder.node(.given(test, lines[0].bind(in: scope, self)))
  }

  /// Whether an expression is a piece of text, which may be absent.
  func isPiece(_ node: Int32) -> Bool {
    if case .given = builder.nodes[Int(node)] { true } else { false }
  }
}

extension Definition {
  /// Whether it is what the bar of the step says.
  var isSaid: Bool {
    if case .shaped(let shapes, nil, _) = kind, case .named("said")? = shapes.first {
      true
    } else {
      false
    }
  }
}

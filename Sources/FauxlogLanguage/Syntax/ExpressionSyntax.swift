/// An expression.
package indirect enum Expression: Sendable {
  case literal(ChoiceMember.Datum, Position)
  /// `a` or `a.b.c`.
  case path([Name])
  /// `"…"` with holes.
  case template([Bar.Segment], Position)
  case now(Position)
  /// The place in an `each` or `repeat`, from 0.
  case position(Position)
  case not(Expression)
  case binary(Operator, Expression, Expression, Position)
  /// `f N of x`, `f "…" of x`.
  case call(Name, argument: ChoiceMember.Datum?, Expression)
  case record([(name: String, value: Expression)], Position)
  case list([Expression], Position)

  /// Operators from the loosest to the tightest.
  package enum Operator: String, Sendable {
    case or, and
    case equal = "is", unequal = "is not", less = "<", lessOrEqual = "<=", greater = ">"
    case greaterOrEqual = ">=", contains, startsWith = "starts with"
    case then
    case plus = "+", minus = "-", times = "*", divided = "/", remainder = "%"

    /// Whether it says how two values stand to each other.
    package var compares: Bool {
      switch self {
      case .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual: true
      default: false
      }
    }
  }

  /// Where the value begins.
  package var position: Position {
    switch self {
    case .literal(_, let at), .template(_, let at), .now(let at), .position(let at): at
    case .binary(_, _, _, let at), .record(_, let at), .list(_, let at): at
    case .path(let names): names.first?.position ?? Position(line: 1, column: 1)
    case .not(let value): value.position
    case .call(let name, _, _): name.position
    }
  }
}

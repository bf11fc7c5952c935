extension RecordPattern {
  /// The fields that golden records show, by number, in the order of their first appearance: the
  /// stamp and the level too, but none that stands only inside a list.
  package var goldenOrder: [Int] {
    var order: [Int] = []
    collect(body, into: &order)
    return order
  }

  private func collect(_ body: [Pattern], into order: inout [Int]) {
    for item in body {
      switch item {
      case .literal: break
      case .field(let field): add(field, to: &order)
      case .maybe(let maybe): collect(maybe.body, into: &order)
      case .each(let each):
        if each.field >= 0 {
          add(each.field, to: &order)
        } else {
          collect(each.body, into: &order)
        }
      case .oneOf(let alternatives, _, _): for one in alternatives { collect(one.body, into: &order) }
      case .piece(let field, let inner):
        add(field, to: &order)
        collect(inner, into: &order)
      case .optionalLine(let inner): collect(inner, into: &order)
      }
    }
  }

  private func add(_ field: Int, to order: inout [Int]) {
    guard fields[field].role != .silent, !order.contains(field) else { return }
    order.append(field)
  }
}

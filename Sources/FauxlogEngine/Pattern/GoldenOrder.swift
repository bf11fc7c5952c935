/// One member of a golden record: a name and the holes that can fill it.
package struct GoldenEntry: Sendable {
  /// The name of the member.
  package var name: String
  /// The fields of that name, in the order of the pattern; the first that stands in the record
  /// counts.
  ///
  /// More than one only where alternatives define a name each.
  package var fields: [Int]
  /// What the member is: the record's time, its level, or one of `fields`.
  package var role: Field.Role
}

extension RecordPattern {
  /// The members of the record's `fields` and `spans`, in the order of first appearance.
  ///
  /// Silent holes are left out, and so is what stands inside a list: the list is the member. A
  /// field that is kept out of a repeated piece shown as text is a member of its own.
  package var goldenOrder: [GoldenEntry] {
    var order = GoldenWalk(fields: fields)
    order.add(body)
    return order.entries
  }
}

/// Collects entries while a pattern is walked.
private struct GoldenWalk {
  let fields: [Field]
  var entries: [GoldenEntry] = []

  mutating func add(_ body: [Pattern]) {
    for item in body {
      switch item {
      case .literal: break
      case .field(let number): add(number)
      case .maybe(let maybe): add(maybe.body)
      case .each(let each):
        if each.field >= 0 { add(each.field) } else { add(each.body) }
      case .oneOf(let alternatives, _, _): for alternative in alternatives { add(alternative.body) }
      case .piece(let field, let inner):
        add(field)
        add(inner)
      case .optionalLine(let inner): add(inner)
      }
    }
  }

  private mutating func add(_ number: Int) {
    let field = fields[number]
    guard field.role != .silent else { return }
    guard
      let known = entries.firstIndex(where: { $0.name == field.goldenName && $0.role == field.role }
      )
    else {
      entries.append(GoldenEntry(name: field.goldenName, fields: [number], role: field.role))
      return
    }
    if !entries[known].fields.contains(number) { entries[known].fields.append(number) }
  }
}

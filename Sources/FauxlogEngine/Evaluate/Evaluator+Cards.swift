extension Evaluator {
  /// Fills the holes in what `operand` takes from the card `card`.
  mutating func fill(_ operand: Int32, _ card: Int32, _ filling: Int) -> Value {
    let value = evaluate(operand)
    guard value.tag == .fixed || value.tag == .heap else { return value }
    let plain = datum(value)
    guard hasHoles(plain) else { return plain.isSimple ? self.value(of: plain) : value }
    let root = datum(evaluate(card))
    let filled = fill(plain, root, filling, depth: 0)
    return self.value(of: filled)
  }

  /// Whether anything in a card is to be filled; most of a card is not, and need not be copied.
  private func hasHoles(_ datum: Datum) -> Bool {
    switch datum {
    case .template: return true
    case .list(let elements, _):
      for element in elements where hasHoles(element) { return true }
      return false
    case .record(let members):
      for member in members where hasHoles(member.value) || hasHoles(member.name) { return true }
      return false
    default: return false
    }
  }

  private mutating func fill(_ datum: Datum, _ root: Datum, _ filling: Int, depth: Int) -> Datum {
    guard depth < 32 else { return .none }
    switch datum {
    case .list(let elements, let tuple):
      var result: [Datum] = []
      result.reserveCapacity(elements.count)
      for element in elements { result.append(fill(element, root, filling, depth: depth + 1)) }
      return .list(result, tuple: tuple)
    case .record(let members):
      var result: [Datum.Member] = []
      result.reserveCapacity(members.count)
      for member in members {
        let name = fill(member.name, root, filling, depth: depth + 1)
        result.append(Datum.Member(name, fill(member.value, root, filling, depth: depth + 1)))
      }
      return .record(result)
    case .template(let number):
      return fill(world.cardTexts[number], root, filling, depth: depth + 1)
    default: return datum
    }
  }

  /// A text that is one hole and names a member of the card is that member, whatever it is.
  private mutating func fill(
    _ text: CardText, _ root: Datum, _ filling: Int, depth: Int
  ) -> Datum {
    if text.names.count == 1, text.literals == ["", ""], let own = root[text.names[0]] {
      return fill(own, root, filling, depth: depth)
    }
    var result = text.literals[0]
    for (index, name) in text.names.enumerated() {
      if let own = root[name] {
        let piece = fill(own, root, filling, depth: depth)
        result += string(keep(piece))
      } else if let node = world.fillings[filling].names[name] {
        result += string(evaluate(node))
      }
      result += text.literals[index + 1]
    }
    return .text(result)
  }
}

extension Datum {
  /// Whether it is a value without text or structure.
  fileprivate var isSimple: Bool {
    switch self {
    case .none, .bool, .integer: true
    default: false
    }
  }
}

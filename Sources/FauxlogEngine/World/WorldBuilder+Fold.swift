import FauxlogLanguage

extension WorldBuilder {
  /// Finds `item 1 of reversed of words of x`, for which nobody needs the words.
  mutating func foldWords() {
    for number in nodes.indices {
      guard case .function(.item, .integer(1), let list) = nodes[number],
        case .function(.reversed, _, let words) = nodes[Int(list)],
        case .function(.words, _, let text) = nodes[Int(words)]
      else { continue }
      nodes[number] = .lastWord(text)
    }
  }

  /// Makes structures of lists and records whose parts never change.
  ///
  /// So nothing makes them anew for each record. Parts come before what they are part of.
  mutating func foldStructures() {
    for number in nodes.indices {
      switch nodes[number] {
      case .list(let first, let count):
        var elements: [Datum] = []
        for node in lists[Int(first)..<Int(first + count)] {
          guard let element = constant(node) else { break }
          elements.append(element)
        }
        guard elements.count == Int(count) else { continue }
        nodes[number] = .constant(fixedValue(.list(elements)))
      case .record(let first, let count, _):
        var members: [Datum.Member] = []
        var isConstant = true
        for place in stride(from: Int(first), to: Int(first + 2 * count), by: 2) {
          let value = constant(lists[place + 1])
          if value == nil { isConstant = false }
          members.append(
            Datum.Member(.text(strings[Int(lists[place])]), value ?? .hole(members.count)))
        }
        let value = fixedValue(.record(members))
        nodes[number] =
          isConstant
          ? .constant(value) : .record(first: first, count: count, cell: Int32(value.word))
      default: continue
      }
    }
  }

  /// Finds what is compared with a value that is always the same.
  mutating func foldComparisons() {
    for number in nodes.indices {
      guard case .binary(let operation, let operand, let other) = nodes[number],
        operation == .equal || operation == .unequal,
        case .constant(let value) = nodes[Int(other)]
      else { continue }
      nodes[number] = .isSame(operand, value, holds: operation == .equal)
    }
  }

  /// Drops what does nothing: drawing an element of what is no list, and reading a number as a number.
  mutating func foldSingles() {
    for number in nodes.indices {
      switch nodes[number] {
      case .draw(.element(let whole), _, _) where isSingle(whole): nodes[number] = nodes[Int(whole)]
      case .asNumber(let operand) where isNumber(operand): nodes[number] = nodes[Int(operand)]
      case .asNumber(let operand):
        guard case .draw(.element(let whole), let base, let key) = nodes[Int(operand)] else {
          continue
        }
        nodes[number] = .drawnNumber(whole, base: base, key: key)
      default: continue
      }
    }
  }

  /// Whether an expression is never a list or record.
  private func isSingle(_ node: Int32) -> Bool {
    switch nodes[Int(node)] {
    case .binary, .isSame, .not, .template, .lastWord, .shownTime, .otherCell, .now, .stamp,
      .position:
      true
    case .draw(let spec, _, _):
      switch spec {
      case .element, .card: false
      case .within, .spread, .choice, .cell, .made, .chance: true
      }
    case .given(_, let value), .orNone(_, _, _, let value), .asNumber(let value): isSingle(value)
    case .constant, .function: isNumber(node)
    default: false
    }
  }

  /// Whether an expression is always a number, or none.
  private func isNumber(_ node: Int32) -> Bool {
    switch nodes[Int(node)] {
    case .constant(let value): value.tag == .integer || value.tag == .decimal || value.tag == .none
    case .binary(let operation, _, _): operation != .then
    case .function(let function, _, _):
      function == .seconds || function == .ms || function == .us || function == .length
        || function == .count
    case .draw(.within, _, _), .draw(.spread, _, _), .now, .stamp, .position: true
    case .given(_, let value), .orNone(_, _, _, let value): isNumber(value)
    default: false
    }
  }

  /// What an expression always is, as part of a structure; nil if that is computed.
  private func constant(_ node: Int32) -> Datum? {
    guard case .constant(let value) = nodes[Int(node)] else { return nil }
    switch value.tag {
    case .none: return Datum.none
    case .bool: return .bool(value.word != 0)
    case .integer where value.places == 0: return .integer(value.word)
    case .text: return .text(strings[Int(value.word)])
    case .fixed: return fixed[Int(value.word)]
    default: return nil
    }
  }
}

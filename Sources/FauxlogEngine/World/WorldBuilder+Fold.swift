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
      case .record(let first, let count):
        var members: [Datum.Member] = []
        for place in stride(from: Int(first), to: Int(first + 2 * count), by: 2) {
          guard let value = constant(lists[place + 1]) else { break }
          members.append(Datum.Member(.text(strings[Int(lists[place])]), value))
        }
        guard members.count == Int(count) else { continue }
        nodes[number] = .constant(fixedValue(.record(members)))
      default: continue
      }
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

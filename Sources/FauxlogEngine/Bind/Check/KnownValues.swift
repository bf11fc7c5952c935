/// A text that can fill a hole, known at load.
struct KnownValue {
  /// The text of the value.
  var text: [UInt8]
  /// Where it comes from, for messages: `nginx.messages row 12`, `"text"`.
  var origin: String

  /// What it is, for messages: `names row 2 is "z"`, `it is "12"`.
  var statement: String {
    let shown = quoted(text)
    return origin == shown ? "it is \(shown)" : "\(origin) is \(shown)"
  }
}

/// Finds the values of expressions that are known at load: literals, members of choices, cells and
/// cards of corpora.
struct KnownValues {
  let binder: Binder
  /// The lists of the loops around, outermost first.
  var loops: [Int32] = []

  /// The texts that an expression can have, as far as they are known.
  func texts(of node: Int32) -> [KnownValue] {
    switch binder.builder.nodes[Int(node)] {
    case .constant(let value):
      guard let text = text(of: value) else { return [] }
      return [KnownValue(text: Array(text.utf8), origin: "\"\(text)\"")]
    case .draw(.choice(let number), _, _):
      return binder.builder.choices[Int(number)].members.map { member in
        KnownValue(text: binder.bytes(of: member), origin: "\"\(binder.text(ofPiece: member))\"")
      }
    case .draw(.cell(_, let column), _, _), .otherCell(_, let column),
      .permuted(_, let column, _):
      return cells(of: column)
    case .lookup(let number, _, _):
      let column = binder.builder.lookups[Int(number)].column
      return column >= 0 ? cells(of: column) : data(of: node).compactMap(Self.text)
    case .orNone(_, _, _, let inner), .asNumber(let inner): return texts(of: inner)
    default: return data(of: node).compactMap(Self.text)
    }
  }

  /// The lists that an expression can be.
  func lists(of node: Int32) -> [[Datum]] {
    if case .enriched(let number) = binder.builder.nodes[Int(node)] {
      return lists(of: binder.builder.enrichments[Int(number)].list)
    }
    return data(of: node).compactMap { found in
      if case .list(let elements, _) = found.datum { elements } else { nil }
    }
  }

  private func text(of value: Value) -> String? {
    switch value.tag {
    case .integer, .text, .member, .bool: binder.show(value)
    default: nil
    }
  }

  private func cells(of column: Int32) -> [KnownValue] {
    let table = binder.builder.columns[Int(column)]
    let name = binder.builder.corpora[Int(table.corpus)].name
    return table.cells.enumerated().map { row, cell in
      KnownValue(text: binder.bytes(of: cell), origin: "\(name) row \(row + 1)")
    }
  }

  private static func text(_ found: (datum: Datum, origin: String)) -> KnownValue? {
    switch found.datum {
    case .text(let text): KnownValue(text: Array(text.utf8), origin: found.origin)
    case .integer(let number): KnownValue(text: Array(String(number).utf8), origin: found.origin)
    default: nil
    }
  }

  /// Structures that an expression can be.
  private func data(of node: Int32) -> [(datum: Datum, origin: String)] {
    switch binder.builder.nodes[Int(node)] {
    case .draw(.card(let corpus), _, _): return cards(of: corpus)
    case .lookup(let number, _, _):
      let lookup = binder.builder.lookups[Int(number)]
      return lookup.column < 0 ? cards(of: lookup.corpus) : []
    case .filled(let inner, _, _): return data(of: inner)
    case .member(let inner, let name):
      let name = binder.builder.strings[Int(name)]
      return data(of: inner).compactMap { found in
        found.datum[name].map { ($0, found.origin) }
      }
    case .element(let depth):
      guard Int(depth) < loops.count else { return [] }
      let outer = KnownValues(binder: binder, loops: Array(loops.prefix(Int(depth))))
      return Self.elements(outer.data(of: loops[Int(depth)]))
    case .draw(.element(let list), _, _): return Self.elements(data(of: list))
    default: return []
    }
  }

  private func cards(of corpus: Int32) -> [(datum: Datum, origin: String)] {
    let table = binder.builder.corpora[Int(corpus)]
    guard table.firstCard >= 0 else { return [] }
    return (0..<table.rows).map { row in
      let card = binder.builder.fixed[Int(table.firstCard) + row]
      if case .text(let name)? = card["name"] { return (card, "\(table.name) \(name)") }
      return (card, "\(table.name) row \(row + 1)")
    }
  }

  private static func elements(
    _ found: [(datum: Datum, origin: String)]
  ) -> [(datum: Datum, origin: String)] {
    found.flatMap { one -> [(datum: Datum, origin: String)] in
      guard case .list(let elements, _) = one.datum else { return [] }
      return elements.map { ($0, one.origin) }
    }
  }
}

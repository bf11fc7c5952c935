import FauxlogLanguage

extension Binder {
  /// The number of a corpus; nil, with an error, if there is none of that name.
  func corpus(_ name: String, at position: Position) -> Int32? {
    if let known = corpusNumbers[name] { return known }
    guard let result = catalogue.corpora[name] else {
      failUnknown(Name(name, position), among: catalogue.corpora.names, what: "corpus")
      return nil
    }
    for diagnostic in result.diagnostics {
      fail(
        diagnostic.position, diagnostic.message, help: diagnostic.help,
        severity: diagnostic.severity)
    }
    if result.diagnostics.contains(where: { $0.severity == .error }) { return nil }
    guard let syntax = result.corpus, let table = table(name, syntax, result.position) else {
      return nil
    }
    builder.corpora.append(table)
    let number = Int32(builder.corpora.count - 1)
    corpusNumbers[name] = number
    return number
  }

  private func table(_ name: String, _ syntax: CorpusSyntax, _ position: Position) -> CorpusTable? {
    let number = Int32(builder.corpora.count)
    switch syntax {
    case .list(let rows):
      guard !rows.isEmpty else { return empty(name, position) }
      let column = add(column: "", corpus: number, rows.map(\.value))
      return CorpusTable(
        name: name, rows: rows.count, sums: sums(rows.map(\.weight)), columns: [("", column)],
        firstCard: -1)
    case .table(let names, let rows):
      guard !rows.isEmpty else { return empty(name, position) }
      for row in rows where row.cells.count != names.count {
        fail(row.1, "this row has \(row.cells.count) cells, the table \(names.count) columns")
        return nil
      }
      var columns: [(name: String, column: Int32)] = []
      for (index, column) in names.enumerated() where column.text != "weight" {
        columns.append(
          (column.text, add(column: column.text, corpus: number, rows.map { $0.cells[index] })))
      }
      var weights: [Int64] = []
      if let place = names.firstIndex(where: { $0.text == "weight" }) {
        weights = rows.map { Int64($0.cells[place]) ?? 1 }
      }
      return CorpusTable(
        name: name, rows: rows.count, sums: sums(weights), columns: columns, firstCard: -1)
    case .cards(let cards):
      guard !cards.isEmpty else { return empty(name, position) }
      for card in cards { checkCircles(card, in: name) }
      let first = Int32(builder.fixed.count)
      let data = cards.map { card(($0.name, $0.members)) }
      builder.fixed += data
      return CorpusTable(
        name: name, rows: cards.count, sums: sums(cards.map(\.weight)), columns: [],
        firstCard: first)
    case .ndjson(let lines): return ndjson(name, lines, position)
    }
  }

  private func empty(_ name: String, _ position: Position) -> CorpusTable? {
    fail(position, "corpus \(name) is empty")
    return nil
  }

  private func ndjson(
    _ name: String, _ lines: [(line: String, Position)], _ position: Position
  ) -> CorpusTable? {
    let first = Int32(builder.fixed.count)
    var weights: [Int64] = []
    for (line, at) in lines {
      var line = line
      let datum = line.withUTF8 { unsafe Notation.json.read($0, from: 0)?.value }
      guard let datum, case .record = datum else {
        fail(at, "a line of \(name) is one JSON object")
        return nil
      }
      if case .integer(let weight)? = datum["weight"] {
        weights.append(weight)
      } else {
        weights.append(1)
      }
      builder.fixed.append(datum)
    }
    guard !weights.isEmpty else { return empty(name, position) }
    return CorpusTable(
      name: name, rows: weights.count, sums: sums(weights), columns: [], firstCard: first)
  }

  private func add(column name: String, corpus: Int32, _ cells: [String]) -> Int32 {
    let pieces = cells.map { builder.piece($0.utf8) }
    builder.columns.append(Column(name: name, corpus: corpus, cells: pieces))
    return Int32(builder.columns.count - 1)
  }

  /// Sums of weights; none if all are equal.
  func sums(_ weights: [Int64]) -> [UInt64] {
    if Set(weights).count <= 1 { return [] }
    var sum: UInt64 = 0
    return weights.map { weight in
      sum &+= UInt64(max(weight, 0))
      return sum
    }
  }

  // MARK: - Cards

  private func card(_ card: (name: Name, members: [CorpusSyntax.CardMember])) -> Datum {
    guard case .record(let members) = record(card.members) else { return .none }
    if members.contains(where: { $0.name == .text("name") || $0.name == .text("id") }) {
      return .record(members)
    }
    return .record([Datum.Member(.text("name"), .text(card.name.text))] + members)
  }

  private func record(_ members: [CorpusSyntax.CardMember]) -> Datum {
    var result: [Datum.Member] = []
    for member in members {
      switch member {
      case .text(let name, let bars): result.append(Datum.Member(.text(name.text), text(bars)))
      case .record(let name, let inner):
        result.append(Datum.Member(.text(name.text), record(inner)))
      case .element(let name, let inner):
        let element = record(inner)
        if let place = result.firstIndex(where: { $0.name == .text(name.text) }),
          case .list(let elements, _) = result[place].value
        {
          result[place].value = .list(elements + [element])
        } else {
          result.append(Datum.Member(.text(name.text), .list([element])))
        }
      case .part: break  // The library has put its members here.
      }
    }
    return .record(result)
  }

  /// A card's text; several bars are lines.
  ///
  /// A whole number is a number, so that it can be one where data is wanted.
  private func text(_ bars: [Bar]) -> Datum {
    var literals = [""]
    var names: [String] = []
    for (index, bar) in bars.enumerated() {
      if index > 0, !bar.continues { literals[literals.count - 1] += "\n" }
      for segment in bar.segments {
        switch segment {
        case .text(let text): literals[literals.count - 1] += text
        case .byte(let byte): literals[literals.count - 1] += String(UnicodeScalar(byte))
        case .hole(let path, _):
          names.append(path.map(\.text).joined(separator: "."))
          literals.append("")
        }
      }
    }
    if names.isEmpty {
      let text = literals[0]
      if let number = Int64(text), String(number) == text { return .integer(number) }
      return .text(text)
    }
    builder.cardTexts.append(CardText(literals: literals, names: names))
    return .template(builder.cardTexts.count - 1)
  }

  /// Wraps a node that draws a card, so that holes in its texts are filled by the names of a scope.
  func filled(_ node: Int32, corpus: Int32, in scope: Scope, at position: Position) -> Int32 {
    let table = builder.corpora[Int(corpus)]
    guard table.firstCard >= 0 else { return node }
    var names: Set<String> = []
    for row in 0..<table.rows {
      let card = builder.fixed[Int(table.firstCard) + row]
      collect(card, card, &names)
    }
    if names.isEmpty, !hasTemplates(table) { return node }
    var filling = Filling(names: [:])
    for name in names.sorted() {
      let path = name.split(separator: ".").map { Name(String($0), position) }
      guard let first = path.first, isKnown(first, in: scope) else {
        fail(position, "\(table.name) has a hole $\(name), which is no name here")
        continue
      }
      filling.names[name] = bind(.path(path), in: scope)
    }
    builder.fillings.append(filling)
    return builder.node(
      .filled(node, card: node, filling: Int32(builder.fillings.count - 1)))
  }

  private func hasTemplates(_ table: CorpusTable) -> Bool {
    (0..<table.rows).contains { contains(builder.fixed[Int(table.firstCard) + $0]) }
  }

  private func contains(_ datum: Datum) -> Bool {
    switch datum {
    case .template: true
    case .list(let elements, _): elements.contains { contains($0) }
    case .record(let members): members.contains { contains($0.value) }
    default: false
    }
  }

  /// The names in a card's holes that are no members of the card itself.
  private func collect(_ datum: Datum, _ card: Datum, _ names: inout Set<String>) {
    switch datum {
    case .template(let number):
      for name in builder.cardTexts[number].names where card[name] == nil { names.insert(name) }
    case .list(let elements, _): for element in elements { collect(element, card, &names) }
    case .record(let members):
      for member in members {
        collect(member.name, card, &names)
        collect(member.value, card, &names)
      }
    default: break
    }
  }
}

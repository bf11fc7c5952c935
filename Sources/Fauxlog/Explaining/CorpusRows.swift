import FauxlogEngine
import FauxlogLanguage

/// Finds the rows of a corpus that have a value.
struct CorpusRows {
  let catalogue: Catalogue

  /// Rows that show a value, or have it: as text, or as data.
  ///
  /// - Parameters:
  ///   - corpus: its full name.
  ///   - column: the member that is meant; nil is any cell of a row.
  func places(
    of value: Datum, shown: String?, in corpus: String, column: String?
  ) -> [Position] {
    guard let syntax = catalogue.corpora[corpus]?.corpus else { return [] }
    let texts = [value.text, shown].compactMap(\.self)
    func fits(_ cell: String) -> Bool {
      texts.contains(cell) || data(cell).contains(value)
    }
    switch syntax {
    case .list(let rows): return rows.filter { fits($0.value) }.map(\.2)
    case .table(let columns, let rows):
      let place = columns.firstIndex { $0.text == column }
      return rows.filter { row in
        if let place, place < row.cells.count { return fits(row.cells[place]) }
        return row.cells.contains(where: fits)
      }.map(\.1)
    case .cards(let cards):
      return cards.filter { card in
        card.members.contains { member in
          guard case .text(let name, let bars) = member, column == nil || name.text == column,
            let text = Self.text(of: bars)
          else { return false }
          return fits(text)
        }
      }.map(\.name.position)
    case .ndjson(let lines):
      return lines.filter { line, _ in
        guard let column, let row = readJSON(line.utf8) else { return false }
        return row[column].map { $0 == value || $0.text.map(texts.contains) == true } ?? false
      }.map(\.1)
    }
  }

  /// What a text of a corpus is as data, in the notations that kinds read it by.
  private func data(_ text: String) -> [Datum] {
    let bytes = Array(text.utf8)
    return [Notation.json, .python].compactMap { notation in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        guard let read = unsafe notation.read(bytes, from: 0), read.end == bytes.count else {
          return nil
        }
        return read.value
      }
    }
  }

  /// The text of a member without holes.
  private static func text(of bars: [Bar]) -> String? {
    var lines: [String] = []
    for bar in bars {
      var line = ""
      for segment in bar.segments {
        guard case .text(let text) = segment else { return nil }
        line += text
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }
}

/// A file of one object a line, named by its path: `web/agents.ndjson` is `web.agents`.
func parseJSONLines(_ source: SourceFile, file: Int32) -> SyntaxFile {
  let top = Position(file: file, line: 1, column: 1)
  let parts = source.path.dropLast(".ndjson".count).split(separator: "/").filter { $0 != "." }
  var rows: [(line: String, Position)] = []
  for (index, line) in source.lines.enumerated() where !isBlank(line) {
    let length = Int32(clamping: line.unicodeScalars.count)
    rows.append(
      (line, Position(file: file, line: Int32(clamping: index + 1), column: 1, length: length)))
  }
  return SyntaxFile(
    kind: .corpus, extends: false, name: Name(parts.joined(separator: "."), top),
    corpus: .ndjson(rows))
}

/// Whether a line has nothing but blanks and tabs.
func isBlank(_ line: String) -> Bool { line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

/// Reads what stands below the header of a corpus; gives what was wrong.
func parseCorpus(
  _ source: SourceFile, file: Int32, below header: Int, into result: inout SyntaxFile
) -> [Diagnostic] {
  var parser = CorpusParser(source: source, file: file, next: header + 1)
  parser.read(into: &result)
  return parser.diagnostics
}

/// Reads lists, tables and cards; the first line that counts says which it is.
struct CorpusParser: ErrorReporting {
  let source: SourceFile
  let file: Int32
  /// The index of the next line.
  var next: Int
  /// What was wrong so far.
  var diagnostics: [Diagnostic] = []
  /// Whether the card that is being read says `with`.
  var hasParts = false

  /// Whether reading on is useless.
  var isFull: Bool { diagnostics.count >= ParseLimit.errors }

  /// A row and where it stands.
  struct Row {
    var text: String
    var position: Position
  }

  /// Goes to the next line that is neither blank nor a comment; nil at the end.
  mutating func row() -> Row? {
    while next < source.lines.count, !isFull {
      let text = source.lines[next]
      next += 1
      if isBlank(text) || text.utf8.first(where: { $0 != 0x20 }) == 0x23 { continue }
      var position = Position(file: file, line: Int32(clamping: next), column: 1)
      guard text.utf8.count <= ParseLimit.line else {
        diagnostics.append(
          Diagnostic(position, "a line has at most \(ParseLimit.line) bytes"))
        continue
      }
      position.length = Int32(clamping: max(1, text.unicodeScalars.count))
      return Row(text: text, position: position)
    }
    return nil
  }

  /// Reads all rows.
  mutating func read(into result: inout SyntaxFile) {
    guard var first = row() else {
      result.corpus = .list([])
      return
    }
    while result.extends, first.text.hasPrefix("without ") {
      without(first, into: &result)
      guard let following = row() else {
        result.corpus = .list([])
        return
      }
      first = following
    }
    if first.text.hasPrefix("columns ") {
      result.corpus = table(first)
    } else if beginsCards(first) {
      result.corpus = .cards(cards(from: first))
    } else {
      result.corpus = list(from: first)
    }
  }

  private mutating func without(_ row: Row, into result: inout SyntaxFile) {
    do throws(Diagnostic) {
      var node = Node(tokens: [], depth: 0, position: row.position)
      node.tokens = try tokens(row)
      node.end = 1
      let parser = Parser(nodes: [node], file: .corpus, diagnostics: [])
      result.entries.append(try parser.without(0))
    } catch {
      diagnostics.append(error)
    }
  }

  /// The tokens of a line that is a sentence.
  func tokens(_ row: Row) throws(Diagnostic) -> [Token] {
    var scanner = LineScanner(row.text, file: file, number: Int(row.position.line))
    var tokens: [Token] = []
    while !scanner.isAtEnd() { tokens.append(try scanner.token()) }
    return tokens
  }

  // MARK: - Lists

  /// A value a line, then, if wanted, `⇥` and a weight.
  private mutating func list(from first: Row) -> CorpusSyntax {
    var values: [(value: String, weight: Int64, Position)] = []
    var current: Row? = first
    while let row = current {
      if row.text.utf8.last == 0x20 {
        diagnostics.append(trailingBlank(row))
      } else if let (value, weight) = weighted(row) {
        values.append((value, weight, row.position))
      }
      current = self.row()
    }
    return .list(values)
  }

  /// A row's value and weight; a tab with no number behind it belongs to the value.
  private mutating func weighted(_ row: Row) -> (String, Int64)? {
    guard row.text.utf8.contains(where: { $0 == 0x09 || $0 == 0xE2 }) else { return (row.text, 1) }
    let cells = Self.cells(row.text)
    guard cells.count > 1, let last = cells.last, !last.text.isEmpty,
      last.text.utf8.allSatisfy(\.isDigit)
    else { return (Self.decoded(row.text), 1) }
    guard let weight = Int64(last.text), weight <= 1_000_000_000 else {
      var place = row.position
      place.column += Int32(clamping: last.start)
      place.length = Int32(clamping: last.text.utf8.count)
      diagnostics.append(Diagnostic(place, "a weight is 0 to 1000000000"))
      return nil
    }
    let value = row.text.unicodeScalars.prefix(cells[cells.count - 2].end)
    return (Self.decoded(String(String.UnicodeScalarView(value))), weight)
  }

  private func trailingBlank(_ row: Row) -> Diagnostic {
    var place = row.position
    let blanks = row.text.utf8.reversed().prefix { $0 == 0x20 }.count
    place.column = place.length - Int32(clamping: blanks) + 1
    place.length = 1
    return Diagnostic(place, "a blank at the end of the line cannot be seen: write ␠")
  }

  // MARK: - Tables

  private mutating func table(_ head: Row) -> CorpusSyntax {
    var columns: [Name] = []
    do throws(Diagnostic) {
      let node = Node(tokens: try tokens(head), depth: 0, position: head.position)
      var cursor = Cursor(node, in: .corpus)
      cursor.index = 1
      repeat { columns.append(try cursor.name("the name of a column")) } while cursor.takeMark(",")
      try cursor.expectEnd("a comma or the end of the line")
    } catch {
      diagnostics.append(error)
      return .table(columns: [], rows: [])
    }
    var rows: [(cells: [String], Position)] = []
    while let row = row() {
      let cells = Self.cells(row.text)
      if cells.count == columns.count {
        rows.append((cells.map { Self.decoded($0.text) }, row.position))
      } else {
        diagnostics.append(wrongCount(row, cells, columns))
      }
    }
    return .table(columns: columns, rows: rows)
  }

  private func wrongCount(_ row: Row, _ cells: [Cell], _ columns: [Name]) -> Diagnostic {
    let count = cells.count == 1 ? "1 cell" : "\(cells.count) cells"
    return Diagnostic(
      row.position, "\(count) in a table of \(columns.count) columns",
      help: "cells are parted by ⇥: \(columns.map(\.text).prefix(8).joined(separator: " ⇥ "))")
  }

  // MARK: - Cells

  /// A stretch of a row between tabs, the blanks around it left out.
  struct Cell {
    var text: String
    /// Unicode scalars before it and up to its end.
    var start: Int
    var end: Int
  }

  /// The cells of a row, parted by `⇥` or tabs.
  static func cells(_ text: String) -> [Cell] {
    var cells: [Cell] = []
    var start = 0
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where scalar == "⇥" || scalar == "\t" {
      cells.append(trimmed(scalars, start, index))
      start = index + 1
    }
    cells.append(trimmed(scalars, start, scalars.count))
    return cells
  }

  private static func trimmed(_ scalars: [Unicode.Scalar], _ start: Int, _ end: Int) -> Cell {
    var (start, end) = (start, end)
    while start < end, scalars[start] == " " { start += 1 }
    while end > start, scalars[end - 1] == " " { end -= 1 }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<end])
    return Cell(text: String(text), start: start, end: end)
  }

  /// A row's text with tabs and blanks for their signs.
  static func decoded(_ text: String) -> String {
    guard text.utf8.contains(0xE2) else { return text }
    var decoded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "⇥": decoded.append("\t")
      case "␠": decoded.append(" ")
      default: decoded.append(scalar)
      }
    }
    return String(decoded)
  }
}

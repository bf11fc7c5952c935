/// Parses one file.
///
/// Never fails: what could not be read is a diagnostic and is left out, and reading goes on at the
/// next line of the same or smaller indentation. At most 20 errors are reported for a file.
/// - Parameters:
///   - source: The file; one whose path ends in `.ndjson` is a corpus without header.
///   - file: Its number among all that are loaded, for positions.
/// - Returns: The file, nil if its header could not be read, and what was wrong, in order.
package func parse(
  _ source: SourceFile, file: Int32
) -> (file: SyntaxFile?, diagnostics: [Diagnostic]) {
  if source.path.hasSuffix(".ndjson") { return (parseJSONLines(source, file: file), []) }
  let header: Header
  do throws(Diagnostic) {
    header = try Header.read(source, file: file)
  } catch {
    return (nil, [error])
  }
  var result = header.file
  var diagnostics: [Diagnostic]
  if header.file.kind == .corpus {
    diagnostics = parseCorpus(source, file: file, below: header.line, into: &result)
  } else {
    let (nodes, found) = NodeReader.read(source, file: file, kind: header.file.kind)
    var parser = Parser(nodes: nodes, file: header.file.kind, diagnostics: [])
    result.entries = parser.entries(below: header)
    diagnostics = found + parser.diagnostics
  }
  diagnostics.sort {
    ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column)
  }
  return (result, Array(diagnostics.prefix(ParseLimit.errors)))
}

/// The first line of a file.
struct Header {
  /// The file that it begins, empty.
  var file: SyntaxFile
  /// The index of its line.
  var line: Int

  /// Finds and reads the header.
  static func read(_ source: SourceFile, file: Int32) throws(Diagnostic) -> Header {
    for (index, line) in source.lines.enumerated() {
      var scanner = LineScanner(line, file: file, number: index + 1)
      if scanner.isAtEnd() { continue }
      return Header(file: try header(&scanner), line: index)
    }
    throw missing(at: Position(file: file, line: 1, column: 1))
  }

  private static func missing(at position: Position) -> Diagnostic {
    Diagnostic(
      position, "the first line says what the file is",
      help: "write grammar NAME, scenarios NAME, tree NAME or corpus NAME")
  }

  private static func header(_ scanner: inout LineScanner) throws(Diagnostic) -> SyntaxFile {
    let at = scanner.position
    guard at.column == 1 else { throw Diagnostic(at, "the first line is not indented") }
    var tokens: [Token] = []
    while tokens.count < 3, !scanner.isAtEnd(), scanner.peek() != 0x3B, scanner.bar() == nil {
      guard let token = try? scanner.token() else { break }
      tokens.append(token)
    }
    let extends = tokens.first?.text == "extend"
    if extends { tokens.removeFirst() }
    guard let word = tokens.first, word.kind == .word else { throw missing(at: at) }
    let kinds: [SyntaxFile.Kind] = [.grammar, .scenarios, .tree, .corpus]
    guard let kind = SyntaxFile.Kind(rawValue: word.text) else {
      var error = missing(at: word.position)
      if let meant = nearest(to: String(word.text.prefix(60)), among: kinds.map(\.rawValue)) {
        error.help = "did you mean \(meant)?"
      }
      throw error
    }
    guard tokens.count > 1 else {
      throw Diagnostic(scanner.position, "expected the name of the \(kind.noun) here")
    }
    guard tokens[1].kind == .word, isDottedName(tokens[1].text) else {
      throw Diagnostic(
        tokens[1].position, "\(tokens[1].shown) is no name of a file",
        help: "a name is a-z, then a-z, 0-9 and _, with dots between")
    }
    return SyntaxFile(kind: kind, extends: extends, name: Name(tokens[1].text, tokens[1].position))
  }
}

extension Parser {
  /// The entries below the header, on whose line nothing else may stand.
  fileprivate mutating func entries(below header: Header) -> [Entry] {
    guard let first = nodes.first else { return [] }
    let count = header.file.extends ? 3 : 2
    if first.tokens.count > count {
      diagnostics.append(
        Diagnostic(first.tokens[count].position, "nothing may stand behind the name of the file"))
    } else if first.bar != nil {
      diagnostics.append(.strayBar(first))
    }
    if first.end > 1 {
      diagnostics.append(
        Diagnostic(
          nodes[1].position, "what stands below the first line is not indented",
          help: "remove two blanks here and below"))
      return []
    }
    return entries(in: first.end..<nodes.count)
  }
}

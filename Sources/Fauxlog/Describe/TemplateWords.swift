import FauxlogLanguage

/// The words that the templates' authors left beside what they wrote.
struct TemplateWords {
  let sources: [SourceFile]

  /// The comment right below a header, else the one right above it.
  func words(ofHeader position: Position) -> String { comment(ofHeader: position).text }

  /// The same with its lists.
  func comment(ofHeader position: Position) -> Comment {
    let below = comment(from: Int(position.line), by: 1, in: position.file)
    return below.isEmpty ? Comment(lines(above: position)) : Comment(below)
  }

  /// The comment right above an item.
  func words(above position: Position) -> String {
    Comment(lines(above: position)).text
  }

  private func lines(above position: Position) -> [String] {
    comment(from: Int(position.line) - 2, by: -1, in: position.file)
  }

  /// The comment at the end of an item's line.
  func words(behind position: Position) -> String {
    guard let line = line(Int(position.line) - 1, in: position.file),
      let mark = Self.commentStart(line)
    else { return "" }
    return Comment([Self.trimmed(line[mark...].dropFirst())]).text
  }

  /// What stands behind the colon of a name's definition, without comment, blanks or other names.
  func definition(at position: Position) -> String {
    guard let line = line(Int(position.line) - 1, in: position.file) else { return "" }
    var text = Substring(
      line.unicodeScalars.dropFirst(max(Int(position.column) - 1, 0)).map(String.init).joined())
    guard let colon = text.firstIndex(of: ":") else { return "" }
    text = text[text.index(after: colon)...]
    if let mark = Self.commentStart(String(text)) {
      text = Substring(String(text)[..<mark])
    }
    return Self.trimmed(Self.firstStatement(text))
  }

  /// The line of an item without comment and blanks around it.
  func statement(at position: Position) -> String {
    guard let line = line(Int(position.line) - 1, in: position.file) else { return "" }
    return Self.withoutComment(line)
  }

  /// Lines of an item: its own, and those that are indented deeper below it.
  func block(at position: Position) -> [String] {
    var number = Int(position.line) - 1
    guard let head = line(number, in: position.file) else { return [] }
    let indent = Self.indent(head)
    var lines = [String(head.dropFirst(indent))]
    number += 1
    while let next = line(number, in: position.file), next.isEmpty || Self.indent(next) > indent {
      lines.append(String(next.dropFirst(min(indent, Self.indent(next)))))
      number += 1
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// The first sentence of a text.
  static func sentence(_ text: String) -> String {
    var end = text.startIndex
    while let stop = text[end...].firstIndex(of: ".") {
      let next = text.index(after: stop)
      if next == text.endIndex { break }
      if text[next] == " " || text[next] == "\n" { return String(text[..<next]) }
      end = next
    }
    return text
  }

  private func line(_ index: Int, in file: Int32) -> String? {
    guard sources.indices.contains(Int(file)), sources[Int(file)].lines.indices.contains(index)
    else { return nil }
    return sources[Int(file)].lines[index]
  }

  private func comment(from start: Int, by step: Int, in file: Int32) -> [String] {
    var lines: [String] = []
    var number = start
    while let next = line(number, in: file), next.drop(while: { $0 == " " }).hasPrefix("#") {
      lines.append(Self.trimmed(next.drop(while: { $0 == " " }).dropFirst()))
      number += step
    }
    return step < 0 ? lines.reversed() : lines
  }

  private static func indent(_ line: String) -> Int { line.prefix { $0 == " " }.count }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var text = Substring(text)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// A line without the comment behind it, and without blanks at its ends.
  static func withoutComment(_ line: String) -> String {
    trimmed(commentStart(line).map { line[..<$0] } ?? line[...])
  }

  /// Where a comment begins: a `#` behind a blank, not in quotes.
  private static func commentStart(_ line: String) -> String.Index? {
    var isQuoted = false
    var previous: Character = " "
    for index in line.indices {
      let character = line[index]
      if character == "\"" { isQuoted.toggle() }
      if character == "#", previous == " ", !isQuoted { return index }
      previous = character
    }
    return nil
  }

  /// A text up to the first `;` outside of quotes.
  private static func firstStatement(_ text: Substring) -> Substring {
    var isQuoted = false
    for index in text.indices {
      if text[index] == "\"" { isQuoted.toggle() }
      if text[index] == ";", !isQuoted { return text[..<index] }
    }
    return text
  }
}

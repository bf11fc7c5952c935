/// What a template's author wrote for its readers: prose, and lists under titles of their own.
///
/// A line of the comment that is empty ends a paragraph. One that is only `Title:` begins a list,
/// whose items begin with `- `.
struct Comment: Equatable {
  /// Paragraphs in order.
  private(set) var paragraphs: [String] = []
  /// Lists in order.
  private(set) var lists: [(title: String, items: [String])] = []

  /// The prose, paragraphs with an empty line between them.
  var text: String { paragraphs.joined(separator: "\n\n") }

  /// Reads the lines of a comment, without `#` and blanks at their ends.
  init(_ lines: [String]) {
    var (isOpen, isInList) = (false, false)
    for line in lines {
      if line.isEmpty {
        isOpen = false
      } else if !isOpen, line.hasSuffix(":"), line.count <= 40, line.first?.isUppercase == true {
        lists.append((String(line.dropLast()), []))
        (isOpen, isInList) = (true, true)
      } else if let list = lists.indices.last, isOpen, isInList, line.hasPrefix("- ") {
        lists[list].items.append(String(line.dropFirst(2)))
      } else if let list = lists.indices.last, isOpen, isInList,
        let item = lists[list].items.indices.last
      {
        lists[list].items[item] += " \(line)"
      } else if isOpen, !paragraphs.isEmpty {
        paragraphs[paragraphs.count - 1] += " \(line)"
      } else {
        paragraphs.append(line)
        (isOpen, isInList) = (true, false)
      }
    }
    paragraphs = paragraphs.map(Self.withoutSheets)
    for list in lists.indices { lists[list].items = lists[list].items.map(Self.withoutSheets) }
  }

  static func == (a: Comment, b: Comment) -> Bool {
    a.paragraphs == b.paragraphs && a.lists.map(\.title) == b.lists.map(\.title)
      && a.lists.map(\.items) == b.lists.map(\.items)
  }

  /// A text without the numbers of the sheet of facts that it rests on: these are for authors.
  private static func withoutSheets(_ text: String) -> String {
    guard text.contains("sheet") else { return text }
    // In parentheses of their own, before and behind other words there.
    return
      text
      .replacing(#/ \(sheet [a-z0-9.]+(?:,? (?:and |to )?[0-9][0-9.]*)*\)/#, with: "")
      .replacing(#/sheet [a-z0-9.]+(?:,? (?:and |to )?[0-9][0-9.]*)*[;:] /#, with: "")
      .replacing(#/[,;] sheet [a-z0-9.]+(?:,? (?:and |to )?[0-9][0-9.]*)*(?=\))/#, with: "")
  }
}

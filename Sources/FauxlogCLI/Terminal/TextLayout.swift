/// Breaks a text at blanks into lines of at most `width` characters; a longer word stands alone.
func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if line.isEmpty {
      line = String(word)
    } else if line.count + 1 + word.count <= width {
      line += " \(word)"
    } else {
      lines.append(line)
      line = String(word)
    }
  }
  if !line.isEmpty { lines.append(line) }
  return lines
}

/// Rows of a name and what it means.
///
/// The meanings begin in one column and are wrapped there; that of a name too long for its own
/// column begins on the next line.
struct TextColumns {
  let rows: [(name: String, meaning: String)]
  /// The columns of the names, without margin and gap.
  let nameWidth: Int

  private static let margin = 2
  private static let gap = 2

  /// The names' columns are as wide as the longest name of at most `limit` characters.
  init(_ rows: [(name: String, meaning: String)], limit: Int) {
    self.rows = rows
    nameWidth = rows.map(\.name.count).filter { $0 <= limit }.max() ?? limit
  }

  /// With columns as wide as those of others, so that tables on one page agree.
  init(_ rows: [(name: String, meaning: String)], nameWidth: Int) {
    self.rows = rows
    self.nameWidth = nameWidth
  }

  /// The lines, each with its newline.
  func text(width: Int) -> String {
    let indent = Self.margin + nameWidth + Self.gap
    var text = ""
    for row in rows {
      var lead = blanks(Self.margin) + row.name
      if row.name.count > nameWidth {
        text += lead + "\n"
        lead = ""
      }
      for line in wrapped(row.meaning, width: max(20, width - indent)) {
        text += lead + blanks(indent - lead.count) + line + "\n"
        lead = ""
      }
    }
    return text
  }
}

private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

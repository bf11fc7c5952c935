import Fauxlog

extension CommandSpec {
  /// Tells of one format, event, scenario or tree.
  static let describe = CommandSpec(
    name: "describe",
    abstract: "tell of one format, event, scenario or tree, with samples",
    arguments: [.name],
    options: [.settings, .templates, .json],
    examples: [
      Example(
        line: "fauxlog describe frappe-bench", meaning: "its files, parameters and scenarios"),
      Example(line: "fauxlog describe frappe.log", meaning: "its events, with a sample of each"),
      Example(
        line: "fauxlog describe frappe.log/exception",
        meaning: "one event, and who writes it"),
      Example(line: "fauxlog describe server-error", meaning: "its steps, and what fills what"),
    ],
    run: runDescribe)
}

private func runDescribe(_ invocation: Invocation, _ console: Console) throws(CommandFailure) {
  let name = invocation.argument(.name)
  let folders = invocation.strings(.templates)
  let settings = invocation.settings.map { ($0.name, $0.value) }
  let description = try reportingFailures { () throws in
    // The plain name of a scenario may begin like a system of another's: all are looked at.
    try TemplateLibrary(folders: folders).describe(name, settings: settings)
  }
  if invocation.flag(.json) { return try console.write(description.json + "\n") }
  try console.write(page(description, console.output.terminal))
}

/// A description as a page of text.
private func page(_ description: Description, _ terminal: Terminal) -> String {
  let article = description.kind == "event" ? "an" : "a"
  var parts = [terminal.heading(description.name) + ", \(article) \(description.kind)\n"]
  for paragraph in description.words.split(separator: "\n") {
    parts.append(text(String(paragraph), indent: 0, terminal))
  }
  for section in description.sections {
    parts.append(terminal.heading("\(section.title):") + "\n" + rows(section.rows, terminal))
  }
  if let more = more(of: description) { parts.append(text(more, indent: 0, terminal)) }
  return parts.joined(separator: "\n")
}

/// What to do next.
private func more(of description: Description) -> String? {
  switch description.kind {
  case "tree":
    "\"fauxlog generate \(description.name) -o DIR\" writes it; \"fauxlog describe NAME\" tells more of "
      + "a scenario or format."
  case "format":
    "\"fauxlog describe \(description.name)/EVENT\" tells more of an event; \"fauxlog stream "
      + "\(description.name) -n 10\" prints some."
  default: nil
  }
}

/// Names with their meanings in columns; below them details, and lines as they are.
private func rows(_ rows: [Description.Row], _ terminal: Terminal) -> String {
  let columns = TextColumns(rows.map { ($0.name, $0.meaning) }, limit: 34)
  var result = ""
  for row in rows {
    if row.name.isEmpty {
      // A remark on the rows that follow.
      if !result.isEmpty, !row.details.isEmpty { result += "\n" }
    } else if row.meaning.isEmpty {
      result += "  \(row.name)\n"
    } else {
      result += TextColumns([(row.name, row.meaning)], nameWidth: columns.nameWidth)
        .text(width: terminal.width)
    }
    for detail in row.details { result += text(detail, indent: row.name.isEmpty ? 2 : 4, terminal) }
    for line in row.lines { result += line.isEmpty ? "\n" : "    \(line)\n" }
  }
  return result
}

/// A paragraph.
private func text(_ text: String, indent: Int, _ terminal: Terminal) -> String {
  let margin = String(repeating: " ", count: indent)
  return wrapped(text, width: max(20, terminal.width - indent)).map { "\(margin)\($0)\n" }.joined()
}

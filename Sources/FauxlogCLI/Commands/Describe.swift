import Fauxlog

extension CommandSpec {
  /// Tells of one format, scenario or tree.
  static let describe = CommandSpec(
    name: "describe",
    abstract: "tell of one format, scenario or tree, with samples",
    arguments: [.name],
    options: [.settings, .templates, .json],
    examples: [
      Example(
        line: "fauxlog describe frappe-bench", meaning: "its files, parameters and scenarios"),
      Example(line: "fauxlog describe frappe.log", meaning: "its events, with a sample of each"),
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
  var parts = [terminal.heading("\(description.name)") + ", a \(description.kind)\n"]
  if !description.words.isEmpty {
    parts.append(wrapped(description.words, width: terminal.width).joined(separator: "\n") + "\n")
  }
  for section in description.sections {
    let columns = TextColumns(section.rows.map { ($0.name, $0.meaning) }, limit: 34)
    var text = terminal.heading("\(section.title):") + "\n"
    for row in section.rows {
      if row.meaning.isEmpty {
        if !row.name.isEmpty { text += "  \(row.name)\n" }
      } else {
        text += TextColumns([(row.name, row.meaning)], nameWidth: columns.nameWidth)
          .text(width: terminal.width)
      }
      for line in row.lines { text += line.isEmpty ? "\n" : "    \(line)\n" }
    }
    parts.append(text)
  }
  return parts.joined(separator: "\n")
}

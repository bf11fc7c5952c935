/// A page of help, made from the tables of commands and options.
enum HelpPage {
  /// What the program is, and its commands.
  case overview
  case command(CommandSpec)

  /// The widest that a page gets, however wide the terminal is.
  private static let widest = 100

  /// The page, with a newline at its end.
  func text(in terminal: Terminal) -> String {
    let sheet = Sheet(terminal: terminal, width: min(terminal.width, Self.widest))
    switch self {
    case .overview: return sheet.overview
    case .command(let command): return sheet.page(of: command)
    }
  }
}

/// What a page is written on.
private struct Sheet {
  let terminal: Terminal
  let width: Int

  var overview: String {
    let options = Option.everywhere.map { (name: $0.spec.names, meaning: $0.spec.summary) }
    let statuses = ExitStatus.allCases.map { (name: "\($0.rawValue)", meaning: $0.meaning) }
    let sections = [
      usage(ProgramText.synopsis), paragraph(ProgramText.purpose),
      section(
        "Commands",
        TextColumns(CommandSpec.all.map { ($0.name, $0.abstract) }, limit: 20)),
      section("Options", TextColumns(options, limit: 20)),
      section("Exit status", TextColumns(statuses, limit: 20)),
      paragraph(ProgramText.rules + " \"fauxlog help COMMAND\" tells what a command takes."),
    ]
    return sections.joined(separator: "\n")
  }

  func page(of command: CommandSpec) -> String {
    var sections = [usage(command.synopsis), paragraph(command.sentence)]
    sections += command.discussion.map(paragraph)
    sections += tables(of: command)
    if !command.examples.isEmpty {
      let lines = command.examples.map { "  # \($0.meaning)\n  \($0.line)\n" }
      sections.append(terminal.heading("Examples:") + "\n" + lines.joined())
    }
    return sections.joined(separator: "\n")
  }

  /// The arguments and the groups of options, all with the same columns.
  private func tables(of command: CommandSpec) -> [String] {
    var tables = [
      ("Arguments", command.allArguments.map { ($0.spec.placeholder, $0.spec.summary) })
    ]
    for group in OptionGroup.allCases {
      let members = command.allOptions.filter { $0.spec.group == group }
      tables.append((group.rawValue, members.flatMap { $0.spec.rows }))
    }
    let nameWidth = TextColumns(tables.flatMap(\.1), limit: 24).nameWidth
    return tables.filter { !$0.1.isEmpty }.map {
      section($0.0, TextColumns($0.1, nameWidth: nameWidth))
    }
  }

  private func usage(_ synopsis: String) -> String {
    terminal.heading("Usage:") + " \(synopsis)\n"
  }

  private func section(_ title: String, _ columns: TextColumns) -> String {
    terminal.heading("\(title):") + "\n" + columns.text(width: width)
  }

  private func paragraph(_ text: String) -> String {
    wrapped(text, width: width).joined(separator: "\n") + "\n"
  }
}

import Fauxlog

extension CommandSpec {
  /// Lists what is built in.
  static let list = CommandSpec(
    name: "list",
    abstract: "list the formats, scenarios and trees",
    options: [.templates, .json],
    run: runList)
}

private func runList(_ invocation: Invocation, _ console: Console) throws(CommandFailure) {
  let folders = invocation.strings(.templates)
  let listing = try reportingFailures { () throws in try TemplateLibrary(folders: folders).listing }
  if invocation.flag(.json) { return try console.write(listing.json + "\n") }
  let sections: [(title: String, rows: [(name: String, meaning: String)])] = [
    ("Trees", listing.trees.map { ($0.name, $0.words) }),
    ("Formats", listing.formats.map { ($0.name, $0.words) }),
    (
      "Scenarios",
      listing.scenarios.map { ($0.system, $0.rows.map(\.name).joined(separator: ", ")) }
    ),
  ]
  let terminal = console.output.terminal
  var pages: [String] = []
  for (title, rows) in sections where !rows.isEmpty {
    pages.append(
      terminal.heading("\(title):") + "\n"
        + TextColumns(rows, limit: 24).text(width: terminal.width)
    )
  }
  pages.append("\"fauxlog describe NAME\" tells more of each.\n")
  try console.write(pages.joined(separator: "\n"))
}

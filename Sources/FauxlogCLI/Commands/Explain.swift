import Fauxlog

extension CommandSpec {
  /// Tells where a line comes from.
  static let explain = CommandSpec(
    name: "explain",
    abstract: "tell what made a line of a log",
    discussion: [
      "Tells which scenario, event and line of a template made the line, its fields, and the other "
        + "lines that the same happening left."
    ],
    arguments: [.place],
    options: [.templates, .goldenFolder, .json],
    examples: [
      Example(line: "fauxlog explain bench/logs/frappe.log:412", meaning: "the record at line 412")
    ],
    run: runExplain)
}

private func runExplain(_ invocation: Invocation, _ console: Console) throws(CommandFailure) {
  let place = invocation.place
  let folders = invocation.strings(.templates)
  let golden = invocation.string(.goldenFolder)
  let explanation = try reportingFailures { () throws in
    try TemplateLibrary(folders: folders).explain(
      file: place.file, line: Int64(clamping: place.line), golden: golden)
  }
  if invocation.flag(.json) { return try console.write(explanation.json + "\n") }
  try console.write(ExplanationPage(explanation, console.output.terminal).text)
}

/// An explanation as a page of text.
private struct ExplanationPage {
  private let told: Explanation
  private let terminal: Terminal
  /// Neighbours that are shown.
  private static let shown = 20

  init(_ explanation: Explanation, _ terminal: Terminal) {
    told = explanation
    self.terminal = terminal
  }

  var text: String {
    var sections = [told.text.hasSuffix("\n") ? told.text : told.text + "\n", origin]
    sections.append(
      heading("Fields")
        + TextColumns(told.fields.map { ($0.name, value(of: $0)) }, limit: 24)
        .text(width: terminal.width))
    if !told.neighbours.isEmpty { sections.append(neighbours) }
    if !told.isSameTemplates {
      sections.append(
        "The templates are not those that made the tree: their lines may be others.\n")
    }
    return sections.joined(separator: "\n")
  }

  private var origin: String {
    var rows: [(name: String, meaning: String)] = []
    let event = [told.format, told.event].joined(separator: " ")
    rows.append(("event", event + (told.eventPlace.map { ", \($0)" } ?? "")))
    if let step = told.step {
      let places = told.stepPlaces.isEmpty ? "" : ", " + told.stepPlaces.joined(separator: " or ")
      rows.append(("step", "> \(step)\(places)"))
    }
    if let scenario = told.scenario { rows.append(("scenario", scenario)) }
    if let instance = told.instance { rows.append(("instance", instance)) }
    for (name, meaning) in told.circumstances { rows.append((name, meaning)) }
    return TextColumns(rows, limit: 12).text(width: terminal.width)
  }

  /// The value, and what the log shows where that is something else.
  private func value(of field: Explanation.Field) -> String {
    let value = field.value ?? ""
    guard let text = field.text, text != value, "\"\(text)\"" != value else { return value }
    return "\(value), shown as \(quoted(text))"
  }

  private var neighbours: String {
    var rows: [(name: String, meaning: String)] = []
    for other in told.neighbours.prefix(Self.shown) {
      rows.append(("\(other.path):\(other.line)", "\(other.event) \(other.time ?? "")"))
    }
    let more = told.neighbours.count - rows.count
    return heading("Of the same happening")
      + TextColumns(rows, limit: 60).text(width: terminal.width)
      + (more > 0 ? "  and \(more) more\n" : "")
  }

  private func heading(_ text: String) -> String { terminal.heading("\(text):") + "\n" }
}

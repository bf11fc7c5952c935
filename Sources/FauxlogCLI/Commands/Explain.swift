import Fauxlog

extension CommandSpec {
  /// Tells where a line comes from.
  static let explain = CommandSpec(
    name: "explain",
    abstract: "tell what made a line of a log",
    discussion: [
      "Tells where layout, event and step stand in the templates, as file:line:column; of each field "
        + "its value, its bytes in the record, what filled it, the row of the corpus and the names "
        + "that key its draw; and the other lines that the same happening left."
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
    try TemplateLibrary.explain(
      file: place.file, line: Int64(clamping: place.line), golden: golden, folders: folders)
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
  /// Characters of a value that are shown.
  private static let longest = 400

  init(_ explanation: Explanation, _ terminal: Terminal) {
    told = explanation
    self.terminal = terminal
  }

  var text: String {
    var sections = [told.text.hasSuffix("\n") ? told.text : told.text + "\n", origin]
    sections.append(heading("Fields") + told.fields.map(text(of:)).joined())
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
    if let layout = told.layoutPlace { rows.append(("layout", layout)) }
    if let step = told.step {
      let places = told.stepPlaces.isEmpty ? "" : ", " + told.stepPlaces.joined(separator: " or ")
      rows.append(("step", "> \(step)\(places)"))
    }
    if let scenario = told.scenario { rows.append(("scenario", scenario)) }
    if let instance = told.instance {
      rows.append(("instance", "\(instance), of seed \(told.seed)"))
    }
    for (name, meaning) in told.circumstances { rows.append((name, meaning)) }
    return TextColumns(rows, limit: 12).text(width: terminal.width)
  }

  /// A field: its value and bytes, and below it what filled it.
  private func text(of field: Explanation.Field) -> String {
    let nameWidth = min(told.fields.map(\.name.count).max() ?? 0, 24)
    let row = (name: field.name, meaning: value(of: field))
    var text = TextColumns([row], nameWidth: nameWidth).text(width: terminal.width)
    let margin = String(repeating: " ", count: 6)
    for line in field.origin.map(words(of:)) ?? [] {
      text += wrapped(line, width: max(20, terminal.width - 6)).map { margin + $0 + "\n" }.joined()
    }
    return text
  }

  /// The value, what the log shows where that is something else, and where.
  private func value(of field: Explanation.Field) -> String {
    let value = field.value ?? ""
    var words = value.count > Self.longest ? value.prefix(Self.longest) + "…" : value
    if let text = field.text, text != value, "\"\(text)\"" != value {
      words += ", shown as \(quoted(text))"
    }
    guard let span = field.span else { return words }
    return words + ", \(span.length) \(span.length == 1 ? "byte" : "bytes") at \(span.offset)"
  }

  /// What filled a field, in lines.
  private func words(of origin: FieldOrigin) -> [String] {
    let definition = origin.definition.isEmpty ? "" : ": \(origin.definition)"
    let kind =
      switch origin.source {
      case .drawn: "drawn by its kind\(definition)"
      case .fixed: "always so\(definition)"
      case .event: "the word of the event"
      case .time: "the time \(origin.definition)"
      case .step: "given by the step\(definition)"
      case .scenario: "a name of the scenario\(definition)"
      case .given: "given to the scenario by who acts in it"
      case .member: "a member of its list or id\(definition)"
      case .piece: "made of what stands in it\(definition)"
      }
    var lines = [kind + (origin.place.map { ", \($0)" } ?? "")]
    if let row = origin.rows.first {
      let more = origin.rows.count - 1
      lines.append("row \(row)" + (more > 0 ? ", or \(more) more that show the same" : ""))
    }
    if let key = origin.key { lines.append("key " + key.joined(separator: " / ")) }
    return lines
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

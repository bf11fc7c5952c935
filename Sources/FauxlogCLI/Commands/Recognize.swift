import Fauxlog
import FauxlogEngine
import FauxlogTree

extension CommandSpec {
  /// Reads logs with the grammars.
  static let recognize = CommandSpec(
    name: "recognize",
    abstract: "read logs with the grammars",
    discussion: [
      "Reads real or generated logs and tells the records of each event, how far the lines are "
        + "understood, and the lines that are not, each with the nearest event.",
      "With a tree, a file's format is that of the tree's path that its own ends like; else the "
        + "format that fits its beginning best. So do parameters that are not set.",
    ],
    arguments: [.formatOrTree, .path],
    options: [.firstTime, .settings, .templates, .records, .jobs, .json],
    examples: [
      Example(
        line: "fauxlog recognize frappe-bench /home/frappe/bench/logs",
        meaning: "how far real logs are understood"),
      Example(line: "fauxlog recognize frappe.log - < frappe.log", meaning: "one log, piped in"),
    ],
    run: runRecognize)
}

private func runRecognize(_ invocation: Invocation, _ console: Console) throws(CommandFailure) {
  let path = invocation.argument(.path)
  var order = RecognitionOrder(
    name: invocation.argument(.formatOrTree), path: path == "-" ? nil : path)
  order.start = invocation.instant(.firstTime).flatMap(parseRFC3339)
  order.settings = invocation.settings.map { ($0.name, $0.value) }
  order.records = invocation.string(.records)
  order.jobs = jobs(invocation)
  let folders = invocation.strings(.templates)
  Interrupts.install()
  let report = try reportingFailures { () throws in
    try TemplateLibrary(folders: folders, for: order.name).recognize(order)
  }
  if invocation.flag(.json) { return try console.write(report.json + "\n") }
  try console.write(RecognitionPage(report, console.output.terminal).text)
}

/// A report as a page of text.
private struct RecognitionPage {
  private let report: RecognitionReport
  private let terminal: Terminal
  /// How many places that were not understood are shown.
  private static let shown = 10

  init(_ report: RecognitionReport, _ terminal: Terminal) {
    self.report = report
    self.terminal = terminal
  }

  var text: String {
    var sections = [total]
    section("Formats", formats, &sections)
    let partly = report.files.filter { $0.recognizedLines < $0.lines }
    section("Not all understood", partly.map { ($0.path, words(of: $0)) }, &sections)
    let events = report.events.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    section("Records", events.map { ($0.key, "\($0.value)") }, &sections)
    section("No format", report.skipped.map { ($0, "skipped") }, &sections)
    if !report.unknown.isEmpty { sections.append(unknown) }
    return sections.joined(separator: "\n")
  }

  private var total: String {
    let lines = report.sum(\.lines)
    let known = report.sum(\.recognizedLines)
    let generic = report.sum(\.genericLines)
    let cut = report.sum(\.cutLines)
    var text = "\(known) of \(lines) lines recognized (\(percent(known, of: lines)))"
    if generic > 0 { text += ", \(generic) of them by generic events only" }
    if cut > 0 { text += ", \(cut) cut off by the end of a file" }
    return text + "; \(report.sum(\.records)) records\n"
  }

  /// Each format, with the parameters it was read by, and what it read.
  private var formats: [(name: String, meaning: String)] {
    var names: [String] = []
    var groups: [String: [RecognitionReport.File]] = [:]
    for file in report.files {
      let name = name(of: file)
      if groups[name] == nil { names.append(name) }
      groups[name, default: []].append(file)
    }
    return names.sorted().map { name in
      let files = groups[name] ?? []
      let lines = files.reduce(0) { $0 + $1.lines }
      let known = files.reduce(0) { $0 + $1.recognizedLines }
      let count = files.count == 1 ? "1 file" : "\(files.count) files"
      return (name, "\(percent(known, of: lines)) of \(lines) lines in \(count)")
    }
  }

  private func name(of file: RecognitionReport.File) -> String {
    file.format + file.parameters.map { " \($0.name)=\($0.value)" }.joined()
  }

  private func words(of file: RecognitionReport.File) -> String {
    "\(file.format): \(percent(file.recognizedLines, of: file.lines)) of \(file.lines) lines"
  }

  /// Two decimals, cut and not rounded: only all is 100 %.
  private func percent(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return "100 %" }
    let share = part * 10_000 / whole
    if share == 10_000 { return "100 %" }
    let decimals = share % 100
    return "\(share / 100).\(decimals < 10 ? "0" : "")\(decimals) %"
  }

  private func section(
    _ title: String, _ rows: [(name: String, meaning: String)], _ sections: inout [String]
  ) {
    if rows.isEmpty { return }
    sections.append(
      terminal.heading("\(title):") + "\n"
        + TextColumns(rows, limit: 48).text(width: terminal.width))
  }

  private var unknown: String {
    var text = terminal.heading("Not understood:") + "\n"
    for place in report.unknown.prefix(Self.shown) {
      text += "  \(place.file):\(place.line): \(quoted(place.text))\n"
      if let nearest = place.nearest {
        text += "    nearest is \(nearest), up to \(place.stopped.line):\(place.stopped.column)\n"
      }
    }
    let more = report.unknown.count - Self.shown
    return text + (more > 0 ? "  and \(more) more\n" : "")
  }
}

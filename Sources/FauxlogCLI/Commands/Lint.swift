import Fauxlog
import FauxlogLanguage

extension CommandSpec {
  /// Checks templates.
  static let lint = CommandSpec(
    name: "lint",
    abstract: "check templates",
    discussion: [
      "Checks every template in DIR as it would be laid over the built-in ones, and tells each "
        + "error with its place and what would be right. Ends with status 65 if there are errors; "
        + "notes and advice are told too, but change nothing."
    ],
    optionalArgument: .folder,
    options: [.json],
    run: runLint)
}

private func runLint(_ invocation: Invocation, _ console: Console) throws(CommandFailure) {
  let folder = invocation.optional(.folder)
  let report = try reportingFailures { () throws in
    try TemplateLibrary(folders: folder.map { [$0] } ?? []).lint()
  }
  if invocation.flag(.json) {
    try console.write(report.json + "\n")
  } else {
    try console.write(report.findings.map { $0.text + "\n" }.joined() + summary(of: report) + "\n")
  }
  if report.count(.error) > 0 { throw .ended(.data) }
}

/// How much was checked and found, in a line.
private func summary(of report: LintReport) -> String {
  let found = [
    (report.count(.error), "error", "errors"), (report.count(.note), "note", "notes"),
    (report.count(.advice), "piece of advice", "pieces of advice"),
  ]
  let parts = found.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
  let files = report.files == 1 ? "1 file" : "\(report.files) files"
  return "\(files) checked: " + (parts.isEmpty ? "all is well" : parts.joined(separator: ", "))
}

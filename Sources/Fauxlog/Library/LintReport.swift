package import FauxlogLanguage
import FauxlogTree

/// What a check of templates found.
package struct LintReport: Sendable {
  /// One finding.
  package struct Finding: Sendable {
    /// What it is, and where.
    package let diagnostic: Diagnostic
    /// The path of its file.
    package let path: String
    /// With its line and caret.
    package let text: String
  }

  /// Findings in the order of their places.
  package let findings: [Finding]
  /// How many files were checked.
  package let files: Int

  /// How many findings of a severity there are.
  package func count(_ severity: Diagnostic.Severity) -> Int {
    findings.count { $0.diagnostic.severity == severity }
  }

  /// The report as a JSON object.
  package var json: String {
    var json = JSONLine()
    json.add("files", Int64(files))
    json.add("errors", Int64(count(.error)))
    json.add("notes", Int64(count(.note)))
    json.add("advice", Int64(count(.advice)))
    json.addList("findings", findings.map(\.json))
    return json.text
  }
}

extension LintReport.Finding {
  fileprivate var json: String {
    let position = diagnostic.position
    var json = JSONLine()
    json.add("file", path)
    json.add("line", Int64(position.line))
    json.add("column", Int64(position.column))
    json.add("length", Int64(position.length))
    let severity =
      switch diagnostic.severity {
      case .error: "error"
      case .note: "note"
      case .advice: "advice"
      }
    json.add("severity", severity)
    json.add("message", diagnostic.message)
    json.add("help", diagnostic.help)
    return json.text
  }
}

extension TemplateLibrary {
  /// Findings of one file that a report keeps.
  private static let mostOfAFile = 20

  /// Checks all templates; with folders of a user's, tells what is found in their files, and errors
  /// that these cause elsewhere.
  package func lint() -> LintReport {
    func isOwn(_ file: Int32) -> Bool {
      guard !folders.isEmpty, catalogue.sources.indices.contains(Int(file)) else { return true }
      return !catalogue.sources[Int(file)].isBuiltIn
    }
    var counts: [Int32: Int] = [:]
    var findings: [LintReport.Finding] = []
    for diagnostic in check() {
      let file = diagnostic.position.file
      guard isOwn(file) || diagnostic.severity == .error else { continue }
      counts[file, default: 0] += 1
      if counts[file, default: 0] > Self.mostOfAFile { continue }
      let path =
        catalogue.sources.indices.contains(Int(file)) ? catalogue.sources[Int(file)].path : "?"
      findings.append(
        LintReport.Finding(
          diagnostic: diagnostic, path: path,
          text: FauxlogLanguage.describe(diagnostic, in: catalogue.sources)))
    }
    let files = catalogue.sources.indices.count { isOwn(Int32($0)) }
    return LintReport(findings: findings, files: files)
  }
}

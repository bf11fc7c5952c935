import FauxlogLanguage
import Testing

/// A text in the language that holds several files.
struct Sample: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String

  init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  var testDescription: String { name }

  /// Everything that must parse.
  static let all = basics + frappe + cloudify + protocols

  /// Its files, each from its header on.
  var files: [SourceFile] {
    var files: [[Substring]] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let headers = ["grammar ", "scenarios ", "tree ", "corpus ", "extend "]
      if headers.contains(where: { line.hasPrefix($0) }) { files.append([]) }
      if !files.isEmpty { files[files.count - 1].append(line) }
    }
    return files.map { lines in
      let path = lines[0].split(separator: " ").prefix(3).joined(separator: "-")
      return SourceFile(path: path, text: lines.joined(separator: "\n"))
    }
  }
}

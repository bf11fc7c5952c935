import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// Files in the language, bound as one format or tree, and what was found wrong in them.
struct Checked: CustomTestStringConvertible, Sendable {
  let title: String
  let files: [(path: String, text: String)]
  let expected: [String]

  /// One grammar `g`, `lines` below its first line, and lists that it draws from.
  init(
    _ title: String, _ lines: String, corpus: [(name: String, lines: String)] = [],
    finds expected: [String]
  ) {
    self.title = title
    files =
      [("g.grammar", "grammar g\n\(lines)\n")]
      + corpus.map { ("\($0.name).corpus", "corpus \($0.name)\n\($0.lines)\n") }
    self.expected = expected
  }

  /// Whole files.
  init(_ title: String, files: [(path: String, text: String)], finds expected: [String]) {
    (self.title, self.files, self.expected) = (title, files, expected)
  }

  var testDescription: String { title }

  /// What is found: `line:column message [help]`, the file in front if it is not the first.
  func found(tree: String? = nil) -> [String] {
    var loader = CatalogueLoader()
    for file in files { loader.add(path: file.path, text: file.text, layer: 0) }
    let catalogue = loader.finish()
    let binder = Binder(catalogue, settings: [:])
    binder.comparesEvents = true
    if let tree {
      _ = binder.tree(Name(tree, Position(line: 1, column: 1)))
    } else {
      _ = binder.format(Name("g", Position(line: 1, column: 1)))
    }
    let all = loader.diagnostics + binder.diagnostics
    return all.map { one in
      let file = one.position.file == 0 ? "" : "\(files[Int(one.position.file)].path):"
      let mark = one.severity == .error ? "" : one.severity == .note ? "note " : "advice "
      return "\(file)\(one.position.line):\(one.position.column) \(mark)\(one.message)"
    }
  }
}

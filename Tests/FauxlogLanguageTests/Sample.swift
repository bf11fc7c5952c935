import FauxlogLanguage
import Foundation
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

  /// Everything that must parse: all templates of the repository, and what they do not use yet.
  static let all = later + repository

  /// The templates that are built in, and those of tests.
  private static let repository: [Sample] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return ["Templates", "Tests/FauxlogTests/Shop", "Tests/FauxlogTests/Mill"].flatMap { folder in
      let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
      let paths = (names?.compactMap { $0 as? String } ?? []).sorted()
      return paths.filter { name in
        [".grammar", ".scenario", ".tree"].contains { name.hasSuffix($0) }
      }.compactMap { name in
        let file = root.appending(path: "\(folder)/\(name)")
        return try? Sample(name, String(contentsOf: file, encoding: .utf8))
      }
    }
  }()

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

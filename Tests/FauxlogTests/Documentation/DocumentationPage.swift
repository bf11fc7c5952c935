import Foundation
import Testing

/// A page of the documentation: its sections, and what can be run in each.
struct DocumentationPage: Sendable {
  /// Where it lies.
  let path: String
  /// Its lines.
  let lines: [String]

  /// A fenced block.
  struct Block: Sendable {
    /// What stands behind the fence.
    let language: String
    /// The lines between the fences, numbered from 0.
    let range: Range<Int>
    /// Their text.
    let lines: [String]
    /// The comment on the line above, without `<!--` and `-->`; empty if there is none.
    let note: String

    /// The lines, each with its end.
    var text: String { lines.map { $0 + "\n" }.joined() }
  }

  /// All from one heading to the next.
  struct Section: Sendable, CustomTestStringConvertible {
    /// The page's file.
    let page: String
    /// Where the page lies.
    let path: String
    /// The heading.
    let title: String
    /// Its blocks.
    var blocks: [Block] = []

    var testDescription: String { "\(page): \(title)" }
  }

  /// Reads a page.
  init(path: String) throws {
    self.path = path
    lines = try String(contentsOfFile: path, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The sections that have blocks.
  ///
  /// A page with the line `<!-- one section -->` is one.
  var sections: [Section] {
    let page = URL(filePath: path).lastPathComponent
    let isOne = lines.contains("<!-- one section -->")
    var result = [Section(page: page, path: path, title: "")]
    var number = 0
    while number < lines.count {
      let line = lines[number]
      if line.hasPrefix("```") {
        var end = number + 1
        while end < lines.count, lines[end] != "```" { end += 1 }
        result[result.count - 1].blocks.append(
          Block(
            language: String(line.dropFirst(3)), range: (number + 1)..<end,
            lines: Array(lines[(number + 1)..<end]), note: note(above: number)))
        number = end
      } else if line.hasPrefix("#"), !isOne {
        let title = line.drop { $0 == "#" || $0 == " " }
        result.append(Section(page: page, path: path, title: String(title)))
      }
      number += 1
    }
    return result.filter { !$0.blocks.isEmpty }
  }

  private func note(above number: Int) -> String {
    guard number > 0, lines[number - 1].hasPrefix("<!--"), lines[number - 1].hasSuffix("-->") else {
      return ""
    }
    return lines[number - 1].dropFirst(4).dropLast(3).trimmingCharacters(in: .whitespaces)
  }
}

/// Where the project's files lie, from the place of this file.
enum Project {
  /// The folder of `Package.swift`.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the documentation's pages.
  static let catalogue = root.appending(path: "Sources/Fauxlog/Fauxlog.docc")

  /// The tree of the tutorial, as its writer has it at the end.
  static let shop = root.appending(path: "Tests/FauxlogTests/Shop")

  /// The sections of all pages of the catalogue, in the order of their names.
  static func sections() throws -> [DocumentationPage.Section] {
    try FileManager.default.contentsOfDirectory(atPath: catalogue.path)
      .filter { $0.hasSuffix(".md") }.sorted()
      .flatMap { try DocumentationPage(path: catalogue.appending(path: $0).path).sections }
  }
}

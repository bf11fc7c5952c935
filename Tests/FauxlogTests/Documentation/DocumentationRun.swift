import Fauxlog
import FauxlogEngine
import Foundation
import Testing

/// Runs the examples of one section in a folder of their own.
///
/// What a reader is told: a block `fauxlog` is a file, named by its first line; `log` is what
/// `fauxlog stream` prints of the section's last grammar; `console` shows commands behind `$` and
/// what they print. In a comment above a block `file NAME` names any other file, and `more of NAME`
/// adds the block to a file that is there.
struct DocumentationRun {
  /// What a block should have been.
  struct Difference {
    let place: String
    let block: DocumentationPage.Block
    let actual: [String]

    /// What a page shows that is not so.
    var text: String {
      """
      \(place):\(block.range.lowerBound + 1) shows
      \(block.text)and the program prints
      \(actual.joined(separator: "\n"))
      """
    }
  }

  let section: DocumentationPage.Section
  /// Where it runs.
  let folder: URL
  private var grammar: String?
  /// Blocks whose text is not what was printed.
  private(set) var differences: [Difference] = []

  init(_ section: DocumentationPage.Section) throws {
    self.section = section
    folder = FileManager.default.temporaryDirectory.appending(path: "fauxlog-\(UUID())")
    // As in a clone: the program lies where a release build puts it.
    let release = folder.appending(path: ".build/release")
    try FileManager.default.createDirectory(at: release, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: release.appending(path: "fauxlog"), withDestinationURL: URL(filePath: Program.built.path))
  }

  /// Removes what the run left.
  func cleanUp() { try? FileManager.default.removeItem(at: folder) }

  /// Runs the blocks in their order; `spelled` is how a command is to be spelled here.
  mutating func run(spelled: (String) -> String = { $0 }) throws {
    for block in section.blocks {
      switch block.language {
      case "fauxlog": try write(block)
      case "log": try stream(block)
      case "console": try console(block, spelled)
      case _ where block.note.hasPrefix("file "):
        try write(block.text, to: String(block.note.dropFirst(5)))
      default: break
      }
    }
  }

  // MARK: - Files

  private mutating func write(_ block: DocumentationPage.Block) throws {
    if block.note.hasPrefix("file ") {
      return try write(block.text, to: String(block.note.dropFirst(5)))
    }
    if block.note.hasPrefix("more of ") {
      let file = folder.appending(path: String(block.note.dropFirst(8)))
      let text = try String(contentsOf: file, encoding: .utf8)
      return try (text + block.text).write(to: file, atomically: true, encoding: .utf8)
    }
    let header = try #require(
      block.lines.first { !$0.hasPrefix("#") && !$0.isEmpty }, "an empty file")
    var words = header.split(separator: " ").map(String.init)
    let extends = words.first == "extend"
    if extends { words.removeFirst() }
    let kinds = [
      "grammar": "grammar", "scenarios": "scenario", "tree": "tree", "corpus": "corpus",
    ]
    let kind = try #require(
      words.count == 2 ? kinds[words[0]] : nil, "no first line of a file: \(header)")
    if kind == "grammar" { grammar = words[1] }
    let name = words[1].replacingOccurrences(of: ".", with: "/")
    try write(block.text, to: extends ? "\(name)_more.\(kind)" : "\(name).\(kind)")
  }

  private func write(_ text: String, to name: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  // MARK: - Output

  /// As many whole records of the grammar as fill the lines that are shown.
  private mutating func stream(_ block: DocumentationPage.Block) throws {
    let name = try #require(grammar, "lines of a log, and no grammar above them")
    var text = ""
    try FauxlogLibrary(templates: [folder.path]).stream(name) { record in
      text += record.text
      return lines(of: text).count < block.lines.count
    }
    compare(block, lines(of: text))
  }

  private mutating func console(
    _ block: DocumentationPage.Block, _ spelled: (String) -> String
  ) throws {
    var actual: [String] = []
    for (place, line) in block.lines.enumerated() where line.hasPrefix("$ ") {
      actual.append(line)
      let expected = block.lines[(place + 1)...].prefix { !$0.hasPrefix("$ ") }
      var printed = lines(of: try shell(spelled(String(line.dropFirst(2)))))
      if expected.last == "…" {
        printed = Array(printed.prefix(max(expected.count - 1, 1))) + ["…"]
      }
      actual += printed
    }
    compare(block, actual)
  }

  private func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private mutating func compare(_ block: DocumentationPage.Block, _ actual: [String]) {
    if block.lines != actual {
      differences.append(Difference(place: section.page, block: block, actual: actual))
    }
  }

  /// What a command prints on both outputs.
  private func shell(_ command: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    let programs = URL(filePath: Program.built.path).deletingLastPathComponent().path
    process.environment = [
      "PATH": "\(programs):/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder.path,
    ]
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

extension DocumentationPage {
  /// Puts what was printed in the place of what the page shows; for whoever changes an example.
  ///
  /// The page is read again, since sections before this one may have grown.
  static func correct(
    _ section: Section, _ differences: [DocumentationRun.Difference]
  ) throws {
    let page = try DocumentationPage(path: section.path)
    guard let now = page.sections.first(where: { $0.title == section.title }) else { return }
    var lines = page.lines
    for difference in differences.reversed() {
      guard
        let place = section.blocks.firstIndex(where: { $0.range == difference.block.range })
      else { continue }
      lines.replaceSubrange(now.blocks[place].range, with: difference.actual)
    }
    try lines.joined(separator: "\n").write(
      toFile: section.path, atomically: true, encoding: .utf8)
  }
}

import Fauxlog
import Foundation
import Testing

/// The Swift code that the pages show, as it stands here and is compiled.
private enum Shown {
  static func libraryExample() throws {
    // shown: libraryExample
    let library = try FauxlogLibrary(templates: ["my-templates"])

    // A tree, with its golden files beside it.
    var order = FauxlogOrder(tree: "shop", folder: "shop")
    order.seed = 42
    order.duration = .seconds(3600)
    let summary = try library.generate(order)
    print(summary.files, summary.records, summary.bytes)

    // Records of one format, without a tree.
    var lines: [String] = []
    try library.stream("billing", seed: 42) { record in
      lines.append(record.text)
      return lines.count < 5
    }
    // end
  }
}

/// What a Swift program can do with the library, and the code that the pages show of it.
struct DocumentationCodeTests {
  @Test("each block of Swift is code that is compiled here")
  func shownCode() throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let pages = try FileManager.default.contentsOfDirectory(atPath: Project.catalogue.path)
      .filter { $0.hasSuffix(".md") }
      .map { try DocumentationPage(path: Project.catalogue.appending(path: $0).path) }
    let blocks = pages.flatMap(\.sections).flatMap(\.blocks).filter { $0.language == "swift" }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let name = block.note.replacingOccurrences(of: "swift ", with: "")
      let start = try #require(
        source.firstIndex { $0 == "    // shown: \(name)" }, "no code called \(name)")
      let code = source[(start + 1)...].prefix { $0 != "    // end" }.map { $0.dropFirst(4) }
      #expect(block.lines == code.map(String.init))
    }
  }

  @Test("a library lists, streams and generates with a user's templates")
  func library() throws {
    let library = try FauxlogLibrary(templates: [Project.shop.path])
    #expect(library.trees.contains("shop") && library.trees.contains("frappe-bench"))
    #expect(library.formats.contains("billing") && library.digest.count == 64)
    var records: [FauxlogRecord] = []
    try library.stream("billing", seed: 42) { record in
      records.append(record)
      return records.count < 50
    }
    #expect(Set(records.map(\.event)) == ["short-invoice", "sent", "crash"])
    #expect(records[49].time == "2026-03-01T00:00:00.049Z")
    #expect(records.allSatisfy { $0.text.hasSuffix("\n") })
    var again: [FauxlogRecord] = []
    try library.stream("billing", seed: 42) { record in
      again.append(record)
      return again.count < 10
    }
    #expect(again == Array(records.prefix(10)))
  }

  @Test("what cannot be done is said in words")
  func errors() throws {
    let library = try FauxlogLibrary(templates: [Project.shop.path])
    expect("no format \"biling\"; did you mean billing?") {
      try library.stream("biling") { _ in false }
    }
    expect("no tree \"shap\"; did you mean shop?") {
      _ = try library.generate(FauxlogOrder(tree: "shap", folder: "/nowhere"))
    }
    expect("\"noon\" is no time of RFC 3339, such as 2026-11-20T00:00:00Z") {
      var order = FauxlogOrder(tree: "shop", folder: "/nowhere")
      order.start = "noon"
      _ = try library.generate(order)
    }
    expect("/nowhere: no such folder") { _ = try FauxlogLibrary(templates: ["/nowhere"]) }
  }

  private func expect(_ text: String, _ body: () throws -> Void) {
    let error = #expect(throws: FauxlogError.self) { try body() }
    #expect(error?.description == text)
  }
}

import FauxlogLanguage
import Foundation
import Testing

@testable import Fauxlog

/// Templates are untrusted (S3): each of these gets one clear error, and neither crashes nor hangs.
@Suite struct HostileTemplateTests {
  @Test(
    arguments: HostileTemplate.paths + HostileTemplate.circles + HostileTemplate.bombs
      + HostileTemplate.encodings)
  func isRefused(_ template: HostileTemplate) throws {
    try inFolder(of: template) { folder in
      #expect(
        error(of: folder) { _ = try TemplateLibrary(folders: [folder]).tree("t", settings: []) }
          == template.says)
    }
  }

  @Test(arguments: HostileTemplate.played)
  func isStopped(_ template: HostileTemplate) throws {
    try inFolder(of: template) { folder in
      #expect(
        error(of: folder) {
          var order = TreeOrder(tree: "t", folder: folder + "/out")
          order.duration = 120_000_000_000
          _ = try TemplateLibrary(folders: [folder]).generate(order)
        } == template.says)
    }
  }

  /// Links are not followed: neither one that leads out of the folder, nor one within.
  @Test func linksAreNotFollowed() throws {
    let secret = HostileTemplate(
      "a file elsewhere", ["secret.corpus": "corpus t.secret\nkey\n"], says: "")
    let reader = HostileTemplate(
      "a folder of links",
      ["log.grammar": HostileTemplate.grammar("| $x", "x: text from t.secret")],
      says: "log.grammar:3:16: no corpus or name \"t.secret\" here")
    try inFolder(of: secret) { outside in
      try inFolder(of: reader) { folder in
        let files = FileManager.default
        try files.createSymbolicLink(
          atPath: folder + "/link.corpus", withDestinationPath: outside + "/secret.corpus")
        try files.createSymbolicLink(atPath: folder + "/all", withDestinationPath: outside)
        #expect(
          error(of: folder) {
            _ = try TemplateLibrary(folders: [folder]).tree("t", settings: [])
          } == reader.says)
      }
    }
  }

  /// The first line of what is said, the folder left out; empty if nothing is wrong.
  private func error(of folder: String, _ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch TemplateError.templates(let texts) {
      let line = texts.first?.split(separator: "\n").first.map(String.init) ?? ""
      return line.hasPrefix(folder + "/") ? String(line.dropFirst(folder.count + 1)) : line
    } catch {
      return "\(error)"
    }
  }

  private func inFolder(of template: HostileTemplate, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/fauxlog-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in template.files {
      try Data(text).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    try body(folder)
  }
}

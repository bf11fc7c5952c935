import Fauxlog
import FauxlogLanguage
import FauxlogTestSupport
import Foundation
import Testing

/// Templates of one test, in a folder of their own.
final class Lab: Sendable {
  private let scratch: Scratch
  let library: TemplateLibrary

  /// Files by their paths; each line end of a text counts.
  init(_ files: [String: String]) throws {
    scratch = try Scratch()
    for (path, text) in files { try scratch.write(path, text + "\n") }
    library = try TemplateLibrary(folders: [scratch.path])
  }

  /// Generates a tree, which is read back and held against its golden records before it is there.
  func generate(
    _ tree: String, minutes: Int64 = 60, seed: UInt64 = 1,
    settings: [(name: String, value: String)] = []
  ) throws -> GeneratedTree {
    try GeneratedTree(library, tree, minutes: minutes) {
      $0.seed = seed
      $0.settings = settings
      $0.verify = true
    }
  }

  /// Messages of `lint` about the lab's own files, errors only.
  var errors: [String] { messages(.error) }

  /// Messages of `lint` about the lab's own files.
  func messages(_ severity: Diagnostic.Severity) -> [String] {
    library.check().filter {
      $0.severity == severity
        && library.catalogue.sources[Int($0.position.file)].path.hasPrefix(scratch.path)
    }.map { "\($0.position.line):\($0.position.column): \($0.message)" }
  }
}

import Fauxlog
import FauxlogLanguage
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

/// What tests read of a golden record.
struct GoldenView: Decodable {
  var line: Int
  var lines: Int
  var offset: Int
  var length: Int
  var event: String
  var time: String?
  var level: String?
  var spans: [String: [Int]]

  /// The bytes of the record in its file, and those of a field.
  func bytes(in file: Data, of field: String? = nil) -> Data {
    let record = file.dropFirst(offset).prefix(length)
    guard let field else { return Data(record) }
    let span = spans[field] ?? [0, 0]
    return Data(record.dropFirst(span[0]).prefix(span[1]))
  }
}

extension GeneratedTree {
  /// The golden records of a log, and what their `fields` say.
  func records(_ path: String) throws -> [(view: GoldenView, fields: [String: Any])] {
    guard let data = FileManager.default.contents(atPath: "\(golden)/records/\(path).ndjson") else {
      throw Failure("no golden records of \(path)")
    }
    return try data.split(separator: 0x0A).map { line in
      let all = try JSONSerialization.jsonObject(with: line) as? [String: Any]
      let fields = all?["fields"] as? [String: Any] ?? [:]
      return (try JSONDecoder().decode(GoldenView.self, from: line), fields)
    }
  }
}

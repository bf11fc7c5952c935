import FauxlogEngine
import FauxlogTree
import Foundation

/// The golden folder of a tree, as far as explaining a line needs it.
struct GoldenFolder {
  /// A log of the manifest.
  struct Log {
    let path: String
    /// Its path without rotation suffixes.
    let log: String
    let format: String
  }

  let root: String
  /// The file that was asked for, below the tree's folder.
  let path: String
  let tree: String
  let seed: String
  let templates: String
  let parameters: [(name: String, value: String)]
  let logs: [Log]

  /// Finds the golden records of a file: in `folder`, or beside one of the folders it stands in.
  init(of file: String, in folder: String?) throws(ExplanationError) {
    let whole = URL(fileURLWithPath: file).standardizedFileURL.path
    var parts = whole.split(separator: "/").map(String.init)
    var below: [String] = []
    while let last = parts.popLast() {
      below.insert(last, at: 0)
      let parent = "/" + parts.joined(separator: "/")
      let root = folder ?? parent + ".golden"
      let path = below.joined(separator: "/")
      guard FileManager.default.fileExists(atPath: "\(root)/records/\(path).ndjson") else {
        continue
      }
      self = try GoldenFolder(root: root, path: path)
      return
    }
    throw .noGolden(file: file)
  }

  private init(root: String, path: String) throws(ExplanationError) {
    self.root = root
    self.path = path
    let manifest = "\(root)/manifest.json"
    guard let bytes = FileManager.default.contents(atPath: manifest), let json = readJSON(bytes),
      let tree = json["tree"]?.text, let templates = json["templates"]?.text
    else { throw .badGolden(manifest) }
    self.tree = tree
    seed = json["seed"]?.text ?? ""
    self.templates = templates
    parameters = (json["parameters"]?.members ?? []).map { ($0.name, $0.value.text ?? "") }
    logs = (json["files"]?.elements ?? []).compactMap { row in
      guard let path = row["path"]?.text, let log = row["log"]?.text,
        let format = row["format"]?.text
      else { return nil }
      return Log(path: path, log: log, format: format)
    }
  }

  /// The golden record that a line of the file belongs to.
  func record(line: Int64, file: String) throws -> Datum {
    let lines = try LineFile("\(root)/records/\(path).ndjson")
    var last: Int64 = 0
    while let text = try lines.next() {
      guard let record = readJSON(text), let first = record["line"]?.number,
        let count = record["lines"]?.number
      else { throw ExplanationError.badGolden("\(root)/records/\(path).ndjson") }
      last = first + count - 1
      if line >= first, line <= last { return record }
    }
    throw ExplanationError.noSuchLine(file: file, line: line, last: last)
  }

  /// What `scenarios.ndjson` tells of an instance.
  func happening(_ instance: String) throws -> Datum? {
    let lines = try LineFile("\(root)/scenarios.ndjson")
    let key = Array("\"instance\": \(jsonString(instance))".utf8)
    while let text = try lines.next() {
      if text.contains(key) { return readJSON(text) }
    }
    return nil
  }

  /// Other records of an instance, in the order of their times.
  func neighbours(of instance: String, in happening: Datum?, but line: Int64) throws
    -> [Explanation.Neighbour]
  {
    let written = Set((happening?["records"]?.members ?? []).map(\.name))
    let key = Array("\"instance\": \(jsonString(instance))".utf8)
    var found: [Explanation.Neighbour] = []
    for log in logs where written.contains(log.log) {
      let lines = try LineFile("\(root)/records/\(log.path).ndjson")
      while let text = try lines.next() {
        guard text.contains(key), let record = readJSON(text) else { continue }
        let first = record["line"]?.number ?? 0
        if log.path == path, first == line { continue }
        found.append(
          Explanation.Neighbour(
            path: log.path, line: first, event: record["event"]?.text ?? "",
            step: record["step"]?.text ?? "", time: record["time"]?.text))
      }
    }
    return found.sorted { ($0.time ?? "~", $0.path, $0.line) < ($1.time ?? "~", $1.path, $1.line) }
  }
}

extension ArraySlice<UInt8> {
  /// Whether bytes stand in it; sought from the right, where golden records name their instance.
  fileprivate func contains(_ bytes: [UInt8]) -> Bool {
    var start = endIndex - bytes.count
    while start >= startIndex {
      if self[start] == bytes[0], self[start..<start + bytes.count].elementsEqual(bytes) {
        return true
      }
      start -= 1
    }
    return false
  }
}

import Foundation

/// Reads a user's folder of templates; links are not followed, and nothing outside is read (S3).
enum UserFiles {
  /// Endings of files in the language.
  private static let endings = ["grammar", "scenario", "tree", "corpus", "ndjson"]
  /// Bytes that a file of templates may have.
  private static let limit = 64 << 20

  /// Paths as users know them, names inside the folder, and texts; sorted by name.
  static func read(
    _ folder: String
  ) throws(TemplateError) -> [(path: String, name: String, text: String)] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw .unreadable(path: folder, reason: "no such folder") }
    var result: [(path: String, name: String, text: String)] = []
    for name in names(in: folder) {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard (attributes?[.size] as? NSNumber)?.intValue ?? 0 <= limit else {
        throw .templates(["\(path):1:1: a file of templates has at most 64 MiB"])
      }
      guard let data = FileManager.default.contents(atPath: path) else {
        throw .unreadable(path: path, reason: "cannot be read")
      }
      guard let text = String(validating: data, as: UTF8.self) else {
        throw .templates([problem(in: Array(data), path: path)])
      }
      result.append((path, name, text))
    }
    return result
  }

  /// Where a text stops being UTF-8.
  private static func problem(in data: [UInt8], path: String) -> String {
    if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
      return "\(path):1:1: this is UTF-16: save the file as UTF-8"
    }
    var place = 0
    var decoder = UTF8.ForwardParser()
    var bytes = data.makeIterator()
    var (line, column) = (1, 1)
    while case .valid(let scalar) = decoder.parseScalar(from: &bytes) {
      place += scalar.count
      if scalar.first == 0x0A { (line, column) = (line + 1, 1) } else { column += 1 }
    }
    let byte = String(data[min(place, data.count - 1)], radix: 16, uppercase: true)
    return "\(path):\(line):\(column): the byte 0x\(byte) is not UTF-8: save the file as UTF-8"
  }

  private static func names(in folder: String) -> [String] {
    let root = URL(fileURLWithPath: folder, isDirectory: true)
    guard let all = try? FileManager.default.subpathsOfDirectory(atPath: root.path) else {
      return []
    }
    return all.filter { name in
      guard let ending = name.split(separator: ".").last, endings.contains(String(ending)),
        !isAside(name)
      else { return false }
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(root.path)/\(name)")
      return attributes?[.type] as? FileAttributeType == .typeRegular
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a file lies in a folder that is hidden, or that holds golden files: a tree may be
  /// generated beside its templates, and its golden records are no corpora.
  private static func isAside(_ name: String) -> Bool {
    name.split(separator: "/").contains { $0.hasPrefix(".") || $0.hasSuffix(".golden") }
  }
}

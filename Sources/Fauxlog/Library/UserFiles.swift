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
      guard let data = FileManager.default.contents(atPath: path) else {
        throw .unreadable(path: path, reason: "cannot be read")
      }
      guard data.count <= limit else { throw .unreadable(path: path, reason: "larger than 64 MiB") }
      guard let text = String(data: data, encoding: .utf8) else {
        throw .unreadable(path: path, reason: "not UTF-8 text")
      }
      result.append((path, name, text))
    }
    return result
  }

  private static func names(in folder: String) -> [String] {
    let root = URL(fileURLWithPath: folder, isDirectory: true)
    guard let all = try? FileManager.default.subpathsOfDirectory(atPath: root.path) else {
      return []
    }
    return all.filter { name in
      guard let ending = name.split(separator: ".").last, endings.contains(String(ending)) else {
        return false
      }
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(root.path)/\(name)")
      return attributes?[.type] as? FileAttributeType == .typeRegular
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

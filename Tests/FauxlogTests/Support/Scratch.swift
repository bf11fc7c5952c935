import Foundation
import Glibc

/// A folder of a test's own, gone with the object.
final class Scratch: Sendable {
  let path: String

  /// The folder of this process; it goes at the end with what tests share until then.
  private static let parent: String = {
    atexit { try? FileManager.default.removeItem(atPath: Scratch.parent) }
    return NSTemporaryDirectory() + "fauxlog-tests-\(getpid())"
  }()

  init() throws {
    path = Self.parent + "/" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  subscript(name: String) -> String { path + "/" + name }

  /// Writes a file, and the folders that it needs.
  func write(_ name: String, _ text: String) throws {
    let folder = (self[name] as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: self[name]))
  }

  /// The text of a file, nil where there is none.
  func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: self[name]).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What stands in the folder itself, hidden or not, sorted.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// All files below a folder: their paths inside it, and their bytes.
func contents(of folder: String) -> [String: Data] {
  var files: [String: Data] = [:]
  for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
    let path = folder + "/" + name
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      continue
    }
    files[isFolder.boolValue ? name + "/" : name] =
      isFolder.boolValue ? Data() : FileManager.default.contents(atPath: path)
  }
  return files
}

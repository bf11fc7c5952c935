package import Foundation
import Glibc

/// A folder of a test's own, gone with the object.
package final class Scratch: Sendable {
  /// Where it is.
  package let path: String

  /// The folder of this process; it goes at the end with what tests share until then.
  private static let parent: String = {
    atexit { try? FileManager.default.removeItem(atPath: Scratch.parent) }
    return NSTemporaryDirectory() + "fauxlog-tests-\(getpid())"
  }()

  /// A new, empty folder.
  package init() throws {
    path = Self.parent + "/" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The whole path of something in it.
  package subscript(name: String) -> String { path + "/" + name }

  /// Writes a file, and the folders that it needs.
  package func write(_ name: String, _ text: String) throws {
    let folder = (self[name] as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: self[name]))
  }

  /// The text of a file, nil where there is none.
  package func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: self[name]).map { String(decoding: $0, as: UTF8.self) }
  }

  /// All that is in the folder, hidden or not, sorted; a folder ends in "/".
  package var names: [String] { contents(of: path).keys.sorted() }
}

/// All files below a folder: their paths inside it, and their bytes; a folder's path ends in "/".
package func contents(of folder: String) -> [String: Data] {
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

import Foundation

/// A fresh folder that goes when the test is over.
final class Folder {
  private let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appending(path: "fauxlog-\(UUID())")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// The whole path of something in it.
  func path(_ name: String) -> String { root.appending(path: name).path }

  /// Writes a file, and the folders it stands in.
  func write(_ name: String, _ text: String) throws {
    let url = root.appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: false, encoding: .utf8)
  }

  /// The text of a file.
  func read(_ name: String) throws -> String {
    try String(contentsOf: root.appending(path: name), encoding: .utf8)
  }
}

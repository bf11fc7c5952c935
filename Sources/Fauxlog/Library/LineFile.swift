import FauxlogTree
import Foundation

/// A file that is read line by line, in memory bounded by its longest line.
final class LineFile {
  private static let chunk = 1 << 20

  private let path: String
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var at = 0

  init(_ path: String) throws(OutputError) {
    self.path = path
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw .failed(.open, path: path, code: ENOENT)
    }
    self.file = file
  }

  /// The next line without its end; nil after the last.
  func next() throws(OutputError) -> ArraySlice<UInt8>? {
    var searched = at
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { at = end + 1 }
        return buffer[at..<end]
      }
      buffer.removeSubrange(..<at)
      at = 0
      searched = buffer.count
      let more: Data?
      do {
        more = try file.read(upToCount: Self.chunk)
      } catch {
        throw .failed(.read, path: path, code: EIO)
      }
      guard let more, !more.isEmpty else {
        if at == buffer.count { return nil }
        defer { at = buffer.count }
        return buffer[at...]
      }
      buffer += more
    }
  }
}

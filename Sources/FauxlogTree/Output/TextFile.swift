import FauxlogEngine

/// A file of ours that is written piece by piece.
struct TextFile {
  private let folder: any OutputFolder
  private let id: Int

  init(_ path: String, in folder: any OutputFolder) throws(OutputError) {
    self.folder = folder
    id = try folder.create(path: path)
  }

  /// Adds a piece to its end.
  func add(_ text: String) throws(OutputError) {
    var line = LineWriter(capacity: text.utf8.count)
    line.text(text)
    try unsafe line.withBytes { (bytes) throws(OutputError) in try unsafe folder.append(id, bytes) }
  }
}

/// A folder that keeps nothing but the names and sizes; for measuring what comes before the disk.
package final class DiscardingFolder: OutputFolder {
  @safe @exclusivity(unchecked) private var files: [FileSummary?] = [nil]
  /// All bytes ever appended.
  @safe @exclusivity(unchecked) package private(set) var bytesWritten = 0

  package init() {}

  package func create(path: String) throws(OutputError) -> Int {
    try OutputPath.check(path)
    files.append(FileSummary(path: path, size: 0))
    return files.count - 1
  }

  package func append(_ id: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    files[id]?.size += bytes.count
    bytesWritten += bytes.count
  }

  package func rename(_ id: Int, to path: String) throws(OutputError) {
    try OutputPath.check(path)
    files[id]?.path = path
  }

  package func remove(_ id: Int) throws(OutputError) { files[id] = nil }

  package func truncate(_ id: Int) throws(OutputError) { files[id]?.size = 0 }

  package func copy(_ id: Int, to path: String) throws(OutputError) -> Int {
    try OutputPath.check(path)
    var copy = files[id]
    copy?.path = path
    files.append(copy)
    return files.count - 1
  }

  package func compress(_ id: Int, to path: String) throws(OutputError) {
    try rename(id, to: path)
    if let size = files[id]?.size { files[id]?.contentSize = size }
  }

  package func archive(
    _ members: [ArchiveMember], to path: String
  ) throws(OutputError) -> Int { try create(path: path) }

  package func setMode(_ id: Int, to mode: Int) {}

  package func makeFolder(path: String) throws(OutputError) { try OutputPath.check(path) }

  package func removeFolder(path: String) throws(OutputError) { try OutputPath.check(path) }

  package func finish() throws(OutputError) -> [FileSummary] {
    var summaries = files.compactMap { $0 }
    summaries.sortByPath()
    return summaries
  }
}

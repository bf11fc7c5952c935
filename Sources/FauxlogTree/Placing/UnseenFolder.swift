/// A part of a folder for files that nobody wants but that an archive may hold; it is cleared in
/// the end.
///
/// Ids are those of the folder itself.
final class UnseenFolder: OutputFolder {
  private static let name = ".fauxlog-unseen/"
  private let folder: any OutputFolder
  private var files: Set<Int> = []
  private var folders: Set<String> = []

  init(in folder: any OutputFolder) { self.folder = folder }

  /// The path in the folder itself; the folders it stands in are noted.
  private func inside(_ path: String) -> String {
    let path = Self.name + path
    var parent = path[...]
    while let slash = parent.lastIndex(of: "/") {
      parent = parent[..<slash]
      if !folders.insert(String(parent)).inserted { break }
    }
    return path
  }

  func create(path: String) throws(OutputError) -> Int {
    let id = try folder.create(path: inside(path))
    files.insert(id)
    return id
  }

  func append(_ id: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    try unsafe folder.append(id, bytes)
  }

  func rename(_ id: Int, to path: String) throws(OutputError) {
    try folder.rename(id, to: inside(path))
  }

  func remove(_ id: Int) throws(OutputError) {
    files.remove(id)
    try folder.remove(id)
  }

  func truncate(_ id: Int) throws(OutputError) { try folder.truncate(id) }

  func copy(_ id: Int, to path: String) throws(OutputError) -> Int {
    let copy = try folder.copy(id, to: inside(path))
    files.insert(copy)
    return copy
  }

  func compress(_ id: Int, to path: String) throws(OutputError) {
    try folder.compress(id, to: inside(path))
  }

  func archive(_ members: [ArchiveMember], to path: String) throws(OutputError) -> Int {
    let id = try folder.archive(members, to: inside(path))
    files.insert(id)
    return id
  }

  func setMode(_ id: Int, to mode: Int) throws(OutputError) { try folder.setMode(id, to: mode) }

  func makeFolder(path: String) throws(OutputError) {
    try folder.makeFolder(path: inside(path))
    folders.insert(Self.name + path)
  }

  func removeFolder(path: String) throws(OutputError) {
    try folder.removeFolder(path: Self.name + path)
  }

  /// Removes all that is here; the folder itself is finished by its owner.
  func finish() throws(OutputError) -> [FileSummary] {
    for id in files.sorted() { try folder.remove(id) }
    for path in folders.sorted(by: >) { try folder.removeFolder(path: path) }
    files = []
    folders = []
    return []
  }
}

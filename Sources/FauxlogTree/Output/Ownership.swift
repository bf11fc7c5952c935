import Glibc

/// Whether what stands at a destination may be replaced.
enum Ownership {
  /// Throws unless both places are free, hold what an earlier run of ours wrote, or `force` is set.
  ///
  /// Even by force only folders are replaced, and only such as can be renamed as a whole.
  static func check(_ destination: Destination, force: Bool) throws(OutputError) {
    let hasTree = try isFull(destination.tree, parent: destination.parent)
    let hasGolden = try isFull(destination.golden, parent: destination.parent)
    if force || !(hasTree || hasGolden) { return }
    if try isOurs(manifest: destination.golden.path + "/manifest.json") { return }
    throw .foreign(path: hasTree ? destination.tree.shown : destination.golden.shown, .notOurs)
  }

  /// Whether a folder with something in it is there.
  private static func isFull(
    _ place: Destination.Place, parent: String
  ) throws(OutputError) -> Bool {
    guard let status = try FolderCalls.status(place.path) else { return false }
    if status.st_mode & S_IFMT == S_IFLNK { throw .foreign(path: place.shown, .link) }
    if !FolderCalls.isFolder(status) { throw .foreign(path: place.shown, .notFolder) }
    if let outer = try FolderCalls.status(parent + "."), outer.st_dev != status.st_dev {
      throw .foreign(path: place.shown, .mountPoint)
    }
    if let current = try FolderCalls.status("."), current.st_ino == status.st_ino,
      current.st_dev == status.st_dev
    {
      throw .foreign(path: place.shown, .currentFolder)
    }
    return !FolderCalls.isEmpty(place.path)
  }

  /// Whether a file begins as every manifest of ours does.
  ///
  /// That is an object whose first keys are "fauxlog" and "tree". A manifest may be large, so only its head is read.
  static func isOurs(manifest path: String) throws(OutputError) -> Bool {
    var rest = try FileHead.read(path, limit: 4096)[...]
    return take("{", &rest) && takeKey("fauxlog", &rest) && takeText(&rest) && take(",", &rest)
      && takeKey("tree", &rest) && takeText(&rest)
  }

  private static func takeKey(_ key: String, _ rest: inout ArraySlice<UInt8>) -> Bool {
    take("\"" + key + "\"", &rest) && take(":", &rest)
  }

  /// Takes a JSON string, whatever is in it.
  private static func takeText(_ rest: inout ArraySlice<UInt8>) -> Bool {
    guard take("\"", &rest) else { return false }
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\\") { _ = rest.popFirst() }
    }
    return false
  }

  /// Takes white space and then `token`.
  private static func take(_ token: String, _ rest: inout ArraySlice<UInt8>) -> Bool {
    rest = rest.drop { [9, 10, 13, 32].contains($0) }
    guard rest.starts(with: token.utf8) else { return false }
    rest.removeFirst(token.utf8.count)
    return true
  }
}

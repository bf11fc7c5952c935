import Glibc

/// Where a tree and its golden folder belong, and the hidden names beside them that a run uses.
struct Destination {
  /// A folder that is to be replaced, with its two hidden siblings.
  struct Place {
    /// Where readers find it.
    let path: String
    /// What is being written, and after an exchange what was there before.
    let fresh: String
    /// What was there before, where folders cannot be exchanged in one step.
    let old: String
    /// Its name in messages.
    let shown: String

    fileprivate init(parent: String, name: String, shown: String) {
      path = parent + name
      fresh = parent + "." + name + ".fauxlog-new"
      old = parent + "." + name + ".fauxlog-old"
      self.shown = shown
    }
  }

  /// The folder that both stand in.
  let parent: String
  let tree: Place
  let golden: Place
  let lock: String
  let journal: String

  /// Takes `folder` as the user wrote it: relative or absolute, slashes at the end or not.
  init(folder: String) throws(OutputError) {
    if folder.isEmpty || folder.utf8.contains(0) {
      throw .cannotCreate(path: folder, code: folder.isEmpty ? ENOENT : EINVAL)
    }
    var path = Substring(folder)
    while path.count > 1, path.last == "/" { path.removeLast() }
    let shown = String(path)
    if path == "." || path == ".." || path.hasSuffix("/.") || path.hasSuffix("/..") {
      path = Substring(try Self.resolved(shown))
    }
    guard path != "/" else { throw .foreign(path: "/", .root) }

    let slash = path.lastIndex(of: "/")
    let name = String(slash.map { path[path.index(after: $0)...] } ?? path)
    // The longest of the names made from it is 21 bytes longer.
    if name.utf8.count > 255 - 21 { throw .cannotCreate(path: shown, code: ENAMETOOLONG) }
    let parent = slash.map { String(path[...$0]) } ?? "./"
    self.parent = parent
    tree = Place(parent: parent, name: name, shown: shown)
    golden = Place(parent: parent, name: name + ".golden", shown: shown + ".golden")
    lock = parent + "." + name + ".fauxlog-lock"
    journal = parent + "." + name + ".fauxlog-swap"
  }

  private static func resolved(_ path: String) throws(OutputError) -> String {
    guard let text = unsafe realpath(path, nil) else { throw .creating(path, code: errno) }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}

import Glibc

/// What there is at a path, and folders made where they are missing.
enum FolderCalls {
  /// The state of what is at a path, itself and not where a link leads; nil where nothing is.
  static func status(_ path: String) throws(OutputError) -> stat? {
    var status = stat()
    switch SystemCall.code({ unsafe lstat(path, &status) }) {
    case nil: return status
    case ENOENT, ENOTDIR: return nil
    case let code?: throw .creating(path, code: code)
    }
  }

  /// The number by which the file system knows what is at a path, whatever it is called.
  static func inode(_ path: String) throws(OutputError) -> UInt64? {
    try status(path).map { UInt64($0.st_ino) }
  }

  static func isFolder(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFDIR }

  /// Whether a folder has nothing in it; one that cannot be read counts as full.
  static func isEmpty(_ path: String) -> Bool {
    guard let folder = unsafe opendir(path) else { return false }
    defer { unsafe closedir(folder) }
    var names = 0
    // "." and ".." are always there.
    while names < 3, unsafe readdir(folder) != nil { names += 1 }
    return names < 3
  }

  /// Makes a folder and those it stands in; says which were made, the outermost first.
  static func makeAll(_ path: String, shown: String) throws(OutputError) -> [String] {
    var made: [String] = []
    var end = path.startIndex
    while let slash = path[end...].firstIndex(of: "/") {
      let part = String(path[..<slash])
      end = path.index(after: slash)
      if part.isEmpty { continue }
      switch SystemCall.code({ unsafe mkdir(part, 0o777) }) {
      case nil: made.append(part)
      case EEXIST: continue
      case let code?: throw .creating(shown, code: code)
      }
    }
    return made
  }
}

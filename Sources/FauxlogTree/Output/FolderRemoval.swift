import Glibc

/// Removes a folder with all that is in it; links themselves, not what they lead to.
///
/// Names are kept as bytes, since a folder that is replaced by force may hold any. Memory and
/// descriptors do not grow with the number of files: only the names of subfolders are held.
enum FolderRemoval {
  /// Removes whatever is at a path; nothing there is no error.
  static func remove(_ path: String) throws(OutputError) {
    guard let status = try FolderCalls.status(path) else { return }
    let code =
      FolderCalls.isFolder(status)
      ? removeFolder(Array(path.utf8CString)) : SystemCall.code { unsafe unlink(path) }
    if let code { throw .failed(.remove, path: path, code: code) }
  }

  /// Sweeps until nothing is left: some file systems skip names while others are removed.
  private static func removeFolder(_ path: [CChar]) -> Int32? {
    var last: Int32? = ENOTEMPTY
    var removed = 1
    while last == ENOTEMPTY, removed > 0 {
      switch sweep(path) {
      case .failure(let failure): return failure.code
      case .success(let count): removed = count
      }
      last = SystemCall.code { unsafe rmdir(path) }
    }
    return last
  }

  /// Removes what is in a folder; says how many names that were.
  private static func sweep(_ path: [CChar]) -> Result<Int, SystemFailure> {
    // Somebody may have taken away the right to write in a folder of ours; take it back.
    if unsafe access(path, R_OK | W_OK | X_OK) != 0 { _ = unsafe chmod(path, S_IRWXU) }
    guard let folder = unsafe opendir(path) else { return .failure(SystemFailure(code: errno)) }
    var folders: [[CChar]] = []
    var removed = 0
    while let entry = unsafe readdir(folder) {
      guard let name = unsafe name(of: entry) else { continue }
      let code = SystemCall.code { unsafe unlinkat(dirfd(folder), name, 0) }
      if code == EISDIR {
        unsafe folders.append(path.dropLast() + [CChar(UInt8(ascii: "/"))] + bytes(name))
      } else if let code {
        unsafe closedir(folder)
        return .failure(SystemFailure(code: code))
      } else {
        removed += 1
      }
    }
    unsafe closedir(folder)
    for inner in folders {
      if let code = removeFolder(inner) { return .failure(SystemFailure(code: code)) }
    }
    return .success(removed + folders.count)
  }

  /// The name in an entry, nil for the folder itself and the outer one.
  ///
  /// Only the record's own bytes are read.
  private static func name(of entry: UnsafePointer<dirent>) -> UnsafePointer<CChar>? {
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
    let name = unsafe (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
    let isDots = unsafe strcmp(name, ".") == 0 || strcmp(name, "..") == 0
    return unsafe isDots ? nil : name
  }

  /// A C text with its zero at the end.
  private static func bytes(_ name: UnsafePointer<CChar>) -> [CChar] {
    unsafe Array(UnsafeBufferPointer(start: name, count: strlen(name) + 1))
  }
}

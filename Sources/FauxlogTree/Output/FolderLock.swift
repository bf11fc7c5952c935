import Glibc

/// Keeps two runs from writing the same output: a locked file, which goes away with the run.
final class FolderLock {
  private let path: String
  private var descriptor: Int32 = -1

  /// Takes the lock, or throws ``OutputError/busy(path:)`` at once.
  init(path: String, shown: String) throws(OutputError) {
    self.path = path
    while true {
      switch SystemCall.open(path, O_RDWR | O_CREAT | O_NOFOLLOW) {
      case .success(let opened): descriptor = opened
      case .failure(let failure): throw .creating(shown, code: failure.code)
      }
      switch SystemCall.code({ flock(descriptor, LOCK_EX | LOCK_NB) }) {
      case nil: break
      case EWOULDBLOCK: throw .busy(path: shown)
      case let code?: throw .failed(.lock, path: shown, code: code)
      }
      // Its last owner may have removed it between our two calls; then it guards nothing.
      if try FolderCalls.inode(path) == inode { return }
      close(descriptor)
    }
  }

  /// A killed run ends like this: the file stays, the lock does not.
  deinit {
    // By hand, since a child process that is just being made still has the descriptor too.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Removes the file while it is still locked; the lock ends with this object.
  func remove() { _ = unsafe unlink(path) }

  private var inode: UInt64 {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? UInt64(status.st_ino) : 0
  }
}

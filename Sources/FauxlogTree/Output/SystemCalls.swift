import Glibc

// Two calls of the C library that its module leaves out, as they are GNU extensions. Plain
// integers and pointers only, for which Swift's calling convention is that of C.
@_silgen_name("renameat2")
private func renameat2(
  _ oldFolder: Int32, _ old: UnsafePointer<CChar>, _ newFolder: Int32,
  _ new: UnsafePointer<CChar>, _ flags: UInt32
) -> Int32
@_silgen_name("syncfs")
private func syncfs(_ descriptor: Int32) -> Int32

/// Calls of the system in a form that is fit for Swift: nil for success, else the errno.
enum SystemCall {
  /// A call that is made again when a signal came between.
  static func code(_ call: () -> Int32) -> Int32? {
    while call() < 0 {
      if errno != EINTR { return errno }
    }
    return nil
  }

  enum Renaming: UInt32 {
    /// Something that already has the new name is an error (EEXIST).
    case keepTarget = 1
    /// The two change names with one another.
    case exchange = 2
  }

  /// Renames in one step; EINVAL or ENOSYS where the file system does not offer that manner.
  static func rename(
    _ old: String, to new: String, in folder: Int32 = AT_FDCWD, _ manner: Renaming
  ) -> Int32? {
    code { unsafe renameat2(folder, old, folder, new, manner.rawValue) }
  }

  /// Renames; a file or an empty folder that already has the new name is replaced.
  static func rename(_ old: String, to new: String, in folder: Int32 = AT_FDCWD) -> Int32? {
    code { unsafe renameat(folder, old, folder, new) }
  }

  /// Opens, with the given mode (less the umask) where a file is made.
  static func open(
    _ path: String, in folder: Int32 = AT_FDCWD, _ flags: Int32
  ) -> Result<Int32, SystemFailure> {
    var descriptor: Int32 = -1
    let failure = code {
      descriptor = unsafe openat(folder, path, flags | O_CLOEXEC, 0o666)
      return descriptor
    }
    if let failure { return .failure(SystemFailure(code: failure)) }
    return .success(descriptor)
  }

  /// Writes all bytes; waits where the descriptor would rather not block.
  ///
  /// - Parameter isCut: asked whenever a signal may have come; true ends the writing with EINTR.
  static func write(
    _ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>, isCut: () -> Bool = { false }
  ) -> Int32? {
    guard var next = unsafe UnsafeRawPointer(bytes.baseAddress) else { return nil }
    var left = bytes.count
    while left > 0 {
      let written = unsafe Glibc.write(descriptor, next, left)
      if written >= 0 {
        unsafe next += written
        left -= written
        // A signal in the middle of a write shows only as fewer bytes.
        if left > 0, isCut() { return EINTR }
      } else if errno == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&wait, 1, -1)
        if isCut() { return EINTR }
      } else if errno != EINTR || isCut() {
        return errno
      }
    }
    return nil
  }

  /// Brings all that was written to the file system of `descriptor` to its device.
  ///
  /// One call for the whole: a call for each file costs a journal commit each, which is minutes
  /// for a hundred thousand small files.
  static func syncFileSystem(_ descriptor: Int32) -> Int32? { code { syncfs(descriptor) } }
}

/// The errno of a call that failed.
struct SystemFailure: Error, Equatable {
  var code: Int32
}

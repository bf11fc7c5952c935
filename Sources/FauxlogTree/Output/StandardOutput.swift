import Glibc

/// The standard output, or a file that is written from its beginning to its end; through a buffer
/// of 256 KiB.
package final class StandardOutput {
  private let file: OpenFile
  private let name: String

  /// - Parameter descriptor: 1, or another in tests; it is closed in the end.
  package init(descriptor: Int32 = STDOUT_FILENO) {
    name = "standard output"
    file = OpenFile(capacity: 256 << 10)
    file.begin(descriptor, owner: 0)
  }

  /// A new file in the place of whatever file is there.
  package init(path: String) throws(OutputError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw .creating(path, code: errno) }
    name = path
    file = OpenFile(capacity: 256 << 10)
    file.begin(descriptor, owner: 0)
  }

  /// Appends bytes, which stay in the buffer while they fit.
  ///
  /// - Throws: ``OutputError/closedPipe``, ``OutputError/interrupted(signal:)`` where a signal came
  ///   while nobody read, or a failed write.
  package func append(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    if bytes.count > file.room { try flush() }
    if bytes.count < file.capacity {
      unsafe file.take(bytes)
    } else {
      try unsafe write(bytes)
    }
  }

  /// Writes what is in the buffer; to be called at the end, and whenever a reader must see it.
  package func flush() throws(OutputError) {
    try unsafe write(file.pending)
    file.dropPending()
  }

  private func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    let code = unsafe SystemCall.write(file.descriptor, bytes) { Interrupts.pending != nil }
    switch code {
    case nil: return
    case EPIPE: throw .closedPipe
    case EINTR: throw .interrupted(signal: Interrupts.pending ?? SIGINT)
    case let code?: throw .failed(.write, path: name, code: code)
    }
  }
}

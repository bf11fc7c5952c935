import Glibc

/// Hands on the bytes of a log in chunks: a file, one compressed by gzip, or standard input.
package enum LogInput {
  private static let chunk = 256 << 10

  /// Reads a file to its end; gzip is known by its first bytes.
  ///
  /// A path of nil is standard input. `take` says whether it wants more. What follows a damaged place of a compressed file is an
  /// error (EIO), after all that could be read before it.
  package static func read(
    _ path: String?, _ take: (UnsafeBufferPointer<UInt8>) throws(OutputError) -> Bool
  ) throws(OutputError) {
    var descriptor = STDIN_FILENO
    if let path {
      switch SystemCall.open(path, O_RDONLY) {
      case .success(let opened): descriptor = opened
      case .failure(let failure): throw .failed(.open, path: path, code: failure.code)
      }
    }
    defer { if path != nil { close(descriptor) } }
    let name = path ?? "standard input"
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: chunk)
    defer { unsafe buffer.deallocate() }
    let decoder = LogDecoder(name: name)
    while true {
      let count = try unsafe fill(buffer, from: descriptor, name)
      if count == 0 { break }
      if let signal = Interrupts.pending { throw .interrupted(signal: signal) }
      let bytes = unsafe UnsafeBufferPointer(rebasing: buffer[..<count])
      if try unsafe !decoder.update(bytes, take) { return }
    }
    try unsafe decoder.finish(take)
  }

  /// Reads until the buffer is full or the input ends.
  private static func fill(
    _ buffer: UnsafeMutableBufferPointer<UInt8>, from descriptor: Int32, _ name: String
  ) throws(OutputError) -> Int {
    var count = 0
    while count < buffer.count {
      var some = 0
      let code = SystemCall.code {
        some = unsafe Glibc.read(
          descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
        return some < 0 ? -1 : 0
      }
      if let code { throw .failed(.read, path: name, code: code) }
      if some == 0 { break }
      count += some
    }
    return count
  }
}

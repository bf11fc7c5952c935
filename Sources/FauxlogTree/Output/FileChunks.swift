import Glibc

/// Reads what a descriptor has, from where it stands to the end, in constant memory.
enum FileChunks {
  private static let size = 64 << 10

  /// Hands on each chunk; `name` is the file's in messages.
  static func read(
    _ source: Int32, named name: String,
    _ take: (UnsafeBufferPointer<UInt8>) throws(OutputError) -> Void
  ) throws(OutputError) {
    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { unsafe input.deallocate() }
    while true {
      var count = 0
      let code = SystemCall.code {
        count = unsafe Glibc.read(source, input.baseAddress, input.count)
        return count < 0 ? -1 : 0
      }
      if let code { throw .failed(.read, path: name, code: code) }
      if count == 0 { return }
      let bytes = unsafe UnsafeBufferPointer(input.bindMemory(to: UInt8.self))
      try unsafe take(UnsafeBufferPointer(rebasing: bytes[..<count]))
    }
  }
}

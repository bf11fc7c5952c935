import CZlib
import Glibc

/// Compression at a fixed level (6) with a header that holds no name and no time.
///
/// The bytes are the same again with the same version of zlib, whatever the sizes of the pieces.
@safe
package struct Gzip: ~Copyable {
  private static let level: Int32 = 6
  private static let chunk = 64 << 10

  /// On the heap, as zlib remembers where it stands.
  private let stream: UnsafeMutablePointer<z_stream>
  private let output: UnsafeMutableBufferPointer<UInt8>

  /// Throws where there is no memory (about 300 KB).
  package init() throws(OutputError) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe output = .allocate(capacity: Self.chunk)
    let code = unsafe deflateInit2_(
      stream, Self.level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, zlibVersion(),
      Int32(MemoryLayout<z_stream>.size))
    if code != Z_OK { throw .failed(.compress, path: "output", code: ENOMEM) }
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
    unsafe output.deallocate()
  }

  /// Compresses the next bytes, and with `isLast` ends the file; hands on what comes out of it.
  package mutating func update(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool,
    _ emit: (UnsafeBufferPointer<UInt8>) throws(OutputError) -> Void
  ) throws(OutputError) {
    precondition(bytes.count <= Int(UInt32.max))
    unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
    unsafe stream.pointee.avail_in = UInt32(bytes.count)
    repeat {
      unsafe stream.pointee.next_out = output.baseAddress
      unsafe stream.pointee.avail_out = UInt32(output.count)
      _ = unsafe deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
      let made = unsafe output.count - Int(stream.pointee.avail_out)
      if made > 0 { try unsafe emit(UnsafeBufferPointer(rebasing: output[..<made])) }
    } while unsafe stream.pointee.avail_out == 0
  }

  /// Compresses all that a descriptor has to read, in constant memory.
  static func compress(
    _ source: Int32, named name: String,
    _ emit: (UnsafeBufferPointer<UInt8>) throws(OutputError) -> Void
  ) throws(OutputError) {
    var gzip = try Gzip()
    try unsafe FileChunks.read(source, named: name) { (bytes) throws(OutputError) in
      try unsafe gzip.update(bytes, isLast: false, emit)
    }
    try unsafe gzip.update(UnsafeBufferPointer(start: nil, count: 0), isLast: true, emit)
  }
}

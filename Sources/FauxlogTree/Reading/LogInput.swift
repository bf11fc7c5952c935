import CZlib
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
    var count = try unsafe fill(buffer, from: descriptor, name)
    let isGzip = unsafe count >= 2 && buffer[0] == 0x1F && buffer[1] == 0x8B
    var gunzip = isGzip ? try Gunzip(name: name) : nil
    while count > 0 {
      if let signal = Interrupts.pending { throw .interrupted(signal: signal) }
      let bytes = unsafe UnsafeBufferPointer(rebasing: buffer[..<count])
      if gunzip != nil {
        if try unsafe gunzip?.update(bytes, take) == false { return }
      } else if try unsafe !take(bytes) {
        return
      }
      count = try unsafe fill(buffer, from: descriptor, name)
    }
    if gunzip?.isWithinMember == true { throw .failed(.read, path: name, code: EIO) }
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

/// Undoes gzip; members that follow one another are one content.
@safe
private struct Gunzip: ~Copyable {
  private static let chunk = 256 << 10

  private let name: String
  /// On the heap, as zlib remembers where it stands.
  private let stream: UnsafeMutablePointer<z_stream>
  private let output: UnsafeMutableBufferPointer<UInt8>
  /// Whether the content has begun and not ended.
  private(set) var isWithinMember = true

  init(name: String) throws(OutputError) {
    self.name = name
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe output = .allocate(capacity: Self.chunk)
    let code = unsafe inflateInit2_(
      stream, 15 + 16, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    if code != Z_OK { throw .failed(.read, path: name, code: ENOMEM) }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
    unsafe output.deallocate()
  }

  mutating func update(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ take: (UnsafeBufferPointer<UInt8>) throws(OutputError) -> Bool
  ) throws(OutputError) -> Bool {
    unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
    unsafe stream.pointee.avail_in = UInt32(bytes.count)
    repeat {
      if !isWithinMember {
        // What follows a member is another one, or padding that nobody wants.
        guard unsafe stream.pointee.avail_in > 0, unsafe stream.pointee.next_in.pointee == 0x1F
        else {
          return true
        }
        unsafe inflateReset(stream)
        isWithinMember = true
      }
      unsafe stream.pointee.next_out = output.baseAddress
      unsafe stream.pointee.avail_out = UInt32(output.count)
      let code = unsafe inflate(stream, Z_NO_FLUSH)
      let made = unsafe output.count - Int(stream.pointee.avail_out)
      if made > 0 {
        guard try unsafe take(UnsafeBufferPointer(rebasing: output[..<made])) else { return false }
      }
      switch code {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isWithinMember = false
      default: throw .failed(.read, path: name, code: EIO)
      }
    } while unsafe stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
    return true
  }
}

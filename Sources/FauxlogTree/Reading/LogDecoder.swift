import CZlib
import Glibc

/// Undoes the compression of a log on its way, if it begins as gzip does.
package final class LogDecoder {
  private let name: String
  /// The first byte, until the second shows what it is.
  private var first: UInt8?
  private var isKnown = false
  private var gunzip: Gunzip?

  /// - Parameter name: the log's name in messages.
  package init(name: String) { self.name = name }

  /// Takes the next bytes; hands on content while `take` wants more of it.
  package func update(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ take: (UnsafeBufferPointer<UInt8>) throws(OutputError) -> Bool
  ) throws(OutputError) -> Bool {
    if bytes.isEmpty { return true }
    if isKnown { return try unsafe hand(on: bytes, take) }
    if first == nil, bytes.count == 1 {
      first = unsafe bytes[0]
      return true
    }
    isKnown = true
    let head = first
    let (one, other) = unsafe (head ?? bytes[0], head == nil ? bytes[1] : bytes[0])
    if one == 0x1F, other == 0x8B { gunzip = try Gunzip(name: name) }
    if let head, try unsafe !hand(on: head, take) { return false }
    return try unsafe hand(on: bytes, take)
  }

  /// Ends the log; a compressed one that is cut off is an error (EIO).
  package func finish(
    _ take: (UnsafeBufferPointer<UInt8>) throws(OutputError) -> Bool
  ) throws(OutputError) {
    if !isKnown, let first { _ = try unsafe hand(on: first, take) }
    if gunzip?.isWithinMember == true { throw .failed(.read, path: name, code: EIO) }
  }

  private func hand(
    on byte: UInt8, _ take: (UnsafeBufferPointer<UInt8>) throws(OutputError) -> Bool
  ) throws(OutputError) -> Bool {
    let one: InlineArray<1, UInt8> = [byte]
    var goesOn = true
    var problem: OutputError?
    unsafe one.span.withUnsafeBufferPointer { bytes in
      do throws(OutputError) { goesOn = try unsafe hand(on: bytes, take) } catch { problem = error }
    }
    if let problem { throw problem }
    return goesOn
  }

  private func hand(
    on bytes: UnsafeBufferPointer<UInt8>,
    _ take: (UnsafeBufferPointer<UInt8>) throws(OutputError) -> Bool
  ) throws(OutputError) -> Bool {
    if gunzip == nil { return try unsafe take(bytes) }
    return try unsafe gunzip?.update(bytes, take) ?? true
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

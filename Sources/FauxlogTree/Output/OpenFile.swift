import Glibc

/// A descriptor and the bytes that wait to be written to it; used for one file after another.
@safe
final class OpenFile {
  private(set) var descriptor: Int32 = -1
  /// The id of the file whose turn it is.
  private(set) var owner = 0
  /// When it was last written to, in appends of the folder.
  var lastUse: UInt64 = 0

  private let buffer: UnsafeMutablePointer<UInt8>
  let capacity: Int
  private var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    unsafe buffer = .allocate(capacity: capacity)
  }

  deinit {
    close()
    unsafe buffer.deallocate()
  }

  func begin(_ descriptor: Int32, owner: Int) {
    self.descriptor = descriptor
    self.owner = owner
    count = 0
  }

  /// Closes the descriptor; what still waits is dropped.
  func close() {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
    descriptor = -1
    count = 0
  }

  var room: Int { capacity - count }

  var pending: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: buffer, count: count)
  }

  func dropPending() { count = 0 }

  /// Keeps bytes for later; there must be room.
  func take(_ bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count <= room)
    guard let base = bytes.baseAddress else { return }
    unsafe (buffer + count).update(from: base, count: bytes.count)
    count += bytes.count
  }
}

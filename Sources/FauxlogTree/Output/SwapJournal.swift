import Glibc

/// The note that a swap has begun: which folders are the new ones, whatever they are called.
///
/// While it is there, both new folders are whole and on the device, so a later run can finish the
/// swap. Folders are known by their inode numbers, which no renaming changes.
struct SwapJournal: Equatable {
  var golden: UInt64
  var tree: UInt64

  private var text: String { "golden \(golden)\ntree \(tree)\n" }

  init(golden: UInt64, tree: UInt64) {
    self.golden = golden
    self.tree = tree
  }

  /// Reads a note; nil where there is none or only a part of one, for then no swap has begun.
  init?(path: String) throws(OutputError) {
    let words = try FileHead.read(path, limit: 100).split { $0 == 10 || $0 == 32 }
    let texts = words.map { String(decoding: $0, as: UTF8.self) }
    guard texts.count == 4, let golden = UInt64(texts[1]), let tree = UInt64(texts[3]) else {
      return nil
    }
    self.init(golden: golden, tree: tree)
    // A number may be cut short, but then the last line end is missing.
    guard try FileHead.read(path, limit: 100).elementsEqual(text.utf8) else { return nil }
  }

  /// Writes the note so that it lasts: when this returns, a power cut cannot undo it.
  func write(path: String) throws(OutputError) {
    let descriptor: Int32
    switch SystemCall.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW) {
    case .success(let opened): descriptor = opened
    case .failure(let failure): throw .creating(path, code: failure.code)
    }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    let code =
      unsafe bytes.withUnsafeBufferPointer { unsafe SystemCall.write(descriptor, $0) }
      ?? SystemCall.code { fsync(descriptor) }
    if let code { throw .failed(.write, path: path, code: code) }
  }
}

/// The first bytes of a file.
enum FileHead {
  /// At most `limit` bytes; none where there is no such file, or a folder.
  static func read(_ path: String, limit: Int) throws(OutputError) -> [UInt8] {
    let descriptor: Int32
    switch SystemCall.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) {
    case .success(let opened): descriptor = opened
    case .failure(let failure) where [ENOENT, ENOTDIR, ELOOP].contains(failure.code): return []
    case .failure(let failure): throw .failed(.read, path: path, code: failure.code)
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: limit)
    var count = 0
    let code = SystemCall.code {
      count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress, limit)
      }
      return count < 0 ? -1 : 0
    }
    if code == EISDIR { return [] }
    if let code { throw .failed(.read, path: path, code: code) }
    return Array(bytes[..<count])
  }
}

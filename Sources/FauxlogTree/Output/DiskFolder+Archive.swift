import Glibc

extension DiskFolder {
  package func archive(
    _ members: [ArchiveMember], to path: String
  ) throws(OutputError) -> Int {
    try OutputPath.check(path)
    for member in members { try OutputPath.check(member.path) }
    let target = try openMakingParents(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    defer { close(target) }
    let packer = try Packer(descriptor: target, shown: shownPath(path), digests: digests)
    var summaries: [MemberSummary] = []
    for member in members {
      var header = TarHeader(
        path: member.path, mode: member.mode, owner: member.owner, modified: member.modified)
      guard let file = member.file else {
        header.isFolder = true
        try packer.pack(header.bytes)
        continue
      }
      try flush(file)
      let entry = entries[file]
      header.size = Int64(entry.size)
      try packer.pack(header.bytes)
      let source = try reading(entry.path)
      defer { close(source) }
      try unsafe FileChunks.read(source, named: shownPath(entry.path)) {
        (bytes) throws(OutputError) in try unsafe packer.pack(bytes)
      }
      try packer.pack([UInt8](repeating: 0, count: TarHeader.padding(after: header.size)))
      summaries.append(
        MemberSummary(
          path: member.path, size: entry.size, sha256: digest(file)))
    }
    try packer.end()
    var entry = Entry(path: path)
    entry.size = packer.size
    let id = add(entry, digest: packer.digest)
    self.members[id] = summaries
    return id
  }
}

/// Compresses the bytes of an archive and writes them to a descriptor.
private final class Packer {
  private let descriptor: Int32
  private let shown: String
  private let digests: Bool
  private var gzip: Gzip
  /// Bytes before compression.
  private var count = 0
  /// Bytes that were written, and their digest.
  private(set) var size = 0
  private(set) var digest = SHA256()

  init(descriptor: Int32, shown: String, digests: Bool) throws(OutputError) {
    self.descriptor = descriptor
    self.shown = shown
    self.digests = digests
    gzip = try Gzip()
  }

  func pack(_ bytes: [UInt8], isLast: Bool = false) throws(OutputError) {
    try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(OutputError) in
      try unsafe pack(bytes, isLast: isLast)
    }
  }

  func pack(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool = false
  ) throws(OutputError) {
    count += bytes.count
    try unsafe gzip.update(bytes, isLast: isLast) { (made) throws(OutputError) in
      if digests { unsafe digest.update(made) }
      size += made.count
      if let code = unsafe SystemCall.write(descriptor, made) {
        throw .failed(.write, path: shown, code: code)
      }
    }
  }

  /// Two blocks of zeros, and more up to a whole record.
  func end() throws(OutputError) {
    let least = count + 2 * TarHeader.block
    let whole = (least + TarHeader.record - 1) / TarHeader.record * TarHeader.record
    try pack([UInt8](repeating: 0, count: whole - count), isLast: true)
  }
}

import Glibc

/// A folder on disk that is being filled.
///
/// At most `openFiles` files are open at a time, each with a buffer; which ones is decided by who
/// wrote last. A digest is taken of the bytes as they leave the buffer, nothing is read back.
package final class DiskFolder: OutputFolder {
  /// A file; 40 bytes and its path, since a tree may hold hundreds of thousands.
  struct Entry {
    var path: String
    var size = 0
    /// Permission bits that it gets in the end; -1 are those it has.
    var mode: Int32 = -1
    var open: OpenFile?
  }

  /// What a compressed file was made of.
  private struct Content {
    var size: Int
    var sha256: SHA256.Digest?
  }

  /// The folder's name in messages.
  private let shown: String
  private let folder: Int32
  let digests: Bool
  private let openFiles: Int
  private let bufferSize: Int
  /// The files by id; a removed one has an empty path.
  @safe @exclusivity(unchecked) private(set) var entries: [Entry] = []
  /// The digests of the files' bytes so far, by id; none if they are not wanted.
  @safe @exclusivity(unchecked) private var states: [SHA256] = []
  private var removed: [Int] = []
  @safe @exclusivity(unchecked) private var contents: [Int: Content] = [:]
  /// What is in archives.
  var members: [Int: [MemberSummary]] = [:]
  @safe @exclusivity(unchecked) private var open: [OpenFile] = []
  @safe @exclusivity(unchecked) private var idle: [OpenFile] = []
  @safe @exclusivity(unchecked) private var clock: UInt64 = 0

  /// Opens the folder at `root`, which must be there.
  ///
  /// - Parameters:
  ///   - shown: the name for messages, where it will end up.
  ///   - digests: whether ``FileSummary/sha256`` is wanted.
  ///   - openFiles: how many files may be open at a time, at least 1.
  ///   - bufferSize: bytes of the buffer of an open file; 128 of 16 KiB make 2 MiB.
  package init(
    root: String, shown: String, digests: Bool, openFiles: Int = DiskFolder.defaultOpenFiles,
    bufferSize: Int = 16 << 10
  ) throws(OutputError) {
    switch SystemCall.open(root, O_RDONLY | O_DIRECTORY) {
    case .success(let descriptor): folder = descriptor
    case .failure(let failure): throw .creating(shown, code: failure.code)
    }
    self.shown = shown
    self.digests = digests
    self.openFiles = max(openFiles, 1)
    self.bufferSize = bufferSize
  }

  deinit { close(folder) }

  /// 128, or less where the limit on descriptors is low: two folders must fit below it.
  package static var defaultOpenFiles: Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return 128
    }
    return max(1, min(128, (Int(clamping: limit.rlim_cur) - 16) / 2))
  }

  package func create(path: String) throws(OutputError) -> Int {
    try OutputPath.check(path)
    let file = try spare()
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW
    let descriptor = try openMakingParents(path, flags)
    let id = add(Entry(path: path))
    begin(file, descriptor, id)
    return id
  }

  /// The id of one more file.
  func add(_ entry: Entry, digest: SHA256 = SHA256()) -> Int {
    guard let free = removed.popLast() else {
      entries.append(entry)
      if digests { states.append(digest) }
      return entries.count - 1
    }
    entries[free] = entry
    if digests { states[free] = digest }
    return free
  }

  /// The digest of a file's bytes; nil if it is not wanted.
  func digest(_ id: Int) -> SHA256.Digest? { digests ? states[id].digest() : nil }

  package func append(_ id: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) {
    let file = try opened(id)
    entries[id].size += bytes.count
    if bytes.count > file.room { try flush(file) }
    if bytes.count < file.capacity {
      unsafe file.take(bytes)
    } else {
      try unsafe write(bytes, to: file)
    }
  }

  package func rename(_ id: Int, to path: String) throws(OutputError) {
    try OutputPath.check(path)
    let old = entries[id].path
    var code = renameKeeping(old, path)
    if code == ENOENT {
      try makeParents(of: path)
      code = renameKeeping(old, path)
    }
    if let code { throw .failed(.rename, path: shownPath(path), code: code) }
    entries[id].path = path
  }

  package func remove(_ id: Int) throws(OutputError) {
    let path = entries[id].path
    precondition(!path.isEmpty, "removed twice")
    if let file = entries[id].open { release(file) }
    entries[id] = Entry(path: "")
    contents[id] = nil
    members[id] = nil
    removed.append(id)
    let code = SystemCall.code { unsafe unlinkat(folder, path, 0) }
    if let code { throw .failed(.remove, path: shownPath(path), code: code) }
  }

  package func truncate(_ id: Int) throws(OutputError) {
    let file = try opened(id)
    file.dropPending()
    entries[id].size = 0
    if digests { states[id] = SHA256() }
    let code = SystemCall.code { ftruncate(file.descriptor, 0) }
    if let code { throw .failed(.truncate, path: shownPath(entries[id].path), code: code) }
  }

  package func copy(_ id: Int, to path: String) throws(OutputError) -> Int {
    try OutputPath.check(path)
    try flush(id)
    let source = try reading(entries[id].path)
    defer { close(source) }
    let target = try openMakingParents(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    defer { close(target) }
    let (from, to) = (shownPath(entries[id].path), shownPath(path))
    try unsafe FileChunks.read(source, named: from) { (bytes) throws(OutputError) in
      if let code = unsafe SystemCall.write(target, bytes) {
        throw .failed(.write, path: to, code: code)
      }
    }
    var entry = entries[id]
    entry.path = path
    entry.open = nil
    let copy = add(entry, digest: digests ? states[id] : SHA256())
    contents[copy] = contents[id]
    return copy
  }

  package func compress(_ id: Int, to path: String) throws(OutputError) {
    try OutputPath.check(path)
    precondition(contents[id] == nil, "compressed twice")
    if let file = entries[id].open {
      try flush(file)
      release(file)
    }
    let old = entries[id]
    let source = try reading(old.path)
    defer { close(source) }
    let target = try openMakingParents(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    defer { close(target) }

    var compressed = Entry(path: path, mode: old.mode)
    var digest = SHA256()
    let (from, to) = (shownPath(old.path), shownPath(path))
    try unsafe Gzip.compress(source, named: from) { bytes throws(OutputError) in
      if digests { unsafe digest.update(bytes) }
      compressed.size += bytes.count
      if let code = unsafe SystemCall.write(target, bytes) {
        throw .failed(.write, path: to, code: code)
      }
    }
    let code = SystemCall.code { unsafe unlinkat(folder, old.path, 0) }
    if let code { throw .failed(.remove, path: from, code: code) }
    contents[id] = Content(size: old.size, sha256: self.digest(id))
    entries[id] = compressed
    if digests { states[id] = digest }
  }

  package func setMode(_ id: Int, to mode: Int) { entries[id].mode = Int32(mode) }

  package func removeFolder(path: String) throws(OutputError) {
    try OutputPath.check(path)
    let code = SystemCall.code { unsafe unlinkat(folder, path, AT_REMOVEDIR) }
    if let code, code != ENOTEMPTY, code != EEXIST, code != ENOENT {
      throw .failed(.remove, path: shownPath(path), code: code)
    }
  }

  package func makeFolder(path: String) throws(OutputError) {
    try OutputPath.check(path)
    if try !makeOne(path) {
      try makeParents(of: path)
      if try !makeOne(path) { throw .creating(shownPath(path), code: ENOENT) }
    }
  }

  package func finish() throws(OutputError) -> [FileSummary] {
    while let file = open.last {
      try flush(file)
      release(file)
    }
    var summaries: [FileSummary] = []
    summaries.reserveCapacity(entries.count - removed.count)
    for (id, entry) in entries.enumerated() where !entry.path.isEmpty {
      if entry.mode >= 0 {
        let mode = mode_t(entry.mode)
        let code = SystemCall.code { unsafe fchmodat(folder, entry.path, mode, 0) }
        if let code { throw .failed(.write, path: shownPath(entry.path), code: code) }
      }
      let content = contents[id]
      summaries.append(
        FileSummary(
          path: entry.path, size: entry.size, sha256: digest(id),
          contentSize: content?.size, contentSHA256: content?.sha256, members: members[id]))
    }
    summaries.sortByPath()
    return summaries
  }
}

// MARK: The open files

extension DiskFolder {
  /// The open file of an id, opened again if it had to make room for others.
  private func opened(_ id: Int) throws(OutputError) -> OpenFile {
    clock += 1
    if let file = entries[id].open {
      file.lastUse = clock
      return file
    }
    precondition(!entries[id].path.isEmpty && contents[id] == nil, "removed or compressed")
    let file = try spare()
    switch SystemCall.open(entries[id].path, in: folder, O_WRONLY | O_APPEND | O_NOFOLLOW) {
    case .success(let descriptor): begin(file, descriptor, id)
    case .failure(let failure):
      throw .failed(.open, path: shownPath(entries[id].path), code: failure.code)
    }
    return file
  }

  /// One with nothing in it: a new one while there may be more, else that least recently written.
  private func spare() throws(OutputError) -> OpenFile {
    if let file = idle.popLast() { return file }
    if open.count < openFiles { return OpenFile(capacity: bufferSize) }
    var oldest = open[0]
    for file in open where file.lastUse < oldest.lastUse { oldest = file }
    try flush(oldest)
    release(oldest)
    return idle.removeLast()
  }

  private func begin(_ file: OpenFile, _ descriptor: Int32, _ id: Int) {
    clock += 1
    file.begin(descriptor, owner: id)
    file.lastUse = clock
    entries[id].open = file
    open.append(file)
  }

  /// Closes a file; what was not flushed is dropped.
  private func release(_ file: OpenFile) {
    entries[file.owner].open = nil
    file.close()
    open.removeAll { $0 === file }
    idle.append(file)
  }

  /// Writes what waits of a file.
  func flush(_ id: Int) throws(OutputError) {
    if let file = entries[id].open { try flush(file) }
  }

  private func flush(_ file: OpenFile) throws(OutputError) {
    try unsafe write(file.pending, to: file)
    file.dropPending()
  }

  private func write(
    _ bytes: UnsafeBufferPointer<UInt8>, to file: OpenFile
  ) throws(OutputError) {
    if digests { unsafe states[file.owner].update(bytes) }
    if let code = unsafe SystemCall.write(file.descriptor, bytes) {
      throw .failed(.write, path: shownPath(entries[file.owner].path), code: code)
    }
  }
}

// MARK: Names

extension DiskFolder {
  func shownPath(_ path: String) -> String { shown + "/" + path }

  func reading(_ path: String) throws(OutputError) -> Int32 {
    switch SystemCall.open(path, in: folder, O_RDONLY | O_NOFOLLOW) {
    case .success(let descriptor): return descriptor
    case .failure(let failure): throw .failed(.read, path: shownPath(path), code: failure.code)
    }
  }

  func openMakingParents(_ path: String, _ flags: Int32) throws(OutputError) -> Int32 {
    var opening = SystemCall.open(path, in: folder, flags)
    if case .failure(SystemFailure(code: ENOENT)) = opening {
      try makeParents(of: path)
      opening = SystemCall.open(path, in: folder, flags)
    }
    switch opening {
    case .success(let descriptor): return descriptor
    case .failure(let failure): throw .creating(shownPath(path), code: failure.code)
    }
  }

  /// Renames unless something has the new name; the folder is ours alone, so asking first will do
  /// where the file system cannot do both in one.
  private func renameKeeping(_ old: String, _ new: String) -> Int32? {
    let code = SystemCall.rename(old, to: new, in: folder, .keepTarget)
    guard code == EINVAL || code == ENOSYS else { return code }
    if unsafe faccessat(folder, new, F_OK, AT_SYMLINK_NOFOLLOW) == 0 { return EEXIST }
    return SystemCall.rename(old, to: new, in: folder)
  }

  private func makeParents(of path: String) throws(OutputError) {
    var end = path.startIndex
    while let slash = path[end...].firstIndex(of: "/") {
      _ = try makeOne(String(path[..<slash]))
      end = path.index(after: slash)
    }
  }

  /// Makes a folder unless it is there; false where the folder it stands in is missing.
  private func makeOne(_ path: String) throws(OutputError) -> Bool {
    guard let code = SystemCall.code({ unsafe mkdirat(folder, path, 0o777) }) else { return true }
    if code == ENOENT { return false }
    guard code == EEXIST, isFolder(path) else { throw .creating(shownPath(path), code: code) }
    return true
  }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }
}

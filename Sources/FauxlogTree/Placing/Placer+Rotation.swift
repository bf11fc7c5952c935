import FauxlogEngine

extension Placer {
  /// The file that the next record of a log goes to, after the rotation it causes.
  ///
  /// It may be one that was removed while its writer had it open: what goes there is lost.
  ///
  /// Where a log has several writers, each looks at the file that it has open itself, and rotates
  /// whatever has the log's name then, as Python's handlers do without a lock: the file of another,
  /// however small, which that one goes on to write to under its new name.
  func fileToWrite(
    _ log: Log, by writer: UInt64 = 0, adding length: Int64
  ) throws(OutputError) -> Lent<LogFile> {
    if let known = log.opened(by: writer) {
      let moment = moments[log.rule]
      let isFull = known.lend { $0.isFull(moment, adding: length) }
      if !isFull { return known }
    }
    return Lent(try freshFile(log, by: writer, adding: length))
  }

  /// The same where a writer has nothing open, or what it has is full.
  private func freshFile(
    _ log: Log, by writer: UInt64, adding length: Int64
  ) throws(OutputError) -> LogFile {
    var open = log.file(of: writer) ?? log.current
    if open == nil { open = try openNew(log) }
    guard let open else { return try openNew(log) }
    log.open(open, by: writer)
    guard open.isFull(moments[log.rule], adding: length) else { return open }
    if open === log.current { try end(open, of: log) }
    try rotate(log)
    let fresh = try openNew(log)
    log.open(fresh, by: writer)
    return fresh
  }

  /// Gives the log's files the names of the next places, and leaves its own name free; the oldest
  /// goes if there are too many.
  func rotate(_ log: Log) throws(OutputError) {
    guard let rotation = rules[log.rule].rotation, let current = log.current else { return }
    try makeRoom(in: log, rotation)
    if rotation.next == nil { try move(current, of: log, to: 0, rotation) }
    log.rotated.insert(current, at: 0)
    log.current = nil
  }

  /// The same by copy: the copy takes the first place, and the log goes on, empty, as the same file.
  private func rotateByCopy(_ log: Log, _ rotation: FileRule.Rotation) throws(OutputError) {
    guard let current = log.current else { return }
    try makeRoom(in: log, rotation)
    let path = "\(log.path)\(rotation.prefix)\(rotation.first)"
    let fresh = try renewed(current, of: log, keepingRecordsAt: "records/\(path).ndjson")
    current.id = try log.tree.copy(fresh.id, to: path)
    current.path = path
    current.modified = now
    try log.tree.truncate(fresh.id)
    if let from = rotation.gzipFrom, rotation.first >= from {
      try compress(current, of: log, to: path)
    }
    log.rotated.insert(current, at: 0)
  }

  /// What stands for a log's file once its bytes are gone from it; `file` keeps the records, under
  /// another name or, for nil, not at all.
  private func renewed(
    _ file: LogFile, of log: Log, keepingRecordsAt path: String?
  ) throws(OutputError) -> LogFile {
    var records = file.golden
    if let golden = log.golden {
      if let path {
        try golden.rename(file.golden, to: path)
        records = try golden.create(path: "records/\(file.path).ndjson")
      } else {
        try golden.truncate(file.golden)
      }
    }
    let fresh = LogFile(
      id: file.id, golden: records, path: file.path, first: log.records, modified: now)
    // Its writer does not know that it is empty, and writes no header again.
    fresh.hasHeader = file.hasHeader
    log.current = fresh
    log.reopen(file, as: fresh)
    return fresh
  }

  /// Moves the rotated files one place on.
  private func makeRoom(in log: Log, _ rotation: FileRule.Rotation) throws(OutputError) {
    if let keeps = rotation.keeps, log.rotated.count >= max(keeps, 1) {
      try forget(log.rotated.removeLast(), of: log)
    }
    guard rotation.next == nil else { return }
    for (index, file) in log.rotated.enumerated().reversed() {
      try move(file, of: log, to: index + 1, rotation)
    }
  }

  /// Gives a rotated file the name of a place, 0 being the newest, and compresses it when due.
  private func move(
    _ file: LogFile, of log: Log, to place: Int, _ rotation: FileRule.Rotation
  ) throws(OutputError) {
    let number = rotation.first + place
    let path = "\(log.path)\(rotation.prefix)\(number)"
    if let from = rotation.gzipFrom, number >= from, !file.isCompressed {
      return try compress(file, of: log, to: path)
    }
    try rename(file, of: log, to: file.isCompressed ? path + ".gz" : path)
  }

  private func rename(_ file: LogFile, of log: Log, to path: String) throws(OutputError) {
    try log.tree.rename(file.id, to: path)
    if let golden = log.golden { try golden.rename(file.golden, to: "records/\(path).ndjson") }
    file.path = path
  }

  /// Compresses a file under a name to which `.gz` is added.
  ///
  /// The compressed file is another one: who still writes to the old one writes for nobody.
  private func compress(_ file: LogFile, of log: Log, to path: String) throws(OutputError) {
    let path = path + ".gz"
    let unlinked = LogFile(
      id: -1, golden: -1, path: file.path, first: log.records, modified: now)
    unlinked.size = file.size
    unlinked.isRemoved = true
    log.reopen(file, as: unlinked)
    try log.tree.compress(file.id, to: path)
    file.isCompressed = true
    if let golden = log.golden { try golden.rename(file.golden, to: "records/\(path).ndjson") }
    file.path = path
  }

  // MARK: - What scenarios say

  /// Does to files what a scenario's step says; whether it rotated one.
  func act(_ action: FileAction) throws(OutputError) -> Bool {
    let control = plan.controls[Int(action.control)]
    if control.action == .archive {
      try archive(action.texts)
      return false
    }
    var hasRotated = false
    for log in followed where rules[log.rule].named == control.name && fits(log, action) {
      switch control.action {
      case .rotate(let size):
        if try rotateWhenTold(log, over: size) { hasRotated = true }
      case .reopen:
        if let left = log.open, left !== log.current { try end(left, of: log) }
        log.reopen()
      case .flush(let again): try flush(log, again: again)
      case .empty: try empty(log)
      case .remove:
        if let current = log.current { try forget(current, of: log) }
        log.current = nil
        log.close()
        try removeRotated(log)
        forget(log)
      case .removeOld: try removeRotated(log)
      case .archive: break
      }
    }
    return hasRotated
  }

  /// Whether a log's holes have the values that a step knows.
  private func fits(_ log: Log, _ action: FileAction) -> Bool {
    let names = rules[log.rule].holes
    for (name, text) in action.holes {
      if let place = names.firstIndex(of: name), log.holes[place] != text { return false }
    }
    return true
  }

  /// As logrotate does: a new empty file is there at once, the writer keeps the renamed one until
  /// it reopens; says whether there was something to rotate.
  ///
  /// An empty log is left alone, and one of at most `size` bytes.
  private func rotateWhenTold(_ log: Log, over size: Int64?) throws(OutputError) -> Bool {
    guard let current = log.current, current.size > size ?? 0 else { return false }
    guard let rotation = rules[log.rule].rotation else { return false }
    if case .told(byCopy: true) = rotation.moment {
      try rotateByCopy(log, rotation)
      return true
    }
    try rotate(log)
    try openNew(log)
    return true
  }

  private func removeRotated(_ log: Log) throws(OutputError) {
    for file in log.rotated { try forget(file, of: log) }
    log.rotated = []
  }

  private func empty(_ log: Log) throws(OutputError) {
    guard let file = log.current else { return }
    try log.tree.truncate(file.id)
    note(removed: log, records: file.records)
    file.isRemoved = true
    _ = try renewed(file, of: log, keepingRecordsAt: nil)
  }
}

import FauxlogEngine

extension Placer {
  /// The file that the next record of a log goes to, after the rotation it causes.
  func fileToWrite(_ log: Log, adding length: Int64) throws(OutputError) -> LogFile {
    guard let open = log.open else {
      try openNew(log)
      guard let fresh = log.open else { throw .badPath(log.path, .empty) }
      return fresh
    }
    let isFull =
      switch rules[log.rule].rotation?.moment {
      case .before(let limit): open.size > 0 && open.size + length >= limit
      case .after(let limit): open.size >= limit
      default: false
      }
    guard isFull, open === log.current else { return open }
    try end(open, of: log)
    try rotate(log)
    try openNew(log)
    return log.open ?? open
  }

  /// Renames the log's files one place on; the oldest goes if there are too many.
  func rotate(_ log: Log) throws(OutputError) {
    guard let rotation = rules[log.rule].rotation, let current = log.current else { return }
    if let keeps = rotation.keeps, log.rotated.count >= max(keeps, 1) {
      try forget(log.rotated.removeLast())
    }
    for (index, file) in log.rotated.enumerated().reversed() {
      try move(file, of: log, to: index + 1, rotation)
    }
    try move(current, of: log, to: 0, rotation)
    log.rotated.insert(current, at: 0)
    log.current = nil
  }

  /// Gives a rotated file the name of a place, 0 being the newest, and compresses it when due.
  private func move(
    _ file: LogFile, of log: Log, to place: Int, _ rotation: FileRule.Rotation
  ) throws(OutputError) {
    let number = rotation.first + place
    var path = "\(log.path)\(rotation.prefix)\(number)"
    let compresses = rotation.gzipFrom.map { number >= $0 } ?? false
    if compresses, !file.isCompressed {
      path += ".gz"
      try tree.compress(file.id, to: path)
      file.isCompressed = true
    } else {
      if file.isCompressed { path += ".gz" }
      try tree.rename(file.id, to: path)
    }
    if let golden { try golden.rename(file.golden, to: "records/\(path).ndjson") }
    file.path = path
  }

  /// Does to files what a scenario's step says.
  func act(_ action: FileAction) throws(OutputError) {
    let control = plan.controls[Int(action.control)]
    for log in all where rules[log.rule].named == control.name && fits(log, action) {
      switch control.action {
      case .rotate: try rotateWhenTold(log)
      case .reopen:
        if let left = log.open, left !== log.current { try end(left, of: log) }
        log.open = log.current
      case .flush(let again): try flush(log, again: again)
      case .empty: try empty(log)
      case .remove:
        if let current = log.current { try forget(current) }
        log.current = nil
        log.open = nil
        try removeRotated(log)
        forget(log)
      case .removeOld: try removeRotated(log)
      }
    }
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
  /// it reopens.
  ///
  /// An empty log is left alone.
  private func rotateWhenTold(_ log: Log) throws(OutputError) {
    guard let current = log.current, current.size > 0 else { return }
    let writer = log.open
    try rotate(log)
    try openNew(log)
    log.open = writer
  }

  private func removeRotated(_ log: Log) throws(OutputError) {
    for file in log.rotated { try forget(file) }
    log.rotated = []
  }

  private func empty(_ log: Log) throws(OutputError) {
    guard let file = log.current else { return }
    let records = file.records
    try tree.truncate(file.id)
    if let golden { try golden.truncate(file.golden) }
    file.size = 0
    file.lines = 0
    file.records = 0
    file.first = log.records
    file.tally = Tally()
    note(removedRecords: records)
  }
}

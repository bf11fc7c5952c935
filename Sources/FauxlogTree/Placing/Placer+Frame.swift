import FauxlogEngine

/// Headers and trailers of files.
extension Placer {
  /// Writes what stands in a file before its first record.
  func begin(_ file: LogFile, of log: Log) throws(OutputError) {
    file.hasHeader = true
    let frame = rules[log.rule].frame
    if frame.isEmpty { return }
    scratch.removeAll()
    scratch.bytes(frame.coding.mark)
    if let header = frame.header, !frame.isHeaderInFirstFile || log.begun == 0 {
      file.lines += frames.write(header, of: log, now, frame.coding, into: &scratch)
    }
    log.begun += 1
    try appendScratch(to: file, of: log)
  }

  /// Writes what stands in a file behind its last record, once its writer leaves it.
  func end(_ file: LogFile, of log: Log) throws(OutputError) {
    let frame = rules[log.rule].frame
    guard let trailer = frame.trailer, file.hasHeader, !file.isCompressed, !file.isRemoved else {
      return
    }
    scratch.removeAll()
    file.lines += frames.write(trailer, of: log, now, frame.coding, into: &scratch)
    try appendScratch(to: file, of: log)
  }

  private func appendScratch(to file: LogFile, of log: Log) throws(OutputError) {
    file.size += Int64(scratch.count)
    if file.isRemoved { return }
    if log.standing == .wanted { written.bytes += Int64(scratch.count) }
    try unsafe scratch.withBytes { (bytes) throws(OutputError) in
      try unsafe log.tree.append(file.id, bytes)
    }
  }
}

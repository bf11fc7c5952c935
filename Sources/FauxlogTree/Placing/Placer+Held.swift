import FauxlogEngine

/// Records of files that keep them back until a `flush`.
extension Placer {
  /// A record as it is kept.
  func held(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch, _ instance: Int64
  ) -> HeldRecord {
    HeldRecord(
      bytes: unsafe batch.bytes.withBytes {
        unsafe Array($0[entry.offset..<entry.offset + entry.length])
      },
      golden: unsafe batch.golden.withBytes {
        unsafe Array($0[entry.goldenOffset..<entry.goldenOffset + entry.goldenLength])
      },
      lines: entry.lines, event: entry.event, level: level(entry, batch), status: entry.status,
      links: Array(batch.links[entry.links]), instance: instance)
  }

  /// Writes what waits, after the last of the flush before if the program does so.
  func flush(_ log: Log, again: Int) throws(OutputError) {
    let before = log.again
    let waiting = log.held
    log.held = []
    guard !waiting.isEmpty else { return }
    for record in before { try write(record, to: log) }
    for record in waiting { try write(record, to: log) }
    log.again = Array(waiting.suffix(again))
    for record in log.again { book.hold(record.instance, by: 1) }
    if self.golden == nil { return }
    for record in before + waiting {
      book.hold(record.instance, by: -1)
      try close(record.instance)
    }
  }

  private func write(_ record: HeldRecord, to log: Log) throws(OutputError) {
    let length = Int64(record.bytes.count)
    let file = try fileToWrite(log, adding: length)
    if !file.hasHeader { try begin(file, of: log) }
    if !file.isRemoved {
      scratch.removeAll()
      scratch.bytes(record.bytes)
      try unsafe scratch.withBytes { (bytes) throws(OutputError) in
        try unsafe log.tree.append(file.id, bytes)
      }
    }
    if let golden = log.golden, !file.isRemoved {
      scratch.removeAll()
      head(file, lines: record.lines, length: length)
      scratch.bytes(record.golden)
      try unsafe scratch.withBytes { (bytes) throws(OutputError) in
        try unsafe golden.append(file.golden, bytes)
      }
      count(file, record.event, record.level, record.status)
    }
    if golden != nil, log.standing == .wanted {
      book.add(
        record: file, log: log.path, links: record.links[...], isSidecar: false,
        to: record.instance)
    }
    advance(log, file, lines: record.lines, length: length)
  }
}

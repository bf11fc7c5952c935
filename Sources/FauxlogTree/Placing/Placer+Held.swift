import FauxlogEngine

/// A record that is kept back; its bytes stand among those of ``HeldRecords``.
struct HeldRecord {
  var bytes: Range<Int>
  var golden: Range<Int>
  var lines: Int32
  var event: Int32
  var level: String?
  var status: Int64
  var links: [(kind: Int, text: String)]
  var instance: Int64
}

/// Records that wait in one log, their bytes behind one another.
struct HeldRecords: ~Copyable {
  private(set) var all: [HeldRecord] = []
  private(set) var bytes = LineWriter(capacity: 64)
  private(set) var golden = LineWriter(capacity: 64)

  /// Keeps a record of a batch.
  mutating func append(
    _ entry: RenderedBatch.Entry, _ batch: borrowing RenderedBatch, level: String?,
    instance: Int64
  ) {
    let starts = (bytes.count, golden.count)
    bytes.bytes(of: batch.bytes, from: entry.offset, count: entry.length)
    golden.bytes(of: batch.golden, from: entry.goldenOffset, count: entry.goldenLength)
    all.append(
      HeldRecord(
        bytes: starts.0..<bytes.count, golden: starts.1..<golden.count, lines: entry.lines,
        event: entry.event, level: level, status: entry.status,
        links: Array(batch.links[entry.links]), instance: instance))
  }

  /// Keeps the last `count` records of others.
  mutating func append(last count: Int, of others: borrowing HeldRecords) {
    for var record in others.all.suffix(count) {
      let starts = (bytes.count, golden.count)
      bytes.bytes(of: others.bytes, from: record.bytes.lowerBound, count: record.bytes.count)
      golden.bytes(of: others.golden, from: record.golden.lowerBound, count: record.golden.count)
      (record.bytes, record.golden) = (starts.0..<bytes.count, starts.1..<golden.count)
      all.append(record)
    }
  }
}

/// Records of files that keep them back until a `flush`.
extension Placer {
  /// Writes what waits, after the last of the flush before if the program does so.
  func flush(_ log: Log, again: Int) throws(OutputError) {
    guard let kept = log.waiting, !kept.held.all.isEmpty else { return }
    var waiting = HeldRecords()
    var before = HeldRecords()
    swap(&waiting, &kept.held)
    swap(&before, &kept.again)
    try write(before, to: log)
    try write(waiting, to: log)
    kept.again.append(last: again, of: waiting)
    for record in kept.again.all { book.hold(record.instance, by: 1) }
    if self.golden == nil { return }
    for record in before.all + waiting.all {
      book.hold(record.instance, by: -1)
      try close(record.instance)
    }
  }

  private func write(_ records: borrowing HeldRecords, to log: Log) throws(OutputError) {
    for record in records.all { try write(record, of: records, to: log) }
  }

  private func write(
    _ record: HeldRecord, of held: borrowing HeldRecords, to log: Log
  ) throws(OutputError) {
    var problem: OutputError?
    try fileToWrite(log, adding: Int64(record.bytes.count)).lend { file in
      do throws(OutputError) {
        try write(record, of: held, to: file, of: log)
      } catch { problem = error }
    }
    if let problem { throw problem }
  }

  private func write(
    _ record: HeldRecord, of held: borrowing HeldRecords, to file: LogFile, of log: Log
  ) throws(OutputError) {
    let length = Int64(record.bytes.count)
    if !file.hasHeader { try begin(file, of: log) }
    if !file.isRemoved {
      try unsafe held.bytes.withBytes { (bytes) throws(OutputError) in
        try unsafe log.tree.append(file.id, UnsafeBufferPointer(rebasing: bytes[record.bytes]))
      }
    }
    if let golden = log.golden, !file.isRemoved {
      scratch.removeAll()
      head(file, lines: record.lines, length: length)
      scratch.bytes(
        of: held.golden, from: record.golden.lowerBound, count: record.golden.count)
      try unsafe scratch.withBytes { (bytes) throws(OutputError) in
        try unsafe golden.append(file.golden, bytes)
      }
      count(file, record.event, record.level, record.status, isWhole: false)
    }
    if golden != nil, log.standing == .wanted {
      book.add(
        record: file, log: log.path, links: record.links[...], isSidecar: false,
        to: record.instance)
    }
    advance(log, file, lines: record.lines, length: length)
  }
}

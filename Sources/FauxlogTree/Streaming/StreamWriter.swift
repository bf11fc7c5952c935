import FauxlogEngine

/// The end of a stream: writes records in order, paced and counted, with their golden lines.
///
/// One thread at a time may use it.
package final class StreamWriter {
  private let output: StandardOutput
  private let golden: StandardOutput?
  private let pace: Pace?
  /// Records to write; nil is endless.
  private let limit: Int64?
  private var count: Int64 = 0
  private var offset: Int64 = 0
  private var line: Int64 = 1
  private var scratch = LineWriter(capacity: 1 << 16)

  /// A stream to `output`, and of golden lines to `golden`.
  package init(
    output: StandardOutput, golden: StandardOutput? = nil, pace: Pace? = nil, limit: Int64? = nil
  ) {
    Interrupts.hold()
    (self.output, self.golden, self.pace, self.limit) = (output, golden, pace, limit)
  }

  /// Whether golden lines are wanted.
  var wantsGolden: Bool { golden != nil }

  /// Whether a chunk must say where its records stand.
  var wantsRecords: Bool { golden != nil || pace != nil }

  /// Records that may still come.
  var rest: Int64 { limit.map { $0 - count } ?? .max }

  /// Writes a chunk; false once no more is wanted.
  ///
  /// - Throws: ``OutputError/closedPipe``, ``OutputError/interrupted(signal:)``, a failed write.
  func write(_ chunk: borrowing StreamChunk) throws(OutputError) -> Bool {
    guard wantsRecords || Int64(chunk.count) > rest else {
      if let signal = Interrupts.pending { throw .interrupted(signal: signal) }
      try unsafe chunk.bytes.withBytes { (bytes) throws(OutputError) in
        try unsafe output.append(bytes)
      }
      count += Int64(chunk.count)
      return rest > 0
    }
    var next = 0
    while next < chunk.count, rest > 0 {
      if let signal = Interrupts.pending { throw .interrupted(signal: signal) }
      var end = next + Int(min(Int64(chunk.count - next), rest))
      if let pace {
        end = next + Int(min(Int64(end - next), max(pace.allowed - count, 0)))
        if end == next {
          pace.wait(for: count)
          continue
        }
      }
      try write(chunk, next..<end)
      if pace != nil { try flush() }
      next = end
    }
    return rest > 0
  }

  /// Writes what waits in the buffers.
  package func flush() throws(OutputError) {
    try output.flush()
    try golden?.flush()
  }

  private func write(_ chunk: borrowing StreamChunk, _ range: Range<Int>) throws(OutputError) {
    let records = chunk.records[range]
    guard let first = records.first, let last = records.last else { return }
    try unsafe chunk.bytes.withBytes { (bytes) throws(OutputError) in
      try unsafe output.append(
        UnsafeBufferPointer(rebasing: bytes[first.offset..<last.offset + last.room]))
    }
    count += Int64(range.count)
    guard let golden else { return }
    for record in records {
      scratch.removeAll()
      writeGoldenHead(
        line: line, lines: record.lines, offset: offset, length: Int64(record.length),
        into: &scratch)
      scratch.bytes(of: chunk.golden, from: record.golden.lowerBound, count: record.golden.count)
      try unsafe scratch.withBytes { (bytes) throws(OutputError) in
        try unsafe golden.append(bytes)
      }
      line += Int64(record.lines)
      offset += Int64(record.room)
    }
  }
}

/// What a golden record says of its place: it is known only when it is placed.
func writeGoldenHead(
  line: Int64, lines: Int32, offset: Int64, length: Int64, into out: inout LineWriter
) {
  out.text("{\"line\": ")
  out.integer(line)
  out.text(", \"lines\": ")
  out.integer(Int64(lines))
  out.text(", \"offset\": ")
  out.integer(offset)
  out.text(", \"length\": ")
  out.integer(length)
  out.text(", ")
}

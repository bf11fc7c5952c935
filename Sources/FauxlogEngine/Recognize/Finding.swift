/// What a ``Recognizer`` finds, in the order of the file.
package enum Finding {
  /// A record of an event; its content is there during the call only.
  case record(RecordReading)
  /// Lines of a header or trailer: they are understood, but no record.
  case frame(lines: Int)
  /// Lines that no event takes.
  case unknown(UnknownLines)
  /// Lines of a record that the end of the file cut off.
  case cut(UnknownLines)
}

/// Lines that could not be read.
package struct UnknownLines: Sendable, Equatable {
  /// The number of the first, from 1.
  package var line: Int
  /// How many there are.
  package var lines: Int
  /// Where the first begins in the file.
  package var offset: Int64
  /// The first bytes, at most 200, of the first line.
  package var text: [UInt8]
  /// The event that took the most of it, by its number in the format.
  package var nearest: Int?
  /// Where that event did not fit: the line, from `line` on, and the column in it, from 1, in bytes.
  package var stoppedAt: (line: Int, column: Int) {
    get { (stoppedLine, stoppedColumn) }
    set { (stoppedLine, stoppedColumn) = newValue }
  }
  private var stoppedLine = 0
  private var stoppedColumn = 1

  init(line: Int, lines: Int, offset: Int64, text: [UInt8], nearest: Int?) {
    (self.line, self.lines, self.offset) = (line, lines, offset)
    (self.text, self.nearest) = (text, nearest)
    stoppedLine = line
  }
}

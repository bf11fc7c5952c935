import FauxlogEngine

/// Rendered records in order, as a stream takes them.
struct StreamChunk: ~Copyable {
  /// Where one record stands, and its golden body.
  struct Record {
    var offset: Int
    /// Bytes of the record itself.
    var length: Int
    /// Bytes it takes in the stream: a record of a file without final line end gets one.
    var room: Int
    var lines: Int32
    var golden = 0..<0
  }

  var bytes = LineWriter(capacity: 1 << 20)
  var golden = LineWriter(capacity: 64)
  /// How many records there are.
  var count = 0
  /// Each of them; none where nobody asked for their places.
  var records: [Record] = []

  mutating func removeAll() {
    bytes.removeAll()
    golden.removeAll()
    count = 0
    records.removeAll(keepingCapacity: true)
  }
}

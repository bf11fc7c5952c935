/// Bytes that someone else owns, for the time of a call; every access is checked.
@safe
struct ByteView {
  private let base: UnsafePointer<UInt8>
  /// Bytes there are.
  let count: Int

  /// The bytes of a buffer that outlives the view.
  @unsafe
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    count = bytes.count
    unsafe base = bytes.baseAddress ?? ByteView.nothing
  }

  /// Where an empty view points.
  nonisolated(unsafe) private static let nothing = unsafe UnsafePointer(
    UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

  /// The byte at a position.
  @inline(__always)
  subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < count)
    return unsafe base[position]
  }

  /// The first place of a byte in a range; the range's end if it is not there.
  @inline(__always)
  func find(_ byte: UInt8, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && end <= count)
    var at = start
    let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
    while at &+ 8 <= end {
      let word = unsafe UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self).littleEndian
      let other = word ^ pattern
      // The lowest set bit is that of the first byte that is equal; higher ones may be wrong.
      let equal = (other &- 0x0101_0101_0101_0101) & ~other & 0x8080_8080_8080_8080
      if equal != 0 { return at &+ (equal.trailingZeroBitCount &>> 3) }
      at &+= 8
    }
    while at < end {
      if unsafe base[at] == byte { return at }
      at &+= 1
    }
    return end
  }

  /// How many bytes from `position` on are those of a text, at most up to `end`.
  @inline(__always)
  func common(with text: borrowing BytePool, _ span: World.Piece, at position: Int, end: Int) -> Int
  {
    precondition(position >= 0 && end <= count)
    precondition(span.offset >= 0 && Int(span.offset) &+ Int(span.count) <= text.count)
    let other = unsafe text.base + Int(span.offset)
    let length = min(Int(span.count), end &- position)
    var at = 0
    while at < length {
      if unsafe base[position &+ at] != other[at] { return at }
      at &+= 1
    }
    return max(at, 0)
  }

  /// Whether two stretches of one length hold the same bytes.
  func isEqual(at position: Int, to other: Int, length: Int) -> Bool {
    for step in 0..<length where self[position + step] != self[other + step] { return false }
    return true
  }

  /// The first byte at or behind `start` that is not marked in a table of 256 bytes of a pool.
  @inline(__always)
  func skip(_ table: borrowing BytePool, _ offset: Int, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && end <= count && offset >= 0 && offset &+ 256 <= table.count)
    var at = start
    while at < end, unsafe table.base[offset &+ Int(base[at])] != 0 { at &+= 1 }
    return at
  }

  /// The first byte at or behind `start` that is marked in a table.
  @inline(__always)
  func seek(_ table: borrowing BytePool, _ offset: Int, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && end <= count && offset >= 0 && offset &+ 256 <= table.count)
    var at = start
    while at < end, unsafe table.base[offset &+ Int(base[at])] == 0 { at &+= 1 }
    return at
  }

  /// Lends the bytes up to `end`.
  @inline(__always)
  func withPrefix<Result>(
    _ end: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    precondition(end >= 0 && end <= count)
    return unsafe body(UnsafeBufferPointer(start: base, count: end))
  }

  /// Lends the bytes of a range.
  func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe body(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}

extension ByteView {
  /// The first place that is no blank.
  func skipBlanks(from start: Int, to end: Int) -> Int {
    var place = start
    while place < end, self[place] == 0x20 { place += 1 }
    return place
  }
}

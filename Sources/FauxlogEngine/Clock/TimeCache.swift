/// The minute that a time pattern wrote last, so that the next time in it costs a copy.
///
/// Its owner keeps one for each pattern; the zone may change from call to call. About 130 bytes.
package struct TimeCache: Sendable, BitwiseCopyable {
  /// Most bytes in front of the fraction, and behind it, that can be kept; whole words.
  static let headCapacity = 48
  static let tailCapacity = 16

  /// The instant that the kept minute begins with.
  private var minute: Instant = 0
  /// The second of it that the text shows.
  private var second: UInt64 = 0
  /// The table of the zone it was written for; -1 if nothing is kept.
  private var zone: Int32 = -1
  /// The zone's offset, and the seconds since 2000 it holds for.
  private var period = Zone.Period(start: 0, end: 0, offset: 0)
  private var periodZone: Int32 = -1
  /// The head at byte 0, the tail at ``headCapacity``.
  private var text: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) =
    (0, 0, 0, 0, 0, 0, 0, 0)
  private var headLength: Int8 = 0
  private var tailLength: Int8 = 0
  /// Where the two digits of the second stand in the head, or one of the two below.
  private var secondAt: Int8 = 0

  /// The second is shown nowhere.
  private static let nowhere: Int8 = -1
  /// The text of another second must be written anew.
  private static let anywhere: Int8 = -2

  /// A cache that keeps nothing yet.
  package init() {}

  /// The nanoseconds of an instant in its second, if what is kept shows this second or can be made
  /// to; nil if it must be written anew.
  @inline(__always)
  mutating func nanoseconds(of instant: Instant, in zone: Zone) -> Int? {
    let passed = UInt64(bitPattern: instant &- minute)
    guard passed < 60_000_000_000 && self.zone == zone.first else { return nil }
    let second = passed / 1_000_000_000
    if second != self.second {
      if secondAt == Self.anywhere { return nil }
      show(second)
    }
    return Int(truncatingIfNeeded: passed &- second &* 1_000_000_000)
  }

  /// Puts another second of the minute into the text.
  @inline(__always)
  private mutating func show(_ second: UInt64) {
    self.second = second
    let place = Int(secondAt)
    guard place >= 0 && place < Self.headCapacity - 1 else { return }
    let digits = digitWords.word(Int(truncatingIfNeeded: second)) &>> 16
    unsafe withUnsafeMutableBytes(of: &text) { bytes in
      unsafe bytes[place] = UInt8(truncatingIfNeeded: digits)
      unsafe bytes[place &+ 1] = UInt8(truncatingIfNeeded: digits &>> 8)
    }
  }

  /// The zone's offset in a second since 2000.
  mutating func offset(at second: Int64, in zone: Zone) -> Int32 {
    if periodZone != zone.first || second < period.start || second >= period.end {
      period = zone.period(at: second)
      periodZone = zone.first
    }
    return period.offset
  }

  /// Keeps what a writer has just got for a second since 2000: what stands in front of the fraction
  /// and what stands behind it.
  mutating func keep(
    _ second: Int64, in zone: Zone, of out: borrowing LineWriter, head: Range<Int>,
    secondAt: Int?, isFixed: Bool, tail: Range<Int>
  ) {
    let ofMinute = floorDivide(second, by: 60).rest
    let minute = FauxlogEngine.instant(second: second - ofMinute)
    precondition(head.count <= Self.headCapacity && tail.count <= Self.tailCapacity)
    self.zone = minute == nil ? -1 : zone.first
    self.minute = minute ?? 0
    self.second = UInt64(ofMinute)
    headLength = Int8(head.count)
    tailLength = Int8(tail.count)
    self.secondAt =
      secondAt.map { Int8($0 - head.lowerBound) } ?? (isFixed ? Self.nowhere : Self.anywhere)
    unsafe withUnsafeMutableBytes(of: &text) { kept in
      unsafe out.withBytes { written in
        let written = UnsafeRawBufferPointer(written)
        unsafe kept.copyBytes(from: written[head])
        unsafe UnsafeMutableRawBufferPointer(rebasing: kept[Self.headCapacity...])
          .copyBytes(from: written[tail])
      }
    }
  }

  /// Appends what stands in front of the fraction.
  @inline(__always)
  func writeHead(into out: inout LineWriter) {
    let length = Int(headLength)
    out.word(text.0, length: min(length, 8))
    if length > 8 { out.word(text.1, length: min(length &- 8, 8)) }
    if length > 16 { out.word(text.2, length: min(length &- 16, 8)) }
    if length > 24 { out.word(text.3, length: min(length &- 24, 8)) }
    if length > 32 { out.word(text.4, length: min(length &- 32, 8)) }
    if length > 40 { out.word(text.5, length: length &- 40) }
  }

  /// Appends what stands behind the fraction.
  @inline(__always)
  func writeTail(into out: inout LineWriter) {
    let length = Int(tailLength)
    if length == 0 { return }
    out.word(text.6, length: min(length, 8))
    if length > 8 { out.word(text.7, length: length &- 8) }
  }
}

/// The second that a time pattern wrote last, so that the next time in it costs a copy.
///
/// Its owner keeps one for each pattern; the zone may change from call to call. About 120 bytes.
package struct TimeCache: Sendable {
  /// Most bytes in front of the fraction, and behind it, that can be kept; whole words.
  static let headCapacity = 48
  static let tailCapacity = 16

  /// The instant that the kept second begins with.
  private var start: Instant = 0
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
  /// Where the two digits of the second stand in the head; -1 if they do not.
  private var secondAt: Int8 = -1

  /// A cache that keeps nothing yet.
  package init() {}

  /// The nanoseconds of an instant in the kept second; nil if it lies in another or the zone does.
  @inline(__always)
  func nanoseconds(of instant: Instant, in zone: Zone) -> Int? {
    let passed = UInt64(bitPattern: instant &- start)
    guard passed < 1_000_000_000 && self.zone == zone.first else { return nil }
    return Int(truncatingIfNeeded: passed)
  }

  /// The zone's offset in a second since 2000.
  mutating func offset(at second: Int64, in zone: Zone) -> Int32 {
    if periodZone != zone.first || second < period.start || second >= period.end {
      period = zone.period(at: second)
      periodZone = zone.first
    }
    return period.offset
  }

  /// Moves on to another second of the minute kept; false if it lies in another minute.
  mutating func move(to second: Int64, in zone: Zone, seconds: TimePlan.Seconds) -> Bool {
    guard self.zone == zone.first, seconds != .anywhere else { return false }
    let kept = split(start).second
    let ofMinute = floorDivide(second, by: 60).rest
    guard floorDivide(kept, by: 60).rest &- kept == ofMinute &- second else { return false }
    if secondAt >= 0 {
      let place = Int(secondAt)
      let digits = digitWords.word(Int(ofMinute)) &>> 16
      unsafe withUnsafeMutableBytes(of: &text) { bytes in
        unsafe bytes[place] = UInt8(truncatingIfNeeded: digits)
        unsafe bytes[place + 1] = UInt8(truncatingIfNeeded: digits &>> 8)
      }
    }
    start = second &* nanosecondsPerSecond
    return true
  }

  /// Keeps what a writer has just got: the head from one place on, then the fraction, then the tail.
  mutating func keep(
    second: Int64, in zone: Zone, of out: borrowing LineWriter, head: Range<Int>, secondAt: Int?,
    tail: Range<Int>
  ) {
    guard head.count <= Self.headCapacity, tail.count <= Self.tailCapacity,
      FauxlogEngine.instant(second: second) != nil
    else {
      self.zone = -1
      return
    }
    unsafe withUnsafeMutableBytes(of: &text) { bytes in
      for (index, place) in head.enumerated() { unsafe bytes[index] = out[place] }
      for (index, place) in tail.enumerated() {
        unsafe bytes[Self.headCapacity + index] = out[place]
      }
    }
    start = second &* nanosecondsPerSecond
    self.zone = zone.first
    headLength = Int8(head.count)
    tailLength = Int8(tail.count)
    self.secondAt = secondAt.map { Int8($0 - head.lowerBound) } ?? -1
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

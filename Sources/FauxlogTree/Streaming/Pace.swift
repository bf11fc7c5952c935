import Glibc

/// So many records in each stretch of time, from its making on.
package struct Pace: Sendable {
  private let records: UInt64
  private let span: UInt64
  private let start: UInt64

  /// A pace of `records`, at least 1, in each `span` nanoseconds.
  package init(records: UInt64, span: UInt64) {
    self.records = max(records, 1)
    self.span = max(span, 1)
    start = Self.now
  }

  /// How many records may be out by now.
  var allowed: Int64 {
    let elapsed = Self.now &- start
    let (high, low) = elapsed.multipliedFullWidth(by: records)
    guard high < span else { return .max }
    return Int64(clamping: span.dividingFullWidth((high, low)).quotient) + 1
  }

  /// Sleeps until the record of this number (from 0) may go, or a tenth of a second, or a signal.
  func wait(for number: Int64) {
    let (high, low) = UInt64(number).multipliedFullWidth(by: span)
    let due = high < records ? records.dividingFullWidth((high, low)).quotient : .max
    let elapsed = Self.now &- start
    let rest = due > elapsed ? min(due - elapsed, 100_000_000) : 0
    var time = timespec(tv_sec: 0, tv_nsec: Int(max(rest, 500_000)))
    _ = unsafe nanosleep(&time, nil)
  }

  private static var now: UInt64 {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

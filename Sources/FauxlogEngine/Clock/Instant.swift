/// A point in time: nanoseconds since 2000-01-01T00:00:00Z, so from 1707 to 2292.
///
/// Leap seconds do not exist: every day has 86,400 seconds.
package typealias Instant = Int64

/// Nanoseconds in a second.
package let nanosecondsPerSecond: Int64 = 1_000_000_000

/// Seconds from 1970-01-01 to 2000-01-01, which is what Unix clocks are ahead of ours.
package let unixSecondsAtEpoch: Int64 = 946_684_800

/// The whole second an instant lies in and the nanoseconds since that second began.
@inline(__always)
func split(_ instant: Instant) -> (second: Int64, nanosecond: Int) {
  let (second, rest) = instant.quotientAndRemainder(dividingBy: nanosecondsPerSecond)
  return rest < 0
    ? (second &- 1, Int(rest &+ nanosecondsPerSecond)) : (second, Int(rest))
}

/// The instant of a second since 2000 and nanoseconds in it; nil if it lies out of the range.
func instant(second: Int64, nanosecond: Int = 0) -> Instant? {
  // Before 2000 counted from the end of the second, whose beginning may be out of the range alone.
  let (whole, part) =
    second < 0
    ? (second + 1, Int64(nanosecond) - nanosecondsPerSecond) : (second, Int64(nanosecond))
  let (product, tooFar) = whole.multipliedReportingOverflow(by: nanosecondsPerSecond)
  let (sum, tooFarYet) = product.addingReportingOverflow(part)
  return tooFar || tooFarYet ? nil : sum
}

/// The quotient rounded down, and what is left, at least 0; the divisor is positive.
@inline(__always)
func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, rest: Int64) {
  let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
  return rest < 0 ? (quotient &- 1, rest &+ divisor) : (quotient, rest)
}

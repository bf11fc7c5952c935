/// Which slices have been looked at, and how rates become moments.
///
/// A slice is a UTC minute (a UTC second for rates a second). In each, unit exponentials are summed
/// while below the mean; those that fit happen, each at its own uniform moment. So a higher rate
/// only adds happenings, and a longer window only adds slices. This is a promise to users.
struct Arrivals: ~Copyable {
  /// Everything that begins before this is queued.
  private(set) var reached: Instant
  /// The end of the window.
  private let until: Instant
  /// For each rate of the tree, an instant before which it begins nothing.
  var waits = FlatStack<Instant>()
  /// The clock of the slice that was looked at last: all rates of a minute ask for the same.
  private var clock = (slice: Instant.min, minute: 0, isWeekend: false)
  /// The stretch between two changes of the clocks that was looked at last.
  private var period: Zone.Period

  static let minute: Int64 = 60_000_000_000

  init(from start: Instant, until: Instant, waits: [Instant], zone: Zone) {
    self.until = until
    reached = floorDivide(start, Self.minute) * Self.minute
    period = zone.period(at: floorDivide(start, 1_000_000_000))
    for wait in waits { self.waits.append(wait) }
  }

  /// Whether the whole window is queued.
  var isDone: Bool { reached >= until }

  /// The minute to queue next; everything before its end is queued afterwards.
  mutating func nextMinute() -> Range<Instant> {
    let minute = reached..<(reached + Self.minute)
    reached += Self.minute
    return minute
  }

  /// The mean of a rate in the slice that begins at an instant, in units of 2^-40.
  @inline(__always)
  mutating func mean(
    _ rate: SimulationTables.Rate, _ mean: UInt64, at slice: Instant, zone: Zone
  ) -> UInt64 {
    guard !rate.curve.isEmpty else { return mean }
    if clock.slice != slice { read(at: slice, zone) }
    var share = UInt64(rate.curve[clock.minute])
    if clock.isWeekend { share = share * UInt64(rate.weekend) / 1000 }
    let (high, low) = mean.multipliedFullWidth(by: share)
    return high == 0 ? low / 1000 : .max / 1000
  }

  /// Notes the local minute of the day in which a slice begins, and whether that day is of a weekend.
  private mutating func read(at slice: Instant, _ zone: Zone) {
    let local = local(slice, zone)
    // 2000-01-01 was a Saturday.
    let day = floorDivide(local, 86400) % 7
    clock = (
      slice, Int((local / 60) % 1440 + 1440) % 1440, day == 0 || day == 1 || day == -6
    )
  }

  /// Seconds since 2000 began on the clocks of a zone.
  mutating func local(_ instant: Instant, _ zone: Zone) -> Int64 {
    let second = floorDivide(instant, 1_000_000_000)
    if second < period.start || second >= period.end { period = zone.period(at: second) }
    return second + Int64(period.offset)
  }

  /// Calls `body` with the index and the moment of each happening of a slice.
  @inline(__always)
  static func happenings(
    key: Key, mean: UInt64, slice: Instant, length: Int64, _ tables: FixedMath.Tables,
    _ body: (_ index: UInt64, _ moment: Instant) -> Void
  ) {
    var sum: UInt64 = 0
    var index: UInt64 = 0
    while true {
      let one = mix(key, index)
      // -ln(u) is at least 1 - u, and rounding loses far less than 2^12: mostly this settles it.
      let least = sum &+ (~one &>> 24)
      if least > 4096, least &- 4096 >= mean { return }
      sum += FixedMath.exponential(one, tables)
      if sum >= mean { return }
      body(index, slice + Int64(Draw.below(UInt64(length), mix(one, 1))))
      index += 1
    }
  }
}

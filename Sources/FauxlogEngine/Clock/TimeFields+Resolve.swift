extension TimeFields {
  /// How far a log may go back from one record to the next, in nanoseconds.
  private static let patience: Int64 = 300 * nanosecondsPerSecond

  /// The instant that the fields mean to clocks of a zone.
  ///
  /// What is not shown is settled by the order of the file: of the readings (years, dates, the two
  /// passes of an hour that comes twice) the first that does not go back from `previous`, the record
  /// before, by more than 5 minutes. Of an hour that comes twice it is the second if both go back,
  /// the first if nothing went before. Nil if the zone's clocks never show this, if it is out of the
  /// range of instants, or if a year or date is missing and `previous` too.
  package func resolve(zone: Zone, near previous: Instant?) -> Instant? {
    if known.contains(.instant) { return instant }
    let floor = previous.map { max($0, .min + Self.patience) - Self.patience }
    if known.contains(.year) {
      let readings = readings(of: civil, zone)
      guard let floor, let first = readings.first, first < floor else { return readings.first }
      return readings.second ?? first
    }
    guard let floor else { return nil }
    return search(from: floor, zone)
  }

  /// The instants at which the clock of the offset shown, or of the zone, shows a date and time.
  private func readings(of civil: CivilTime, _ zone: Zone) -> (first: Instant?, second: Instant?) {
    if known.contains(.offset) { return (civil.instant(offset: offset), nil) }
    let local = civil.localSecond
    // A date without a time is the day's first instant, which need not be midnight.
    if !known.contains(.hour) { return (zone.firstInstant(ofLocal: local), nil) }
    let whole = zone.instants(ofLocal: local)
    return (whole.first.flatMap(exact), whole.second.flatMap(exact))
  }

  /// A whole second with the fraction shown.
  private func exact(_ second: Instant) -> Instant? {
    let (sum, isTooFar) = second.addingReportingOverflow(Int64(nanosecond))
    return isTooFar ? nil : sum
  }

  /// The first reading from an instant on, day by day; a leap day comes within 8 years.
  private func search(from floor: Instant, _ zone: Zone) -> Instant? {
    let (second, _) = split(floor)
    let local = second + Int64(known.contains(.offset) ? offset : zone.offset(at: floor))
    let date = floorDivide(local, by: 86400).quotient
    for day in (date - 1)...(date + 8 * 366) {
      var civil = CivilTime(localSecond: day * 86400, nanosecond: nanosecond)
      guard matches(civil) else { continue }
      (civil.hour, civil.minute, civil.second) = (hour, minute, self.second)
      let readings = readings(of: civil, zone)
      if let first = readings.first, first >= floor { return first }
      if let second = readings.second, second >= floor { return second }
    }
    return nil
  }

  /// True if a date is what the fields show of it; under a month that is known, days begin with 1.
  private func matches(_ date: CivilTime) -> Bool {
    if known.contains(.month) && date.month != month { return false }
    if known.contains(.weekday) && date.weekday != weekday { return false }
    if known.contains(.day) { return date.day == day }
    return !known.contains(.month) || known.contains(.weekday) || date.day == 1
  }
}

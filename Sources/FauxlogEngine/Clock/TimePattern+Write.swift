extension TimePattern {
  /// Appends an instant as a zone's clocks show it.
  ///
  /// Within one minute only the second and its fraction are formatted.
  package func write(
    _ instant: Instant, zone: Zone, cache: inout TimeCache, into out: inout LineWriter
  ) {
    if cache.write(instant, plan.fraction, zone: zone, into: &out) { return }
    writeNew(instant, zone, &cache, into: &out)
  }

  /// Writes a time of another minute than the one kept.
  @inline(never)
  private func writeNew(
    _ instant: Instant, _ zone: Zone, _ cache: inout TimeCache, into out: inout LineWriter
  ) {
    let (second, nanosecond) = split(instant)
    switch form {
    case .unixSeconds: return out.integer(second + unixSecondsAtEpoch)
    case .unixMilliseconds:
      return out.integer((second + unixSecondsAtEpoch) * 1000 + Int64(nanosecond / 1_000_000))
    case .items: break
    }
    let offset = cache.offset(at: second, in: zone)
    let civil = CivilTime(localSecond: second + Int64(offset), nanosecond: nanosecond)
    guard plan.isCacheable else {
      for item in items { Self.write(item, civil, offset, into: &out) }
      return
    }
    let start = out.count
    var secondAt: Int?
    for index in plan.head {
      if plan.seconds == .item(index) { secondAt = out.count }
      Self.write(items[index], civil, offset, into: &out)
    }
    let headEnd = out.count
    if let fraction = plan.fraction { Self.write(fraction, nanosecond, into: &out) }
    let tailStart = out.count
    for index in plan.tail { Self.write(items[index], civil, offset, into: &out) }
    cache.keep(
      second, in: zone, of: out, head: start..<headEnd, secondAt: secondAt,
      isFixed: plan.seconds == .nowhere, tail: tailStart..<out.count)
  }
}

extension TimeCache {
  /// Appends an instant of the minute that is kept; false, and nothing written, if it is another.
  @inline(__always)
  mutating func write(
    _ instant: Instant, _ fraction: TimeFraction?, zone: Zone, into out: inout LineWriter
  ) -> Bool {
    guard let nanosecond = nanoseconds(of: instant, in: zone) else { return false }
    writeHead(into: &out)
    if let fraction { TimePattern.write(fraction, nanosecond, into: &out) }
    writeTail(into: &out)
    return true
  }
}

// MARK: - Items

extension TimePattern {
  private static func write(
    _ item: TimeItem, _ civil: borrowing CivilTime, _ offset: Int32, into out: inout LineWriter
  ) {
    switch item {
    case .literal(let byte): out.byte(byte)
    case .year: out.word(UInt64(digitWords.word(civil.year)), length: 4)
    case .shortYear: writePair(civil.year % 100, into: &out)
    case .number(let unit, let width): write(civil.value(of: unit), width, into: &out)
    case .monthName(let whole): TimeName.months[civil.month - 1].write(whole: whole, into: &out)
    case .weekdayName(let whole): TimeName.weekdays[civil.weekday].write(whole: whole, into: &out)
    case .halfDay:
      out.byte(civil.hour < 12 ? UInt8(ascii: "A") : UInt8(ascii: "P"))
      out.byte(UInt8(ascii: "M"))
    case .fraction(let fraction): write(fraction, civil.nanosecond, into: &out)
    case .offset(let form): write(offset: offset, form, into: &out)
    }
  }

  private static func write(_ value: Int, _ width: TimeWidth, into out: inout LineWriter) {
    if value >= 10 || width == .padded { return writePair(value, into: &out) }
    if width == .blank { out.byte(0x20) }
    out.byte(0x30 + UInt8(value))
  }

  /// Appends two digits.
  private static func writePair(_ value: Int, into out: inout LineWriter) {
    out.word(UInt64(digitWords.word(value) &>> 16), length: 2)
  }

  private static func write(
    offset: Int32, _ form: TimeOffsetForm, into out: inout LineWriter
  ) {
    if form == .zulu && offset == 0 { return out.byte(UInt8(ascii: "Z")) }
    let minutes = Int(offset.magnitude / 60)
    out.byte(offset < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    writePair(minutes / 60, into: &out)
    if form != .basic { out.byte(UInt8(ascii: ":")) }
    writePair(minutes % 60, into: &out)
  }

  @inline(__always)
  static func write(_ fraction: TimeFraction, _ nanosecond: Int, into out: inout LineWriter) {
    switch fraction {
    case .digits(let count): writeDigits(nanosecond, count, into: &out)
    case .milliseconds: out.integer(Int64(nanosecond / 1_000_000))
    case .optional(let separator, let count):
      if nanosecond >= nanoseconds(ofDigit: count) {
        out.byte(separator)
        writeDigits(nanosecond, count, into: &out)
      }
    }
  }

  /// Appends the first digits of a fraction, 1 through 9.
  @inline(__always)
  private static func writeDigits(_ nanosecond: Int, _ count: Int, into out: inout LineWriter) {
    let eight = nanosecond / 10
    let word = UInt64(digitWords.word(eight / 10000))
    let low = UInt64(digitWords.word(eight % 10000))
    out.word(word | (low &<< 32), length: min(count, 8))
    if count == 9 { out.byte(0x30 &+ UInt8(truncatingIfNeeded: nanosecond % 10)) }
  }

  /// What the last of so many digits of a fraction counts.
  static func nanoseconds(ofDigit count: Int) -> Int {
    var unit = 1
    for _ in count..<9 { unit *= 10 }
    return unit
  }
}

extension CivilTime {
  /// The number that a unit shows.
  fileprivate func value(of unit: TimeUnit) -> Int {
    switch unit {
    case .month: month
    case .day: day
    case .hour: hour
    case .halfDayHour: hour % 12 == 0 ? 12 : hour % 12
    case .minute: minute
    case .second: second
    }
  }
}

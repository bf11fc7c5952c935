extension TimePattern {
  /// Reads a time that begins at a place, and checks that there is such a date and time of day.
  ///
  /// The end of the text, or nil if it is none of the pattern; `fields` are then of no use. The text
  /// must be one that ``write(_:zone:cache:into:)`` could have written: an unpadded number has no
  /// leading zero, a name its capital, and a fraction that is left out when zero is not zero.
  package func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, fields: inout TimeFields
  ) -> Int? {
    fields = TimeFields()
    var reader = unsafe TimeReader(bytes, from: start)
    guard reader.left >= minLength else { return nil }
    guard form == .items else { return readUnix(&reader, &fields) }
    for item in items {
      guard Self.read(item, &reader, &fields) else { return nil }
    }
    return fields.settle() ? reader.at : nil
  }

  private func readUnix(_ reader: inout TimeReader, _ fields: inout TimeFields) -> Int? {
    guard let number = reader.run(minLength...maxLength) else { return nil }
    let perSecond = form == .unixMilliseconds ? 1000 : 1
    let shift = Int(unixSecondsAtEpoch) * perSecond
    fields.instant = Int64(number - shift) * (nanosecondsPerSecond / Int64(perSecond))
    fields.known = .instant
    return reader.at
  }

  @inline(__always)
  private static func read(
    _ item: TimeItem, _ reader: inout TimeReader, _ fields: inout TimeFields
  ) -> Bool {
    switch item {
    case .literal(let byte): return reader.take(byte)
    case .year:
      guard let year = reader.number(digits: 4) else { return false }
      return TimeFields.note(year, in: &fields.year, .year, &fields.known)
    case .shortYear:
      guard let year = reader.pair(0, 99) else { return false }
      return TimeFields.note(2000 + year, in: &fields.year, .year, &fields.known)
    case .number(let unit, let width): return read(unit, width, &reader, &fields)
    case .monthName(let whole):
      guard let index = reader.name(among: TimeName.months, whole: whole) else { return false }
      return TimeFields.note(index + 1, in: &fields.month, .month, &fields.known)
    case .weekdayName(let whole):
      guard let index = reader.name(among: TimeName.weekdays, whole: whole) else { return false }
      return TimeFields.note(index, in: &fields.weekday, .weekday, &fields.known)
    case .halfDay:
      let isMorning = reader.take(UInt8(ascii: "A"))
      guard isMorning || reader.take(UInt8(ascii: "P")), reader.take(UInt8(ascii: "M")) else {
        return false
      }
      return TimeFields.note(isMorning ? 0 : 12, in: &fields.halfDay, .halfDay, &fields.known)
    case .fraction(let fraction):
      guard let nanosecond = reader.fraction(fraction) else { return false }
      fields.nanosecond = max(fields.nanosecond, nanosecond)
      return true
    case .offset(let form):
      guard let offset = reader.offset(form) else { return false }
      if fields.known.contains(.offset) { return fields.offset == offset }
      fields.known.insert(.offset)
      fields.offset = offset
      return true
    }
  }

  @inline(__always)
  private static func read(
    _ unit: TimeUnit, _ width: TimeWidth, _ reader: inout TimeReader, _ fields: inout TimeFields
  ) -> Bool {
    switch unit {
    case .month:
      guard let month = reader.number(width, 1, 12) else { return false }
      return TimeFields.note(month, in: &fields.month, .month, &fields.known)
    case .day:
      guard let day = reader.number(width, 1, 31) else { return false }
      return TimeFields.note(day, in: &fields.day, .day, &fields.known)
    case .hour:
      guard let hour = reader.number(width, 0, 23) else { return false }
      return TimeFields.note(hour, in: &fields.hour, .hour, &fields.known)
    case .halfDayHour:
      guard let hour = reader.number(width, 1, 12) else { return false }
      return TimeFields.note(hour, in: &fields.halfDayHour, .halfDayHour, &fields.known)
    case .minute:
      guard let minute = reader.number(width, 0, 59) else { return false }
      return TimeFields.note(minute, in: &fields.minute, .minute, &fields.known)
    case .second:
      guard let second = reader.number(width, 0, 60) else { return false }
      return TimeFields.note(second, in: &fields.second, .second, &fields.known)
    }
  }
}

/// What a clock and a calendar on the wall show: a date of the Gregorian calendar and a time of day.
package struct CivilTime: Equatable, Sendable {
  /// The year, as 2026.
  package var year: Int
  /// 1 through 12.
  package var month: Int
  /// 1 through 31.
  package var day: Int
  /// 0 through 23.
  package var hour: Int
  /// 0 through 59.
  package var minute: Int
  /// 0 through 59; 60 is taken as the second after 59.
  package var second: Int
  /// 0 through 999,999,999.
  package var nanosecond: Int

  /// A date and time of day, as they stand.
  package init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    nanosecond: Int = 0
  ) {
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second) = (hour, minute, second)
    self.nanosecond = nanosecond
  }

  /// What a clock `offset` seconds east of UTC shows at an instant.
  package init(instant: Instant, offset: Int32) {
    let (second, nanosecond) = split(instant)
    self.init(localSecond: second &+ Int64(offset), nanosecond: nanosecond)
  }

  /// What a clock shows so many seconds after it showed 2000-01-01 00:00:00.
  init(localSecond: Int64, nanosecond: Int) {
    let (day, rest) = floorDivide(localSecond, by: 86400)
    let second = Int(rest)
    self.init(
      day: Int(day), hour: second / 3600, minute: second / 60 % 60, second: second % 60,
      nanosecond: nanosecond)
  }

  /// The date so many days after 2000-01-01, by the algorithm that Howard Hinnant published: years
  /// begin with March, so that the leap day is the last of its year.
  private init(day: Int, hour: Int, minute: Int, second: Int, nanosecond: Int) {
    let shifted = day + Self.daysBefore2000
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * fromMarch + 2) / 5 + 1,
      hour: hour, minute: minute, second: second, nanosecond: nanosecond)
  }

  /// Days from 0000-03-01, where the algorithm counts from, to 2000-01-01.
  private static let daysBefore2000 = 730_425

  /// Days from 2000-01-01 to this date; negative before.
  package var dayNumber: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - Self.daysBefore2000
  }

  /// 0 for Sunday through 6 for Saturday.
  package var weekday: Int {
    let remainder = (dayNumber + 6) % 7
    return remainder < 0 ? remainder + 7 : remainder
  }

  /// Seconds since this clock showed 2000-01-01 00:00:00.
  package var localSecond: Int64 {
    Int64(dayNumber) * 86400 + Int64(hour * 3600 + minute * 60 + second)
  }

  /// When a clock `offset` seconds east of UTC shows this; nil outside the range of instants.
  package func instant(offset: Int32) -> Instant? {
    FauxlogEngine.instant(second: localSecond - Int64(offset), nanosecond: nanosecond)
  }

  /// How many days a month has; its number is 1 through 12.
  package static func days(inMonth month: Int, of year: Int) -> Int {
    if month == 2 {
      return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
  }
}

/// What a text tells of a time: the fields of a date and a clock, as far as it shows them.
package struct TimeFields: Equatable, Sendable {
  /// Which fields are known.
  package struct Known: OptionSet, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }
    package static let year = Known(rawValue: 1)
    package static let month = Known(rawValue: 2)
    package static let day = Known(rawValue: 4)
    package static let weekday = Known(rawValue: 8)
    package static let hour = Known(rawValue: 16)
    package static let minute = Known(rawValue: 32)
    package static let second = Known(rawValue: 64)
    package static let offset = Known(rawValue: 128)
    /// The instant itself, from `epoch`; nothing else is known then.
    package static let instant = Known(rawValue: 256)
    /// The hour of twelve and its half of the day; both together make the hour.
    static let halfDayHour = Known(rawValue: 512)
    static let halfDay = Known(rawValue: 1024)
  }

  /// Which of the fields below were read.
  package var known: Known = []
  package var year = 2000
  /// 1 through 12.
  package var month = 1
  /// 1 through 31.
  package var day = 1
  /// 0 for Sunday through 6.
  package var weekday = 0
  /// 0 through 23.
  package var hour = 0
  /// 0 through 59.
  package var minute = 0
  /// 0 through 60.
  package var second = 0
  /// The fraction, in nanoseconds; 0 if none is shown.
  package var nanosecond = 0
  /// Seconds east of UTC.
  package var offset: Int32 = 0
  /// The instant, if it was shown as such.
  package var instant: Instant = 0
  /// 1 through 12, and 0 or 12 to add to it.
  var halfDayHour = 12
  var halfDay = 0

  /// Nothing known.
  package init() {}

  /// Notes a value in one of the fields; false if the field is known to be another.
  @inline(__always)
  static func note(_ value: Int, in field: inout Int, _ flag: Known, _ known: inout Known) -> Bool {
    if known.contains(flag) { return field == value }
    known.insert(flag)
    field = value
    return true
  }

  /// Joins what belongs together once all is read; false if the fields contradict each other.
  mutating func settle() -> Bool {
    if known.contains(.halfDayHour) {
      let hour = halfDayHour % 12 + halfDay
      guard Self.note(hour, in: &self.hour, .hour, &known) else { return false }
    } else if known.isSuperset(of: [.halfDay, .hour]), (hour >= 12) != (halfDay == 12) {
      return false
    }
    guard known.isSuperset(of: [.month, .day]) else { return true }
    let leap = known.contains(.year) ? year : 2000
    guard day <= CivilTime.days(inMonth: month, of: leap) else { return false }
    return !known.isSuperset(of: [.year, .weekday]) || civil.weekday == weekday
  }

  /// The fields as they are; what is not known is the first of its kind.
  var civil: CivilTime {
    CivilTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      nanosecond: nanosecond)
  }
}

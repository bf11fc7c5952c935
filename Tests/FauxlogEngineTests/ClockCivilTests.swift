import Testing

@testable import FauxlogEngine

@Suite("Calendar")
struct ClockCivilTests {
  struct Day: Sendable, CustomTestStringConvertible {
    let year, month, day, number, weekday: Int
    init(_ year: Int, _ month: Int, _ day: Int, _ number: Int, _ weekday: Int) {
      (self.year, self.month, self.day) = (year, month, day)
      (self.number, self.weekday) = (number, weekday)
    }
    var testDescription: String { "\(year)-\(month)-\(day)" }
  }

  /// Answers of Python's datetime.
  static let days = [
    Day(1708, 2, 29, -106592, 3),
    Day(1799, 12, 31, -73049, 2),
    Day(1900, 2, 28, -36466, 3),
    Day(1900, 3, 1, -36465, 4),
    Day(1970, 1, 1, -10957, 4),
    Day(1999, 12, 31, -1, 5),
    Day(2000, 1, 1, 0, 6),
    Day(2000, 2, 29, 59, 2),
    Day(2000, 3, 1, 60, 3),
    Day(2026, 11, 20, 9820, 5),
    Day(2040, 12, 31, 14975, 1),
    Day(2100, 2, 28, 36583, 0),
    Day(2100, 3, 1, 36584, 1),
    Day(2291, 12, 31, 106650, 4),
  ]

  @Test("dates and day numbers", arguments: days)
  func day(_ example: Day) {
    let date = CivilTime(year: example.year, month: example.month, day: example.day)
    #expect(date.dayNumber == example.number)
    #expect(date.weekday == example.weekday)
    #expect(CivilTime(instant: Int64(example.number) * 86_400_000_000_000, offset: 0) == date)
  }

  @Test("every day of the range follows the one before")
  func sequence() {
    var expected = (year: 1708, month: 1, day: 1)
    var number = CivilTime(year: 1708, month: 1, day: 1).dayNumber
    while expected.year < 2292 {
      let date = CivilTime(instant: Int64(number) * 86_400_000_000_000 + 1, offset: 0)
      guard (date.year, date.month, date.day) == expected, date.dayNumber == number else {
        Issue.record("\(date) is not \(expected)")
        return
      }
      number += 1
      expected.day += 1
      if expected.day > CivilTime.days(inMonth: expected.month, of: expected.year) {
        expected = (expected.year, expected.month + 1, 1)
      }
      if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
    }
  }

  @Test("an instant and back, before and after 2000, east and west", arguments: [0, 19800, -12600])
  func instants(_ offset: Int32) {
    for instant: Instant in [
      0, -1, 1, -1_000_000_000, 673_605_492_177_940_809, .max, .min + 86_400_000_000_000,
    ] {
      #expect(CivilTime(instant: instant, offset: offset).instant(offset: offset) == instant)
    }
    let last = CivilTime(instant: -1, offset: 0)
    #expect(
      last
        == CivilTime(
          year: 1999, month: 12, day: 31, hour: 23, minute: 59, second: 59, nanosecond: 999_999_999)
    )
    #expect(CivilTime(year: 9999, month: 1, day: 1).instant(offset: 0) == nil)
    #expect(CivilTime(year: 1, month: 1, day: 1).instant(offset: 0) == nil)
  }
}

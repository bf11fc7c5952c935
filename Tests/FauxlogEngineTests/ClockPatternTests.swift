import Testing

@testable import FauxlogEngine

@Suite("Time patterns")
struct ClockPatternTests {
  struct Mistake: Sendable, CustomTestStringConvertible {
    let pattern: String
    let offset, length: Int
    let message: String
    let suggestion: String?
    init(_ pattern: String, _ offset: Int, _ length: Int, _ message: String, _ suggestion: String?)
    {
      (self.pattern, self.offset, self.length) = (pattern, offset, length)
      (self.message, self.suggestion) = (message, suggestion)
    }
    var testDescription: String { pattern }
  }

  static let mistakes = [
    Mistake("YYYY-MM-dd", 0, 4, "\"YYYY\" is the year of the week", "yyyy"),
    Mistake("dd.MM.YY", 6, 2, "\"YY\" is the year of the week", "yy"),
    Mistake("yyyy-MM-DD", 8, 2, "\"DD\" is the day of the year", "dd"),
    Mistake("yyyy-D", 5, 1, "\"D\" is the day of the year", "d"),
    Mistake("y-MM-dd", 0, 1, "\"y\" is no form of the year", "yyyy"),
    Mistake("uuuu-MM-dd", 0, 4, "\"uuuu\" is no form of the year here", "yyyy"),
    Mistake("dd LLL", 3, 3, "\"LLL\" is the month standing alone", "MMM"),
    Mistake("ddd dd", 0, 3, "\"ddd\" is no form of the day of the month", "EEE"),
    Mistake("E dd", 0, 1, "\"E\" is no form of the weekday", "EEE"),
    Mistake("kk:mm", 0, 2, "\"kk\" is the hour from 1 to 24", "HH"),
    Mistake("KK:mm a", 0, 2, "\"KK\" is the hour from 0 to 11", "hh"),
    Mistake("HH:m", 3, 1, "\"m\" is no form of the minute", "mm"),
    Mistake("HH:mm:sss", 6, 3, "\"sss\" is no form of the second", "SSS"),
    Mistake(
      "ss.SSSSSSSSSS", 3, 10, "\"SSSSSSSSSS\" is more than the nine digits there are", "SSSSSSSSS"),
    Mistake("HH:mm z", 6, 1, "\"z\" is the name of the zone", "xxx"),
    Mistake("HH:mm X", 6, 1, "\"X\" is no form of the offset", "XXX"),
    Mistake("HH:mm ZZZZZ", 6, 5, "\"ZZZZZ\" is no form of the offset", "XXX"),
    Mistake("ww", 0, 2, "\"ww\" is the number of the week", nil),
    Mistake("yyyy-MM-ddTHH", 10, 1, "\"T\" is text, which stands in quotes", "'T'"),
    Mistake("HH:mm aa", 6, 2, "\"aa\" is no form of AM and PM", "a"),
    Mistake("ss.ff", 3, 2, "\"ff\" is no form of the milliseconds", "SSS"),
    Mistake("HH:mm 'Uhr", 6, 1, "the quote is not closed", "''"),
    Mistake("ss[.SS", 2, 1, "\"[\" begins an optional fraction, as [.SSSSSS]", "'['"),
    Mistake("[HH]", 0, 1, "\"[\" begins an optional fraction, as [.SSSSSS]", "'['"),
    Mistake("epoch us", 0, 5, "\"epoch\" and \"epoch ms\" stand alone", nil),
    Mistake("", 0, 0, "a time pattern cannot be empty", nil),
    Mistake("hh:mm", 0, 2, "\"hh\" does not tell morning from afternoon without a", "HH"),
    Mistake("dHH", 0, 1, "\"d\" has no fixed length, and what follows it could belong to it", "dd"),
    Mistake("M1", 0, 1, "\"M\" has no fixed length, and what follows it could belong to it", "MM"),
    Mistake(
      "ss.f0", 3, 1, "\"f\" has no fixed length, and what follows it could belong to it", "SSS"),
    Mistake("yyyy-mm-dd", 5, 2, "\"mm\" is the minute", "MM"),
    Mistake("yyyy-mm-dd HH:mm:ss", 5, 2, "\"mm\" is the minute", "MM"),
    Mistake("HH:mm:ss dd/mm/yyyy", 12, 2, "\"mm\" is the minute", "MM"),
    Mistake("yyyy-MM-dd HH:MM:ss", 14, 2, "\"MM\" is the month", "mm"),
    Mistake("é YYYY", 3, 4, "\"YYYY\" is the year of the week", "yyyy"),
  ]

  @Test("a mistake is named, with its place and what was meant", arguments: mistakes)
  func mistake(_ example: Mistake) {
    let expected = TimePatternError(
      offset: example.offset, length: example.length, message: example.message,
      suggestion: example.suggestion)
    #expect(throws: expected) { try TimePattern(example.pattern) }
  }

  struct Facts: Sendable, CustomTestStringConvertible {
    let pattern: String
    let lengths: ClosedRange<Int>
    let precision: Int
    let first, continuation: String
    init(
      _ pattern: String, _ lengths: ClosedRange<Int>, _ precision: Int, _ first: String,
      _ continuation: String = ""
    ) {
      (self.pattern, self.lengths, self.precision) = (pattern, lengths, precision)
      (self.first, self.continuation) = (first, continuation)
    }
    var testDescription: String { pattern }
  }

  static let facts = [
    Facts("yyyy-MM-dd HH:mm:ss,SSS", 23...23, 3, "0123456789"),
    Facts("EEEE dd", 9...12, 0, "FMSTW"),
    Facts("MMM _d", 6...6, 0, "ADFJMNOS"),
    Facts("_d", 2...2, 0, " 123"),
    Facts("yyyy_MM_dd", 10...10, 0, "0123456789"),
    Facts("[.SS] ss", 3...6, 2, ". "),
    Facts("ss[.SSSSSS]", 2...9, 6, "0123456", "."),
    Facts("ss.f", 4...6, 3, "0123456", "0123456789"),
    Facts("H:mm", 4...5, 0, "0123456789"),
    Facts("HH:mm XXX", 7...12, 0, "012"),
    Facts("XXX", 1...6, 0, "+-Z"),
    Facts("'T'''", 2...2, 0, "T"),
    Facts("epoch", 9...10, 0, "123456789", "0123456789"),
    Facts("epoch ms", 12...13, 3, "123456789", "0123456789"),
  ]

  @Test("lengths, precision and what stands at the ends", arguments: facts)
  func shape(_ example: Facts) throws {
    let pattern = try TimePattern(example.pattern)
    #expect(pattern.minLength...pattern.maxLength == example.lengths)
    #expect(pattern.precision == example.precision)
    #expect(pattern.firstBytes == ByteSet(example.first.utf8))
    #expect(pattern.continuation == ByteSet(example.continuation.utf8))
  }

  @Test("a set of bytes holds what it was given")
  func byteSet() {
    let set = ByteSet([0, 63, 64, 127, 128, 191, 192, 255])
    #expect((UInt8.min...UInt8.max).filter(set.contains) == [0, 63, 64, 127, 128, 191, 192, 255])
  }
}

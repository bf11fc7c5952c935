/// `yyyy-MM-dd'T'HH:mm:ss`: what a time of RFC 3339 begins with.
private let wallClock = TimePattern(
  "yyyy-MM-dd'T'HH:mm:ss",
  items: [
    .year, .literal(UInt8(ascii: "-")), .number(.month, .padded), .literal(UInt8(ascii: "-")),
    .number(.day, .padded), .literal(UInt8(ascii: "T")), .number(.hour, .padded),
    .literal(UInt8(ascii: ":")), .number(.minute, .padded), .literal(UInt8(ascii: ":")),
    .number(.second, .padded),
  ])

/// Appends an instant as RFC 3339 has it, in UTC: `2021-05-06T08:38:12.177Z`.
///
/// `digits` of the fraction are shown, 0 through 9, the rest is cut; with 0 there is no point. The
/// cache is for calls of this function only.
package func writeRFC3339(
  _ instant: Instant, digits: Int, cache: inout TimeCache, into out: inout LineWriter
) {
  wallClock.write(instant, zone: .utc, cache: &cache, into: &out)
  if digits > 0 {
    out.byte(UInt8(ascii: "."))
    TimePattern.write(.digits(min(digits, 9)), split(instant).nanosecond, into: &out)
  }
  out.byte(UInt8(ascii: "Z"))
}

/// Appends an instant as RFC 3339 has it, in UTC, for whoever has no cache.
package func writeRFC3339(_ instant: Instant, digits: Int, into out: inout LineWriter) {
  var cache = TimeCache()
  writeRFC3339(instant, digits: digits, cache: &cache, into: &out)
}

/// The instant of a time as RFC 3339 has it, with `Z` or an offset; nil if it is none.
///
/// Digits behind the ninth of the fraction are cut.
package func parseRFC3339(_ text: String) -> Instant? {
  var text = text
  return text.withUTF8 { bytes in
    var fields = TimeFields()
    guard let end = unsafe wallClock.read(bytes, from: 0, fields: &fields) else { return nil }
    var reader = unsafe TimeReader(bytes, from: end)
    if reader.take(UInt8(ascii: ".")) {
      guard let nanosecond = reader.anyFraction() else { return nil }
      fields.nanosecond = nanosecond
    }
    guard let offset = reader.offset(.zulu), reader.left == 0 else { return nil }
    return fields.civil.instant(offset: offset)
  }
}

extension TimeReader {
  /// Takes the digits of a fraction, one or more, as nanoseconds.
  fileprivate mutating func anyFraction() -> Int? {
    guard var value = number(digits: 1) else { return nil }
    var unit = 100_000_000
    value *= unit
    while let digit = number(digits: 1) {
      unit /= 10
      value += digit * unit
    }
    return value
  }
}

/// Reads an RFC 3339 time or a date, and spells it one way.
///
/// `T` and `Z` are in capitals, a lone date is its midnight UTC; the digits of the second and the
/// offset stay as they are. A leap second is refused.
func readInstant(_ text: String) throws(ValueFault) -> String {
  var cursor = TextCursor(text)
  guard skipDate(&cursor) else { throw .malformed(.instant) }
  if cursor.isAtEnd { return text + "T00:00:00Z" }
  guard cursor.skip("T", "t", " "), skipTime(&cursor), skipZone(&cursor), cursor.isAtEnd else {
    throw .malformed(.instant)
  }
  let time = text.utf8.dropFirst(11)
  return "\(text.prefix(10))T\(String(decoding: time, as: UTF8.self).uppercased())"
}

private func skipDate(_ cursor: inout TextCursor) -> Bool {
  guard
    let year = cursor.number(digits: 4, in: 1...9999), cursor.skip("-"),
    let month = cursor.number(digits: 2, in: 1...12), cursor.skip("-")
  else { return false }
  return cursor.number(digits: 2, in: 1...days(in: month, of: year)) != nil
}

private func skipTime(_ cursor: inout TextCursor) -> Bool {
  guard
    cursor.number(digits: 2, in: 0...23) != nil, cursor.skip(":"),
    cursor.number(digits: 2, in: 0...59) != nil, cursor.skip(":"),
    cursor.number(digits: 2, in: 0...59) != nil
  else { return false }
  return cursor.skip(".") ? (1...9).contains(cursor.digits().utf8.count) : true
}

private func skipZone(_ cursor: inout TextCursor) -> Bool {
  if cursor.skip("Z", "z") { return true }
  return cursor.skip("+", "-") && cursor.number(digits: 2, in: 0...23) != nil
    && cursor.skip(":") && cursor.number(digits: 2, in: 0...59) != nil
}

/// How many days a month of the Gregorian calendar has.
private func days(in month: Int, of year: Int) -> Int {
  switch month {
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

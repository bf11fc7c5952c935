/// Turns the text of a time pattern into items.
struct TimePatternCompiler {
  private let bytes: [UInt8]
  private var at = 0
  private var items: [TimeItem] = []
  /// Where each item stands in the text.
  private var places: [Range<Int>] = []

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The items, checked.
  mutating func compile() throws(TimePatternError) -> [TimeItem] {
    guard !bytes.isEmpty else {
      throw TimePatternError(
        offset: 0, length: 0, message: "a time pattern cannot be empty", suggestion: nil)
    }
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "'"): try quoted()
      case UInt8(ascii: "["): try optional()
      case UInt8(ascii: "_") where run(from: at + 1) == "d":
        append(.number(.day, .blank), length: 2)
      case let byte where Self.isLetter(byte): try letters()
      default: append(.literal(bytes[at]), length: 1)
      }
    }
    try checkNumbersEnd()
    try checkHours()
    try checkMonthsAndMinutes()
    return items
  }

  private mutating func append(_ item: TimeItem, length: Int) {
    items.append(item)
    places.append(at..<(at + length))
    at += length
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// The run of one letter that begins at a place; empty if no letter stands there.
  private func run(from start: Int) -> String {
    guard start < bytes.count, Self.isLetter(bytes[start]) else { return "" }
    let run = bytes[start...].prefix { $0 == bytes[start] }
    return String(decoding: run, as: UTF8.self)
  }

  private mutating func letters() throws(TimePatternError) {
    let letters = run(from: at)
    if let item = Self.item(letters) { return append(item, length: letters.count) }
    if bytes[at...].starts(with: "epoch".utf8) {
      throw TimePatternError(
        offset: at, length: 5, message: "\"epoch\" and \"epoch ms\" stand alone", suggestion: nil)
    }
    throw TimePatternError(letters: letters, offset: at)
  }

  private static func item(_ letters: String) -> TimeItem? {
    switch letters {
    case "yyyy": .year
    case "yy": .shortYear
    case "M": .number(.month, .plain)
    case "MM": .number(.month, .padded)
    case "MMM": .monthName(whole: false)
    case "MMMM": .monthName(whole: true)
    case "d": .number(.day, .plain)
    case "dd": .number(.day, .padded)
    case "EEE": .weekdayName(whole: false)
    case "EEEE": .weekdayName(whole: true)
    case "H": .number(.hour, .plain)
    case "HH": .number(.hour, .padded)
    case "h": .number(.halfDayHour, .plain)
    case "hh": .number(.halfDayHour, .padded)
    case "mm": .number(.minute, .padded)
    case "ss": .number(.second, .padded)
    case "a": .halfDay
    case "f": .fraction(.milliseconds)
    case "Z", "xx": .offset(.basic)
    case "xxx": .offset(.extended)
    case "XXX": .offset(.zulu)
    default: letters.first == "S" && letters.count <= 9 ? .fraction(.digits(letters.count)) : nil
    }
  }

  /// Text in quotes; two quotes are one, inside and outside of such text.
  private mutating func quoted() throws(TimePatternError) {
    let start = at
    at += 1
    if at < bytes.count, bytes[at] == UInt8(ascii: "'") {
      return append(.literal(bytes[at]), length: 1)
    }
    while at < bytes.count {
      let isQuote = bytes[at] == UInt8(ascii: "'")
      if isQuote {
        at += 1
        if at >= bytes.count || bytes[at] != UInt8(ascii: "'") { return }
      }
      append(.literal(bytes[at]), length: 1)
    }
    throw TimePatternError(
      offset: start, length: 1, message: "the quote is not closed", suggestion: "''")
  }

  /// `[.SSS]`: a point or comma and digits of the second's fraction.
  private mutating func optional() throws(TimePatternError) {
    let digits = run(from: at + 2)
    let end = at + 2 + digits.count
    guard end < bytes.count, bytes[end] == UInt8(ascii: "]"), digits.first == "S",
      digits.count <= 9, [UInt8(ascii: "."), UInt8(ascii: ",")].contains(bytes[at + 1])
    else {
      throw TimePatternError(
        offset: at, length: 1, message: "\"[\" begins an optional fraction, as [.SSSSSS]",
        suggestion: "'['")
    }
    append(
      .fraction(.optional(separator: bytes[at + 1], digits: digits.count)),
      length: digits.count + 3)
  }
}

// MARK: - Checks of the whole

extension TimePatternCompiler {
  private func error(at index: Int, _ message: String, _ suggestion: String?) -> TimePatternError {
    let place = places[index]
    let letters = String(decoding: bytes[place], as: UTF8.self)
    return TimePatternError(
      offset: place.lowerBound, length: place.count, message: "\"\(letters)\" \(message)",
      suggestion: suggestion)
  }

  /// What follows an item must not look like more of it.
  private func checkNumbersEnd() throws(TimePatternError) {
    for (index, item) in items.dropLast().enumerated()
    where !item.continuation.isDisjoint(with: items[index + 1].firstBytes) {
      let letters = String(decoding: bytes[places[index]], as: UTF8.self)
      throw error(
        at: index, "has no fixed length, and what follows it could belong to it",
        letters == "f" ? "SSS" : letters.count == 1 ? letters + letters : nil)
    }
  }

  /// An hour of twelve needs `a`.
  private func checkHours() throws(TimePatternError) {
    guard !items.contains(.halfDay) else { return }
    for (index, item) in items.enumerated() {
      if case .number(.halfDayHour, let width) = item {
        throw error(
          at: index, "does not tell morning from afternoon without a",
          width == .padded ? "HH" : "H")
      }
    }
  }

  /// `MM` and `mm` are easily taken for each other.
  private func checkMonthsAndMinutes() throws(TimePatternError) {
    let months = items.indices.filter { items[$0].isMonth }
    let minutes = items.indices.filter { items[$0] == .number(.minute, .padded) }
    if minutes.isEmpty, let second = months.dropFirst().first,
      items[second] == .number(.month, .padded)
    {
      throw error(at: second, "is the month", "mm")
    }
    if months.isEmpty, let lost = minutes.first(where: { !followsHour($0) }) {
      throw error(at: lost, "is the minute", "MM")
    }
  }

  /// True if the nearest item to the left that is no literal is an hour.
  private func followsHour(_ index: Int) -> Bool {
    for item in items[..<index].reversed() {
      switch item {
      case .literal: continue
      case .number(.hour, _), .number(.halfDayHour, _): return true
      default: return false
      }
    }
    return false
  }
}

extension TimeItem {
  fileprivate var isMonth: Bool {
    switch self {
    case .monthName, .number(.month, _): true
    default: false
    }
  }
}

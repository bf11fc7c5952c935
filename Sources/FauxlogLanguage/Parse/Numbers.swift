/// What a word that begins with a digit turned out to be.
enum NumberReading {
  case number(Number)
  /// No number at all: `4d.debug`, `2xx`.
  case word
  /// More digits than 64 bits hold.
  case outOfRange
  /// A number with letters behind it that are nearly a unit.
  case unknownUnit(String, nearest: String)
}

extension Number {
  /// Spellings that are no units, and what was meant.
  private static let misspelt: [String: String] = [
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "msec": "ms", "usec": "us",
    "nsec": "ns", "min": "m", "mins": "m", "minute": "m", "minutes": "m", "hr": "h", "hrs": "h",
    "hour": "h", "hours": "h", "day": "d", "days": "d", "kb": "KB", "mb": "MB", "gb": "GB",
    "kib": "KiB", "mib": "MiB", "gib": "GiB", "K": "KB", "M": "MB", "G": "GB", "S": "s", "H": "h",
    "D": "d", "MS": "ms",
  ]

  /// A number as it is written, with its unit; nil if the text is none.
  package init?(text: String) {
    guard case .number(let number) = Self.read(text) else { return nil }
    self = number
  }

  /// Reads `12`, `0.50`, `000`, `80ms`, `10MiB`.
  static func read(_ text: String, isNegative: Bool = false) -> NumberReading {
    let bytes = Array(text.utf8)
    guard bytes.first?.isDigit == true else { return .word }
    let width = bytes.prefix(while: \.isDigit).count
    var end = width
    if end + 1 < bytes.count, bytes[end] == 0x2E, bytes[end + 1].isDigit {
      end += 1 + bytes[(end + 1)...].prefix(while: \.isDigit).count
    }
    let places = max(0, end - width - 1)
    var unit: Unit?
    if end < bytes.count {
      let letters = String(decoding: bytes[end...], as: UTF8.self)
      unit = Unit(rawValue: letters)
      if unit == .bytes { unit = nil }
      if unit == nil {
        guard let nearest = misspelt[letters] else { return .word }
        return .unknownUnit(letters, nearest: nearest)
      }
    }
    guard places <= 18, let digits = whole(bytes[..<end], isNegative: isNegative) else {
      return .outOfRange
    }
    return .number(Number(digits: digits, places: places, width: width, unit: unit))
  }

  /// The digits as a whole number, the point left out; nil above 64 bits.
  private static func whole(_ bytes: ArraySlice<UInt8>, isNegative: Bool) -> Int64? {
    var sum: Int64 = 0
    for byte in bytes where byte.isDigit {
      let (product, overflow) = sum.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte - 0x30)
      let (next, more) =
        isNegative
        ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      if overflow || more { return nil }
      sum = next
    }
    return sum
  }

  /// A percentage in units of 1/10000 percent; nil if it has more decimals or does not fit.
  static func share(_ text: String) -> Int64? {
    guard case .number(let number) = read(text), number.unit == nil, number.places <= 4 else {
      return nil
    }
    var share = number.digits
    for _ in number.places..<4 {
      let (product, overflow) = share.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      share = product
    }
    return share
  }
}

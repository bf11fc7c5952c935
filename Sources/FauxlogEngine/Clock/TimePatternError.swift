/// Why a text is no time pattern.
package struct TimePatternError: Error, Equatable, Sendable {
  /// Where in the pattern, in bytes of UTF-8.
  package let offset: Int
  /// How many bytes of it are meant.
  package let length: Int
  /// What is wrong, as `"YYYY" is the year of the week`.
  package let message: String
  /// What to write instead of these bytes, as `yyyy`; nil if nothing stands for it.
  package let suggestion: String?
}

extension TimePatternError {
  /// The error for a run of equal letters that a pattern cannot have.
  init(letters: String, offset: Int) {
    let (meaning, suggestion) = Self.advice(letters)
    self.init(
      offset: offset, length: letters.utf8.count, message: "\"\(letters)\" is \(meaning)",
      suggestion: suggestion)
  }

  /// What the letters mean in TR 35 or to Java, and what to write instead.
  private static func advice(_ letters: String) -> (meaning: String, suggestion: String?) {
    let count = letters.count
    switch letters.first {
    case "y": return ("no form of the year", "yyyy")
    case "Y": return ("the year of the week", count == 2 ? "yy" : "yyyy")
    case "u": return ("no form of the year here", "yyyy")
    case "L": return ("the month standing alone", String(repeating: "M", count: min(count, 4)))
    case "M": return ("the first letter of the month", "MMM")
    case "D": return ("the day of the year", count == 1 ? "d" : "dd")
    case "d": return ("no form of the day of the month", count == 3 ? "EEE" : "EEEE")
    case "E": return ("no form of the weekday", "EEE")
    case "e", "c": return ("the number of the weekday", "EEE")
    case "k": return ("the hour from 1 to 24", count == 1 ? "H" : "HH")
    case "K": return ("the hour from 0 to 11", count == 1 ? "h" : "hh")
    case "H": return ("no form of the hour", "HH")
    case "h": return ("no form of the hour", "hh")
    case "m": return ("no form of the minute", "mm")
    case "s": return ("no form of the second", count == 3 ? "SSS" : "ss")
    case "S": return ("more than the nine digits there are", "SSSSSSSSS")
    case "f": return ("no form of the milliseconds", "SSS")
    case "A": return ("the millisecond of the day", nil)
    case "a": return ("no form of AM and PM", "a")
    case "b", "B": return ("the part of the day in words", "a")
    case "Z": return ("no form of the offset", count == 5 ? "XXX" : "Z")
    case "x": return ("no form of the offset", count == 1 ? "xx" : "xxx")
    case "X": return ("no form of the offset", "XXX")
    case "z", "v", "V", "O": return ("the name of the zone", "xxx")
    case "w", "W": return ("the number of the week", nil)
    default: return ("text, which stands in quotes", "'\(letters)'")
    }
  }
}

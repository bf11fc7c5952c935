import FauxlogLanguage

/// What a value must look like.
enum ValueKind: Equatable, Sendable {
  /// Any text but the empty one.
  case text
  /// The name of something that is built in; whoever uses it says if it is none.
  case name(Names)
  /// The name of a command; whoever uses it says if it is none.
  case command
  /// A path; `-` is standard input or output.
  case file
  /// A path; `-` is refused.
  case folder
  /// A decimal number.
  case number(ClosedRange<UInt64>)
  /// One of a few words.
  case choice([String])
  case duration, size, instant, rate, setting, place

  /// Of what the name may be.
  enum Names: Equatable, Sendable {
    case tree, formatOrTree, described
  }

  /// Understands `text`.
  func read(_ text: String) throws(ValueFault) -> Value {
    guard !text.isEmpty else { throw .malformed(self) }
    switch self {
    case .text, .name, .command, .file: return .text(text)
    case .folder:
      if text == "-" { throw .standardStream }
      return .text(text)
    case .number(let range): return .number(try readNumber(text, in: range))
    case .choice(let words):
      guard words.contains(text) else {
        throw .notAmong(words, nearest: suggestion(for: text, among: words))
      }
      return .text(text)
    case .duration: return .duration(try readDuration(text))
    case .size: return .size(try readSize(text))
    case .instant: return .instant(try readInstant(text))
    case .rate: return .rate(try readRate(text))
    case .setting: return .setting(try readSetting(text))
    case .place: return .place(try readPlace(text))
    }
  }
}

private func readNumber(_ text: String, in range: ClosedRange<UInt64>) throws(ValueFault) -> UInt64
{
  var cursor = TextCursor(text)
  guard cursor.skipDigits(), cursor.isAtEnd else { throw .malformed(.number(range)) }
  guard let number = UInt64(text), range.contains(number) else { throw .outside(range) }
  return number
}

private func readRate(_ text: String) throws(ValueFault) -> Rate {
  var cursor = TextCursor(text)
  guard let records = try cursor.number(of: .rate), records > 0 else { throw .malformed(.rate) }
  switch cursor.rest {
  case "", "/s": return Rate(records: records, each: .seconds(1))
  case "/m": return Rate(records: records, each: .seconds(60))
  case "/h": return Rate(records: records, each: .seconds(3600))
  default: throw .malformed(.rate)
  }
}

/// Reads `name=value`.
///
/// A name may have `-` for `_`, as names are shown that way.
private func readSetting(_ text: String) throws(ValueFault) -> Setting {
  guard let equals = text.firstIndex(of: "=") else { throw .malformed(.setting) }
  let name = text[..<equals].utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }
  let isName = name.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }
  guard isName, !name.isEmpty else { throw .malformed(.setting) }
  return Setting(
    name: String(decoding: name, as: UTF8.self), value: String(text[text.index(after: equals)...]))
}

/// Reads `file:line`; the file's name may hold colons.
private func readPlace(_ text: String) throws(ValueFault) -> Place {
  guard let colon = text.lastIndex(of: ":"), colon != text.startIndex else {
    throw .malformed(.place)
  }
  var cursor = TextCursor(String(text[text.index(after: colon)...]))
  guard let line = try cursor.number(of: .place), line > 0, cursor.isAtEnd else {
    throw .malformed(.place)
  }
  return Place(file: String(text[..<colon]), line: line)
}

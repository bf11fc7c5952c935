import FauxlogLanguage

extension Evaluator {
  /// `function argument of operand`; on a list or record where a single value is wanted, it works
  /// on each value.
  mutating func apply(_ function: Function, _ argument: Value, _ operand: Value) -> Value {
    if operand.tag == .none { return .none }
    switch function {
    case .seconds: return scale(operand, argument, unit: 1_000_000_000)
    case .ms: return scale(operand, argument, unit: 1_000_000)
    case .us: return scale(operand, argument, unit: 1000)
    case .first, .last, .item, .count, .sum, .most, .least, .reversed, .length:
      return ofList(function, argument, operand)
    case .words:
      let words = string(operand).utf8.split(separator: 0x20)
      return keep(.list(words.map { .text(String(Substring($0))) }))
    case .json, .python:
      var line = LineWriter(capacity: 256)
      (function == .json ? Notation.json : .python).write(datum(operand), into: &line)
      return keep(.text(line.string))
    case .bytes where argument.tag == .integer: return bigEndian(operand, Int(argument.word))
    default: break
    }
    let whole = datum(operand)
    if case .record(let members) = whole {
      if function == .sorted {
        return keep(.record(members.sorted { text(of: $0.name) < text(of: $1.name) }))
      }
      return keep(
        .record(members.map { Datum.Member($0.name, single(function, argument, $0.value)) }))
    }
    if case .list(let elements, let tuple) = whole {
      if function == .sorted {
        return keep(.list(elements.sorted { text(of: $0) < text(of: $1) }, tuple: tuple))
      }
      return keep(.list(elements.map { single(function, argument, $0) }, tuple: tuple))
    }
    return value(of: single(function, argument, .text(string(operand))))
  }

  private func text(of datum: Datum) -> String {
    switch datum {
    case .text(let text), .raw(let text), .number(let text): text
    case .integer(let number): String(number)
    default: ""
    }
  }

  /// A duration or instant in a unit, cut (not rounded) to the decimals asked for; whole if none.
  private func scale(_ operand: Value, _ argument: Value, unit: Int64) -> Value {
    guard let number = number(operand) else { return .none }
    var nanos = number.word
    if operand.tag != .duration, operand.tag != .instant { nanos *= unit }
    var places: Int64
    if argument.tag == .integer {
      places = argument.word
    } else {
      // As many decimals as the unit can have.
      places = unit == 1_000_000_000 ? 9 : unit == 1_000_000 ? 6 : 3
    }
    if operand.tag == .instant { places = 0 }
    places = min(max(places, 0), 9)
    var divisor = unit
    for _ in 0..<places { divisor /= 10 }
    if divisor == 0 { divisor = 1 }
    let word = nanos / divisor
    if places == 0 { return .integer(word) }
    return Value(tag: .decimal, places: UInt8(places), word: word)
  }

  private mutating func ofList(_ function: Function, _ argument: Value, _ operand: Value) -> Value {
    let whole = datum(operand)
    guard let elements = whole.elements else { return ofText(function, argument, operand) }
    switch function {
    case .count, .length: return .integer(Int64(elements.count))
    case .item:
      let index = Int(argument.word) - 1
      return elements.indices.contains(index) ? value(of: elements[index]) : .none
    case .first: return keep(.list(Array(elements.prefix(Int(argument.word)))))
    case .last: return keep(.list(Array(elements.suffix(Int(argument.word)))))
    case .reversed: return keep(.list(elements.reversed()))
    default:
      var numbers: [Int64] = []
      for element in elements { numbers.append(number(value(of: element))?.word ?? 0) }
      switch function {
      case .sum: return .integer(numbers.reduce(0, &+))
      case .most: return numbers.max().map { .integer($0) } ?? .none
      default: return numbers.min().map { .integer($0) } ?? .none
      }
    }
  }

  private mutating func ofText(_ function: Function, _ argument: Value, _ operand: Value) -> Value {
    let text = string(operand)
    let count = Int(argument.word)
    switch function {
    case .length, .count: return .integer(Int64(text.unicodeScalars.count))
    case .first: return keep(.text(String(text.unicodeScalars.prefix(count))))
    case .last: return keep(.text(String(text.unicodeScalars.suffix(count))))
    case .reversed: return keep(.text(String(text.reversed())))
    case .item:
      // A text of a table that is a list: parts at ", ".
      let parts = text.split(separator: ", ")
      return parts.indices.contains(count - 1) ? keep(.text(String(parts[count - 1]))) : .none
    default: return operand
    }
  }

  /// A number as big-endian bytes, shown through `hex of` and the like.
  private mutating func bigEndian(_ operand: Value, _ count: Int) -> Value {
    guard let number = number(operand) else { return .none }
    let bytes = (0..<count).map { place -> Datum in
      let shift = 8 * (count - 1 - place)
      return .integer(shift >= 64 ? 0 : (number.word >> Int64(shift)) & 0xFF)
    }
    return keep(.list(bytes))
  }

  /// A function of one text.
  private func single(_ function: Function, _ argument: Value, _ datum: Datum) -> Datum {
    let text = text(of: datum)
    switch function {
    case .upper: return .text(text.uppercased())
    case .lower: return .text(text.lowercased())
    case .trimmed: return .text(trim(text))
    case .bytes: return .list(text.utf8.map { .integer(Int64($0)) })
    case .hex: return .text(hexText(Array(text.utf8), upperCase: false))
    case .HEX: return .text(hexText(Array(text.utf8), upperCase: true))
    case .base64: return .text(base64(Array(text.utf8)))
    case .sha1: return .text(hexText(Checksum.sha1(Array(text.utf8)), upperCase: false))
    case .md5: return .text(hexText(Checksum.md5(Array(text.utf8)), upperCase: false))
    case .crc32: return .integer(Int64(Checksum.crc32(Array(text.utf8))))
    case .url: return .text(Checksum.percentEncoded(text))
    case .short:
      var line = LineWriter(capacity: 128)
      var text = text
      let limit = argument.tag == .integer ? Int(argument.word) : 60
      text.withUTF8 { unsafe writeShort($0, to: limit, into: &line) }
      return .text(line.string)
    default: return datum
    }
  }

  private func trim(_ text: String) -> String {
    let blanks: Set<Character> = [" ", "\t", "\n", "\r"]
    guard let first = text.firstIndex(where: { !blanks.contains($0) }),
      let last = text.lastIndex(where: { !blanks.contains($0) })
    else { return "" }
    return String(text[first...last])
  }

  private func hexText(_ bytes: [UInt8], upperCase: Bool) -> String {
    let digits = Array((upperCase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place <= group.count ? letters[word >> (18 - 6 * place) & 63] : 0x3D)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

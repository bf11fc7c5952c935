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
    case .words: return words(of: operand)
    case .json, .python, .python2, .lua:
      var line = LineWriter(capacity: 256)
      Notation(rawValue: function.rawValue)?.write(datum(operand), into: &line)
      return keep(.text(line.string))
    case .bytes where argument.tag == .integer: return bigEndian(operand, Int(argument.word))
    case .trimmed where !mayBeStructure(operand): return trimmed(operand)
    default: break
    }
    if isBytes(operand) || !mayBeStructure(operand),
      let shown = shown(bytes: operand, by: function, argument)
    {
      return shown
    }
    guard mayBeStructure(operand) else {
      return value(of: single(function, argument, .text(string(operand))))
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
        return keep(.list(sorted(elements), tuple: tuple))
      }
      return keep(.list(elements.map { single(function, argument, $0) }, tuple: tuple))
    }
    if case .bytes = whole { return value(of: single(function, argument, whole)) }
    return value(of: single(function, argument, .text(string(operand))))
  }

  private mutating func words(of operand: Value) -> Value {
    func split(_ bytes: UnsafeBufferPointer<UInt8>) -> [Datum] {
      unsafe bytes.split(separator: 0x20).map { unsafe .text(String(decoding: $0, as: UTF8.self)) }
    }
    // Words of a corpus are asked for again and again.
    let isLasting = operand.tag == .cell || operand.tag == .text || operand.tag == .member
    let identity = isLasting ? self.identity(of: operand) : nil
    if let identity, let known = knownWords[identity] { return keep(known) }
    if let words = unsafe withText(operand, { unsafe split($0) }) {
      if let identity, knownWords.count < Self.mostWords { knownWords[identity] = .list(words) }
      return keep(.list(words))
    }
    var text = string(operand)
    return keep(.list(text.withUTF8 { unsafe split($0) }))
  }

  /// Texts whose words are kept.
  private static let mostWords = 1024

  /// A text without the blanks at its ends.
  private mutating func trimmed(_ operand: Value) -> Value {
    let operand = settled(operand)
    var (begin, end) = (heap.texts.count, heap.texts.count)
    if operand.tag == .string {
      begin = Int(operand.word)
      end = begin + Int(operand.reference)
    } else {
      writeOntoHeap(operand)
      end = heap.texts.count
    }
    while begin < end, isBlank(heap.texts[begin]) { begin += 1 }
    while end > begin, isBlank(heap.texts[end - 1]) { end -= 1 }
    return Value(tag: .string, reference: Int32(end - begin), word: Int64(begin))
  }

  /// The last of a text's words; of one that has none, none.
  mutating func lastWord(of operand: Value) -> Value {
    if operand.tag == .none { return .none }
    var text = settled(operand)
    if text.tag != .string {
      let start = heap.texts.count
      writeOntoHeap(text)
      text = heap.text(from: start)
    }
    let begin = Int(text.word)
    var end = begin + Int(text.reference)
    while end > begin, heap.texts[end - 1] == 0x20 { end -= 1 }
    var start = end
    while start > begin, heap.texts[start - 1] != 0x20 { start -= 1 }
    return start == end
      ? .none : Value(tag: .string, reference: Int32(end - start), word: Int64(start))
  }

  /// Numbers by their value, all else by the text it shows.
  private mutating func sorted(_ elements: [Datum]) -> [Datum] {
    let numbers = elements.map { element -> Int64? in
      if case .integer(let number) = element { number } else { nil }
    }
    if numbers.allSatisfy({ $0 != nil }) {
      return numbers.compactMap { $0 }.sorted().map(Datum.integer)
    }
    return elements.sorted { text(of: $0) < text(of: $1) }
  }

  private mutating func text(of datum: Datum) -> String {
    switch datum {
    case .text(let text), .raw(let text), .number(let text): text
    case .integer(let number): String(number)
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    default: ""
    }
  }

  /// A duration, or an instant since 1970, in a unit, cut (not rounded) to the decimals asked for;
  /// an instant whole.
  private mutating func scale(_ operand: Value, _ argument: Value, unit: Int64) -> Value {
    guard let number = number(operand) else { return .none }
    var nanos = number.word
    if operand.tag == .instant { nanos += Self.secondsBefore2000 * 1_000_000_000 }
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

  /// Seconds from 1970 to the year 2000, with which instants begin.
  private static let secondsBefore2000: Int64 = 946_684_800

  /// Whether a value can be something else than one text or number.
  private func mayBeStructure(_ value: Value) -> Bool {
    switch value.tag {
    case .fixed, .heap, .filled, .made, .bytes: true
    default: false
    }
  }

  private mutating func ofList(_ function: Function, _ argument: Value, _ operand: Value) -> Value {
    guard mayBeStructure(operand) else { return ofText(function, argument, operand) }
    if let count = elementCount(of: operand) {
      switch function {
      case .count, .length: return .integer(Int64(count))
      case .item:
        let isThere = argument.word >= 1 && argument.word <= count
        return isThere ? element(of: operand, at: Int(argument.word) - 1) : .none
      default: break
      }
    }
    let whole = datum(operand)
    if case .bytes(let bytes) = whole { return ofBytes(function, argument, bytes) }
    guard let elements = whole.elements else { return ofText(function, argument, operand) }
    switch function {
    case .first: return keep(.list(Array(elements.prefix(Int(argument.word)))))
    case .last: return keep(.list(Array(elements.suffix(Int(argument.word)))))
    case .reversed: return keep(.list(elements.reversed()))
    default:
      return ofNumbers(function, elements)
    }
  }

  /// `sum`, `most` and `least`, with as many decimals as the element with the most.
  private mutating func ofNumbers(_ function: Function, _ elements: [Datum]) -> Value {
    var numbers: [(word: Int64, places: Int)] = []
    for element in elements { numbers.append(number(value(of: element)) ?? (0, 0)) }
    let places = numbers.map(\.places).max() ?? 0
    let words = numbers.map { number in
      (number.places..<places).reduce(number.word) { word, _ in word &* 10 }
    }
    let word: Int64? =
      switch function {
      case .sum: words.reduce(0, &+)
      case .most: words.max()
      default: words.min()
      }
    guard let word else { return .none }
    return places == 0
      ? .integer(word) : Value(tag: .decimal, places: UInt8(places), word: word)
  }

  private mutating func ofBytes(_ function: Function, _ argument: Value, _ bytes: [UInt8]) -> Value
  {
    let count = max(Int(argument.word), 0)
    switch function {
    case .length, .count: return .integer(Int64(bytes.count))
    case .first: return keep(.bytes(Array(bytes.prefix(count))))
    case .last: return keep(.bytes(Array(bytes.suffix(count))))
    case .reversed: return keep(.bytes(bytes.reversed()))
    case .item:
      return bytes.indices.contains(count - 1) ? .integer(Int64(bytes[count - 1])) : .none
    default: return .none
    }
  }

  private mutating func ofText(_ function: Function, _ argument: Value, _ operand: Value) -> Value {
    let count = Int(argument.word)
    if function == .first, let text = first(count, of: operand) { return text }
    if function == .length || function == .count {
      if let length = unsafe withText(operand, { unsafe Self.characters(in: $0) }) {
        return .integer(length)
      }
      var text = string(operand)
      return .integer(text.withUTF8 { unsafe Self.characters(in: $0) })
    }
    let text = string(operand)
    switch function {
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

  private static func characters(in text: UnsafeBufferPointer<UInt8>) -> Int64 {
    var count: Int64 = 0
    // What continues a character in UTF-8 begins with 10.
    for place in 0..<text.count where unsafe text[place] & 0xC0 != 0x80 { count &+= 1 }
    return count
  }

  /// The first characters of a text of ASCII; nil of any other.
  private mutating func first(_ count: Int, of operand: Value) -> Value? {
    let heapStart = heap.texts.count
    guard unsafe withText(operand, { unsafe $0.isASCII }) == true else { return nil }
    writeOntoHeap(operand)
    let length = heap.texts.count - heapStart
    heap.write { $0.truncate(to: heapStart + min(max(count, 0), length)) }
    return heap.text(from: heapStart)
  }

  /// A function of one text, or of bytes.
  private mutating func single(_ function: Function, _ argument: Value, _ datum: Datum) -> Datum {
    switch function {
    case .upper: return .text(text(of: datum).uppercased())
    case .lower: return .text(text(of: datum).lowercased())
    case .trimmed: return .text(trim(text(of: datum)))
    case .url: return .text(Checksum.percentEncoded(text(of: datum)))
    case .short:
      var line = LineWriter(capacity: 128)
      var text = text(of: datum)
      let limit = argument.tag == .integer ? Int(argument.word) : 60
      text.withUTF8 { unsafe writeShort($0, to: limit, into: &line) }
      return .text(line.string)
    default: break
    }
    if function == .hex || function == .HEX || function == .base64 {
      let mark = heap.mark
      defer { heap.shrink(to: mark) }
      return shown(bytes: keep(datum), by: function, argument).map { self.datum($0) } ?? .none
    }
    var bytes: [UInt8]
    if case .bytes(let given) = datum { bytes = given } else { bytes = Array(text(of: datum).utf8) }
    switch function {
    case .bytes: return .bytes(bytes)
    case .sha1: return .text(hexText(Checksum.sha1(bytes)))
    case .md5: return .text(hexText(Checksum.md5(bytes)))
    case .crc32: return .integer(Int64(Checksum.crc32(bytes)))
    default: return datum
    }
  }

  private func trim(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
      let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }

  private func hexText(_ bytes: [UInt8]) -> String {
    var line = LineWriter(capacity: 64)
    unsafe bytes.withUnsafeBufferPointer {
      unsafe writeHex($0, upperCase: false, into: &line)
    }
    return line.string
  }
}

/// Whether a byte is a blank that `trimmed` takes off.
private func isBlank(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}

import FauxlogLanguage

extension Evaluator {
  /// `left operation right`; `and` and `or` stop when settled.
  mutating func binary(_ operation: Expression.Operator, _ left: Int32, _ right: Int32) -> Value {
    let first = evaluate(left)
    switch operation {
    case .and: return isTrue(first) ? .bool(isTrue(evaluate(right))) : .bool(false)
    case .or: return isTrue(first) ? .bool(true) : .bool(isTrue(evaluate(right)))
    default: break
    }
    let second = evaluate(right)
    if first.isWhole, second.isWhole, let result = Self.ofWhole(operation, first, second) {
      return result
    }
    switch operation {
    case .equal: return .bool(equal(first, second))
    case .unequal: return .bool(!equal(first, second))
    case .less: return compare(first, second) { $0 < 0 }
    case .lessOrEqual: return compare(first, second) { $0 <= 0 }
    case .greater: return compare(first, second) { $0 > 0 }
    case .greaterOrEqual: return compare(first, second) { $0 >= 0 }
    case .contains: return .bool(contains(first, second))
    case .startsWith:
      return .bool(
        unsafe test(first, second) { unsafe $0.starts(with: $1) }
          ?? string(first).hasPrefix(string(second)))
    case .then:
      if let bytes = joined(first, second) { return bytes }
      let base = operands.count
      operands.append(settled(first))
      let last = settled(second)
      operands.append(last)
      return join(operandsFrom: base)
    default:
      if let result = arithmetic(operation, first, second) { return result }
      fail(operation, left, right, by: second)
      return .none
    }
  }

  /// What most operations are of: two numbers without decimals; nil if that has no result, or is
  /// another operation.
  @inline(__always)
  private static func ofWhole(
    _ operation: Expression.Operator, _ first: Value, _ second: Value
  ) -> Value? {
    let (result, failed): (Int64, Bool)
    switch operation {
    case .equal: return .bool(first.word == second.word)
    case .unequal: return .bool(first.word != second.word)
    case .less: return .bool(first.word < second.word)
    case .lessOrEqual: return .bool(first.word <= second.word)
    case .greater: return .bool(first.word > second.word)
    case .greaterOrEqual: return .bool(first.word >= second.word)
    case .plus: (result, failed) = first.word.addingReportingOverflow(second.word)
    case .minus: (result, failed) = first.word.subtractingReportingOverflow(second.word)
    case .times: (result, failed) = first.word.multipliedReportingOverflow(by: second.word)
    case .divided: (result, failed) = first.word.dividedReportingOverflow(by: second.word)
    case .remainder:
      (result, failed) = first.word.remainderReportingOverflow(dividingBy: second.word)
    default: return nil
    }
    return failed ? nil : Value(tag: tag(operation, first, second), word: result)
  }

  /// Numbers by their value, all else by the text it shows; `none` is equal to itself only.
  mutating func equal(_ first: Value, _ second: Value) -> Bool {
    if first.tag == .none || second.tag == .none { return first.tag == second.tag }
    if first == second, first.tag != .heap { return true }
    if let (a, b) = ownTexts(first, second) { return a == b }
    if let (a, b) = scaled(first, second) { return a == b }
    if first.tag == .actor, second.tag == .actor { return false }
    return haveEqualBytes(first, second) ?? (string(first) == string(second))
  }

  /// The same of a value and one that is always the same.
  @inline(__always)
  mutating func isSame(_ value: Value, _ known: Value) -> Bool {
    if value == known { return true }
    if value.tag == .none || known.tag == .none { return false }
    if value.isWhole, known.isWhole { return value.word == known.word }
    return equal(value, known)
  }

  /// Two texts that are equal only if they stand at one place.
  ///
  /// Texts of templates and of choices stand once each. Nil if one is another value, or a number.
  @inline(__always)
  private mutating func ownTexts(_ first: Value, _ second: Value) -> (World.Piece, World.Piece)? {
    guard let a = ownText(first), let b = ownText(second) else { return nil }
    return (a, b)
  }

  @inline(__always)
  private mutating func ownText(_ value: Value) -> World.Piece? {
    switch value.tag {
    case .text where numbers[Int(value.word)].tag == .none: texts[Int(value.word)]
    case .member where choices[value.reference].values[Int(value.word)].tag == .text:
      choices[value.reference].members[Int(value.word)]
    default: nil
    }
  }

  private mutating func compare(_ first: Value, _ second: Value, _ test: (Int) -> Bool) -> Value {
    if let (a, b) = scaled(first, second) { return .bool(test(a < b ? -1 : a > b ? 1 : 0)) }
    guard let (a, b) = ranks(first, second) else { return .bool(false) }
    return .bool(test(a - b))
  }

  /// Places in the list of the `one of` that either value is a member of.
  private mutating func ranks(_ first: Value, _ second: Value) -> (Int, Int)? {
    guard let choice = first.tag == .member ? first : second.tag == .member ? second : nil else {
      return nil
    }
    guard let a = rank(first, among: choice), let b = rank(second, among: choice) else {
      return nil
    }
    return (a, b)
  }

  private mutating func rank(_ value: Value, among choice: Value) -> Int? {
    if value.tag == .member, value.reference == choice.reference { return Int(value.word) }
    let members = choices[choice.reference].members
    let pool = pool
    func find(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
      members.firstIndex { piece in
        guard Int(piece.count) == text.count else { return false }
        return unsafe pool.withBytes(offset: Int(piece.offset), count: text.count) {
          unsafe $0.elementsEqual(text)
        }
      }
    }
    if let found = unsafe withText(value, { unsafe find($0) }) { return found }
    var text = string(value)
    return text.withUTF8 { unsafe find($0) }
  }

  /// A test of the bytes of two texts; nil if a value is no text, or has characters that can be
  /// written in several ways.
  private mutating func test(
    _ first: Value, _ second: Value,
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool? {
    unsafe withText(first) { first in
      unsafe withText(second) { second in
        guard unsafe first.isASCII, unsafe second.isASCII else { return nil }
        return unsafe body(first, second)
      } ?? nil
    } ?? nil
  }

  /// Two numbers with equal decimals; nil if either is none, or too large for them.
  @inline(__always)
  private mutating func scaled(_ first: Value, _ second: Value) -> (Int64, Int64)? {
    if first.isWhole, second.isWhole { return (first.word, second.word) }
    guard let a = number(first), let b = number(second) else { return nil }
    return withEqualPlaces(a, b)
  }

  /// A value as a number: what is one, a member or cell that reads as one.
  mutating func number(_ value: Value) -> (word: Int64, places: Int)? {
    switch value.tag {
    case .integer, .instant, .duration: return (value.word, 0)
    case .decimal: return (value.word, Int(value.places))
    case .member:
      let member = choices[Int(value.reference)].values[Int(value.word)]
      return member.tag == .integer || member.tag == .decimal ? number(member) : nil
    case .cell, .text:
      let read =
        value.tag == .cell
        ? cellNumbers[value.reference][Int(value.word)] : numbers[Int(value.word)]
      return read.tag == .none ? nil : (read.word, Int(read.places))
    case .string:
      return unsafe heap.texts.withBytes {
        let start = Int(value.word)
        return unsafe parseNumber(
          UnsafeBufferPointer(rebasing: $0[start..<start + Int(value.reference)]))
      }
    case .heap, .fixed:
      switch value.tag == .heap ? heap.data[Int(value.word)] : fixed.data[Int(value.word)] {
      case .integer(let number): return (number, 0)
      case .number(var text), .text(var text): return text.withUTF8 { unsafe parseNumber($0) }
      default: return nil
      }
    default: return nil
    }
  }

  /// The result of an operation; nil if it has none in 64 bits.
  private mutating func arithmetic(
    _ operation: Expression.Operator, _ first: Value, _ second: Value
  ) -> Value? {
    // What is no number has no result either; but numbers may be too far apart for one.
    guard let a = number(first), let b = number(second) else { return Value.none }
    guard let (left, right) = withEqualPlaces(a, b) else { return nil }
    let places = max(a.places, b.places)
    let (result, failed): (Int64, Bool)
    switch operation {
    case .plus: (result, failed) = left.addingReportingOverflow(right)
    case .minus: (result, failed) = left.subtractingReportingOverflow(right)
    case .times:
      var unit: Int64 = 1
      for _ in 0..<min(places, 18) { unit *= 10 }
      let product = left.multipliedReportingOverflow(by: right)
      (result, failed) = (product.partialValue / unit, product.overflow)
    case .divided: (result, failed) = left.dividedReportingOverflow(by: right)
    case .remainder: (result, failed) = left.remainderReportingOverflow(dividingBy: right)
    default: return Value.none
    }
    if failed { return nil }
    return Value(tag: Self.tag(operation, first, second), places: UInt8(places), word: result)
  }

  /// An instant and a duration make an instant; two instants differ by a duration.
  private static func tag(_ operation: Expression.Operator, _ first: Value, _ second: Value)
    -> Value.Tag
  {
    switch (first.tag, second.tag) {
    case (.instant, .instant): .duration
    case (.instant, _), (_, .instant): .instant
    case (.duration, _), (_, .duration): .duration
    case (.decimal, _), (_, .decimal): .decimal
    default: .integer
    }
  }

  private mutating func contains(_ first: Value, _ second: Value) -> Bool {
    if let isThere = unsafe test(first, second, { unsafe $0.holds($1) }) { return isThere }
    let wanted = string(second)
    if elementCount(of: first) != nil, let elements = datum(first).elements {
      return elements.contains { $0 == .text(wanted) || $0 == datum(second) }
    }
    return string(first).contains(wanted)
  }
}

/// Digits with an optional sign and point as a number and its decimals.
func parseNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> (word: Int64, places: Int)? {
  var word: Int64 = 0
  var places = -1
  var digits = 0
  var index = 0
  let negative = unsafe bytes.first == 0x2D
  if negative { index = 1 }
  while index < bytes.count {
    let byte = unsafe bytes[index]
    if byte == 0x2E, places < 0 {
      places = 0
    } else {
      guard byte >= 0x30, byte <= 0x39, digits < 18 else { return nil }
      word = word * 10 + Int64(byte - 0x30)
      digits += 1
      if places >= 0 { places += 1 }
    }
    index += 1
  }
  guard digits > 0 else { return nil }
  return (negative ? -word : word, max(places, 0))
}

/// Reads what `repr` shows.
struct PythonReader {
  var cursor: NotationCursor
  /// Whether it is Python 2's.
  var isTwo = false

  /// Reads the value that begins at the cursor; `depth` brackets may still open.
  mutating func value(depth: Int) -> Datum? {
    let start = cursor.at
    switch cursor.current {
    case 0x22, 0x27: return text()
    case 0x5B where depth > 0: return list(depth: depth - 1)
    case 0x28 where depth > 0: return parentheses(from: start, depth: depth - 1)
    case 0x7B where depth > 0: return braces(from: start, depth: depth - 1)
    case 0x3C where depth > 0:
      cursor.at += 1
      return angle(depth: depth - 1) ? raw(from: start) : nil
    case 0x2D where Self.isNamePart(cursor[start + 1]) && !cursor.isDigit(at: start + 1):
      cursor.at += 1
      return expression(depth: depth) ? raw(from: start) : nil
    case 0x2D, 0x30...0x39: return number(from: start)
    case let byte where Self.isNamePart(byte):
      if cursor.isStringPrefix(at: start) { return prefixedString(from: start) }
      return word(from: start, depth: depth)
    default: return nil
    }
  }

  private func raw(from start: Int) -> Datum {
    cursor.made(.raw(cursor.text(from: start, to: cursor.at)))
  }

  private mutating func text() -> Datum? {
    guard let content = cursor.string(.python) else { return nil }
    if isTwo { return cursor.decodedBytes(content) }
    return cursor.decodedText(content, .python)
  }

  /// Reads `u'…'` and `r'…'` as texts, `b'…'` and `br'…'` as they are.
  private mutating func prefixedString(from start: Int) -> Datum? {
    var isBytes = false
    var keepsEscapes = false
    while cursor.current != 0x22, cursor.current != 0x27 {
      isBytes = isBytes || cursor.current | 0x20 == 0x62
      keepsEscapes = keepsEscapes || cursor.current | 0x20 == 0x72
      cursor.at += 1
    }
    if !isBytes, !keepsEscapes {
      guard let content = cursor.string(.python) else { return nil }
      return cursor.decodedText(content, .python)
    }
    let quote = cursor.current
    cursor.at += 1
    let content = cursor.at
    guard cursor.skipString(quote: quote) else { return nil }
    if isBytes || !cursor.builds { return raw(from: start) }
    return .text(cursor.text(from: content, to: cursor.at - 1))
  }

  /// Reads a number; a complex one, `1j` or `1+2j`, as it is.
  private mutating func number(from start: Int) -> Datum? {
    guard let number = cursor.number() else { return nil }
    let end = cursor.at
    if takeImaginaryUnit() { return raw(from: start) }
    if isTwo, cursor.take(0x4C) { return raw(from: start) }
    if cursor.current == 0x2B || cursor.current == 0x2D, cursor.isDigit(at: end + 1) {
      if cursor.current == 0x2B { cursor.at += 1 }
      if cursor.number() != nil, takeImaginaryUnit() { return raw(from: start) }
      cursor.at = end
    }
    return number
  }

  private mutating func takeImaginaryUnit() -> Bool {
    guard cursor.current == 0x6A, !Self.isNamePart(cursor[cursor.at + 1]) else { return false }
    cursor.at += 1
    return true
  }

  private mutating func word(from start: Int, depth: Int) -> Datum? {
    guard expression(depth: depth) else { return nil }
    if cursor.spells("None", from: start, to: cursor.at) { return Datum.none }
    if cursor.spells("True", from: start, to: cursor.at) { return cursor.made(.bool(true)) }
    if cursor.spells("False", from: start, to: cursor.at) { return cursor.made(.bool(false)) }
    return raw(from: start)
  }

  private mutating func list(depth: Int) -> Datum? {
    cursor.at += 1
    guard let (elements, _) = elements(until: 0x5D, depth: depth) else { return nil }
    return cursor.made(.list(elements))
  }

  /// Reads a tuple; a value in parentheses, such as a complex number, as it is.
  private mutating func parentheses(from start: Int, depth: Int) -> Datum? {
    cursor.at += 1
    guard let (elements, isPlain) = elements(until: 0x29, depth: depth) else { return nil }
    if isPlain { return raw(from: start) }
    return cursor.made(.list(elements, tuple: true))
  }

  /// Reads values up to a closing bracket; whether there was exactly one and no comma.
  private mutating func elements(
    until close: UInt8, depth: Int
  ) -> (elements: [Datum], isPlain: Bool)? {
    var elements: [Datum] = []
    var commas = 0
    var values = 0
    while true {
      cursor.skipBlanks()
      if cursor.take(close) { return (elements, values == 1 && commas == 0) }
      guard values == commas, let element = value(depth: depth) else { return nil }
      values += 1
      if cursor.builds { elements.append(element) }
      cursor.skipBlanks()
      if cursor.take(0x2C) { commas += 1 }
    }
  }

  /// Reads a dict; a set as it is.
  private mutating func braces(from start: Int, depth: Int) -> Datum? {
    cursor.at += 1
    cursor.skipBlanks()
    if cursor.take(0x7D) { return cursor.made(.record([])) }
    guard let first = value(depth: depth) else { return nil }
    cursor.skipBlanks()
    if cursor.current == 0x3A { return dict(first, depth: depth) }
    if cursor.take(0x2C) || cursor.current == 0x7D {
      return elements(until: 0x7D, depth: depth) == nil ? nil : raw(from: start)
    }
    return nil
  }

  /// Reads the rest of a dict from the colon behind its first name on.
  private mutating func dict(_ first: Datum, depth: Int) -> Datum? {
    var members: [Datum.Member] = []
    var name = first
    while true {
      guard cursor.take(0x3A) else { return nil }
      cursor.skipBlanks()
      guard let value = value(depth: depth) else { return nil }
      if cursor.builds { members.append(Datum.Member(name, value)) }
      cursor.skipBlanks()
      let goesOn = cursor.take(0x2C)
      cursor.skipBlanks()
      if cursor.take(0x7D) { return cursor.made(.record(members)) }
      guard goesOn, let next = self.value(depth: depth) else { return nil }
      name = next
      cursor.skipBlanks()
    }
  }
}

// What `repr` shows of objects: names, calls, and whatever a class puts between `<` and `>`.

extension PythonReader {
  /// Letters, digits, `_` and everything that is not ASCII.
  static func isNamePart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte >= 0x80
  }

  /// Steps over a dotted name with its calls and subscripts.
  mutating func expression(depth: Int) -> Bool {
    skipName()
    while true {
      switch cursor.current {
      case 0x28, 0x5B:
        guard depth > 0, balanced(depth: depth - 1) else { return false }
      case 0x2E where Self.isNamePart(cursor[cursor.at + 1]):
        cursor.at += 1
        skipName()
      default:
        return true
      }
    }
  }

  private mutating func skipName() {
    while Self.isNamePart(cursor.current) { cursor.at += 1 }
  }

  /// Steps over a bracket and what it holds up to its partner; strings are stepped over whole.
  private mutating func balanced(depth: Int) -> Bool {
    let close: UInt8 = cursor.current == 0x28 ? 0x29 : cursor.current + 2
    cursor.at += 1
    while !cursor.isAtEnd {
      let byte = cursor.current
      switch byte {
      case close:
        cursor.at += 1
        return true
      case 0x28, 0x5B, 0x7B:
        guard depth > 0, balanced(depth: depth - 1) else { return false }
      case 0x29, 0x5D, 0x7D:
        return false
      default:
        guard anything(depth: depth) else { return false }
      }
    }
    return false
  }

  /// Steps over what stands behind a `<` up to its `>`; brackets inside need no partner.
  mutating func angle(depth: Int) -> Bool {
    while !cursor.isAtEnd {
      let byte = cursor.current
      if byte == 0x3E, cursor[cursor.at - 1] != 0x2D {
        cursor.at += 1
        return true
      }
      if byte == 0x0A || byte == 0x0D { return false }
      guard anything(depth: depth) else { return false }
    }
    return false
  }

  /// Steps over a string, a nested `<…>`, or else one byte.
  private mutating func anything(depth: Int) -> Bool {
    let byte = cursor.current
    let opensAngle = byte == 0x3C && Self.isNamePart(cursor[cursor.at + 1])
    let opensString = (byte == 0x22 || byte == 0x27) && cursor.canOpenString
    cursor.at += 1
    if opensString { return cursor.skipString(quote: byte) }
    if opensAngle { return depth > 0 && angle(depth: depth - 1) }
    return byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}

extension NotationCursor {
  /// Whether letters that may stand before a string, and then a quote, begin at a position.
  func isStringPrefix(at position: Int) -> Bool {
    for length in 1...2 {
      let letter = self[position + length - 1] | 0x20
      guard letter == 0x75 || letter == 0x62 || letter == 0x72 else { return false }
      let next = self[position + length]
      if next == 0x22 || next == 0x27 { return true }
    }
    return false
  }

  /// Whether the quote at the cursor can begin a string; that of `it's` cannot.
  var canOpenString: Bool {
    if !PythonReader.isNamePart(self[at - 1]) { return true }
    for length in 1...2 where isStringPrefix(at: at - length) {
      if !PythonReader.isNamePart(self[at - length - 1]) { return true }
    }
    return false
  }

  /// Steps from inside a string behind its closing quote, without a look at the escapes.
  mutating func skipString(quote: UInt8) -> Bool {
    while !isAtEnd {
      let byte = current
      at += 1
      if byte == quote { return true }
      if byte == 0x5C { at += 1 }
      if byte == 0x0A || byte == 0x0D { return false }
    }
    return false
  }
}

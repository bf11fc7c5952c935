extension Notation {
  /// The string that begins with its opening quote at `start`; nil if none does.
  ///
  /// `content` is what stands between the quotes, `end` is behind the closing one. A Python string
  /// may have either quote and the prefix `u`.
  package func scanString(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (content: Range<Int>, end: Int)? {
    guard (0...bytes.count).contains(start) else { return nil }
    var cursor = unsafe NotationCursor(bytes, at: start, builds: false)
    if isPython, cursor.current == 0x75 { cursor.at += 1 }
    guard let content = cursor.string(self) else { return nil }
    return (content, cursor.at)
  }

  /// Where the first `quote` stands, from a place inside a string on, that closes it.
  ///
  /// Nil if there is none, or if before it stands what cannot be in a string: a bare line end or,
  /// in JSON, another control character or an unknown escape.
  package func closingQuote(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, quote: UInt8
  ) -> Int? {
    guard (0...bytes.count).contains(start) else { return nil }
    var cursor = unsafe NotationCursor(bytes, at: start, builds: false)
    return cursor.stringContent(self, quote: quote) ? cursor.at : nil
  }

  /// The text that stands escaped between quotes, or any stretch of it; nil if an escape is broken.
  ///
  /// JSON's surrogates without a partner become U+FFFD; Python's `\udcXX` becomes the byte XX.
  package func decodeString(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var writer = LineWriter(capacity: content.count)
    guard unsafe decodeString(content, into: &writer) else { return nil }
    return unsafe writer.withBytes { unsafe Array($0) }
  }

  /// As ``decodeString(_:)``, appended to a writer; false if an escape is broken.
  package func decodeString(
    _ content: UnsafeBufferPointer<UInt8>, into writer: inout LineWriter
  ) -> Bool {
    var cursor = unsafe NotationCursor(content, at: 0, builds: false)
    while !cursor.isAtEnd {
      let byte = cursor.current
      cursor.at += 1
      if byte != 0x5C {
        writer.byte(byte)
      } else {
        let isWhole =
          switch self {
          case .json: cursor.jsonEscape(&writer)
          case .lua: cursor.luaEscape(&writer)
          default: cursor.pythonEscape(&writer, isText: self != .python2Bytes)
          }
        if !isWhole { return false }
      }
    }
    return true
  }
}

extension NotationCursor {
  /// Steps over a string with its quotes; the range of what is between them.
  mutating func string(_ notation: Notation) -> Range<Int>? {
    let quote = current
    guard quote == 0x22 || quote == 0x27 && notation != .json else { return nil }
    at += 1
    let start = at
    guard stringContent(notation, quote: quote) else { return nil }
    at += 1
    return start..<(at - 1)
  }

  /// Steps up to the closing quote.
  mutating func stringContent(_ notation: Notation, quote: UInt8) -> Bool {
    while !isAtEnd {
      let byte = current
      if byte == quote { return true }
      at += 1
      if byte == 0x5C {
        guard skipEscape(notation) else { return false }
      } else if byte < 0x20, notation == .json || byte == 0x0A || byte == 0x0D {
        return false
      }
    }
    return false
  }

  /// Steps over what follows a backslash.
  private mutating func skipEscape(_ notation: Notation) -> Bool {
    guard !isAtEnd else { return false }
    let letter = current
    at += 1
    switch (notation, letter) {
    case (.json, 0x75): return hex(4) != nil
    case (.json, _): return simpleEscape(letter, .json) != nil
    case (_, 0x78): return hex(2) != nil
    case (.lua, 0x30...0x39):
      at -= 1
      return decimal() != nil
    case (.lua, _), (.python2Bytes, _): return letter != 0x0A && letter != 0x0D
    case (_, 0x75): return hex(4) != nil
    case (_, 0x55): return hex(8).map { $0 <= 0x10FFFF } ?? false
    default: return letter != 0x0A && letter != 0x0D && letter != 0x4E
    }
  }

  /// The bytes of a Python 2 string whose escapes were found whole.
  func decodedBytes(_ content: Range<Int>) -> Datum? {
    guard builds else { return Datum.none }
    let bytes = unsafe withBytes(content) { unsafe Notation.python2Bytes.decodeString($0) }
    return bytes.map(Datum.bytes)
  }

  /// Writes the byte of the Lua escape whose backslash is behind the cursor.
  fileprivate mutating func luaEscape(_ writer: inout LineWriter) -> Bool {
    guard !isAtEnd else { return false }
    let letter = current
    if isDigit(at: at) {
      guard let code = decimal() else { return false }
      writer.byte(code)
      return true
    }
    at += 1
    if letter == 0x78 {
      guard let code = hex(2) else { return false }
      writer.byte(UInt8(code))
      return true
    }
    guard let byte = simpleEscape(letter, .lua) else { return false }
    writer.byte(byte)
    return true
  }

  /// Steps over one to three decimal digits of a byte.
  private mutating func decimal() -> UInt8? {
    var code = 0
    let limit = at + 3
    while at < limit, isDigit(at: at) {
      code = code * 10 + Int(current & 15)
      at += 1
    }
    return UInt8(exactly: code)
  }

  /// The text of a string whose escapes were found whole.
  func decodedText(_ content: Range<Int>, _ notation: Notation) -> Datum? {
    guard builds else { return Datum.none }
    var writer = LineWriter(capacity: content.count)
    let isWhole = unsafe withBytes(content) { unsafe notation.decodeString($0, into: &writer) }
    return isWhole ? .text(writer.string) : nil
  }

  /// Writes the character of the JSON escape whose backslash is behind the cursor.
  fileprivate mutating func jsonEscape(_ writer: inout LineWriter) -> Bool {
    let letter = current
    at += 1
    if letter != 0x75 {
      guard let byte = simpleEscape(letter, .json) else { return false }
      writer.byte(byte)
      return true
    }
    guard let unit = hex(4) else { return false }
    if unit & 0xFC00 == 0xD800, current == 0x5C, self[at + 1] == 0x75 {
      var ahead = self
      ahead.at += 2
      if let low = ahead.hex(4), low & 0xFC00 == 0xDC00 {
        at = ahead.at
        writer.scalar(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF)
        return true
      }
    }
    writer.scalar(unit)
    return true
  }

  /// Writes the character of the Python escape whose backslash is behind the cursor.
  ///
  /// Where it is no text, the code is that of a byte.
  fileprivate mutating func pythonEscape(_ writer: inout LineWriter, isText: Bool) -> Bool {
    guard !isAtEnd else { return false }
    let letter = current
    at += 1
    var width = letter == 0x78 ? 2 : letter == 0x75 ? 4 : letter == 0x55 ? 8 : 0
    if !isText, width > 2 { width = 0 }
    if width > 0 {
      guard let code = hex(width), code <= 0x10FFFF else { return false }
      if !isText {
        writer.byte(UInt8(code))
      } else if (0xDC80...0xDCFF).contains(code) {
        writer.byte(UInt8(code & 0xFF))
      } else {
        writer.scalar(code)
      }
    } else if let byte = simpleEscape(letter, .python) {
      writer.byte(byte)
    } else if letter & 0xF8 == 0x30 {
      at -= 1
      if isText { writer.scalar(octal()) } else { writer.byte(UInt8(octal() & 0xFF)) }
    } else {
      if letter == 0x4E || letter == 0x0A || letter == 0x0D { return false }
      writer.byte(0x5C)
      writer.byte(letter)
    }
    return true
  }

  /// What a backslash and one letter stand for.
  private func simpleEscape(_ letter: UInt8, _ notation: Notation) -> UInt8? {
    switch letter {
    case 0x22, 0x5C: letter
    case 0x6E: 0x0A
    case 0x72: 0x0D
    case 0x74: 0x09
    case 0x62: 0x08
    case 0x66: 0x0C
    case 0x2F where notation == .json: letter
    case 0x27 where notation != .json: letter
    case 0x61 where notation != .json: 0x07
    case 0x76 where notation != .json: 0x0B
    default: nil
    }
  }

  /// Steps over `digits` hexadecimal digits; nil, and no step, if there are fewer.
  private mutating func hex(_ digits: Int) -> UInt32? {
    var code: UInt32 = 0
    for place in at..<(at + digits) {
      switch self[place] {
      case let digit where digit &- 0x30 < 10: code = code &<< 4 | UInt32(digit &- 0x30)
      case let digit where (digit | 0x20) &- 0x61 < 6:
        code = code &<< 4 | UInt32((digit | 0x20) &- 0x57)
      default: return nil
      }
    }
    at += digits
    return code
  }

  /// Steps over one to three octal digits.
  private mutating func octal() -> UInt32 {
    var code: UInt32 = 0
    let limit = at + 3
    while at < limit, current & 0xF8 == 0x30 {
      code = code << 3 | UInt32(current & 7)
      at += 1
    }
    return code
  }
}

/// Writes a text as it stands between Lua's quotes: `\n` and the like, `\ddd` for other control
/// characters and for each byte that is not ASCII.
package func writeLuaString(
  _ bytes: UnsafeBufferPointer<UInt8>, into writer: inout LineWriter
) {
  for place in 0..<bytes.count {
    let byte = unsafe bytes[place]
    switch byte {
    case 0x07...0x0D:
      writer.byte(0x5C)
      writer.byte(Array("abtnvfr".utf8)[Int(byte) - 7])
    case 0x22, 0x27, 0x5C:
      writer.byte(0x5C)
      writer.byte(byte)
    case 0x20..<0x7F: writer.byte(byte)
    default:
      writer.byte(0x5C)
      writer.zeroPadded(Int64(byte), width: 3)
    }
  }
}

extension Notation {
  private static let luaWords: Set<String> = [
    "do", "and", "else", "break", "if", "end", "goto", "false", "in", "for", "then", "local", "or",
    "nil", "true", "until", "elseif", "function", "not", "repeat", "return", "while",
  ]

  /// Whether a member of a table can be written without brackets and quotes.
  static func isLuaName(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    let isName = text.utf8.allSatisfy { byte in
      byte == 0x5F || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
    return isName && !(first &- 0x30 < 10) && !luaWords.contains(text)
  }
}

/// Reads tables of Lua and what stands in them.
struct LuaReader {
  var cursor: NotationCursor

  /// Reads the value that begins at the cursor; `depth` brackets may still open.
  mutating func value(depth: Int) -> Datum? {
    switch cursor.current {
    case 0x22, 0x27:
      guard let string = cursor.string(.lua) else { return nil }
      return cursor.decodedText(string, .lua)
    case 0x7B where depth > 0: return table(depth: depth - 1)
    case 0x2D, 0x30...0x39: return cursor.number()
    case 0x28:
      for word: StaticString in ["(1/0)", "(-1/0)", "(0/0)"] {
        let start = cursor.at
        guard cursor.take(word: word) else { continue }
        return cursor.made(.raw(cursor.text(from: start, to: cursor.at)))
      }
      return nil
    default:
      let start = cursor.at
      guard takeName() else { return nil }
      if cursor.spells("true", from: start, to: cursor.at) { return cursor.made(.bool(true)) }
      if cursor.spells("false", from: start, to: cursor.at) { return cursor.made(.bool(false)) }
      if cursor.spells("nil", from: start, to: cursor.at) { return Datum.none }
      cursor.at = start
      return nil
    }
  }

  private mutating func takeName() -> Bool {
    let start = cursor.at
    guard !cursor.isDigit(at: start) else { return false }
    while cursor.current == 0x5F || cursor.isDigit(at: cursor.at)
      || (cursor.current | 0x20) &- 0x61 < 26
    {
      cursor.at += 1
    }
    return cursor.at > start
  }

  /// Reads a table: a list if no member has a name.
  private mutating func table(depth: Int) -> Datum? {
    var members: [Datum.Member] = []
    var isList = true
    var position: Int64 = 0
    cursor.at += 1
    cursor.skipBlanks()
    while !cursor.take(0x7D) {
      let name = memberName(depth: depth)
      if name == nil { position += 1 } else { isList = false }
      guard let value = value(depth: depth) else { return nil }
      if cursor.builds { members.append(Datum.Member(name ?? .integer(position), value)) }
      cursor.skipBlanks()
      guard cursor.take(0x3B) || cursor.take(0x2C) || cursor.current == 0x7D else { return nil }
      cursor.skipBlanks()
    }
    guard cursor.builds else { return Datum.none }
    return isList && !members.isEmpty ? .list(members.map(\.value)) : .record(members)
  }

  /// Reads `name =` or `[value] =`; nil, and nothing read, before a value without name.
  private mutating func memberName(depth: Int) -> Datum? {
    let start = cursor.at
    var name: Datum?
    if cursor.take(0x5B) {
      cursor.skipBlanks()
      name = value(depth: depth)
      cursor.skipBlanks()
      if name == nil || !cursor.take(0x5D) {
        cursor.at = start
        return nil
      }
    } else if takeName() {
      name = .text(cursor.text(from: start, to: cursor.at))
    }
    cursor.skipBlanks()
    guard let name, cursor.take(0x3D) else {
      cursor.at = start
      return nil
    }
    cursor.skipBlanks()
    return name
  }
}

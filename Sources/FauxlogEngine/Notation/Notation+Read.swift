extension Notation {
  /// Where the value that begins at `start` ends; nil if none in this notation begins there.
  ///
  /// Allocates nothing, takes time linear in the value's length, and refuses values more than 64
  /// brackets deep. In Python any expression that a `repr` shows is a value.
  package func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var failed = start
    return unsafe scan(bytes, from: start, failedAt: &failed)
  }

  /// The same; `failedAt` is where reading stopped if there is none, which is the bytes' end if more
  /// of them could make it one.
  package func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, failedAt: inout Int
  ) -> Int? {
    unsafe value(in: bytes, from: start, builds: false, failedAt: &failedAt)?.end
  }

  /// The value that begins at `start` and where it ends; nil exactly where ``scan(_:from:)`` is.
  ///
  /// In Python, texts, numbers, `None`, `True`, `False`, lists, tuples and dicts are told apart; all
  /// else (sets, bytes, calls, `<…>`) is a `.raw`. In Python 2 a string without `u` is bytes.
  package func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (value: Datum, end: Int)? {
    var failed = start
    return unsafe value(in: bytes, from: start, builds: true, failedAt: &failed)
  }

  private func value(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, builds: Bool, failedAt: inout Int
  ) -> (value: Datum, end: Int)? {
    guard (0...bytes.count).contains(start) else { return nil }
    let cursor = unsafe NotationCursor(bytes, at: start, builds: builds)
    switch self {
    case .json:
      var reader = JSONReader(cursor: cursor)
      defer { failedAt = reader.cursor.at }
      guard let value = reader.value(depth: NotationCursor.deepest) else { return nil }
      return (value, reader.cursor.at)
    case .lua:
      var reader = LuaReader(cursor: cursor)
      defer { failedAt = reader.cursor.at }
      guard let value = reader.value(depth: NotationCursor.deepest) else { return nil }
      return (value, reader.cursor.at)
    case .python, .python2, .python2Bytes:
      var reader = PythonReader(cursor: cursor, isTwo: self != .python)
      defer { failedAt = reader.cursor.at }
      guard let value = reader.value(depth: NotationCursor.deepest) else { return nil }
      return (value, reader.cursor.at)
    }
  }
}

/// Reads JSON as RFC 8259 has it.
private struct JSONReader {
  var cursor: NotationCursor

  /// Reads the value that begins at the cursor; `depth` brackets may still open.
  mutating func value(depth: Int) -> Datum? {
    switch cursor.current {
    case 0x22: return string()
    case 0x5B where depth > 0: return list(depth: depth - 1)
    case 0x7B where depth > 0: return record(depth: depth - 1)
    case 0x2D, 0x30...0x39: return cursor.number()
    case 0x74: return cursor.take(word: "true") ? cursor.made(.bool(true)) : nil
    case 0x66: return cursor.take(word: "false") ? cursor.made(.bool(false)) : nil
    case 0x6E: return cursor.take(word: "null") ? Datum.none : nil
    default: return nil
    }
  }

  private mutating func string() -> Datum? {
    guard let string = cursor.string(.json) else { return nil }
    return cursor.decodedText(string, .json)
  }

  private mutating func list(depth: Int) -> Datum? {
    var elements: [Datum] = []
    cursor.at += 1
    cursor.skipBlanks()
    if cursor.take(0x5D) { return cursor.made(.list([])) }
    while true {
      cursor.skipBlanks()
      guard let element = value(depth: depth) else { return nil }
      if cursor.builds { elements.append(element) }
      cursor.skipBlanks()
      if cursor.take(0x5D) { return cursor.made(.list(elements)) }
      guard cursor.take(0x2C) else { return nil }
    }
  }

  private mutating func record(depth: Int) -> Datum? {
    var members: [Datum.Member] = []
    cursor.at += 1
    cursor.skipBlanks()
    if cursor.take(0x7D) { return cursor.made(.record([])) }
    while true {
      cursor.skipBlanks()
      guard let name = string() else { return nil }
      cursor.skipBlanks()
      guard cursor.take(0x3A) else { return nil }
      cursor.skipBlanks()
      guard let value = value(depth: depth) else { return nil }
      if cursor.builds { members.append(Datum.Member(name, value)) }
      cursor.skipBlanks()
      if cursor.take(0x7D) { return cursor.made(.record(members)) }
      guard cursor.take(0x2C) else { return nil }
    }
  }
}

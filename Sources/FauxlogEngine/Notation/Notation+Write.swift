extension Notation {
  /// Appends a value in this notation.
  ///
  /// In JSON a tuple is a list, a `.raw` is a string, and a member's name is always one.
  package func write(
    _ datum: Datum, style: NotationStyle = NotationStyle(), into writer: inout LineWriter
  ) {
    switch self {
    case .json: JSONLayout(style: style).write(datum, depth: 0, into: &writer)
    case .python, .python2, .python2Bytes:
      PythonLayout(notation: self, sorted: style.sorted).write(datum, into: &writer)
    case .lua: LuaLayout(sorted: style.sorted).write(datum, into: &writer)
    }
  }
}

/// Writes values as Python's `json.dumps`.
private struct JSONLayout {
  let style: NotationStyle

  func write(_ datum: Datum, depth: Int, into writer: inout LineWriter) {
    switch datum {
    case .none, .template, .hole: writer.text("null")
    case .bool(let truth): writer.text(truth ? "true" : "false")
    case .integer(let number): writer.integer(number)
    case .number(let spelled): writer.text(spelled)
    case .text(let text), .raw(let text): string(text, into: &writer)
    case .bytes(let bytes):
      list(bytes.map { .integer(Int64($0)) }, depth: depth, into: &writer)
    case .list(let elements, _): list(elements, depth: depth, into: &writer)
    case .record(let members): record(members, depth: depth, into: &writer)
    }
  }

  private func string(_ text: String, into writer: inout LineWriter) {
    writer.byte(0x22)
    writeJSONString(text, ascii: style.ascii, into: &writer)
    writer.byte(0x22)
  }

  private func list(_ elements: [Datum], depth: Int, into writer: inout LineWriter) {
    writer.byte(0x5B)
    for (index, element) in elements.enumerated() {
      if index > 0 { separator(into: &writer) }
      lineEnd(depth: depth + 1, into: &writer)
      write(element, depth: depth + 1, into: &writer)
    }
    if !elements.isEmpty { lineEnd(depth: depth, into: &writer) }
    writer.byte(0x5D)
  }

  private func record(_ members: [Datum.Member], depth: Int, into writer: inout LineWriter) {
    writer.byte(0x7B)
    let members = style.sorted ? Datum.sortedMembers(members) : members
    for (index, member) in members.enumerated() {
      if index > 0 { separator(into: &writer) }
      lineEnd(depth: depth + 1, into: &writer)
      string(member.name.jsonName, into: &writer)
      writer.byte(0x3A)
      if !style.compact { writer.byte(0x20) }
      write(member.value, depth: depth + 1, into: &writer)
    }
    if !members.isEmpty { lineEnd(depth: depth, into: &writer) }
    writer.byte(0x7D)
  }

  private func separator(into writer: inout LineWriter) {
    writer.byte(0x2C)
    if style.indent == nil, !style.compact { writer.byte(0x20) }
  }

  private func lineEnd(depth: Int, into writer: inout LineWriter) {
    guard let indent = style.indent else { return }
    writer.byte(0x0A)
    writer.fill(0x20, count: style.baseIndent + indent * depth)
  }
}

/// Writes values as Python's `repr`.
private struct PythonLayout {
  let notation: Notation
  let sorted: Bool

  func write(_ datum: Datum, into writer: inout LineWriter) {
    switch datum {
    case .none, .template, .hole: writer.text("None")
    case .bool(let truth): writer.text(truth ? "True" : "False")
    case .integer(let number): writer.integer(number)
    case .number(let spelled), .raw(let spelled): writer.text(spelled)
    case .text(let text):
      if notation == .python2 { writer.byte(0x75) }
      writePythonString(text, notation, into: &writer)
    case .bytes(let bytes):
      if notation == .python { writer.byte(0x62) }
      unsafe bytes.withUnsafeBufferPointer {
        unsafe writePythonString($0, .python2Bytes, into: &writer)
      }
    case .list(let elements, let isTuple): list(elements, isTuple: isTuple, into: &writer)
    case .record(let members): record(members, into: &writer)
    }
  }

  private func list(_ elements: [Datum], isTuple: Bool, into writer: inout LineWriter) {
    writer.byte(isTuple ? 0x28 : 0x5B)
    for (index, element) in elements.enumerated() {
      if index > 0 { writer.text(", ") }
      write(element, into: &writer)
    }
    if isTuple, elements.count == 1 { writer.byte(0x2C) }
    writer.byte(isTuple ? 0x29 : 0x5D)
  }

  private func record(_ members: [Datum.Member], into writer: inout LineWriter) {
    writer.byte(0x7B)
    let members =
      sorted
      ? Datum.sortedMembers(members) : notation == .python2 ? Datum.hashed(members) : members
    for (index, member) in members.enumerated() {
      if index > 0 { writer.text(", ") }
      write(member.name, into: &writer)
      writer.text(": ")
      write(member.value, into: &writer)
    }
    writer.byte(0x7D)
  }
}

/// Writes values as `util.serialization` does for a log: on one line, names bare where they can be.
private struct LuaLayout {
  let sorted: Bool

  func write(_ datum: Datum, into writer: inout LineWriter) {
    switch datum {
    case .none, .template, .hole: writer.text("nil")
    case .bool(let truth): writer.text(truth ? "true" : "false")
    case .integer(let number): writer.integer(number)
    case .number(let spelled), .raw(let spelled): writer.text(spelled)
    case .text(let text): string(Array(text.utf8), into: &writer)
    case .bytes(let bytes): string(bytes, into: &writer)
    case .list(let elements, _):
      table(elements.map { (name: nil, value: $0) }, into: &writer)
    case .record(let members):
      let members = sorted ? Datum.sortedMembers(members) : members
      // What is nil is not in a table.
      table(members.filter { $0.value != .none }.map { ($0.name, $0.value) }, into: &writer)
    }
  }

  private func string(_ bytes: [UInt8], into writer: inout LineWriter) {
    writer.byte(0x22)
    unsafe bytes.withUnsafeBufferPointer { unsafe writeLuaString($0, into: &writer) }
    writer.byte(0x22)
  }

  private func table(_ members: [(name: Datum?, value: Datum)], into writer: inout LineWriter) {
    writer.byte(0x7B)
    for (index, member) in members.enumerated() {
      if index > 0 { writer.byte(0x3B) }
      writer.byte(0x20)
      if let name = member.name {
        if case .text(let text) = name, Notation.isLuaName(text) {
          writer.text(text)
        } else {
          writer.byte(0x5B)
          write(name, into: &writer)
          writer.byte(0x5D)
        }
        writer.text(" = ")
      }
      write(member.value, into: &writer)
    }
    writer.text(" }")
  }
}

extension Datum {
  /// Members ordered by name: whole numbers first, by value, then all others by their characters.
  ///
  /// A text that spells a whole number counts as one, for data that came through JSON.
  package static func sortedMembers(_ members: [Member]) -> [Member] {
    // Names are words, most often, which need no keys of their own.
    if members.allSatisfy({ $0.name.isWord }) {
      return members.sorted { $0.name.wordBytes.lexicographicallyPrecedes($1.name.wordBytes) }
    }
    let keyed = members.enumerated().map { (key: $1.name.sortKey, place: $0, member: $1) }
    let ordered = keyed.sorted { left, right in
      if left.key == right.key { return left.place < right.place }
      return left.key < right.key
    }
    return ordered.map(\.member)
  }

  /// Whether it is a text that spells no number.
  private var isWord: Bool {
    guard case .text(let text) = self, let first = text.utf8.first else { return false }
    return first > UInt8(ascii: "9")
  }

  private var wordBytes: String.UTF8View {
    if case .text(let text) = self { text.utf8 } else { "".utf8 }
  }

  private var sortKey: SortKey {
    switch self {
    case .integer(let number): .number(number)
    case .text(let text): Int64(canonical: text).map(SortKey.number) ?? .spelled(Array(text.utf8))
    default: .spelled(Array(jsonName.utf8))
    }
  }

  /// What this value is as the name of a member in JSON.
  fileprivate var jsonName: String {
    switch self {
    case .text(let text), .raw(let text), .number(let text): return text
    default:
      var writer = LineWriter(capacity: 64)
      Notation.json.write(self, into: &writer)
      return writer.string
    }
  }
}

private enum SortKey: Comparable {
  case number(Int64)
  case spelled([UInt8])

  static func < (left: SortKey, right: SortKey) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.number, .spelled): true
    case (.spelled, .number): false
    case (.spelled(let left), .spelled(let right)): left.lexicographicallyPrecedes(right)
    }
  }
}

extension Int64 {
  /// The number that a text spells the way we would write it; nil for `+1`, `007`, `-0`.
  init?(canonical text: some StringProtocol) {
    guard let number = Int64(text), String(number) == text else { return nil }
    self = number
  }
}

package import FauxlogEngine

/// A JSON object on one line, its members in the order they are added, as Python's `json.dumps`
/// would write it.
package struct JSONLine: ~Copyable {
  private var line = LineWriter(capacity: 256)
  private var isFirst = true

  /// An object without members.
  package init() { line.byte(0x7B) }

  /// The object.
  package var text: String { line.string + "}" }

  private mutating func name(_ name: String) {
    if !isFirst { line.text(", ") }
    isFirst = false
    string(name)
    line.text(": ")
  }

  private mutating func string(_ text: String) {
    line.byte(0x22)
    writeJSONString(text, into: &line)
    line.byte(0x22)
  }

  /// A text.
  package mutating func add(_ name: String, _ text: String) {
    self.name(name)
    string(text)
  }

  /// A text, `null` if there is none.
  package mutating func add(_ name: String, _ text: String?) {
    if let text { add(name, text) } else { addRaw(name, "null") }
  }

  /// Yes or no.
  package mutating func add(_ name: String, _ flag: Bool) {
    addRaw(name, flag ? "true" : "false")
  }

  /// A list of texts.
  package mutating func add(_ name: String, _ texts: [String]) {
    self.name(name)
    line.byte(0x5B)
    for (index, text) in texts.enumerated() {
      if index > 0 { line.text(", ") }
      string(text)
    }
    line.byte(0x5D)
  }

  /// A number.
  package mutating func add(_ name: String, _ number: Int64) {
    self.name(name)
    line.integer(number)
  }

  /// A time, `null` if there is none.
  package mutating func addTime(_ name: String, _ time: Instant?) {
    self.name(name)
    guard let time else { return line.text("null") }
    line.byte(0x22)
    writeRFC3339(time, digits: 6, into: &line)
    line.byte(0x22)
  }

  /// Texts by name.
  package mutating func addObject(_ name: String, _ members: [(String, String)]) {
    self.name(name)
    var inner = JSONLine()
    for (key, value) in members { inner.add(key, value) }
    line.text(inner.text)
  }

  /// Counts by name.
  package mutating func addCounts(_ name: String, _ members: [(String, Int64)]) {
    self.name(name)
    var inner = JSONLine()
    for (key, value) in members { inner.add(key, value) }
    line.text(inner.text)
  }

  /// A list of objects, one for each row: `members` adds what it has.
  package mutating func add<Row>(
    _ name: String, each rows: [Row], _ members: (Row, inout JSONLine) -> Void
  ) {
    addList(
      name,
      rows.map { row in
        var object = JSONLine()
        members(row, &object)
        return object.text
      })
  }

  /// A list of what is JSON already.
  package mutating func addList(_ name: String, _ elements: [String]) {
    addRaw(name, "[" + elements.joined(separator: ", ") + "]")
  }

  /// JSON that is ready.
  package mutating func addRaw(_ name: String, _ json: String) {
    self.name(name)
    line.text(json)
  }
}

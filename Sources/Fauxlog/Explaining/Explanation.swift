package import FauxlogEngine
import FauxlogTree

/// Where a line of a generated log comes from.
package struct Explanation: Sendable {
  /// A member of the record's fields, or its time or level.
  package struct Field: Sendable {
    package var name: String
    /// The value as JSON; nil for what is no field of its own.
    package var value: String?
    /// What the log shows.
    package var text: String?
    /// Where that stands in the record: offset and length in bytes.
    package var span: (offset: Int64, length: Int64)?
    /// What filled it; nil if the templates do not say.
    package var origin: FieldOrigin?
  }

  /// Another record of the same happening.
  package struct Neighbour: Sendable {
    /// Its log, below the tree's folder, and its first line there.
    package var path: String
    package var line: Int64
    package var event: String
    package var step: String
    package var time: String?
  }

  /// The log, below the tree's folder.
  package var path: String
  /// The record's first line.
  package var line: Int64
  /// Full name of the format, and the event as users write it.
  package var format: String
  package var event: String
  package var time: String?
  /// The seed of the tree.
  package var seed = ""
  /// The bytes of the record.
  package var text: String
  package var fields: [Field]
  package var scenario: String?
  package var instance: String?
  package var step: String?
  /// Label, incidents and what else the golden files tell of the instance, as JSON; nil if none.
  package var happening: Datum?
  /// Where the layout, the event and the step that wrote it stand in the templates, as
  /// `file:line:column`.
  package var layoutPlace: String?
  package var eventPlace: String?
  package var stepPlaces: [String] = []
  /// Whether the templates are those by which the tree was made.
  package var isSameTemplates = true
  package var neighbours: [Neighbour] = []
  /// The golden record as JSON.
  package var record: Datum

  /// The explanation as a JSON object.
  package var json: String {
    var json = JSONLine()
    json.add("file", path)
    json.add("line", line)
    json.add("format", format)
    json.add("seed", seed)
    json.add("text", text)
    json.addRaw("record", jsonText(record))
    json.add("fields", each: fields) { field, json in
      json.add("name", field.name)
      json.addRaw("value", field.value ?? "null")
      json.add("text", field.text)
      json.addRaw("span", field.span.map { "[\($0.offset), \($0.length)]" } ?? "null")
      json.addRaw("origin", field.origin?.json ?? "null")
    }
    var places = JSONLine()
    places.add("layout", layoutPlace)
    places.add("event", eventPlace)
    places.add("step", stepPlaces)
    places.add("same", isSameTemplates)
    json.addRaw("templates", places.text)
    json.addRaw("happening", happening.map(jsonText) ?? "null")
    json.add("neighbours", each: neighbours) { other, json in
      json.add("file", other.path)
      json.add("line", other.line)
      json.add("event", other.event)
      json.add("step", other.step)
      json.add("time", other.time)
    }
    return json.text
  }
}

/// Why a line cannot be explained.
package enum ExplanationError: Error, Equatable {
  /// There is no such file.
  case noSuchFile(String)
  /// There are no golden records for the file, here or beside the folders it stands in.
  case noGolden(file: String)
  /// The file has fewer lines.
  case noSuchLine(file: String, line: Int64, last: Int64)
  /// A golden file is not what fauxlog writes.
  case badGolden(String)
}

/// Data as JSON.
func jsonText(_ datum: Datum) -> String {
  var line = LineWriter(capacity: 256)
  Notation.json.write(datum, into: &line)
  return line.string
}

/// A text as a JSON string.
func jsonString(_ text: String) -> String {
  var line = LineWriter(capacity: text.utf8.count + 2)
  line.byte(0x22)
  writeJSONString(text, into: &line)
  line.byte(0x22)
  return line.string
}

/// JSON text as data; nil if it is none.
func readJSON(_ bytes: some Collection<UInt8>) -> Datum? {
  unsafe Array(bytes).withUnsafeBufferPointer { bytes in
    unsafe Notation.json.read(bytes, from: 0)?.value
  }
}

extension Datum {
  /// The text, if it is one.
  var text: String? { if case .text(let text) = self { text } else { nil } }
  /// The whole number, if it is one.
  var number: Int64? { if case .integer(let number) = self { number } else { nil } }
  /// The members of a record with their names; none of anything else.
  var members: [(name: String, value: Datum)] {
    guard case .record(let members) = self else { return [] }
    return members.compactMap { member in member.name.text.map { ($0, member.value) } }
  }
}

extension Explanation {
  /// Label, incidents, actors and time of the happening, in words.
  package var circumstances: [(name: String, meaning: String)] {
    guard let happening else { return [] }
    var rows: [(name: String, meaning: String)] = []
    if let label = happening["label"]?.text { rows.append(("label", label)) }
    let incidents = (happening["incidents"]?.elements ?? []).compactMap(\.text)
    if !incidents.isEmpty { rows.append(("incidents", incidents.joined(separator: ", "))) }
    for (kind, name) in happening["actors"]?.members ?? [] { rows.append((kind, name.text ?? "")) }
    if let start = happening["start"]?.text {
      rows.append(("time", start + (happening["end"]?.text.map { " to \($0)" } ?? "")))
    }
    return rows
  }
}

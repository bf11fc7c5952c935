import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

extension FileRule {
  /// What a file holds and when it rotates, in words; `takes` is which records it takes, if not all.
  func words(takes: String, rotatedBy scenarios: [String]) -> String {
    var parts = [format + (layout.map { " as \($0)" } ?? "")]
    if isWholeFile { parts.append("a file for each record") }
    if condition != nil { parts.append("only \(takes.isEmpty ? "some records" : takes)") }
    if isHeld { parts.append("written when it is flushed") }
    if let rotation { parts.append(rotation.words(by: scenarios)) }
    if let writer { parts.append("opened by each $\(writer.text)") }
    return parts.joined(separator: "; ")
  }

  /// The same as a JSON object.
  func json(takes: String, writtenBy writers: [String], rotatedBy scenarios: [String]) -> String {
    var json = JSONLine()
    json.add("path", path.text)
    json.add("format", format)
    json.add("layout", layout)
    json.add("where", takes.isEmpty ? nil : takes)
    json.add("rotation", rotation?.words(by: scenarios))
    json.add("present", isPresent)
    json.add("written_by", writers)
    return json.text
  }
}

extension FileRule.Rotation {
  /// When it rotates and what is kept.
  func words(by scenarios: [String]) -> String {
    let told = scenarios.isEmpty ? "when told" : "by \(scenarios.joined(separator: ", "))"
    var parts: [String]
    switch moment {
    case .before(let size): parts = ["rotated before it reaches \(Self.shown(size))"]
    case .after(let size): parts = ["rotated once it has \(Self.shown(size))"]
    case .told(byCopy: false): parts = ["rotated \(told)"]
    case .told(byCopy: true): parts = ["copied and emptied \(told)"]
    }
    if let next { parts.append("the next file is \(next.prefix)\(next.number)") }
    if let keeps {
      parts.append("\(keeps) kept" + (next == nil ? " from \(prefix)\(first) on" : ""))
    }
    if let gzipFrom { parts.append("compressed from \(prefix)\(gzipFrom) on") }
    return parts.joined(separator: ", ")
  }

  /// A number of bytes in the largest unit that it is a whole number of.
  private static func shown(_ bytes: Int64) -> String {
    let units: [(name: String, bytes: Int64)] = [
      ("GB", 1_000_000_000), ("GiB", 1 << 30), ("MB", 1_000_000), ("MiB", 1 << 20), ("KB", 1000),
      ("KiB", 1 << 10),
    ]
    let unit = units.first { bytes >= $0.bytes && bytes.isMultiple(of: $0.bytes) }
    return unit.map { "\(bytes / $0.bytes) \($0.name)" } ?? "\(bytes) bytes"
  }
}

extension RateSyntax.Often {
  /// How often, in the language's own words.
  var words: String {
    switch self {
    case .rate(let number, let unit):
      "\(number.shown) \(unit.text == "hour" ? "an" : "a") \(unit.text)"
    case .every(let number): "every \(number.shown)"
    case .at(let day, let clocks):
      (day.map { "on \($0.text) " } ?? "") + "at "
        + clocks.map(Self.clock).joined(separator: ", ")
    case .once(let atEnd): atEnd ? "once before its end" : "once"
    }
  }

  private static func clock(_ minute: Int) -> String {
    let parts = [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return parts.joined(separator: ":")
  }
}

extension Number {
  /// The number with its decimals and unit.
  var shown: String {
    var text = String(digits.magnitude)
    if places > 0 {
      text = String(repeating: "0", count: max(places + 1 - text.count, 0)) + text
      text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
    }
    return (digits < 0 ? "-" : "") + text + (unit.map(\.rawValue) ?? "")
  }
}

import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

extension TemplateLibrary {
  /// Describes a tree: its files, parameters, rates and incidents.
  func describe(_ tree: Catalogue.Tree, _ settings: [(name: String, value: String)])
    throws(TemplateError) -> Description
  {
    let bound = try self.tree(tree.name, settings: settings)
    let binder = Binder(
      catalogue,
      settings: Dictionary(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
    let entries = binder.folded(tree.entries, system: tree.system)
    let words = TemplateWords(sources: catalogue.sources)
    let parameters = parameters(bound.parameters, first: tree.system)
    let files = bound.model.rules.map { rule in
      Description.Row(name: rule.path.text, meaning: rule.words)
    }
    let statics = bound.model.statics.map { $0.path + ($0.isFolder ? "/" : "") }
    let rates = rateRows(entries)
    let incidents = incidentRows(entries, words)
    var start = LineWriter(capacity: 40)
    writeRFC3339(bound.model.start, digits: 0, into: &start)

    var description = Description(
      name: outsideName(tree.name), kind: "tree", words: words.words(ofHeader: tree.position))
    description.add("Parameters", parameters.rows)
    description.add("Window", [Description.Row(name: "start", meaning: start.string)])
    description.add("Files", files)
    description.add("Fixed files", statics.map { Description.Row(name: $0, meaning: "") })
    description.add("What happens", rates)
    description.add("Incidents", incidents)
    var json = JSONLine()
    json.add("kind", "tree")
    json.add("name", description.name)
    json.add("description", description.words)
    json.addRaw("parameters", parameters.json)
    json.add("start", start.string)
    json.addRaw("files", jsonList(bound.model.rules.map(\.json)))
    json.add("static", statics)
    json.addRaw("rates", Self.list(rates, "scenario", "rate"))
    json.addRaw("incidents", Self.list(incidents, "name", "description"))
    description.json = json.text
    return description
  }

  private static func list(_ rows: [Description.Row], _ name: String, _ meaning: String) -> String {
    jsonList(
      rows.map { row in
        var json = JSONLine()
        json.add(name, row.name)
        json.add(
          meaning, ([row.meaning] + row.lines).filter { !$0.isEmpty }.joined(separator: "; "))
        return json.text
      })
  }

  private func rateRows(_ entries: [Entry]) -> [Description.Row] {
    entries.compactMap { entry in
      guard case .rate(let rate) = entry else { return nil }
      var meaning = rate.often.words
      if let actor = rate.actor { meaning += " for each \(actor.text)" }
      if let curve = rate.curve { meaning += ", by the curve \(curve.text)" }
      return Description.Row(name: outsideName(rate.scenario.text), meaning: meaning)
    }
  }

  private func incidentRows(_ entries: [Entry], _ words: TemplateWords) -> [Description.Row] {
    entries.compactMap { entry in
      guard case .incident(let incident) = entry else { return nil }
      let lines = words.block(at: incident.name.position).dropFirst().map { line in
        String(line.drop { $0 == " " })
      }
      return Description.Row(
        name: outsideName(incident.name.text), meaning: words.words(above: incident.name.position),
        lines: lines)
    }
  }
}

extension FileRule {
  /// Format, rotation and what else is to be known of the file, in words.
  var words: String {
    var parts = [format + (layout.map { " as \($0)" } ?? "")]
    if isWholeFile { parts.append("a file for each record") }
    if condition != nil { parts.append("some of its records") }
    if isHeld { parts.append("written when it is flushed") }
    if let rotation { parts.append(rotation.words) }
    if let writer { parts.append("written by each $\(writer.text)") }
    return parts.joined(separator: "; ")
  }

  /// The same as a JSON object.
  var json: String {
    var json = JSONLine()
    json.add("path", path.text)
    json.add("format", format)
    json.addRaw("layout", layout.map(jsonString) ?? "null")
    json.addRaw("rotation", rotation.map { jsonString($0.words) } ?? "null")
    json.addRaw("present", isPresent ? "true" : "false")
    return json.text
  }
}

extension FileRule.Rotation {
  /// When it rotates and what is kept.
  var words: String {
    var parts: [String]
    switch moment {
    case .before(let size): parts = ["rotated before it reaches \(size) bytes"]
    case .after(let size): parts = ["rotated once it has \(size) bytes"]
    case .told(byCopy: false): parts = ["rotated when a scenario says so"]
    case .told(byCopy: true): parts = ["rotated by copy when a scenario says so"]
    }
    if let keeps { parts.append("\(keeps) kept from \(prefix)\(first) on") }
    if let gzipFrom { parts.append("compressed from \(prefix)\(gzipFrom) on") }
    return parts.joined(separator: ", ")
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

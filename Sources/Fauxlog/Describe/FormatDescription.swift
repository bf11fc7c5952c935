import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

extension TemplateLibrary {
  /// Lines of a sample that are shown to people.
  private static let shownLines = 12

  /// Describes a format: its events with a sample each, and their fields.
  func describe(_ bound: BoundFormat) throws(TemplateError) -> Description {
    let words = TemplateWords(sources: catalogue.sources)
    let format = bound.format
    var description = Description(name: format.name, kind: "format", words: "")
    if let grammar = catalogue.grammars[format.name] {
      description.words = words.words(ofHeader: grammar.position)
    }
    let parameters = parameters(bound.parameters, first: systemName(of: format.name))
    description.add("Parameters", parameters.rows)
    var drawer = FormatDrawer(FormatPlan(format, bound.world, seed: 1, start: formatStart))
    var rows: [Description.Row] = []
    var events: [String] = []
    var fields: [(name: String, kind: String)] = []
    for (number, event) in format.events.enumerated() {
      var line = LineWriter(capacity: 1024)
      drawer.sample(number, into: &line)
      if let fault = drawer.fault { throw .templates(text(of: [fault.diagnostic])) }
      let sample = line.string
      let own = shown(event, words)
      rows.append(row(event, sample, own.map(\.name), words))
      events.append(json(event, sample, own, words))
      for field in own where !fields.contains(where: { $0.name == field.name }) {
        fields.append((field.name, field.kind))
      }
    }
    description.add("Events", rows)
    description.add("Fields", fields.map { Description.Row(name: $0.name, meaning: $0.kind) })
    var json = JSONLine()
    json.add("kind", "format")
    json.add("name", format.name)
    json.add("description", description.words)
    json.addRaw("parameters", parameters.json)
    json.addRaw("events", jsonList(events))
    description.json = json.text
    return description
  }

  private typealias Shown = (name: String, type: String, kind: String)

  /// Members of an event's golden records, with what the templates say of them.
  private func shown(_ event: Format.Event, _ words: TemplateWords) -> [Shown] {
    event.pattern.goldenOrder.compactMap { entry in
      guard let number = entry.fields.first else { return nil }
      let field = event.pattern.fields[number]
      let type: String =
        switch (field.role, field.type) {
        case (.time, _): "time"
        case (_, .number), (_, .numericChoice): "number"
        case (_, .bool): "bool"
        case (_, .data): "data"
        case (_, .list): "list"
        case (_, .text), (_, .shown): "text"
        }
      return (entry.name, type, words.definition(at: field.position))
    }
  }

  private func row(
    _ event: Format.Event, _ sample: String, _ fields: [String], _ words: TemplateWords
  ) -> Description.Row {
    var traits = [event.level, event.isGeneric ? "generic" : nil].compactMap { $0 }
    let told = words.words(above: event.position)
    if !told.isEmpty { traits.append(told) }
    if traits.isEmpty { traits = [fields.joined(separator: ", ")] }
    var lines = sample.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    if lines.count > Self.shownLines {
      lines = lines.prefix(Self.shownLines - 1) + ["… \(lines.count - Self.shownLines + 1) more"]
    }
    return Description.Row(
      name: outsideName(event.name), meaning: traits.joined(separator: "; "), lines: lines)
  }

  private func json(
    _ event: Format.Event, _ sample: String, _ fields: [Shown], _ words: TemplateWords
  ) -> String {
    var json = JSONLine()
    json.add("name", outsideName(event.name))
    json.addRaw("level", event.level.map(jsonString) ?? "null")
    json.addRaw("generic", event.isGeneric ? "true" : "false")
    json.add("description", words.words(above: event.position))
    json.add("sample", sample)
    json.addRaw(
      "fields",
      jsonList(
        fields.map { name, type, kind in
          var field = JSONLine()
          field.add("name", name)
          field.add("type", type)
          field.add("kind", kind)
          return field.text
        }))
    return json.text
  }
}

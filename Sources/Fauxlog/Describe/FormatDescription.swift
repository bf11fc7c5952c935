import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

extension TemplateLibrary {
  /// Lines of a sample that are shown to people.
  static let shownLines = 12

  /// Describes a format: its events with a sample each, and their fields.
  func describe(_ bound: BoundFormat) throws(TemplateError) -> Description {
    let words = TemplateWords(sources: catalogue.sources)
    let format = bound.format
    var description = Description(name: format.name, kind: "format", words: "")
    let position = catalogue.grammars[format.name]?.position
    let comment = position.map(words.comment(ofHeader:)) ?? Comment([])
    description.words = comment.text
    description.add(comment.lists)
    let parameters = parameters(
      bound.parameters, of: catalogue.grammars[format.name]?.entries ?? [],
      first: systemName(of: format.name))
    description.add("Parameters", parameters.rows)
    let files = takers(of: format.name)
    description.add("Files", files.map { Description.Row(name: $0.path, meaning: "of \($0.tree)") })
    var drawer = FormatDrawer(FormatPlan(format, bound.world, seed: 1, start: formatStart))
    var rows: [Description.Row] = []
    var events: [String] = []
    var fields: [Shown] = []
    for (number, event) in format.events.enumerated() {
      var line = LineWriter(capacity: 1024)
      drawer.sample(number, into: &line)
      if let fault = drawer.fault { throw .templates(text(of: [fault.diagnostic])) }
      let sample = line.string
      let own = shown(event, words)
      rows.append(row(event, sample, own.map(\.name), words))
      events.append(json(event, sample, own, words))
      for field in own where !fields.contains(where: { $0.name == field.name }) {
        fields.append(field)
      }
    }
    description.add("Events", rows)
    description.add("Fields", Self.rows(fields))
    let place = position.map(catalogue.line) ?? ""
    description.add("Template", [Description.Row(name: "-", meaning: place)])
    var json = JSONLine()
    json.add("kind", "format")
    json.add("name", format.name)
    json.add("description", description.words)
    json.add("notes", each: comment.lists, Self.add)
    json.add("template", place)
    json.add("files", each: files, Self.add)
    json.addList("parameters", parameters.objects)
    json.addList("events", events)
    description.json = json.text
    return description
  }

  /// A member of an event's golden records: its type and, as the templates say it, its kind.
  typealias Shown = (name: String, type: String, kind: String)

  /// Members of an event's golden records, with what the templates say of them.
  func shown(_ event: Format.Event, _ words: TemplateWords) -> [Shown] {
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
    return Description.Row(
      name: outsideName(event.name), meaning: traits.joined(separator: "; "),
      lines: Self.lines(of: sample))
  }

  private func json(
    _ event: Format.Event, _ sample: String, _ fields: [Shown], _ words: TemplateWords
  ) -> String {
    var json = JSONLine()
    json.add("name", outsideName(event.name))
    json.add("level", event.level)
    json.add("generic", event.isGeneric)
    json.add("description", words.words(above: event.position))
    json.add("sample", sample)
    json.add("fields", each: fields, Self.add)
    return json.text
  }

  /// The lines of a sample, as many as are shown to people.
  static func lines(of sample: String) -> [String] {
    var lines = sample.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    guard lines.count > shownLines else { return lines }
    return lines.prefix(shownLines - 1) + ["… \(lines.count - shownLines + 1) more"]
  }

  /// Fields by what golden records show of them, and their kinds.
  static func rows(_ fields: [Shown]) -> [Description.Row] {
    fields.map { name, type, kind in
      let hasType = kind.isEmpty || !kind.hasPrefix(type)
      return Description.Row(
        name: name,
        meaning: [hasType ? type : "", kind].filter { !$0.isEmpty }.joined(separator: ": "))
    }
  }

  /// The same of one in JSON.
  static func add(_ field: Shown, to json: inout JSONLine) {
    json.add("name", field.name)
    json.add("type", field.type)
    json.add("kind", field.kind)
  }

  // MARK: - Who takes it

  /// A file of a tree that takes records of a format.
  typealias Taker = (tree: String, path: String)

  /// The files that take a format, of the trees that are loaded.
  func takers(of format: String) -> [Taker] {
    catalogue.trees.values.sorted { $0.name < $1.name }.flatMap { tree in
      binder().folded(tree.entries, system: tree.system)
        .compactMap { entry -> Taker? in
          guard case .file(let file) = entry else { return nil }
          let takes = file.notes.contains { note in
            guard case .takes(let grammar, _, _, _) = note else { return false }
            return grammar.text == format
          }
          return takes ? (outsideName(tree.name), file.path.text) : nil
        }
    }
  }

  /// One of them in JSON.
  static func add(_ taker: Taker, to json: inout JSONLine) {
    json.add("tree", taker.tree)
    json.add("path", taker.path)
  }
}

import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

extension TemplateLibrary {
  /// Samples of an event, each by a seed of its own.
  private static let samples: ClosedRange<UInt64> = 1...3

  /// Describes an event of a format: its template, samples, fields, and who writes it.
  func describe(event name: String, of bound: BoundFormat) throws(TemplateError) -> Description {
    let events = bound.format.events
    guard let number = events.firstIndex(where: { outsideName($0.name) == outsideName(name) })
    else {
      let near = near(outsideName(name), events.map { outsideName($0.name) })
      let format = bound.format.name
      throw .unknown("event of \(format)", name, near: near.map { "\(format)/\($0)" }, of: format)
    }
    let event = events[number]
    let words = TemplateWords(sources: catalogue.sources)
    let steps = steps(writing: event.name, of: bound.format.name)
    let fields = shown(event, words)
    let template = words.block(at: event.position)
    var samples: [String] = []
    for seed in Self.samples {
      var drawer = FormatDrawer(
        FormatPlan(bound.format, bound.world, seed: seed, start: formatStart))
      var line = LineWriter(capacity: 1024)
      drawer.sample(number, into: &line)
      if let fault = drawer.fault { throw .templates(text(of: [fault.diagnostic])) }
      if !samples.contains(line.string) { samples.append(line.string) }
    }

    var description = Description(
      name: "\(bound.format.name)/\(outsideName(event.name))", kind: "event",
      words: words.words(above: event.position))
    var traits: [Description.Row] = []
    if let level = event.level { traits.append(Description.Row(name: "level", meaning: level)) }
    if event.isGeneric {
      traits.append(
        Description.Row(
          name: "generic", meaning: "takes any text: counted apart when logs are read"))
    }
    traits.append(Description.Row(name: "template", meaning: catalogue.line(event.position)))
    description.add("What it is", traits)
    description.add("Template", [Description.Row(name: "", meaning: "", lines: template)])
    let lines = samples.map(Self.lines).joined(separator: [""])
    description.add("Samples", [Description.Row(name: "", meaning: "", lines: Array(lines))])
    description.add("Fields", Self.rows(fields))
    description.add(
      "Written by",
      steps.map { Description.Row(name: $0.scenario, meaning: catalogue.line($0.position)) })
    let files = takers(of: bound.format.name)
    description.add("Files", files.map { Description.Row(name: $0.path, meaning: "of \($0.tree)") })

    var json = JSONLine()
    json.add("kind", "event")
    json.add("name", description.name)
    json.add("description", description.words)
    json.add("level", event.level)
    json.add("generic", event.isGeneric)
    json.add("template", catalogue.line(event.position))
    json.add("lines", template)
    json.add("samples", samples)
    json.add("fields", each: fields, Self.add)
    json.add("written_by", each: steps) { step, json in
      json.add("scenario", step.scenario)
      json.add("place", catalogue.line(step.position))
    }
    json.add("files", each: files, Self.add)
    description.json = json.text
    return description
  }

  /// The steps of scenarios that write an event, in the order of their places.
  private func steps(
    writing event: String, of format: String
  ) -> [(scenario: String, position: Position)] {
    var found: [(scenario: String, position: Position)] = []
    lazy var given = GivenGrammars(catalogue)
    for (full, scoped) in catalogue.scenarios {
      let syntax = scoped.syntax
      Spans.visit(syntax.steps) { step in
        guard let emission = step.emission, emission.event.text == event,
          let grammar = emission.grammar ?? syntax.writesIn
        else { return }
        let isGiven = syntax.given.contains { $0.name == grammar }
        guard
          isGiven
            ? given.grammars(under: grammar.text, in: full).contains(format)
            : grammar.text == format
        else { return }
        found.append((outsideName(syntax.name.text), emission.position))
      }
    }
    return found.sorted { a, b in
      (catalogue.sources[Int(a.position.file)].path, a.position.line)
        < (catalogue.sources[Int(b.position.file)].path, b.position.line)
    }
  }
}

import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

extension TemplateLibrary {
  /// Describes a scenario: its steps as they are written, and what fills the holes of its records.
  func describe(scenario full: String, _ settings: [(name: String, value: String)])
    throws(TemplateError) -> Description
  {
    try stopOnErrors(diagnostics)
    let words = TemplateWords(sources: catalogue.sources)
    let binder = Binder(
      catalogue,
      settings: Dictionary(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
    let sites = binder.sites(ofScenario: full)
    try stopOnErrors(binder.diagnostics)
    try check(settings, binder.usedParameters)
    guard let syntax = catalogue.scenarios[full]?.syntax else {
      throw .unknown("scenario", full, near: nil)
    }
    var description = Description(
      name: outsideName(syntax.name.text), kind: "scenario",
      words: words.words(above: syntax.name.position))
    let rates = happenings(of: full)
    description.add(
      "Happens", rates.map { Description.Row(name: $0.tree, meaning: $0.words) })
    let steps = words.block(at: syntax.name.position)
    description.add("Steps", [Description.Row(name: "", meaning: "", lines: steps)])
    var rows: [Description.Row] = []
    var objects: [String] = []
    for site in sites {
      let fillings = self.fillings(of: site)
      rows.append(
        Description.Row(
          name: "> \(site.step)", meaning: "",
          lines: fillings.map { "\($0.origin): \($0.names.joined(separator: ", "))" }))
      objects.append(json(site, fillings))
    }
    description.add("What fills the holes", rows)
    description.add("Template", [Description.Row(name: "-", meaning: place(syntax.name.position))])
    var json = JSONLine()
    json.add("kind", "scenario")
    json.add("name", description.name)
    json.add("system", systemName(of: full))
    json.add("description", description.words)
    json.add("template", place(syntax.name.position))
    json.addRaw(
      "happens",
      jsonList(
        rates.map { tree, words in
          var json = JSONLine()
          json.add("tree", tree)
          json.add("rate", words)
          return json.text
        }))
    json.add("given", syntax.given.map(\.name.text))
    json.add("steps", steps)
    json.addRaw("records", jsonList(objects))
    description.json = json.text
    return description
  }

  /// How often a scenario happens in each tree that is loaded, by a rate or in an incident.
  private func happenings(of full: String) -> [(tree: String, words: String)] {
    catalogue.trees.values.sorted { $0.name < $1.name }.flatMap { tree in
      func isMeant(_ name: Name) -> Bool {
        catalogue.scenarios["\(tree.system).\(name.text)"] == nil
          ? name.text == full : "\(tree.system).\(name.text)" == full
      }
      let entries = Binder(catalogue, settings: [:]).folded(tree.entries, system: tree.system)
      return entries.flatMap { entry -> [(tree: String, words: String)] in
        switch entry {
        case .rate(let rate) where isMeant(rate.scenario):
          [(outsideName(tree.name), rate.words)]
        case .incident(let incident):
          (incident.rates.filter { isMeant($0.scenario) }.map(\.words)
            + incident.runs.filter { isMeant($0.scenario) }.map { _ in "once" }).map {
              (outsideName(tree.name), "\($0), in the incident \(outsideName(incident.name.text))")
            }
        default: []
        }
      }
    }
  }

  private typealias Filling = (origin: String, names: [String])

  /// The holes of a record by where their values come from.
  private func fillings(of site: Site) -> [Filling] {
    var groups: [Filling] = []
    func add(_ origin: String, _ name: String) {
      if let place = groups.firstIndex(where: { $0.origin == origin }) {
        if !groups[place].names.contains(name) { groups[place].names.append(name) }
      } else {
        groups.append((origin, [name]))
      }
    }
    let fields = site.outputs.first.map { Array($0.program.fields) } ?? []
    for field in fields {
      if field.role == .time, field.origin == .drawn {
        add(site.stamp >= 0 ? "`stamped`" : "the step", "time")
        continue
      }
      switch field.origin {
      case .argument: add("`with`", field.name)
      case .scenario: add("the scenario", field.name)
      case .constant(let text): add("always", "\(field.name) \"\(text)\"")
      case .element: add("its list", field.name)
      case .drawn where field.role == .level && site.level != nil:
        add("the event", "level \(site.level ?? "")")
      case .drawn: add("drawn", field.name)
      }
    }
    return groups
  }

  private func json(_ site: Site, _ fillings: [Filling]) -> String {
    var json = JSONLine()
    json.add("step", site.step)
    json.add("format", site.format)
    json.add("event", outsideName(site.event))
    json.add("file", catalogue.sources[Int(site.position.file)].path)
    json.add("line", Int64(site.position.line))
    var holes = JSONLine()
    for (origin, names) in fillings { holes.add(origin, names) }
    json.addRaw("holes", holes.text)
    return json.text
  }
}

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
    let (sites, chosen) = try sites(ofScenario: full, settings)
    guard let syntax = catalogue.scenarios[full]?.syntax else {
      throw .unknown("scenario", full, near: nil)
    }
    var description = Description(
      name: outsideName(syntax.name.text), kind: "scenario",
      words: words.words(above: syntax.name.position))
    if let (name, value) = chosen {
      description.add(
        "Parameters",
        [
          Description.Row(
            name: "\(name)=\(value)",
            meaning: "as described here: by default not all of its records can be written")
        ])
    }
    let rates = happenings(of: full, settings + (chosen.map { [$0] } ?? []))
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
    description.add(
      "Template", [Description.Row(name: "-", meaning: catalogue.line(syntax.name.position))])
    var json = JSONLine()
    json.add("kind", "scenario")
    json.add("name", description.name)
    json.add("system", systemName(of: full))
    json.add("description", description.words)
    json.add("template", catalogue.line(syntax.name.position))
    json.add("parameters", each: [chosen].compactMap { $0 }) { one, json in
      json.add("name", one.name)
      json.add("value", one.value)
    }
    json.add("happens", each: rates) { rate, json in
      json.add("tree", rate.tree)
      json.add("rate", rate.words)
    }
    json.add("given", syntax.given.map(\.name.text))
    json.add("steps", steps)
    json.addList("records", objects)
    description.json = json.text
    return description
  }

  /// The places of a scenario that write records.
  ///
  /// Where the formats lack some of them by default, one parameter is chosen so that they do not.
  private func sites(
    ofScenario full: String, _ settings: [(name: String, value: String)]
  ) throws(TemplateError) -> (sites: [Site], chosen: (name: String, value: String)?) {
    var binder = binder(settings)
    var sites = binder.sites(ofScenario: full)
    var chosen: (name: String, value: String)?
    if binder.hasErrors {
      for one in otherValues(inSystem: systemName(of: full))
      where !settings.contains(where: { $0.name == one.name }) {
        let other = self.binder(settings + [one])
        let found = other.sites(ofScenario: full)
        if other.hasErrors { continue }
        (binder, sites, chosen) = (other, found, one)
        break
      }
    }
    try stopOnErrors(binder.diagnostics)
    try check(settings, binder.usedParameters, of: outsideName(full))
    return (sites, chosen)
  }

  /// Values but the default of parameters that some format of a system asks.
  private func otherValues(inSystem system: String) -> [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    for format in formats where systemName(of: format) == system {
      for (name, values) in testedParameters(of: format) {
        for value in values.dropFirst() where !found.contains(where: { $0 == (name, value) }) {
          found.append((name, value))
        }
      }
    }
    return found
  }

  /// How often a scenario happens in each tree that is loaded, by a rate or in an incident.
  private func happenings(
    of full: String, _ settings: [(name: String, value: String)]
  ) -> [(tree: String, words: String)] {
    let binder = binder(settings)
    return catalogue.trees.values.sorted { $0.name < $1.name }.flatMap { tree in
      func isMeant(_ name: Name) -> Bool {
        catalogue.find(name, in: \.scenarios, system: tree.system)?.full == full
      }
      let entries = binder.folded(tree.entries, system: tree.system)
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

extension Binder {
  /// Whether something is wrong.
  fileprivate var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

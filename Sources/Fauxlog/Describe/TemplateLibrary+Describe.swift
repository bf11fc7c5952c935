import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

extension TemplateLibrary {
  /// Describes the tree, format, event or scenario of a name, in either spelling.
  ///
  /// An event is named behind its format: `frappe.log/exception`.
  package func describe(_ name: String, settings: [(name: String, value: String)])
    throws(TemplateError) -> Description
  {
    if let tree = catalogue.trees.values.first(where: { outsideName($0.name) == outsideName(name) })
    {
      return try describe(tree, settings)
    }
    if let slash = name.firstIndex(of: "/") {
      let (owner, event) = (String(name[..<slash]), String(name[name.index(after: slash)...]))
      guard formatName(owner) != nil else {
        throw .unknown("format", owner, near: near(owner, formats).map { "\($0)/\(event)" })
      }
      return try describe(event: event, of: try format(owner, settings: settings))
    }
    if formatName(name) != nil { return try describe(try format(name, settings: settings)) }
    guard let scenario = scenarioName(name) else {
      let scenarios = catalogue.scenarios.values.map { outsideName($0.syntax.name.text) }
      throw .unknown(
        "format, scenario or tree", name, near: near(name, trees + formats + scenarios.sorted()))
    }
    return try describe(scenario: scenario, settings)
  }

  /// The full name of the scenario that a user means; of equal plain names the first system's.
  private func scenarioName(_ name: String) -> String? {
    let wanted = outsideName(name)
    return catalogue.scenarios.keys.sorted().first { full in
      outsideName(full) == wanted
        || catalogue.scenarios[full].map { outsideName($0.syntax.name.text) } == wanted
    }
  }

  /// Rows of the parameters that are in use, and the same as JSON objects.
  ///
  /// What `entries` say of a parameter counts before what another file of its system says.
  func parameters(
    _ used: [(name: String, value: String)], of entries: [Entry], first system: String
  ) -> (rows: [Description.Row], objects: [String]) {
    let words = TemplateWords(sources: catalogue.sources)
    let own = entries.compactMap { if case .parameter(let own) = $0 { own } else { nil } }
    var rows: [Description.Row] = []
    var objects: [String] = []
    for (name, value) in used {
      let systems = [system] + catalogue.parameters.keys.sorted()
      let known = systems.lazy.compactMap { self.catalogue.parameters[$0]?[name] }
      let places = (own + known).compactMap { definition in
        definition.names.first { $0.text == name }?.position
      }
      guard let position = places.first else { continue }
      let range = words.definition(at: position)
      let meaning = places.lazy.map(words.words(behind:)).first { !$0.isEmpty } ?? ""
      rows.append(
        Description.Row(
          name: "\(name)=\(value)", meaning: range + (meaning.isEmpty ? "" : " — \(meaning)")))
      var json = JSONLine()
      json.add("name", outsideName(name))
      json.add("value", value)
      json.add("kind", range)
      json.add("description", meaning)
      objects.append(json.text)
    }
    return (rows, objects)
  }
}

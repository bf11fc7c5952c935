import FauxlogLanguage
import FauxlogTree

/// What templates there are.
package struct Listing: Sendable {
  /// A name and the first sentence of its templates' words.
  package typealias Row = (name: String, words: String)

  /// Trees as users write them.
  package var trees: [Row] = []
  /// Formats by their full names.
  package var formats: [Row] = []
  /// Scenarios by system.
  package var scenarios: [(system: String, rows: [Row])] = []

  /// The same as a JSON object.
  package var json: String {
    var json = JSONLine()
    json.add("trees", each: trees, Self.add)
    json.add("formats", each: formats, Self.add)
    json.add("scenarios", each: scenarios.flatMap(\.rows), Self.add)
    return json.text
  }

  private static func add(_ row: Row, to json: inout JSONLine) {
    json.add("name", row.name)
    json.add("description", row.words)
  }
}

extension TemplateLibrary {
  /// What there is, sorted by name.
  package var listing: Listing {
    let words = TemplateWords(sources: catalogue.sources)
    var listing = Listing()
    listing.trees = catalogue.trees.values.map { tree in
      (outsideName(tree.name), TemplateWords.sentence(words.words(ofHeader: tree.position)))
    }.sorted { $0.name < $1.name }
    listing.formats = catalogue.grammars.values.map { grammar in
      (grammar.name, TemplateWords.sentence(words.words(ofHeader: grammar.position)))
    }.sorted { $0.name < $1.name }
    var systems: [String: [Listing.Row]] = [:]
    for scenario in catalogue.scenarios.values {
      let name = outsideName(scenario.syntax.name.text)
      let sentence = TemplateWords.sentence(words.words(above: scenario.syntax.name.position))
      systems[scenario.system, default: []].append((name, sentence))
    }
    listing.scenarios = systems.sorted { $0.key < $1.key }.map { system, rows in
      (system, rows.sorted { $0.name < $1.name })
    }
    return listing
  }
}

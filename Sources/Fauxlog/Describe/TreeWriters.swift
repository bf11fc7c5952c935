import FauxlogEngine
import FauxlogLanguage

/// Which of a tree's scenarios write to which of its files.
///
/// A scenario is one that the tree itself makes happen, by a rate or in an incident; what it does or
/// starts counts as its own.
struct TreeWriters {
  /// Names of scenarios as users write them, by the number of the file.
  private(set) var scenarios: [[String]]
  /// Names of the scenarios that rotate a file, by the name that the tree gives to it.
  private(set) var rotating: [String: [String]] = [:]

  init(_ bound: BoundTree, _ entries: [Entry], of tree: Catalogue.Tree, in catalogue: Catalogue) {
    scenarios = bound.model.rules.map { _ in [] }
    var files: [String: Set<Int32>] = [:]
    for site in bound.model.plan.sites {
      for route in site.outputs.flatMap(\.routes) {
        files[site.scenario, default: []].insert(route.rule)
      }
    }
    for name in Self.names(in: entries) {
      let full = ["\(tree.system).\(name)", name].first { catalogue.scenarios[$0] != nil }
      guard let full else { continue }
      let shown = outsideName(catalogue.scenarios[full]?.syntax.name.text ?? name)
      let called = CalledScenarios(catalogue, from: full, withStarted: true).names
      for rule in Set(called.flatMap { files[$0] ?? [] })
      where !scenarios[Int(rule)].contains(shown) {
        scenarios[Int(rule)].append(shown)
      }
      for file in Set(called.flatMap { Self.rotated(by: catalogue.scenarios[$0]?.syntax) }) {
        if rotating[file]?.contains(shown) != true { rotating[file, default: []].append(shown) }
      }
    }
  }

  /// Scenarios that happen, in the order of the tree.
  private static func names(in entries: [Entry]) -> [String] {
    entries.flatMap { entry -> [String] in
      switch entry {
      case .rate(let rate): [rate.scenario.text]
      case .incident(let incident):
        incident.rates.map(\.scenario.text) + incident.runs.map(\.scenario.text)
      default: []
      }
    }
  }

  private static func rotated(by scenario: ScenarioSyntax?) -> [String] {
    var names: [String] = []
    Spans.visit(scenario?.steps ?? []) { step in
      if case .rotate(let name, _, _, _) = step { names.append(name.text) }
    }
    return names
  }

  /// The scenarios of a file in a few words; `isSelective`: it takes only some of their records, and
  /// of some of them perhaps none.
  func words(ofFile number: Int, isSelective: Bool) -> String? {
    let names = scenarios[number]
    guard !names.isEmpty else { return nil }
    let shown = names.count <= Self.shown + 1 ? names.count : Self.shown
    let more = names.count - shown
    return (isSelective ? "may be written by " : "written by ")
      + names.prefix(shown).joined(separator: ", ")
      + (more > 0 ? " and \(more) more scenarios" : "")
  }

  private static let shown = 5
}

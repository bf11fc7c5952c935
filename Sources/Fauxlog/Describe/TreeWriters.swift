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
    let plan = bound.model.plan
    scenarios = bound.model.rules.map { _ in [] }
    var files: [Int32: Set<Int32>] = [:]
    for site in plan.sites {
      for route in site.outputs.flatMap(\.routes) {
        files[site.scenarioNumber, default: []].insert(route.rule)
      }
    }
    var rotated: [Int32: Set<String>] = [:]
    for control in plan.controls {
      if case .rotate = control.action {
        rotated[control.scenario, default: []].insert(control.name)
      }
    }
    for name in Self.names(in: entries) {
      guard let (full, scoped) = catalogue.find(name, in: \.scenarios, system: tree.system) else {
        continue
      }
      let shown = outsideName(scoped.syntax.name.text)
      let reached = Self.reached(from: full, in: plan)
      for rule in Set(reached.flatMap { files[$0] ?? [] })
      where !scenarios[Int(rule)].contains(shown) {
        scenarios[Int(rule)].append(shown)
      }
      for file in Set(reached.flatMap { rotated[$0] ?? [] })
      where rotating[file]?.contains(shown) != true {
        rotating[file, default: []].append(shown)
      }
    }
  }

  /// The numbers of a scenario and of all that it does or starts.
  private static func reached(from full: String, in plan: SimulationPlan) -> Set<Int32> {
    var open = plan.scenarios.indices.filter { plan.scenarios[$0].name == full }.map(Int32.init)
    var found = Set(open)
    while let next = open.popLast() {
      for call in plan.calls where call.caller == next && found.insert(call.scenario).inserted {
        open.append(call.scenario)
      }
    }
    return found
  }

  /// Scenarios that happen, in the order of the tree.
  private static func names(in entries: [Entry]) -> [Name] {
    entries.flatMap { entry -> [Name] in
      switch entry {
      case .rate(let rate): [rate.scenario]
      case .incident(let incident):
        incident.rates.map(\.scenario) + incident.runs.map(\.scenario)
      default: []
      }
    }
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

import FauxlogEngine
import FauxlogLanguage

/// The scenarios that can write records of an instance of one: itself, and what it runs by `do`.
struct CalledScenarios {
  private let catalogue: Catalogue
  /// Full names.
  private(set) var names: Set<String> = []

  init(_ catalogue: Catalogue, from full: String) {
    self.catalogue = catalogue
    add(full)
  }

  private mutating func add(_ full: String) {
    guard let scoped = catalogue.scenarios[full], names.insert(full).inserted else { return }
    for call in scoped.syntax.calls where !call.starts {
      // What it is given may be the name of a scenario as well.
      var names = [call.scenario.text]
      for case .path(let path) in call.arguments.map(\.value) {
        names.append(path.map(\.text).joined(separator: "."))
      }
      for name in names {
        add("\(scoped.system).\(name)")
        add(name)
      }
    }
  }
}

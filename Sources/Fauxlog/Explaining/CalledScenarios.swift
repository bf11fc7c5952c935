import FauxlogEngine
import FauxlogLanguage

/// The scenarios that can write records of an instance of one: itself, and what it runs by `do`.
struct CalledScenarios {
  private let catalogue: Catalogue
  /// Whether what it starts counts as well, though that is an instance of its own.
  private let withStarted: Bool
  /// Full names.
  private(set) var names: Set<String> = []

  init(_ catalogue: Catalogue, from full: String, withStarted: Bool = false) {
    self.catalogue = catalogue
    self.withStarted = withStarted
    add(full)
  }

  private mutating func add(_ full: String) {
    guard let scoped = catalogue.scenarios[full], names.insert(full).inserted else { return }
    var calls: [Call] = []
    Spans.visit(scoped.syntax.steps) { step in
      switch step {
      case .call(let call) where withStarted || !call.starts: calls.append(call)
      case .definition(let definition):
        if case .draw(.call(let call), _) = definition.kind { calls.append(call) }
      default: break
      }
    }
    for call in calls {
      var called = [call.scenario.text]
      // What it is given may be the name of a scenario as well.
      for case .path(let path) in call.arguments.map(\.value) {
        called.append(path.map(\.text).joined(separator: "."))
      }
      for name in called {
        add("\(scoped.system).\(name)")
        add(name)
      }
    }
  }
}

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
    for name in Self.calls(in: scoped.syntax.steps) {
      add("\(scoped.system).\(name)")
      add(name)
    }
  }

  private static func calls(in steps: [Step]) -> [String] {
    steps.flatMap { step -> [String] in
      switch step {
      case .call(let call): call.starts ? [] : [call.scenario.text]
      case .definition(let definition):
        if case .draw(.call(let call), _) = definition.kind { [call.scenario.text] } else { [] }
      case .choice(let choice): choice.branches.flatMap { calls(in: $0.body) }
      case .oneOf(let alternatives, _): alternatives.flatMap { calls(in: $0.steps) }
      case .together(let branches, _): branches.flatMap { calls(in: $0.steps) }
      case .repeatTimes(_, let inner, _), .repeatUntil(_, _, let inner, _),
        .stopWhen(_, let inner, _), .each(_, _, _, let inner, _), .rotate(_, _, let inner, _):
        calls(in: inner)
      default: []
      }
    }
  }
}

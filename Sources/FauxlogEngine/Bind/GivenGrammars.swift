package import FauxlogLanguage

/// The grammars that scenarios are given by name, by all that call them.
///
/// Names of scenarios are followed as well: one that is handed on may be called there.
package struct GivenGrammars {
  private let catalogue: Catalogue
  /// Full names of grammars and scenarios, by the scenario and the name that they are given under.
  private var meanings: [String: [String: Set<String>]] = [:]

  /// Follows all names that are given in a catalogue.
  package init(_ catalogue: Catalogue) {
    self.catalogue = catalogue
    let calls = catalogue.scenarios.mapValues(\.syntax.calls)
    var open = Set(calls.keys)
    while let caller = open.popFirst() {
      for call in calls[caller] ?? [] {
        for callee in callees(of: call, in: caller) where hand(call, from: caller, to: callee) {
          open.insert(callee)
        }
      }
    }
  }

  /// The grammars that a scenario may be given under a name.
  package func grammars(under name: String, in scenario: String) -> Set<String> {
    (meanings[scenario]?[name] ?? []).filter { catalogue.grammars[$0] != nil }
  }

  /// The scenarios that a call may mean: one of that name, or those that its caller is given.
  private func callees(of call: Call, in caller: String) -> [String] {
    guard let system = catalogue.scenarios[caller]?.system else { return [] }
    if let found = catalogue.find(call.scenario, in: \.scenarios, system: system) {
      return [found.full]
    }
    return (meanings[caller]?[call.scenario.text] ?? []).filter { catalogue.scenarios[$0] != nil }
  }

  /// Notes what a call gives; false if all of it was known.
  private mutating func hand(_ call: Call, from caller: String, to callee: String) -> Bool {
    guard let from = catalogue.scenarios[caller], let to = catalogue.scenarios[callee] else {
      return false
    }
    var isNew = false
    for one in to.syntax.given {
      var values: Set<String> = []
      let own = from.syntax.given.map(\.name)
      if let value = call.arguments.first(where: { $0.name == one.name })?.value {
        if let name = value.asName, own.contains(name) {
          values = meanings[caller]?[name.text] ?? []
        } else {
          values.formUnion(meaning(of: value, in: from.system))
        }
      } else if own.contains(one.name) {
        values = meanings[caller]?[one.name.text] ?? []
      } else if case .value(let standard)? = one.standard {
        values.formUnion(meaning(of: standard, in: to.system))
      }
      let known = meanings[callee]?[one.name.text] ?? []
      if values.isSubset(of: known) { continue }
      meanings[callee, default: [:]][one.name.text] = known.union(values)
      isNew = true
    }
    return isNew
  }

  private func meaning(of value: Expression, in system: String) -> [String] {
    guard let name = value.asName else { return [] }
    let scenario = catalogue.find(name, in: \.scenarios, system: system)?.full
    return [scenario, catalogue.grammars[name.text]?.name].compactMap { $0 }
  }
}

extension Expression {
  /// The name that it is, dots and all; nil if it is something else.
  var asName: Name? {
    guard case .path(let names) = self, let first = names.first else { return nil }
    return Name(names.map(\.text).joined(separator: "."), first.position)
  }
}

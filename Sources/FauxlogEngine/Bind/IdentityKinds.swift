import FauxlogLanguage

/// Finds of which kind of id the values of a scenario's names are, by how they are defined.
///
/// A name that is given has the kind that all callers give it; what they do not agree on is not
/// known.
struct IdentityKinds {
  let binder: Binder
  private var visited: Set<String> = []

  init(_ binder: Binder) { self.binder = binder }

  /// The kind of a value in a scenario, by its plain name; nil if it is of none, or of several.
  static func kind(of value: Expression, in scenario: String, _ binder: Binder) -> String? {
    var kinds = IdentityKinds(binder)
    let found = kinds.kinds(of: value, in: scenario)
    return found.count == 1 ? found.first : nil
  }

  private mutating func kinds(of value: Expression, in scenario: String) -> Set<String> {
    guard case .path(let names) = value, let last = names.last else { return [] }
    if names.count == 1 { return kinds(ofName: last, in: scenario) }
    var found: Set<String> = []
    // A member of an actor: actors that have it agree, as a rule.
    for (full, actor) in binder.catalogue.actors {
      for definition in binder.definitions(of: actor) where definition.names.contains(last) {
        found.formUnion(kinds(of: definition, in: full))
      }
    }
    return found
  }

  private mutating func kinds(ofName name: Name, in scenario: String) -> Set<String> {
    guard let scoped = binder.catalogue.scenarios[scenario],
      visited.insert("\(scenario) \(name.text)").inserted
    else { return [] }
    var definitions: [Definition] = []
    Spans.visit(scoped.syntax.steps) { step in
      if case .definition(let one) = step, one.names.contains(name) { definitions.append(one) }
    }
    var found: Set<String> = []
    for definition in definitions { found.formUnion(kinds(of: definition, in: scenario)) }
    guard definitions.isEmpty, scoped.syntax.given.contains(where: { $0.name == name }) else {
      return found
    }
    for (caller, other) in binder.catalogue.scenarios {
      for call in other.syntax.calls {
        let callee = binder.catalogue.find(call.scenario, in: \.scenarios, system: other.system)
        guard callee?.full == scenario else { continue }
        let given = call.arguments.first { $0.name == name }?.value ?? .path([name])
        found.formUnion(kinds(of: given, in: caller))
      }
    }
    return found
  }

  private mutating func kinds(of definition: Definition, in scope: String) -> Set<String> {
    let system = systemName(of: scope)
    func id(_ name: Name) -> String? {
      guard case .id(let full, _)? = binder.identity(name, system: system) else { return nil }
      return full.split(separator: ".").last.map(String.init)
    }
    switch definition.kind {
    case .shaped(let shapes, let source, _):
      if case .reference(let name)? = shapes.first, let kind = id(name) { return [kind] }
      guard shapes.isEmpty, let source else { return [] }
      return kinds(of: source.value, in: scope)
    case .piece(.part(let name, _), _): return id(name).map { [$0] } ?? []
    case .value(.path(let names)):
      let full = Name(names.map(\.text).joined(separator: "."), names[0].position)
      if let kind = id(full) { return [kind] }
      return kinds(of: .path(names), in: scope)
    default: return []
    }
  }
}

import FauxlogLanguage

/// What fills the holes of a record from the step that writes it.
final class EmissionNames: SiteNames {
  private let emission: Emission
  private let arguments: [String: Expression]
  private let line: DialogueLine?
  private let scope: ScenarioScope
  private let numbers: RecordNumbers
  /// The scenario of the step, by its full name.
  private let scenario: String

  init(
    _ emission: Emission, line: DialogueLine?, numbers: RecordNumbers, scope: ScenarioScope,
    scenario: String
  ) {
    self.scenario = scenario
    self.emission = emission
    arguments = Dictionary(
      emission.arguments.map { ($0.name.text, $0.value) }, uniquingKeysWith: { $1 })
    self.line = line
    self.numbers = numbers
    self.scope = scope
  }

  func identity(of name: Name, _ binder: Binder) -> String? {
    IdentityKinds.kind(of: arguments[name.text] ?? .path([name]), in: scenario, binder)
  }

  func argument(_ name: Name, _ binder: Binder) -> Int32? {
    arguments[name.text].map { value in
      // A bare word is a literal of the hole's own list.
      if case .path(let path) = value, path.count == 1, !binder.isKnown(path[0], in: scope) {
        return binder.constant(path[0].text)
      }
      return binder.bind(value, in: scope)
    }
  }

  func filling(_ name: Name, _ binder: Binder) -> Int32? { scope.node(for: name, binder) }

  func source(of name: Name) -> ValueSource? {
    guard let argument = emission.arguments.first(where: { $0.name == name }) else {
      return scope.source(of: name)
    }
    return ValueSource(position: argument.name.position, path: [])
  }

  func said(_ name: Name, _ binder: Binder) -> Int32? { line?.bind(in: scope, binder) }

  func number(_ hole: Name, _ counter: Name, system: String, _ binder: Binder) -> Int32? {
    numbers.slot(of: hole, counter, system: system).map(binder.slot)
  }

  func fold(_ binder: Binder) -> (slot: Int32, node: Int32)? {
    let slot = numbers.newSlot()
    return (slot, binder.slot(slot))
  }

  func failSilent(_ name: Name, _ binder: Binder) {
    binder.fail(
      emission.position, "\(emission.event.text) needs \(name.text), what is said",
      help: "put a bar behind it: `> \(emission.event.text) | …`")
  }
}

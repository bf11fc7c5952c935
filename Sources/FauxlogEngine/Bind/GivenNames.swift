package import FauxlogLanguage

/// What a scenario is given that is no value: names of files, of a grammar, of a scenario, and the
/// size at which files rotate.
///
/// A value is there when the scenario runs, these are when it is compiled: it is compiled once for
/// each set of them, and then as if they stood in it.
struct GivenNames: Hashable {
  /// What a name stands for, by the place where the scenario has it.
  enum Use {
    case files, grammar, scenario, size
  }

  /// What is given under a name.
  enum Given: Hashable {
    case name(String)
    /// A size in bytes; nil is whatever the size.
    case size(Int64?)
  }

  private var given: [String: Given] = [:]

  /// Whether there are none.
  var isEmpty: Bool { given.isEmpty }

  /// What is given under a name; nil if it is a value.
  subscript(name: String) -> Given? {
    get { given[name] }
    set { given[name] = newValue }
  }

  /// A scenario with its names filled in; what is left to be given are values.
  func filled(_ syntax: ScenarioSyntax) -> ScenarioSyntax {
    guard !isEmpty else { return syntax }
    var syntax = syntax
    syntax.given.removeAll { given[$0.name.text] != nil }
    syntax.writesIn = syntax.writesIn.map(name)
    syntax.steps = filled(syntax.steps)
    return syntax
  }

  private func name(_ name: Name) -> Name {
    if case .name(let meant)? = given[name.text] { return Name(meant, name.position) }
    return name
  }

  private func filled(_ steps: [Step]) -> [Step] { steps.flatMap(filled) }

  private func filled(_ step: Step) -> [Step] {
    switch step {
    case .emission(let emission): [.emission(filled(emission))]
    case .call(let call): [.call(filled(call))]
    case .definition(let definition): [.definition(filled(definition))]
    case .choice(let choice):
      [
        .choice(
          Choice(
            branches: choice.branches.map { ($0.condition, filled($0.body)) },
            position: choice.position))
      ]
    case .oneOf(let alternatives, let position):
      [
        .oneOf(
          alternatives.map { one in
            Step.Alternative(
              weight: one.weight, name: one.name, condition: one.condition, steps: filled(one.steps)
            )
          }, position)
      ]
    case .together(let branches, let position):
      [.together(branches.map { (name: $0.name, steps: filled($0.steps)) }, position)]
    case .repeatTimes(let kind, let inner, let position):
      [.repeatTimes(kind, filled(inner), position)]
    case .repeatUntil(let condition, let most, let inner, let position):
      [.repeatUntil(condition, atMost: most, filled(inner), position)]
    case .stopWhen(let condition, let inner, let position):
      [.stopWhen(condition, filled(inner), position)]
    case .hold(let name, let kind, let waiting, let inner, let position):
      [.hold(name, kind, waiting: waiting, filled(inner), position)]
    case .each(let element, let list, let mode, let inner, let position):
      [.each(element, in: list, mode: mode, filled(inner), position)]
    case .rotate(let name, let size, let inner, let position):
      rotate(self.name(name), size, filled(inner), position)
    case .flush(let name, let again, let position):
      [.flush(self.name(name), again: again, position)]
    case .reopen(let name, let position): [.reopen(self.name(name), position)]
    case .empty(let name, let position): [.empty(self.name(name), position)]
    case .remove(let name, let old, let position): [.remove(self.name(name), old: old, position)]
    case .after, .label, .end, .set, .archive: [step]
    }
  }

  /// Whatever the size, what stands in the block is done in any case.
  private func rotate(_ name: Name, _ size: Step.Size?, _ block: [Step], _ position: Position)
    -> [Step]
  {
    guard case .parameter(let parameter)? = size, case .size(let bytes)? = given[parameter.text]
    else { return [.rotate(name, over: size, block, position)] }
    guard let bytes else { return [.rotate(name, over: nil, [], position)] + block }
    let number = Number(digits: bytes, unit: .bytes)
    return [.rotate(name, over: .number(number), block, position)]
  }

  private func filled(_ emission: Emission) -> Emission {
    var emission = emission
    emission.grammar = emission.grammar.map(name)
    return emission
  }

  private func filled(_ call: Call) -> Call {
    var call = call
    call.scenario = name(call.scenario)
    return call
  }

  private func filled(_ definition: Definition) -> Definition {
    var definition = definition
    switch definition.kind {
    case .draw(.emission(let emission), let position):
      definition.kind = .draw(.emission(filled(emission)), position)
    case .draw(.call(let call), let position):
      definition.kind = .draw(.call(filled(call)), position)
    default: break
    }
    return definition
  }
}

extension ScenarioSyntax {
  /// What is given to the scenario to name something, by the sentences that have it.
  ///
  /// `isScenario` tells of a name whether there is a scenario that is called so: that is meant then.
  func namesGiven(isScenario: (Name) -> Bool) -> [String: GivenNames.Use] {
    var uses: [String: GivenNames.Use] = [:]
    let names = Set(given.map(\.name.text))
    func note(_ name: Name?, _ use: GivenNames.Use) {
      guard let name, names.contains(name.text) else { return }
      uses[name.text] = use
    }
    note(writesIn, .grammar)
    Spans.visit(steps) { step in
      note(step.emission?.grammar, .grammar)
      switch step {
      case .rotate(let name, let size, _, _):
        note(name, .files)
        if case .parameter(let size)? = size { note(size, .size) }
      case .flush(let name, _, _), .reopen(let name, _), .empty(let name, _),
        .remove(let name, _, _):
        note(name, .files)
      default: break
      }
    }
    for call in calls where !isScenario(call.scenario) { note(call.scenario, .scenario) }
    return uses
  }

  /// All its calls, those of its blocks too.
  package var calls: [Call] {
    var calls: [Call] = []
    Spans.visit(steps) { step in
      if let call = step.call { calls.append(call) }
    }
    return calls
  }
}

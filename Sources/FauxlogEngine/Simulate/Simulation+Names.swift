import FauxlogLanguage

/// What is needed to name instances, which golden records do.
struct InstanceNames: ~Copyable {
  /// What scenarios, steps that start some and kinds of actors are called.
  let scenarios: [String]
  let steps: [String]
  fileprivate let kinds: [String]
  /// Where a name is made.
  fileprivate var line = LineWriter(capacity: 256)
  /// Actors that began something last, with what they are called.
  fileprivate var actors: [(actor: Value, text: String)] = Array(repeating: (.none, ""), count: 64)

  init(_ plan: SimulationPlan, _ world: World) {
    scenarios = plan.scenarios.map { outsidePlainName($0.name) }
    steps = plan.calls.map { outsidePlainName($0.step) }
    kinds = world.actors.map { String($0.name.split(separator: ".").last ?? "") }
  }
}

extension Simulation {
  /// Names an instance that a rate began.
  mutating func name(
    _ instance: Instance, _ actor: Value?, _ incident: Occurrence?, slice: Int64, index: Int64
  ) {
    names.line.removeAll()
    names.line.text(names.scenarios[Int(instance.scenario)])
    names.line.byte(UInt8(ascii: ":"))
    if let actor {
      let shown = text(of: actor)
      names.line.text(shown)
      instance.actor = (names.kinds[Int(actor.reference)], shown)
    } else {
      names.line.byte(UInt8(ascii: "-"))
    }
    if let incident {
      names.line.byte(UInt8(ascii: "@"))
      names.line.text(plan.incidents[incident.incident].name)
      names.line.text(among(incident))
    }
    names.line.byte(UInt8(ascii: ":"))
    names.line.integer(slice)
    names.line.byte(UInt8(ascii: ":"))
    names.line.integer(index)
    instance.name = names.line.string
  }

  /// What an actor is called.
  private mutating func text(of actor: Value) -> String {
    let place = Int(actor.actorNumber & 63)
    if names.actors[place].actor == actor { return names.actors[place].text }
    let text = evaluator.string(actor)
    evaluator.heap.removeAll()
    names.actors[place] = (actor, text)
    return text
  }

  /// What tells an occurrence from those of its incident that began before and are not over.
  private func among(_ occurrence: Occurrence) -> String {
    let all = ongoing.filter { $0.incident == occurrence.incident }
    guard let place = all.firstIndex(where: { $0.key == occurrence.key }), place > 0 else {
      return ""
    }
    return "#\(place + 1)"
  }
}

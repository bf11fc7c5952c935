import FauxlogLanguage

extension Binder {
  /// The counter `ACTOR.COUNTER` of an actor that there is one of; nil, with an error, if none is.
  func counter(_ name: Name, system: String) -> Int32? {
    let (owner, counter) = split(name)
    guard let owner, let actor = actor(owner, system: system) else {
      failUnknown(
        owner ?? name, among: plainNames(catalogue.actors, system), what: "actor")
      return nil
    }
    let model = builder.actors[Int(actor)]
    guard let found = model.counters.first(where: { $0.name == counter.text }) else {
      failUnknown(
        counter, among: model.counters.map(\.name), what: "counter of \(owner.text)")
      return nil
    }
    if model.count != 1 {
      fail(
        owner.position, "there are \(model.count) of \(owner.text): say whose \(counter.text)",
        help: "one: any \(owner.text), and next one.\(counter.text)")
    }
    return found.number
  }

  /// `actor.counter` in its two parts; the first is nil if there is none.
  func split(_ name: Name) -> (owner: Name?, counter: Name) {
    guard let dot = name.text.lastIndex(of: ".") else { return (nil, name) }
    var position = name.position
    position.column += Int32(name.text[...dot].count)
    let counter = String(name.text[name.text.index(after: dot)...])
    return (Name(String(name.text[..<dot]), name.position), Name(counter, position))
  }
}

extension BlockCompiler {
  /// Compiles `next ACTOR.COUNTER`: the number goes to a slot.
  ///
  /// The actor is what a name of the scenario holds, else the one of that name in a system.
  func advance(_ name: Name, into slot: Int32, system: String, in scope: Scope) -> Bool {
    let (owner, counter) = binder.split(name)
    var plan = AdvancePlan(name: counter.text, slot: slot, position: name.position)
    // The number is taken by the step, not by the record that shows it.
    let captures = binder.captures
    binder.captures = nil
    defer { binder.captures = captures }
    if let owner, !owner.text.contains("."), let node = scope.node(for: owner, binder) {
      plan.node = node
      let known = binder.catalogue.actors.values.flatMap { $0.syntax.counters.map(\.name.text) }
      if !known.contains(counter.text) {
        binder.failUnknown(counter, among: known.sorted(), what: "counter")
        return false
      }
    } else {
      guard let number = binder.counter(name, system: system) else { return false }
      plan.actor = binder.builder.counters[Int(number)].actor
    }
    self.owner.plan.advances.append(plan)
    steps.append(.advance(Int32(self.owner.plan.advances.count - 1)))
    return true
  }
}

/// The numbers that one record takes from counters, for its holes.
final class RecordNumbers {
  private let compiler: BlockCompiler
  private let scope: ScenarioScope
  /// The slot of each hole that shows one.
  private(set) var slots: [String: Int32] = [:]

  init(_ compiler: BlockCompiler, in scope: ScenarioScope) {
    (self.compiler, self.scope) = (compiler, scope)
  }

  /// A slot for something else that the record is given when it is written.
  func newSlot() -> Int32 { compiler.newSlot() }

  /// Adds what goes through the records of a file.
  func add(_ folds: [FoldPlan]) {
    for fold in folds {
      compiler.owner.plan.folds.append(fold)
      compiler.steps.append(.fold(Int32(compiler.owner.plan.folds.count - 1)))
    }
  }

  /// The slot of a hole's number; all layouts of a record show the same.
  func slot(of hole: Name, _ counter: Name, system: String) -> Int32? {
    if let known = slots[hole.text] { return known }
    let slot = compiler.newSlot()
    guard compiler.advance(counter, into: slot, system: system, in: scope) else { return nil }
    slots[hole.text] = slot
    return slot
  }
}

extension GrammarModel {
  /// Whether any record of it may take from a counter.
  func hasCounters(_ binder: Binder) -> Bool {
    var definitions = legend
    for body in layouts.map(\.body) + events.map(\.body) {
      definitions += binder.fold(body, system: system).legend
    }
    return definitions.contains { definition in
      if case .draw(.next, _) = definition.kind { true } else { false }
    }
  }
}

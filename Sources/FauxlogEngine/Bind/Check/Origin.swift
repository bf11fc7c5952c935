import FauxlogLanguage

/// What a value can be, as far as that is known before anything is played: enough to tell whether
/// it has a member of some name.
indirect enum Origin: Hashable {
  /// What a way leads to in some of the world's structures: the cards of a corpus, or one literal.
  case data(first: Int32, count: Int32, way: [Step])
  /// One of the living of an actor, by its number.
  case actor(Int32)
  /// A record that is put together: its own names, and those of what it adds to.
  case record(names: Set<String>, over: Set<Origin>)
  /// A list, by its elements.
  case list(Set<Origin>)
  /// A text, a number or a time: it has no members.
  case plain
  /// What a way leads to in a slot of a scenario's frame.
  case slot(Int32, scenario: Int32, way: [Step])
  /// Only playing tells.
  case unknown

  /// One step of a way.
  enum Step: Hashable {
    case member(String)
    case element
  }

  /// Ways that are longer are not followed: a name that is set to a part of itself has no end.
  private static let longestWay = 12

  /// What a step leads to.
  func taking(_ step: Step, _ binder: Binder) -> Set<Origin> {
    switch self {
    case .data(let first, let count, let way):
      return [.data(first: first, count: count, way: way + [step])]
    case .slot(let slot, let scenario, let way):
      guard way.count < Self.longestWay else { return [.unknown] }
      return [.slot(slot, scenario: scenario, way: way + [step])]
    case .actor(let actor):
      guard case .member(let name) = step,
        let field = binder.builder.actors[Int(actor)].fields.first(where: { $0.name == name })
      else { return [] }
      return field.node < 0 ? [.plain] : binder.origins(of: field.node, in: nil)
    case .record(let names, let over):
      if case .member(let name) = step, names.contains(name) { return [.unknown] }
      return Set(over.flatMap { $0.taking(step, binder) })
    case .list(let elements): return step == .element ? elements : []
    case .plain: return []
    case .unknown: return [.unknown]
    }
  }

  /// Whether it can have a member of that name.
  func has(_ name: String, _ binder: Binder) -> Bool {
    switch self {
    case .data(let first, let count, let way):
      let cards = binder.builder.fixed[Int(first)..<Int(first + count)]
      return cards.contains { Self.leads(way[...], from: $0, to: name) }
    case .record(let names, let over):
      return names.contains(name) || over.contains { $0.has(name, binder) }
    case .list, .plain: return false
    case .actor(let actor): return binder.builder.actors[Int(actor)].knows(name)
    case .slot, .unknown: return true
    }
  }

  /// Whether a way ends at a record that has the member; a text with holes may stand for anything.
  private static func leads(_ way: ArraySlice<Step>, from datum: Datum, to name: String) -> Bool {
    if case .template = datum { return true }
    switch way.first {
    case nil: return datum[name] != nil
    case .member(let next)?:
      guard let member = datum[next] else { return false }
      return leads(way.dropFirst(), from: member, to: name)
    case .element?:
      return datum.elements?.contains { leads(way.dropFirst(), from: $0, to: name) } ?? false
    }
  }

  /// The members that it has, for suggestions.
  func names(_ binder: Binder) -> Set<String> {
    switch self {
    case .data(let first, let count, let way):
      var found = Array(binder.builder.fixed[Int(first)..<Int(first + count)])
      for step in way {
        found = found.flatMap { datum -> [Datum] in
          switch step {
          case .member(let name): datum[name].map { [$0] } ?? []
          case .element: datum.elements ?? []
          }
        }
      }
      var names: Set<String> = []
      for case .record(let members) in found {
        for case .text(let name) in members.map(\.name) { names.insert(name) }
      }
      return names
    case .record(let names, let over):
      return over.reduce(into: names) { $0.formUnion($1.names(binder)) }
    case .actor(let actor): return Set(binder.builder.actors[Int(actor)].fields.map(\.name))
    case .list, .plain, .slot, .unknown: return []
    }
  }
}

extension ActorModel {
  /// Whether it has a field of that name, under these parameters or others.
  fileprivate func knows(_ name: String) -> Bool {
    otherNames.contains(name) || fields.contains { $0.name == name }
  }
}

extension Binder {
  /// What an expression can be that was bound in a scope; empty if it can only be `none`.
  func origins(of node: Int32, in scope: Scope?) -> Set<Origin> {
    if let known = knownOrigins[node] { return known }
    // What is asked for while it is worked out goes in a circle.
    knownOrigins[node] = [.unknown]
    let found = findOrigins(of: node, in: scope)
    knownOrigins[node] = found
    return found
  }

  private func findOrigins(of node: Int32, in scope: Scope?) -> Set<Origin> {
    switch builder.nodes[Int(node)] {
    case .constant(let value):
      switch value.tag {
      case .none: return []
      case .fixed: return [.data(first: Int32(value.word), count: 1, way: [])]
      default: return [.plain]
      }
    case .draw(.card(let corpus), _, _): return cards(of: corpus)
    case .draw(.element(let list), _, _): return origins(ofElementOf: list, in: scope)
    case .lookup(let number, _, _):
      let lookup = builder.lookups[Int(number)]
      return lookup.column < 0 ? cards(of: lookup.corpus) : [.plain]
    case .any(let actor, _, _, _): return [.actor(actor)]
    case .member(let inner, let name):
      let step = Origin.Step.member(builder.strings[Int(name)])
      return Set(origins(of: inner, in: scope).flatMap { $0.taking(step, self) })
    case .filled(let inner, _, _), .orNone(_, _, _, let inner), .given(_, let inner):
      return origins(of: inner, in: scope)
    case .firstKnown(let first, let second):
      return origins(of: first, in: scope).union(origins(of: second, in: scope))
    case .record(let first, let count, _):
      let names = (0..<Int(count)).map { builder.strings[Int(builder.lists[Int(first) + 2 * $0])] }
      return [.record(names: Set(names), over: [])]
    case .list(let first, let count):
      let elements = builder.lists[Int(first)..<Int(first + count)]
      return [.list(Set(elements.flatMap { origins(of: $0, in: scope) }))]
    case .enriched(let number):
      let enrichment = builder.enrichments[Int(number)]
      let names = Set(enrichment.members.map(\.name))
      let elements = origins(ofElementOf: enrichment.list, in: scope)
      return [.list([.record(names: names, over: elements)])]
    case .slot(let place):
      let slot = captures.map { $0.slots[Int(place)] } ?? place
      return [.slot(slot, scenario: boundScenario, way: [])]
    case .register(let register): return scope.around { $0.register(register, self) }
    case .element(let depth): return scope.around { $0.element(Int(depth), self) }
    case .binary(.then, _, _), .function, .dial, .actorField: return [.unknown]
    case .draw, .now, .stamp, .position, .binary, .isSame, .not, .lastWord, .template, .part,
      .asNumber,
      .drawnNumber, .serial, .shownTime, .otherCell, .permuted:
      return [.plain]
    }
  }

  /// What an element of a list can be.
  func origins(ofElementOf list: Int32, in scope: Scope?) -> Set<Origin> {
    Set(origins(of: list, in: scope).flatMap { $0.taking(.element, self) })
  }

  private func cards(of corpus: Int32) -> Set<Origin> {
    let table = builder.corpora[Int(corpus)]
    guard table.firstCard >= 0 else { return [.plain] }
    return [.data(first: table.firstCard, count: Int32(table.rows), way: [])]
  }
}

extension Scope? {
  /// What the nearest scope outwards knows; not known if none does.
  fileprivate func around(_ find: (Scope) -> Set<Origin>?) -> Set<Origin> {
    var scope = self
    while let here = scope {
      if let found = find(here) { return found }
      scope = here.parent
    }
    return [.unknown]
  }
}

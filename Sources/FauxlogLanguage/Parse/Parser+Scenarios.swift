// What only scenario files hold, steps aside.

extension Parser {
  /// An entry that begins with a keyword of scenario files; nil if the word is none.
  mutating func scenariosEntry(_ index: Int, _ keyword: String) throws(Diagnostic) -> Entry? {
    switch keyword {
    case "actor": return .actor(try actor(index))
    case "dial": return .dial(try lineDefinition(index))
    case "scenario": return .scenario(try scenario(index, replaces: false))
    case "replace": return .scenario(try scenario(index, replaces: true))
    default: return nil
    }
  }

  // MARK: - Actors

  private mutating func actor(_ index: Int) throws(Diagnostic) -> ActorSyntax {
    var cursor = cursor(index)
    cursor.index = 1
    var actor = ActorSyntax(
      name: try cursor.name("the actor's name"), count: nil, renewal: nil, counters: [],
      definitions: [])
    try cursor.expectEnd()
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    let items = items(in: below(index), choice: Self.bodyChoice, bar: { _ in nil }) {
      parser, child throws(Diagnostic) in
      if parser.nodes[child].definedNames != nil {
        return .definition(try parser.definition(child))
      }
      try parser.expectDepth(child, below: index, "an actor")
      try parser.actorSentence(child, &actor)
      return nil
    }
    for item in items {
      switch item {
      case .definition(let definition): actor.definitions.append(definition)
      case .choice(let choice): actor.choices.append(choice)
      case .bar: break
      }
    }
    return actor
  }

  /// What is said once stands right below its head, not under a `when`.
  private func expectDepth(
    _ index: Int, below head: Int, _ noun: String
  ) throws(Diagnostic) {
    let node = nodes[index]
    guard node.depth == nodes[head].depth + 1 else {
      throw Diagnostic(node.position, "\"\(node.opening)\" stands right below \(noun), not here")
    }
  }

  private func actorSentence(_ index: Int, _ actor: inout ActorSyntax) throws(Diagnostic) {
    try expectNoBody(index)
    var cursor = cursor(index)
    if cursor.take("count") {
      actor.count = try cursor.value()
    } else if cursor.take("renewed") {
      try cursor.expect("every")
      actor.renewal = try cursor.duration("how long an actor lives")
    } else if cursor.take("counter") {
      let name = try cursor.name("the counter's name")
      try cursor.expect("starts")
      let starts = try cursor.kind()
      var wraps: Int64?
      if cursor.takeMark(",") {
        try cursor.expect("wraps")
        wraps = Int64(try cursor.integer("where a counter wraps", in: 1...Int.max))
      }
      actor.counters.append(ActorSyntax.Counter(name: name, starts: starts, wraps: wraps))
    } else {
      throw cursor.unexpected(
        "count, renewed, counter or a definition", near: ["count", "renewed", "counter"])
    }
    try cursor.expectEnd()
  }

  // MARK: - Scenarios

  private mutating func scenario(
    _ index: Int, replaces: Bool
  ) throws(Diagnostic) -> ScenarioSyntax {
    var cursor = cursor(index)
    cursor.index = 1
    if replaces { try cursor.expect("scenario") }
    let name = try cursor.name("the scenario's name")
    let given = try given(&cursor)
    try cursor.expectEnd("given or the end of the line")
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    var scenario = ScenarioSyntax(
      replaces: replaces, name: name, given: given, longest: nil, depth: nil, writesIn: nil,
      isWhole: false, steps: [])
    scenario.steps = steps(in: below(index)) { parser, child throws(Diagnostic) in
      guard try parser.limit(child, &scenario) else { return false }
      try parser.expectDepth(child, below: index, "a scenario")
      return true
    }
    return scenario
  }

  /// `lasts at most D`, `at most N deep`, `writes in G`, `whole`; false if the node is none of them.
  private func limit(
    _ index: Int, _ scenario: inout ScenarioSyntax
  ) throws(Diagnostic) -> Bool {
    guard nodes[index].definedNames == nil else { return false }
    var cursor = cursor(index)
    if cursor.take("lasts") {
      try cursor.expect("at", "most")
      scenario.longest = try cursor.duration("how long it lasts")
    } else if cursor.take("at") {
      try cursor.expect("most")
      scenario.depth = try cursor.integer("a depth", in: 1...1_000_000)
      try cursor.expect("deep")
    } else if cursor.take("writes") {
      try cursor.expect("in")
      scenario.writesIn = try cursor.dottedName("the name of a grammar")
    } else if cursor.take("whole") {
      scenario.isWhole = true
    } else {
      return false
    }
    try cursor.expectEnd()
    try expectNoBody(index)
    return true
  }
}

import FauxlogEngine
import FauxlogLanguage

/// Says of each hole of a record what filled it: by the templates, and by the value that it has.
struct RecordOrigins {
  /// The place that wrote the record, and in which layout.
  let site: Site
  let program: RecordProgram
  /// From the scenario that happened to that of the site; nil if it is not known.
  let chain: CallChain?
  /// The name of the instance.
  let instance: String
  let plan: SimulationPlan
  let catalogue: Catalogue

  private var words: TemplateWords { TemplateWords(sources: catalogue.sources) }
  /// What filled a member of the golden record.
  func origin(of name: String, _ value: Datum, shown: String?) -> FieldOrigin? {
    let entries = program.goldenOrder.filter { entry in
      switch entry.role {
      case .time: name == "time"
      case .level: name == "level"
      default: entry.name == name
      }
    }
    guard let number = entries.first?.fields.first, number < program.fields.count else {
      return nil
    }
    let field = program.fields[number]
    let source = program.sources[number]
    let own = words.definition(at: source?.position ?? field.position)
    if field.role == .time, field.origin == .drawn {
      let stamped = site.stamp >= 0 ? "behind `stamped`" : "of the step"
      return FieldOrigin(source: .time, place: catalogue.place(site.position), definition: stamped)
    }
    if field.role == .level, field.origin == .drawn, let level = site.level {
      return FieldOrigin(source: .event, place: event.map(catalogue.place), definition: level)
    }
    switch field.origin {
    case .constant:
      return FieldOrigin(
        source: .fixed, place: catalogue.place(source?.position ?? field.position), definition: own)
    case .element:
      return FieldOrigin(source: .member, place: catalogue.place(field.position), definition: own)
    case .drawn where source == nil:
      return FieldOrigin(source: .piece, place: catalogue.place(field.position), definition: own)
    case .drawn:
      return source.map { drawn($0, value, shown) }
    case .argument, .scenario:
      guard let source else { return nil }
      return filled(
        source, name: field.name, by: field.origin == .argument ? .step : .scenario, value, shown)
    }
  }

  /// A hole that the grammar's own kind fills: by a draw, or from what the scenario drew.
  private func drawn(_ source: ValueSource, _ value: Datum, _ shown: String?) -> FieldOrigin {
    let path = chain?.path(depth) ?? ["…"]
    var definition = words.definition(at: source.position)
    var origin = FieldOrigin(
      source: .drawn, place: catalogue.place(source.position), definition: definition)
    var column = source.path.last
    if let member = member(in: definition, of: site.sources) {
      (column, definition) = (member.name, member.definition)
      origin.source = .scenario
      origin.definition += "; \(member.words)"
      if isDrawn(definition) { origin.key = [instance] + path + member.holder.path }
    } else if isDrawn(definition) {
      origin.key = [instance] + path + site.path + source.path
    }
    add(rowsOf: definition, name: column, value, shown, to: &origin)
    return origin
  }

  /// How many calls lead to the site's scenario.
  private var depth: Int { chain?.calls.count ?? 0 }

  private var event: Position? {
    catalogue.grammars[site.format]?.entries.event(site.event)
  }

  // MARK: - Names of scenarios

  /// Follows a name from where it fills a hole to where it is defined: out of called scenarios, and
  /// from a member to what has it.
  private func filled(
    _ source: ValueSource, name: String, by kind: FieldOrigin.Source, _ value: Datum,
    _ shown: String?
  ) -> FieldOrigin {
    var (source, name, level, kind) = (source, name, depth, kind)
    var names = site.sources
    // What was given to a scenario is defined by its caller.
    while level > 0, let call = chain?.calls[level - 1],
      plan.scenarios[Int(call.scenario)].given.contains(where: { $0.name == name }),
      isGiven(source, to: Int(call.scenario)), let outer = call.sources[name]
    {
      level -= 1
      names = call.sources
      source = outer
      kind = outer.path.isEmpty ? .step : .scenario
    }
    let top = level > 0 ? Int(chain?.calls[level - 1].scenario ?? 0) : topScenario
    if level == 0, isGiven(source, to: top) {
      return FieldOrigin(source: .given, place: catalogue.place(source.position), definition: "")
    }
    var definition = words.definition(at: source.position)
    // Arguments stand behind one another.
    if source.path.isEmpty, let next = definition.firstMatch(of: #/, [a-z_][a-z0-9_]*: /#) {
      definition = String(definition[..<next.range.lowerBound])
    }
    var origin = FieldOrigin(
      source: kind, place: catalogue.place(source.position), definition: definition)
    var column = name
    if let member = member(in: definition, of: names) {
      (source, column, definition) = (member.holder, member.name, member.definition)
      origin.definition += "; \(member.words)"
    }
    if !source.path.isEmpty, isDrawn(definition) {
      origin.key = [instance] + (chain?.path(level) ?? ["…"]) + source.path
    }
    add(rowsOf: definition, name: column, value, shown, to: &origin)
    return origin
  }

  /// The member of a row or card that a definition shows: what has it was drawn.
  private func member(
    in definition: String, of names: [String: ValueSource]
  ) -> (holder: ValueSource, name: String, definition: String, words: String)? {
    guard
      let match = definition.firstMatch(
        of: #/^(?:[a-z0-9 ]+ from )?([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*)\b/#),
      let holder = names[String(match.output.1)]
    else { return nil }
    let drawn = words.definition(at: holder.position)
    let shown =
      drawn.isEmpty ? words.statement(at: holder.position) : "\(match.output.1): \(drawn)"
    return (holder, String(match.output.2), drawn, shown)
  }

  /// The number of the scenario that happened.
  private var topScenario: Int { Int(chain?.calls.first?.caller ?? site.scenarioNumber) }

  /// Whether a name stands behind `given` of a scenario.
  private func isGiven(_ source: ValueSource, to scenario: Int) -> Bool {
    let name = plan.scenarios[scenario].name
    return catalogue.scenarios[name]?.syntax.given.contains { given in
      given.name.position == source.position
    } ?? false
  }

  /// Whether a definition draws, as far as its words say: it is no value of other names.
  private func isDrawn(_ definition: String) -> Bool {
    !definition.isEmpty && definition != "now" && !definition.hasPrefix("\"")
      && definition.wholeMatch(of: #/[a-z_0-9.]+( [-+*\/%] [a-z_0-9.]+)+|[0-9]+|[a-z_]+\.[a-z_.]+/#)
        == nil
  }

  // MARK: - Rows

  private func add(
    rowsOf definition: String, name: String?, _ value: Datum, _ shown: String?,
    to origin: inout FieldOrigin
  ) {
    guard let match = definition.firstMatch(of: #/\bfrom ([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)/#)
    else {
      return
    }
    let places = CorpusRows(catalogue: catalogue).places(
      of: value, shown: shown, in: String(match.output.1), column: name)
    origin.rows = places.map(catalogue.line)
  }
}

extension [Entry] {
  /// Where an event is defined, by its name in either spelling.
  func event(_ name: String) -> Position? {
    for entry in self {
      switch entry {
      case .event(let event) where outsideName(event.name.text) == outsideName(name):
        return event.name.position
      case .choice(let choice):
        if let found = choice.branches.lazy.compactMap({ $0.body.event(name) }).first {
          return found
        }
      default: continue
      }
    }
    return nil
  }
}

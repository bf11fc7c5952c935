package import FauxlogLanguage

extension Binder {
  /// Binds a tree with all its scenarios; nil, with an error, if there is none of that name.
  ///
  /// `name` may be written with dots or, as users outside templates do, with dashes.
  package func tree(_ name: Name) -> TreeModel? {
    let wanted = outsideName(name.text)
    guard let tree = catalogue.trees.values.first(where: { outsideName($0.name) == wanted }) else {
      failUnknown(name, among: catalogue.trees.keys.map(outsideName), what: "tree")
      return nil
    }
    return TreeBinder(self, tree).bind()
  }
}

/// Binds one tree.
final class TreeBinder {
  let binder: Binder
  let tree: Catalogue.Tree
  var model: TreeModel
  /// Systems whose plain names the tree knows: its own, and those of the grammars it takes.
  var systems: [String]
  var curves: [String: CurveSyntax] = [:]
  private var rates: [RateSyntax] = []
  private var incidents: [IncidentSyntax] = []
  private var runs: [RunSyntax] = []

  init(_ binder: Binder, _ tree: Catalogue.Tree) {
    self.binder = binder
    self.tree = tree
    model = TreeModel(name: tree.name, start: 0, zone: .utc)
    systems = [tree.system]
  }

  func bind() -> TreeModel {
    let entries = binder.folded(tree.entries, system: tree.system)
    for entry in entries { placeTime(entry) }
    binder.localZone = model.zone
    for entry in entries { collect(entry) }
    let scenarios = ScenarioBinder(binder, rules: model.rules)
    for rate in rates {
      if let plan = bind(rate, scenarios) { scenarios.plan.rates.append(plan) }
    }
    for incident in incidents {
      if let plan = bind(incident, scenarios) { scenarios.plan.incidents.append(plan) }
    }
    for run in runs {
      if let plan = bind(run, scenarios, given: [:]) { scenarios.plan.runs.append(plan) }
    }
    scenarios.compileAll()
    scenarios.plan.zone = model.zone
    model.plan = scenarios.plan
    model.events = scenarios.eventNumbers.sorted { $0.value < $1.value }.map(\.key)
    checkEnds(scenarios)
    checkRuns(scenarios)
    binder.checkMembers(model.plan)
    TreeCheck(binder: binder, tree: tree, model: model).run()
    return model
  }

  private func placeTime(_ entry: Entry) {
    switch entry {
    case .parameter(let definition):
      for name in definition.names { _ = binder.parameter(name.text, system: tree.system) }
    case .zone(let path):
      guard let zone = Zone.named(path.text) else {
        return binder.failUnknown(
          Name(path.text, path.position), among: Zone.allNames, what: "zone")
      }
      model.zone = zone
    case .start(let text, let position):
      guard let start = parseRFC3339(text) else {
        return binder.fail(position, "no such time: \(text)", help: "as 2026-03-01T00:00:00+01:00")
      }
      model.start = start
    default: break
    }
  }

  private func collect(_ entry: Entry) {
    switch entry {
    case .file(let file): add(file)
    case .statics(let file): add(file)
    case .rate(let rate): rates.append(rate)
    case .curve(let curve): curves[curve.name.text] = curve
    case .incident(let incident): incidents.append(incident)
    case .run(let run): runs.append(run)
    default: break
    }
  }

  // MARK: - Files

  private func add(_ file: FileSyntax) {
    guard binder.checkPath(file.path) else { return }
    var rule: FileRule?
    for note in file.notes {
      guard case .takes(let grammar, let layout, let eachLine, let condition) = note else {
        continue
      }
      guard let model = binder.grammar(grammar) else { continue }
      var taken = FileRule(
        path: file.path, format: grammar.text, layout: layout?.text, condition: condition)
      taken.isWholeFile = model.isWholeFile
      taken.isEachLine = eachLine
      taken.frame = binder.frame(of: taken, model)
      rule = taken
      if !systems.contains(model.system) { systems.append(model.system) }
      let key = TreeModel.FormatKey(
        format: grammar.text, layout: layout?.text, isEachLine: eachLine)
      if !self.model.formats.contains(key) { self.model.formats.append(key) }
    }
    guard var rule else {
      return binder.fail(file.path.position, "say what this file `takes`")
    }
    for note in file.notes { apply(note, to: &rule) }
    if let writer = rule.writer, rule.isHeld || rule.isWholeFile {
      binder.fail(
        writer.position,
        "`written by` is for files that several processes append to, not for one that is "
          + (rule.isHeld ? "held until flushed" : "one record"))
    }
    if model.rules.contains(where: { $0.path.text == rule.path.text && $0.format != rule.format }) {
      binder.fail(file.path.position, "two files are both called \(file.path.text)")
    }
    model.rules.append(rule)
  }

  private func apply(_ note: FileSyntax.Note, to rule: inout FileRule) {
    switch note {
    case .takes: break
    case .mode(let mode, _): rule.mode = mode
    case .owner(let owner, let position):
      if owner.utf8.count > 31 { binder.fail(position, "an owner's name has at most 31 letters") }
      rule.owner = owner
    case .named(let name): rule.named = name.text
    case .presentFromTheStart(let each, _):
      rule.isPresent = true
      rule.presentFor = each.flatMap { self.each($0, rule.path, tree.system)?.each }
    case .heldUntilFlushed: rule.isHeld = true
    case .writtenBy(let name):
      rule.writer = name
    case .rotates(let moment, let keeping, let position):
      rule.rotation = rotation(moment, keeping, position)
    }
  }

  private func rotation(
    _ moment: FileSyntax.Moment, _ keeping: [FileSyntax.Keeping], _ position: Position
  ) -> FileRule.Rotation? {
    var rotation: FileRule.Rotation
    switch moment {
    case .before(let size):
      guard let bytes = size.bytes, bytes > 0 else { return badSize(position) }
      rotation = FileRule.Rotation(moment: .before(bytes))
    case .after(let size):
      guard let bytes = size.bytes, bytes > 0 else { return badSize(position) }
      rotation = FileRule.Rotation(moment: .after(bytes))
    case .told(let byCopy):
      rotation = FileRule.Rotation(moment: .told(byCopy: byCopy))
    }
    for keep in keeping {
      switch keep {
      case .keeps(let count, let first):
        rotation.keeps = count
        if let first { (rotation.prefix, rotation.first) = Self.split(first) }
      case .next(let suffix): rotation.next = Self.split(suffix)
      case .gzip(let suffix): rotation.gzipFrom = Self.split(suffix).1
      }
    }
    if rotation.next != nil, rotation.gzipFrom != nil || rotation.moment == .told(byCopy: true) {
      binder.fail(position, "`next is` leaves old files as they are: neither `by copy` nor `gzip`")
    }
    return rotation
  }

  private func badSize(_ position: Position) -> FileRule.Rotation? {
    binder.fail(position, "a file rotates by a size, such as 10MB")
    return nil
  }

  /// `.1` as `.` and 1.
  private static func split(_ suffix: String) -> (String, Int) {
    let digits = String(suffix.reversed().prefix { $0.isNumber }.reversed())
    return (String(suffix.dropLast(digits.count)), Int(digits) ?? 1)
  }

  private func add(_ file: StaticSyntax) {
    guard binder.checkPath(file.path) else { return }
    if let each = file.each { return add(file, for: each) }
    let scope = Scope(parent: nil, system: tree.system)
    let path = constantText(file.path.segments, file.path.position, scope)
    if path.hasSuffix("/") {
      model.statics.append(
        TreeModel.StaticFile(
          path: String(path.dropLast()), segments: [.text(path)], content: [], isFolder: true,
          position: file.path.position))
      return
    }
    var text = ""
    for bar in binder.fold(file.body, system: tree.system).bars {
      text += constantText(bar.segments, bar.position, scope) + "\n"
    }
    model.statics.append(
      TreeModel.StaticFile(
        path: path, segments: [.text(path)], content: Array(text.utf8), isFolder: false,
        position: file.path.position))
  }

  /// Text whose holes are parameters.
  private func constantText(_ segments: [Bar.Segment], _ position: Position, _ scope: Scope)
    -> String
  {
    let node = binder.bind(template: segments, position, in: scope)
    guard let value = binder.constantValue(node) else {
      binder.fail(position, "only parameters can fill a hole here")
      return ""
    }
    return binder.show(value)
  }

  /// What a window's ends begin counts for that window only.
  private func checkRuns(_ scenarios: ScenarioBinder) {
    for run in runs {
      if case .clock = run.moment { continue }
      guard let number = scenario(run.scenario, scenarios),
        scenarios.plan.scenarios[Int(number)].counts
      else { continue }
      binder.fail(
        run.scenario.position,
        "\(run.scenario.text) takes from a counter, so that each window would count otherwise",
        help: "give it a rate, or a clock")
    }
  }

  /// A file that no event reaches, an event that no scenario writes.
  private func checkEnds(_ scenarios: ScenarioBinder) {
    for (index, rule) in model.rules.enumerated() {
      let isReached = scenarios.plan.sites.contains { site in
        site.outputs.contains { $0.routes.contains { $0.rule == Int32(index) } }
      }
      if !isReached, !rule.isPresent {
        binder.fail(
          rule.path.position, "no scenario writes to \(rule.path.text)", severity: .note)
      }
    }
  }
}

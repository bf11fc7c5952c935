package import FauxlogLanguage

// What descriptions and checks ask of templates, apart from binding them for a run.
extension Binder {
  /// Entries without their `when`s, as the parameters choose.
  package func folded(_ entries: [Entry], system: String) -> [Entry] {
    entries.flatMap { entry -> [Entry] in
      guard case .choice(let choice) = entry else { return [entry] }
      return folded(fold(choice, system: system) ?? [], system: system)
    }
  }

  /// The places of a scenario that write records, as if one file took each grammar's records.
  ///
  /// `full` is the scenario's full name. What it calls is bound with it, but not handed out.
  package func sites(ofScenario full: String) -> [Site] {
    let rules = catalogue.grammars.keys.sorted().map { name in
      FileRule(
        path: PathSyntax(
          segments: [.text(name)], text: name, position: Position(line: 1, column: 1)),
        format: name)
    }
    let scenarios = ScenarioBinder(self, rules: rules)
    let name = Name(full, Position(line: 1, column: 1))
    guard scenarios.namesGiven(to: full).isEmpty else {
      return sites(ofCalled: full, scenarios)
    }
    guard scenarios.scenario(name, system: systemName(of: full)) != nil else { return [] }
    scenarios.compileAll()
    return scenarios.plan.sites.filter { $0.scenario == full }
  }

  /// The places of a scenario that is given names: those of the first that calls it.
  private func sites(ofCalled full: String, _ scenarios: ScenarioBinder) -> [Site] {
    for caller in catalogue.scenarios.keys.sorted()
    where scenarios.namesGiven(to: caller).isEmpty {
      _ = scenarios.scenario(
        Name(caller, Position(line: 1, column: 1)), system: systemName(of: caller))
    }
    scenarios.compileAll()
    var seen: Set<Key> = []
    return scenarios.plan.sites.filter { $0.scenario == full && seen.insert($0.key).inserted }
  }

  /// Takes the zone of `in local` from a tree, for formats that are bound without it.
  package func takeZone(ofTree name: String) {
    guard let tree = catalogue.trees[name] else { return }
    for case .zone(let path) in folded(tree.entries, system: tree.system) {
      if let zone = Zone.named(path.text) { localZone = zone }
    }
  }
}

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
    for caller in callers(of: full).sorted()
    where scenarios.namesGiven(to: caller).isEmpty {
      _ = scenarios.scenario(
        Name(caller, Position(line: 1, column: 1)), system: systemName(of: caller))
    }
    scenarios.compileAll()
    var seen: Set<Key> = []
    return scenarios.plan.sites.filter { $0.scenario == full && seen.insert($0.key).inserted }
  }

  /// Scenarios that run or start one, or hand it on, by way of others too; with the one itself.
  private func callers(of full: String) -> Set<String> {
    var reaching: Set = [full]
    var known = 0
    while known < reaching.count {
      known = reaching.count
      for (name, scoped) in catalogue.scenarios where !reaching.contains(name) {
        let named = scoped.syntax.calls.flatMap { call in
          [call.scenario] + call.arguments.compactMap { $0.value.asName }
        }
        let meant = named.lazy.compactMap { name in
          self.catalogue.find(name, in: \.scenarios, system: scoped.system)?.full
        }
        if meant.contains(where: reaching.contains) { reaching.insert(name) }
      }
    }
    return reaching
  }

  /// Takes the zone of `in local` from a tree, for formats that are bound without it.
  package func takeZone(ofTree name: String) {
    guard let tree = catalogue.trees[name] else { return }
    for case .zone(let path) in folded(tree.entries, system: tree.system) {
      if let zone = Zone.named(path.text) { localZone = zone }
    }
  }
}

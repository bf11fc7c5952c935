import FauxlogEngine
package import FauxlogLanguage

extension TemplateLibrary {
  /// All that is known of the templates without playing them: every format in every layout and every
  /// tree is bound, with parameters as they stand by default.
  ///
  /// With folders of a user's, only what their files can have changed. Sorted by place; nothing is
  /// said twice.
  package func check() -> [Diagnostic] {
    var found = diagnostics
    let systems = touchedSystems()
    func isTouched(_ system: String) -> Bool { systems?.contains(system) ?? true }
    let binder = binder()
    for grammar in catalogue.grammars.values.sorted(by: { $0.name < $1.name })
    where isTouched(grammar.system) {
      found += check(grammar, binder)
    }
    for tree in catalogue.trees.values.sorted(by: { $0.name < $1.name })
    where isTouched(systemName(of: tree.name)) || tree.takenSystems.contains(where: isTouched) {
      let binder = self.binder()
      _ = binder.tree(Name(tree.name, tree.position))
      found += binder.diagnostics
    }
    found += binder.diagnostics
    // What is built in and not used is there for others.
    found += UnusedNames.all(in: catalogue) { !catalogue.sources[Int($0)].isBuiltIn }
    var seen: Set<Diagnostic> = []
    return found.filter { seen.insert($0).inserted }.sorted { left, right in
      (left.position.file, left.position.line, left.position.column)
        < (right.position.file, right.position.line, right.position.column)
    }
  }

  /// A grammar in each of its layouts, and with other values of the parameters that its `when`s ask.
  private func check(_ grammar: Catalogue.Grammar, _ binder: Binder) -> [Diagnostic] {
    let name = Name(grammar.name, grammar.position)
    guard let model = binder.grammar(name) else { return [] }
    // Messages are told apart by their own bytes, in whatever layout, or by the level: events are
    // compared once with it and once without.
    var compared: Set<Bool> = []
    for layout in model.layouts {
      binder.comparesEvents = compared.insert(binder.hasLevel(layout, of: model)).inserted
      _ = binder.format(name, layout: layout.name)
    }
    if model.layouts.isEmpty {
      binder.comparesEvents = true
      _ = binder.format(name)
    }
    return testedParameters(of: grammar.name).flatMap { parameter, values in
      values.dropFirst().flatMap { value in
        let binder = self.binder([(parameter, value)])
        _ = binder.format(name)
        return binder.diagnostics.filter { $0.severity == .error }
      }
    }
  }

  // MARK: - What a user's files can have changed

  /// Systems that files of a user's folders belong to, or that mention their corpora; nil without
  /// such folders.
  private func touchedSystems() -> Set<String>? {
    guard !folders.isEmpty else { return nil }
    var systems: Set<String> = []
    for source in catalogue.sources where !source.isBuiltIn {
      guard let name = source.headerName else { continue }
      systems.insert(systemName(of: name))
      guard source.path.hasSuffix(".corpus") || source.path.hasSuffix(".ndjson") else { continue }
      for other in catalogue.sources where other.lines.contains(where: { $0.contains(name) }) {
        if let mentioning = other.headerName { systems.insert(systemName(of: mentioning)) }
      }
    }
    return systems
  }
}

extension Catalogue.Tree {
  /// Systems of the grammars that its files take.
  var takenSystems: [String] {
    entries.flatMap { entry -> [String] in
      guard case .file(let file) = entry else { return [] }
      return file.notes.compactMap { note in
        if case .takes(let grammar, _, _, _) = note { systemName(of: grammar.text) } else { nil }
      }
    }
  }
}

extension SourceFile {
  /// The name that the file's first line gives; for data, the name that its path gives.
  fileprivate var headerName: String? {
    if path.hasSuffix(".ndjson") {
      return path.split(separator: "/").suffix(2).joined(separator: ".").dropLast(7).description
    }
    return header?.words.last
  }
}

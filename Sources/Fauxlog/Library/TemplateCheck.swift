import FauxlogEngine
package import FauxlogLanguage

extension TemplateLibrary {
  /// All that is known of the templates without playing them: every format in every layout and every
  /// tree is bound, with parameters as they stand by default.
  ///
  /// Sorted by place; nothing is said twice.
  package func check() -> [Diagnostic] {
    var found = diagnostics
    let binder = Binder(catalogue, settings: [:])
    binder.comparesEvents = true
    for grammar in catalogue.grammars.values.sorted(by: { $0.name < $1.name }) {
      let name = Name(grammar.name, grammar.position)
      found += checkParameters(of: name)
      guard let model = binder.grammar(name) else { continue }
      for layout in model.layouts.isEmpty ? [nil] : model.layouts.map(\.name) {
        _ = binder.format(name, layout: layout)
      }
    }
    for tree in catalogue.trees.values.sorted(by: { $0.name < $1.name }) {
      let binder = Binder(catalogue, settings: [:])
      _ = binder.tree(Name(tree.name, tree.position))
      found += binder.diagnostics
    }
    found += binder.diagnostics
    // What is built in and not used is there for others.
    found += UnusedNames.all(in: catalogue) { file in
      folders.contains { catalogue.sources[Int(file)].path.hasPrefix($0) }
    }
    var seen: Set<Diagnostic> = []
    return found.filter { seen.insert($0).inserted }.sorted { left, right in
      (left.position.file, left.position.line, left.position.column)
        < (right.position.file, right.position.line, right.position.column)
    }
  }
  /// What is wrong in a grammar when one of the parameters that its `when`s ask has another value.
  private func checkParameters(of name: Name) -> [Diagnostic] {
    testedParameters(of: name.text).flatMap { parameter, values in
      values.dropFirst().flatMap { value in
        let binder = Binder(catalogue, settings: [parameter: value])
        _ = binder.format(name)
        return binder.diagnostics.filter { $0.severity == .error }
      }
    }
  }
}

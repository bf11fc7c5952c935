package import FauxlogEngine
package import FauxlogLanguage

/// A format, ready to be drawn or read.
package struct BoundFormat: Sendable {
  /// Its events.
  package let format: Format
  /// The tables.
  package let world: World
  /// Its parameters as they stand, sorted by name.
  package let parameters: [(name: String, value: String)]
  /// What was noted while binding.
  package let notes: [Diagnostic]
}

/// The start of a format's records where none is given: 2026-03-01T00:00:00Z.
package let formatStart: Instant = 825_638_400_000_000_000

extension TemplateLibrary {
  /// Binds a format; any error in its templates stops it.
  package func format(_ name: String, settings: [(name: String, value: String)])
    throws(TemplateError) -> BoundFormat
  {
    try stopOnErrors(diagnostics)
    guard let full = formatName(name) else {
      throw .unknown("format", name, near: near(name, formats))
    }
    let (format, binder) = try bind(full, settings) {
      $0.format(Name(full, Position(line: 1, column: 1)))
    }
    guard let format else { throw .unknown("format", name, near: nil) }
    return BoundFormat(
      format: format, world: binder.finish(), parameters: binder.sortedParameters,
      notes: binder.diagnostics)
  }

  /// The full name of the format that a user means, in either spelling.
  package func formatName(_ name: String) -> String? {
    if catalogue.grammars[name] != nil { return name }
    let wanted = outsideName(name)
    return formats.first { outsideName($0) == wanted }
  }

  /// A grammar in each of its layouts, the first one first.
  func layouts(of format: String) -> [TreeModel.FormatKey] {
    let binder = binder()
    let model = binder.grammar(Name(format, Position(line: 1, column: 1)))
    let layouts = (model?.layouts ?? []).dropFirst().compactMap { $0.name?.text }
    return [TreeModel.FormatKey(format: format)]
      + layouts.map { TreeModel.FormatKey(format: format, layout: $0) }
  }

  /// The outside name of the tree that a user means, in either spelling.
  package func treeName(_ name: String) -> String? {
    let wanted = outsideName(name)
    return trees.contains(wanted) ? wanted : nil
  }
}

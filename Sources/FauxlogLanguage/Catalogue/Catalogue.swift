/// All that the templates say, joined: overlays laid over the built-in files, names indexed.
///
/// Immutable once loaded. Nothing here is folded by parameters yet: that happens when a format or
/// a tree is bound.
package struct Catalogue: Sendable {
  /// The texts, for error messages; a ``Position`` names its file by the index.
  package internal(set) var sources: [SourceFile] = []
  /// Grammars by full name.
  package internal(set) var grammars: [String: Grammar] = [:]
  /// Scenarios by full name, `frappe.desk`'s `page_view` is `frappe.page_view`.
  package internal(set) var scenarios: [String: Scoped<ScenarioSyntax>] = [:]
  /// Actors by full name.
  package internal(set) var actors: [String: Scoped<ActorSyntax>] = [:]
  /// Dials by full name.
  package internal(set) var dials: [String: Scoped<Definition>] = [:]
  /// Parts by full name, with the grammar they stand in.
  package internal(set) var parts: [String: Scoped<PartSyntax>] = [:]
  /// Ids by full name.
  package internal(set) var ids: [String: Scoped<Definition>] = [:]
  /// Encoders by full name.
  package internal(set) var encoders: [String: Scoped<EncoderSyntax>] = [:]
  /// Trees by full name.
  package internal(set) var trees: [String: Tree] = [:]
  /// Parameters by the system that declares them, then by name.
  package internal(set) var parameters: [String: [String: Definition]] = [:]
  /// Where corpora come from; parsed when first asked for.
  package internal(set) var corpora: CorpusLibrary = CorpusLibrary()
  /// Extended field names of exporters, by grammar.
  package internal(set) var names: [String: [NamesSyntax]] = [:]

  /// Something that belongs to a system, and the file it was defined in.
  package struct Scoped<Syntax: Sendable>: Sendable {
    /// What it is.
    package var syntax: Syntax
    /// The full name of the grammar or scenarios file it stands in.
    package var file: String
    /// The part of the name before the first dot.
    package var system: String { systemName(of: file) }
  }

  /// One grammar with its extensions.
  package struct Grammar: Sendable {
    /// Full name, `frappe.log`.
    package var name: String
    /// Where its header stands.
    package var position: Position
    /// Parameters, legend, layouts, events: in order, `when`s not yet folded.
    package var entries: [Entry]
    /// The part of the name before the first dot.
    package var system: String { systemName(of: name) }
  }

  /// One tree with its extensions.
  package struct Tree: Sendable {
    /// Full name, `frappe.bench`.
    package var name: String
    /// Where its header stands.
    package var position: Position
    /// Files, rates and so on, `when`s not yet folded.
    package var entries: [Entry]
    /// The part of the name before the first dot.
    package var system: String { systemName(of: name) }
  }
}

/// The part of a dotted name before the first dot.
package func systemName(of name: String) -> String {
  String(name.prefix { $0 != "." })
}

/// A name as users outside templates see it: `frappe-bench` for `frappe.bench`.
package func outsideName(_ name: String) -> String {
  String(name.map { $0 == "." || $0 == "_" ? "-" : $0 })
}

import Corpus
package import FauxlogEngine
package import FauxlogLanguage
import FauxlogTree
import Foundation
import Templates

/// The built-in templates and corpora, with a user's folders laid over them.
package final class TemplateLibrary: Sendable {
  /// All of it, joined.
  package let catalogue: Catalogue
  /// What was found wrong while loading.
  package let diagnostics: [Diagnostic]
  /// The user's folders.
  let folders: [String]

  /// Which systems need which, and which of them the user's files speak of.
  private let systems: UsedSystems
  private let spokenOf: Set<String>

  /// Loads the built-in files and then each folder's; a file that cannot be read is an error.
  ///
  /// Who wants one thing only gets the systems that it needs, and is not kept waiting for the rest.
  package init(folders: [String] = [], for name: String? = nil) throws(TemplateError) {
    var loader = CatalogueLoader()
    let own = try folders.map { (folder) throws(TemplateError) in try UserFiles.read(folder) }
    let systems = Self.builtInSystems()
    let spokenOf = Set(own.joined().flatMap { systems.mentioned(in: $0.text.utf8) })
    let wanted = Self.wanted(name, systems, spokenOf, own.joined().map(\.text))
    unsafe Self.forEachBuiltIn { path, name, text in
      guard wanted?.contains(UsedSystems.system(ofPath: name)) ?? true else { return }
      unsafe loader.add(
        path: path, name: name, text: String(decoding: text, as: UTF8.self), layer: 0)
    }
    for (index, files) in own.enumerated() {
      for (path, name, text) in files {
        loader.add(path: path, name: name, text: text, layer: index + 1)
      }
    }
    catalogue = loader.finish()
    diagnostics = loader.diagnostics
    self.folders = folders
    self.systems = systems
    self.spokenOf = spokenOf
  }

  /// Hands out each built-in file: its path as users see it, its path in its folder, its text.
  static func forEachBuiltIn(
    _ body: (_ path: String, _ name: String, _ text: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    unsafe TemplatesFiles.forEach { unsafe body("Templates/\($0)", $0, $1) }
    unsafe CorpusFiles.forEach { unsafe body("Corpus/\($0)", $0, $1) }
  }

  private static func builtInSystems() -> UsedSystems {
    var known: Set<String> = []
    unsafe forEachBuiltIn { _, name, _ in known.insert(UsedSystems.system(ofPath: name)) }
    var systems = UsedSystems(known: known)
    unsafe forEachBuiltIn { _, name, text in
      unsafe systems.add(text, of: UsedSystems.system(ofPath: name))
    }
    return systems
  }

  /// The built-in systems that a name needs; nil is all, for a name that nobody knows.
  private static func wanted(
    _ name: String?, _ systems: UsedSystems, _ spokenOf: Set<String>, _ texts: [String]
  ) -> Set<String>? {
    guard let name else { return nil }
    let system = UsedSystems.system(ofOutside: name)
    if systems.known.contains(system) { return systems.closure(of: spokenOf.union([system])) }
    return texts.contains { $0.contains(" \(system)") } ? systems.closure(of: spokenOf) : nil
  }

  /// The SHA-256 over the names and texts of the files that a tree needs, and of all of a user's, so
  /// that a manifest can say what made it.
  package func digest(ofTree name: String) -> String {
    digest(of: systems.closure(of: spokenOf.union([UsedSystems.system(ofOutside: name)])))
  }

  /// The same of all files.
  package var digest: String { digest(of: systems.known) }

  private func digest(of used: Set<String>) -> String {
    var hash = SHA256()
    for source in catalogue.sources {
      let parts = source.path.split(separator: "/")
      if source.isBuiltIn, parts.count > 1, !used.contains(String(parts[1])) { continue }
      var text = source.path + "\n" + source.lines.joined(separator: "\n") + "\n"
      text.withUTF8 { unsafe hash.update($0) }
    }
    return hash.digest().hex
  }

  /// The names of all trees as users see them.
  package var trees: [String] { catalogue.trees.keys.map(outsideName).sorted() }

  /// The names of all formats.
  package var formats: [String] { catalogue.grammars.keys.sorted() }

  /// Diagnostics with their lines and carets, at most 20.
  package func text(of diagnostics: [Diagnostic]) -> [String] {
    diagnostics.sorted { left, right in
      (left.position.file, left.position.line, left.position.column)
        < (right.position.file, right.position.line, right.position.column)
    }.prefix(20).map { FauxlogLanguage.describe($0, in: catalogue.sources) }
  }

  /// Binds a tree; any error in its templates stops it.
  ///
  /// - Parameter explains: whether it is noted where the templates define what fills holes.
  package func tree(
    _ name: String, settings: [(name: String, value: String)], explains: Bool = false
  ) throws(TemplateError) -> BoundTree {
    try stopOnErrors(diagnostics)
    guard trees.contains(outsideName(name)) else {
      throw .unknown("tree", name, near: near(name, trees))
    }
    let (model, binder) = try bind(outsideName(name), settings) { binder in
      binder.explains = explains
      return binder.tree(Name(name, Position(line: 1, column: 1)))
    }
    guard let model else { throw .unknown("tree", name, near: nil) }
    return BoundTree(
      model: model, world: binder.finish(), parameters: binder.sortedParameters,
      notes: binder.diagnostics)
  }

  /// A binder with parameters as a user sets them: of two values of one, the later counts.
  func binder(_ settings: [(name: String, value: String)] = []) -> Binder {
    Binder(
      catalogue,
      settings: Dictionary(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
  }

  /// Binds what a user names, `name`, with parameters; an error in the templates, or a parameter that is
  /// none of theirs, stops it.
  func bind<Bound>(
    _ name: String, _ settings: [(name: String, value: String)], _ body: (Binder) -> Bound?
  ) throws(TemplateError) -> (bound: Bound?, binder: Binder) {
    let binder = binder(settings)
    let bound = body(binder)
    try stopOnErrors(binder.diagnostics)
    if bound != nil { try check(settings, binder.usedParameters, of: name) }
    return (bound, binder)
  }

  /// A parameter that is set must be one of those that `owner` uses.
  func check(
    _ settings: [(name: String, value: String)], _ used: [String: String], of owner: String
  ) throws(TemplateError) {
    for (name, _) in settings where used[name] == nil {
      throw .unknown("parameter", name, near: near(name, used.keys.sorted()), of: owner)
    }
  }

  /// The name that a user most likely meant, in whatever spelling.
  func near(_ name: String, _ names: [String]) -> String? {
    let meant = suggestion(for: outsideName(name), among: names.map(outsideName))
    return names.first { outsideName($0) == meant }
  }

  /// That a name is none of a format or tree; of an event's, the format is what was meant.
  func unknownFormatOrTree(_ name: String) -> TemplateError {
    .unknown(
      "format or tree", name, near: near(String(name.prefix { $0 != "/" }), trees + formats))
  }

  func stopOnErrors(_ diagnostics: [Diagnostic]) throws(TemplateError) {
    let errors = diagnostics.filter { $0.severity == .error }
    if !errors.isEmpty { throw .templates(text(of: errors)) }
  }
}

extension Binder {
  /// The parameters in use as they stand, by name.
  var sortedParameters: [(name: String, value: String)] {
    usedParameters.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// Why templates cannot be used.
package enum TemplateError: Error, Sendable {
  /// Errors with their lines and carets.
  case templates([String])
  /// No tree, format or the like of that name; `of` is what could have it, if that is known.
  case unknown(_ what: String, _ name: String, near: String?, of: String? = nil)
  /// A folder or file of templates that cannot be read.
  case unreadable(path: String, reason: String)
}

/// A tree, ready to be played.
package struct BoundTree: Sendable {
  /// What it runs and where records land.
  package let model: TreeModel
  /// The tables.
  package let world: World
  /// Its parameters as they stand, sorted by name.
  package let parameters: [(name: String, value: String)]
  /// What was noted while binding.
  package let notes: [Diagnostic]
}

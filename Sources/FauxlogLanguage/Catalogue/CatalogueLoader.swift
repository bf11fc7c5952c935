/// Reads files into a ``Catalogue``: whole files first, extensions in the order of their paths.
package struct CatalogueLoader {
  private var catalogue = Catalogue()
  /// What was found wrong so far.
  package private(set) var diagnostics: [Diagnostic] = []
  private var extensions: [Extension] = []
  /// Kind and name of whole files, to tell a replaced one from one that stands there twice.
  private var origins: [String: (layer: Int, position: Position)] = [:]
  private var pending: [(layer: Int, file: SyntaxFile)] = []

  /// A file that begins with `extend`.
  private struct Extension {
    /// By which several are ordered, and the path inside of its folder: those of the lowest layer,
    /// where one took another's place.
    let path: String
    let name: String
    var layer: Int
    var file: SyntaxFile

    /// Whether it is another edition of an extension of a lower layer: it extends the same, and lies
    /// at the same place of its folder, or of one in it.
    func replaces(_ other: Extension) -> Bool {
      layer > other.layer && file.kind == other.file.kind && file.name == other.file.name
        && (name == other.name || name.hasSuffix("/" + other.name))
    }
  }

  /// An empty loader.
  package init() {}

  /// Adds one file.
  ///
  /// A file of a higher layer takes the place of one of the same kind and name in a lower one, and an
  /// extension that of one of the same path: built-in files are layer 0, the user's folders follow. `path` is how the user knows the file,
  /// `name` its path inside its folder; they are the same if no name is given.
  package mutating func add(path: String, name: String? = nil, text: String, layer: Int) {
    let source = SourceFile(path: path, text: text, layer: layer)
    let number = Int32(catalogue.sources.count)
    catalogue.sources.append(source)
    if let name = Self.corpusName(path: name ?? path, source: source) {
      catalogue.corpora.add(name: name, source: source, file: number)
      return
    }
    let (parsed, problems) = parse(source, file: number)
    diagnostics += problems
    guard let file = parsed else { return }
    if file.extends {
      add(Extension(path: path, name: name ?? path, layer: layer, file: file))
    } else {
      pending.append((layer, file))
    }
  }

  private mutating func add(_ more: Extension) {
    guard let place = extensions.firstIndex(where: { more.replaces($0) }) else {
      return extensions.append(more)
    }
    (extensions[place].layer, extensions[place].file) = (more.layer, more.file)
  }

  /// The name of a corpus file, found without parsing it; nil for any other file or extension.
  private static func corpusName(path: String, source: SourceFile) -> String? {
    if path.hasSuffix(".ndjson") {
      return path.dropLast(".ndjson".count).split(separator: "/").joined(separator: ".")
    }
    guard path.hasSuffix(".corpus"), let words = source.header?.words else { return nil }
    return words.count >= 2 && words[0] == "corpus" ? words[1] : nil
  }

  /// Notes something that is wrong.
  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The catalogue with all files and extensions in it.
  package mutating func finish() -> Catalogue {
    let highest = Dictionary(
      pending.map { ("\($0.file.kind.rawValue) \($0.file.name.text)", $0.layer) },
      uniquingKeysWith: max)
    for (layer, file) in pending {
      let key = "\(file.kind.rawValue) \(file.name.text)"
      guard highest[key] == layer else { continue }
      if let known = origins[key], file.kind != .scenarios {
        let path = catalogue.sources[Int(known.position.file)].path
        diagnostics.append(
          Diagnostic(file.name.position, "\(key) is already defined in \(path)"))
        continue
      }
      origins[key] = (layer, file.name.position)
      enter(file)
    }
    for one in extensions.sorted(by: { $0.path < $1.path }) { extend(one.file) }
    let own = catalogue.grammars.mapValues { Self.events(of: $0) }
    for name in catalogue.grammars.keys.sorted() {
      guard let grammar = catalogue.grammars[name] else { continue }
      let entries = withEvents(of: own, grammar.entries)
      catalogue.grammars[name]?.entries = entries
    }
    return catalogue
  }

  /// The events of a grammar that are there whatever the parameters say, by name.
  private static func events(of grammar: Catalogue.Grammar) -> [String: EventSyntax] {
    var events: [String: EventSyntax] = [:]
    for case .event(let event) in grammar.entries { events[event.name.text] = event }
    return events
  }

  /// The same entries with other grammars' events in the place of `events … from`.
  private mutating func withEvents(
    of grammars: [String: [String: EventSyntax]], _ entries: [Entry]
  ) -> [Entry] {
    var result: [Entry] = []
    for entry in entries {
      switch entry {
      case .events(let names, let home):
        guard let events = grammars[home.text] else {
          report(.unknown("grammar", home, among: grammars.keys))
          continue
        }
        for name in names {
          if let event = events[name.text] {
            result.append(.event(event))
          } else {
            report(.unknown("event of \(home.text)", name, among: events.keys))
          }
        }
      case .choice(var choice):
        for place in choice.branches.indices {
          choice.branches[place].body = withEvents(of: grammars, choice.branches[place].body)
        }
        result.append(.choice(choice))
      default: result.append(entry)
      }
    }
    return result
  }

  private mutating func enter(_ file: SyntaxFile) {
    switch file.kind {
    case .grammar:
      catalogue.grammars[file.name.text] = Catalogue.Grammar(
        name: file.name.text, position: file.name.position, entries: file.entries)
    case .tree:
      catalogue.trees[file.name.text] = Catalogue.Tree(
        name: file.name.text, position: file.name.position, entries: file.entries)
    case .scenarios, .corpus: break
    }
    register(file.entries, of: file, replacing: false)
  }

  private mutating func extend(_ file: SyntaxFile) {
    let name = file.name.text
    switch file.kind {
    case .grammar:
      guard let base = catalogue.grammars[name] else {
        return unknown(file, catalogue.grammars.keys)
      }
      let entries = overlay(base.entries, with: file.entries)
      catalogue.grammars[name]?.entries = entries
    case .tree:
      guard let base = catalogue.trees[name] else { return unknown(file, catalogue.trees.keys) }
      let entries = overlay(base.entries, with: file.entries)
      catalogue.trees[name]?.entries = entries
    case .corpus:
      guard catalogue.corpora.contains(name) else { return unknown(file, catalogue.corpora.names) }
      if let rows = file.corpus, !catalogue.corpora.extend(name, with: rows) {
        diagnostics.append(
          Diagnostic(
            file.name.position, "\(name) is a corpus of another kind; rows cannot be added"))
      }
    case .scenarios:
      let known = pending.filter { $0.file.kind == .scenarios }.map(\.file.name.text)
      guard known.contains(name) else { return unknown(file, known) }
    }
    register(file.entries, of: file, replacing: true)
  }

  private mutating func unknown(_ file: SyntaxFile, _ names: some Sequence<String>) {
    let near = nearest(to: file.name.text, among: names)
    diagnostics.append(
      Diagnostic(
        file.name.position, "no \(file.kind.rawValue) \(file.name.text) to extend",
        help: near.map { "did you mean \($0)?" }))
  }

  /// Indexes what a file defines for its whole system.
  private mutating func register(_ entries: [Entry], of file: SyntaxFile, replacing: Bool) {
    let home = file.name.text
    let system = systemName(of: home)
    for entry in entries {
      switch entry {
      case .part(let part): put(part, part.name, home, in: \.parts, false)
      case .id(let id):
        if let name = id.names.first { put(id, name, home, in: \.ids, replacing) }
      case .encoder(let encoder): put(encoder, encoder.name, home, in: \.encoders, false)
      case .actor(let actor): put(actor, actor.name, home, in: \.actors, false)
      case .dial(let dial):
        for name in dial.names { put(dial, name, home, in: \.dials, false) }
      case .scenario(let scenario):
        let full = "\(system).\(scenario.name.text)"
        if scenario.replaces, replacing, catalogue.scenarios[full] == nil {
          diagnostics.append(
            Diagnostic(scenario.name.position, "no scenario \(scenario.name.text) to replace"))
        }
        put(scenario, scenario.name, home, in: \.scenarios, scenario.replaces)
      case .parameter(let parameter):
        for name in parameter.names
        where catalogue.parameters[system]?[name.text] == nil || replacing {
          catalogue.parameters[system, default: [:]][name.text] = parameter
        }
      case .names(let names): catalogue.names[home, default: []].append(names)
      case .without(let kind, let name, let position):
        if !file.extends {
          diagnostics.append(
            Diagnostic(
              position, "only a file that extends another one takes something away",
              help:
                "begin it with `extend \(file.kind.rawValue) \(home)`, or leave \(name.text) out"))
        } else if kind == "scenario",
          catalogue.scenarios.removeValue(forKey: "\(system).\(name.text)") == nil
        {
          diagnostics.append(Diagnostic(position, "no scenario \(name.text) to remove"))
        }
      default: break
      }
    }
  }

  private mutating func put<Syntax: Sendable>(
    _ syntax: Syntax, _ name: Name, _ home: String,
    in index: WritableKeyPath<Catalogue, [String: Catalogue.Scoped<Syntax>]>, _ replacing: Bool
  ) {
    let full = "\(systemName(of: home)).\(name.text)"
    if let known = catalogue[keyPath: index][full], !replacing {
      diagnostics.append(
        Diagnostic(name.position, "\(name.text) is already defined in \(known.file)"))
      return
    }
    catalogue[keyPath: index][full] = Catalogue.Scoped(syntax: syntax, file: home)
  }
}

import FauxlogLanguage

extension TreeBinder {
  /// Binds `for each …` of a file's path; gives back the scope that sees the element, too.
  func each(
    _ each: EachSyntax, _ path: PathSyntax, _ system: String
  ) -> (each: TreeModel.Each, scope: Scope)? {
    let outer = Scope(parent: nil, system: system)
    var model = TreeModel.Each(actor: -1, list: -1, path: -1, holes: [])
    let origins: Set<Origin>
    if let list = each.list {
      model.list = binder.bind(list, in: outer)
      origins = binder.origins(ofElementOf: model.list, in: outer)
      if let known = binder.constantValue(model.list), known.tag != .fixed {
        binder.fail(each.name.position, "`in` needs a list, such as `words of apps`")
      }
    } else if let actor = binder.actor(each.name, system: system) {
      model.actor = actor
      origins = [.actor(actor)]
    } else {
      binder.failUnknown(
        each.name, among: binder.plainNames(binder.catalogue.actors, system), what: "actor")
      return nil
    }
    let scope = ElementScope(parent: outer, element: each.name, depth: 0, origins: origins)
    model.path = binder.bind(template: path.segments, path.position, in: scope)
    for case .hole(let names, _) in path.segments {
      model.holes.append(binder.bind(.path(names), in: scope))
    }
    return (model, scope)
  }

  /// A fixed file for each; those with one path are one file, whose bars stand there for each.
  func add(_ file: StaticSyntax, for each: EachSyntax) {
    guard let (bound, scope) = self.each(each, file.path, tree.system) else { return }
    var model = bound
    let isFolder = file.path.text.hasSuffix("/")
    if !isFolder {
      var parts: [Int32] = []
      let (bars, definitions) = binder.fold(file.body, system: tree.system)
      let inner = FileScope(parent: scope, definitions)
      for bar in bars {
        parts.append(binder.bind(template: bar.segments, bar.position, in: inner))
        parts.append(binder.constant("\n"))
      }
      let first = binder.builder.list(parts)
      model.content = binder.builder.node(.template(first: first, count: Int32(parts.count)))
    }
    self.model.statics.append(
      TreeModel.StaticFile(
        path: isFolder ? String(file.path.text.dropLast()) : file.path.text,
        segments: file.path.segments, each: model, content: [], isFolder: isFolder,
        position: file.path.position))
  }
}

/// The names that are defined below the bars of a fixed file.
private final class FileScope: Scope {
  private let definitions: [String: Definition]
  private var nodes: [String: Int32] = [:]

  init(parent: Scope, _ definitions: [Definition]) {
    self.definitions = Dictionary(
      definitions.flatMap { definition in definition.names.map { ($0.text, definition) } },
      uniquingKeysWith: { $1 })
    super.init(parent: parent, system: parent.system)
  }

  override var ownNames: [String] { definitions.keys.sorted() }

  override func own(_ name: Name, _ binder: Binder) -> Int32? {
    if let known = nodes[name.text] { return known }
    guard let definition = definitions[name.text] else { return nil }
    guard binder.open.insert(definition.names[0].position).inserted else {
      binder.fail(name.position, "\(name.text) is defined by itself")
      return binder.constant(.none)
    }
    defer { binder.open.remove(definition.names[0].position) }
    let node = binder.bind(
      definition, name: name, in: self, base: .record, key: nameKey(name.text))
    nodes[name.text] = node
    return node
  }
}

import FauxlogLanguage

extension Binder {
  /// The expression of a definition: what draws or computes the value of `name`.
  ///
  /// `key` and `base` say what its draw is for; a kind that cannot be drawn is an error.
  func bind(
    _ definition: Definition, name: Name, in scope: Scope, base: KeyBase, key: Key
  ) -> Int32 {
    if let standard = definition.options.first(where: \.isStandard),
      case .standard(let kind, _) = standard
    {
      return bind(standard: kind, of: definition, name: name, in: scope, base: base, key: key)
    }
    var node = bind(definition.kind, definition, name: name, in: scope, base: base, key: key)
    for option in definition.options {
      if case .noneAs(_, let share?, _) = option {
        node = builder.node(
          .orNone(share: UInt64(share) * (1 << 32) / 1_000_000, base: base, key: key, node))
      }
    }
    return node
  }

  /// `default X`: a bare word that is a member of the kind's `one of` is that member.
  private func bind(
    standard kind: Kind, of definition: Definition, name: Name, in scope: Scope, base: KeyBase,
    key: Key
  ) -> Int32 {
    if case .value(.path(let names)) = kind, names.count == 1,
      let member = member(names[0].text, of: definition)
    {
      return constant(member)
    }
    if case .value(.literal(let literal, _)) = kind,
      let member = member(text(of: literal), of: definition)
    {
      return constant(member)
    }
    let plain = Definition(names: definition.names, kind: kind)
    return bind(kind, plain, name: name, in: scope, base: base, key: key)
  }

  /// The member of a definition's `one of` that is written so.
  func member(_ text: String, of definition: Definition) -> Value? {
    guard case .shaped(let shapes, _, _) = definition.kind,
      case .oneOf(let members)? = shapes.first,
      let index = members.firstIndex(where: { self.text(of: $0.value) == text })
    else { return nil }
    return Value(tag: .member, reference: choice(of: members), word: Int64(index))
  }

  private func bind(
    _ kind: Kind, _ definition: Definition, name: Name, in scope: Scope, base: KeyBase, key: Key
  ) -> Int32 {
    switch kind {
    case .shaped(let shapes, let source, let position):
      if let source {
        let node = bind(source, name: name, of: definition, in: scope, base: base, key: key)
        // Texts of a corpus are numbers where the kind is one.
        if case .range? = shapes.first { return builder.node(.asNumber(node)) }
        return node
      }
      guard let shape = shapes.first else { return constant(.none) }
      if shapes.count == 1, case .named(let word) = shape {
        adviseName(word, of: definition, position, in: scope)
      }
      return bind(shape, position, in: scope, base: base, key: key)
    case .draw(let draw, let position):
      return bind(draw, position, in: scope, base: base, key: key)
    case .piece(.each(let element, let list, _, _), _):
      return bind(enriching: list, element: element, definition, in: scope, base: base, key: key)
    case .piece(.part(let part, let arguments), let position):
      return bindIdentity(part, arguments, position, in: scope, base: base, key: key)
    case .piece(.maybe(let share, let condition), let position) where scope is ScenarioScope:
      return bind(
        maybe: share, condition, definition, position, in: scope, base: base, key: key)
    case .piece(_, let position):
      fail(position, "this piece is text of a line; it has no value of its own")
      return constant(.none)
    case .value(let value):
      if case .path(let names) = value, names.count == 1, let only = names.first,
        definition.names.contains(only) || !isKnown(only, in: scope),
        identity(only, system: scope.system) != nil
      {
        return bindIdentity(only, [], only.position, in: scope, base: base, key: key)
      }
      if case .path(let names) = value, names.count == 1, let only = names.first,
        scope.node(for: only, self) == nil, parameter(only.text, system: scope.system) == nil,
        let dial = dial(only, system: scope.system)
      {
        // What a dial stands at is drawn by the key of whoever reads it.
        return builder.node(.dial(dial, base: base, key: key))
      }
      return bind(value, in: scope)
    }
  }

  /// `x: path` where a name `path` is known means the kind all the same.
  private func adviseName(
    _ word: String, of definition: Definition, _ position: Position, in scope: Scope
  ) {
    guard !definition.names.contains(where: { $0.text == word }),
      advised.insert(position).inserted, scope.knows(word)
    else { return }
    fail(
      position, "`\(word)` is a kind here, not the name \(word)",
      help: "write `\(word) from \(word)` for its value", severity: .advice)
  }

  private func bind(
    _ draw: DrawSyntax, _ position: Position, in scope: Scope, base: KeyBase, key: Key
  ) -> Int32 {
    switch draw {
    case .chance(let share):
      return builder.node(
        .draw(.chance(UInt64(share) * (1 << 32) / 1_000_000), base: base, key: key))
    case .any(let name, let condition):
      guard let actor = actor(name, system: scope.system) else {
        failUnknown(name, among: plainNames(catalogue.actors, scope.system), what: "actor")
        return constant(.none)
      }
      var test: Int32 = -1
      if let condition {
        let fields = builder.actors[Int(actor)].fields.map(\.name)
        test = bind(condition, in: CandidateScope(parent: scope, actor: actor, fields: fields))
      }
      return builder.node(.any(actor: actor, condition: test, base: base, key: key))
    case .textOf(let name, let arguments):
      return bindText(ofPart: name, arguments, position, in: scope, base: base, key: key)
    case .next(let name):
      guard scope is Legend else {
        fail(name.position, "a number is taken by a name of its own", help: "n: next \(name.text)")
        return constant(.none)
      }
      guard let counter = counter(name, system: scope.system) else { return constant(.none) }
      return builder.node(.serial(counter: counter))
    case .widest(let value, let atLeast, _):
      guard scope is Legend else {
        fail(position, "`widest` goes through the records of a file, so it stands in a grammar")
        return constant(.none)
      }
      return widest(value, atLeast: atLeast, in: scope)
    case .last:
      fail(position, "`last` comes with a later tier of the language")
      return constant(.none)
    case .emission, .call:
      fail(position, "a step can be named only in a scenario")
      return constant(.none)
    }
  }

  // MARK: - Sources

  private func bind(
    _ source: Source, name: Name, of definition: Definition, in scope: Scope, base: KeyBase,
    key: Key
  ) -> Int32 {
    if case .path(let names) = source.value {
      let full = names.map(\.text).joined(separator: ".")
      // A name may be called as the corpus it is drawn from.
      let isItself = names.count == 1 && definition.names.contains { $0.text == full }
      let isName = names.first.map { isKnown($0, in: scope) } ?? false
      if catalogue.corpora.contains(full), !isName || isItself {
        return bind(
          corpus: full, source, name: name, of: definition, in: scope, base: base, key: key)
      }
      if !isName {
        failUnknown(
          Name(full, source.position), among: catalogue.corpora.names + scope.allNames,
          what: "corpus or name")
        return constant(.none)
      }
    }
    let node = bind(source.value, in: scope)
    if definition.isData { return node }
    if !source.keys.isEmpty { fail(source.position, "`by` needs a table of the corpora") }
    if let value = constantValue(node), value.tag != .fixed, value.tag != .heap { return node }
    return builder.node(.draw(.element(of: node), base: base, key: key))
  }

  private func bind(
    corpus full: String, _ source: Source, name: Name, of definition: Definition, in scope: Scope,
    base: KeyBase, key: Key
  ) -> Int32 {
    guard let number = corpus(full, at: source.position) else { return constant(.none) }
    let table = builder.corpora[Int(number)]
    if table.firstCard >= 0, source.keys.isEmpty {
      // Several members of one card are drawn under the first name.
      let shared = definition.names.count > 1 ? definition.names.first : nil
      let drawn = shared.map { scope.key(of: $0.text) } ?? key
      let node = builder.node(.draw(.card(corpus: number), base: base, key: drawn))
      let card = filled(node, corpus: number, in: scope, at: source.position)
      return isMember(name, ofAllCardsIn: table) ? bind(member: name, of: card) : card
    }
    guard let column = column(of: table, for: name, keys: source.keys, at: source.position) else {
      return constant(.none)
    }
    // Several columns of one row are drawn under the first name.
    let first = definition.names.first ?? name
    if !source.keys.isEmpty {
      return bind(
        lookup: number, column: column, source, in: scope, base: base,
        key: first == name ? key : scope.key(of: first.text))
    }
    if first == name || definition.names.count == 1 {
      return builder.node(.draw(.cell(corpus: number, column: column), base: base, key: key))
    }
    let firstKey = scope.key(of: first.text)
    guard let leading = self.column(of: table, for: first, keys: [], at: source.position) else {
      return constant(.none)
    }
    let row = builder.node(.draw(.cell(corpus: number, column: leading), base: base, key: firstKey))
    return builder.node(.otherCell(row, column: column))
  }

  /// Whether a name is a member of every card, and so stands for that member, not for the card.
  private func isMember(_ name: Name, ofAllCardsIn table: CorpusTable) -> Bool {
    (0..<table.rows).allSatisfy { row in
      builder.fixed[Int(table.firstCard) + row][name.text] != nil
    }
  }

  private func column(
    of table: CorpusTable, for name: Name, keys: [Name], at position: Position
  ) -> Int32? {
    if table.firstCard >= 0 { return -1 }
    if let named = table.columns.first(where: { $0.name == name.text }) { return named.column }
    let rest = table.columns.filter { column in !keys.contains { $0.text == column.name } }
    if rest.count == 1 { return rest[0].column }
    failUnknown(Name(name.text, position), among: table.columns.map(\.name), what: "column")
    return nil
  }

  private func bind(
    lookup corpus: Int32, column: Int32, _ source: Source, in scope: Scope, base: KeyBase,
    key: Key
  ) -> Int32 {
    let table = builder.corpora[Int(corpus)]
    var keys: [Int32] = []
    var rows: [String: Int32] = [:]
    var groups: [Lookup.Group] = []
    for row in 0..<table.rows {
      let parts = source.keys.map { keyText(of: $0.text, row, table) }
      let text = parts.joined(separator: "\n")
      if rows[text] == nil {
        rows[text] = Int32(groups.count)
        groups.append(Lookup.Group())
      }
      groups[Int(rows[text] ?? 0)].numbers.append(Int32(row))
    }
    if !table.sums.isEmpty {
      for group in groups.indices {
        let weights = groups[group].numbers.map { row in
          Int64(table.sums[Int(row)] - (row > 0 ? table.sums[Int(row) - 1] : 0))
        }
        groups[group].sums = sums(weights)
      }
    }
    for name in source.keys {
      if table.firstCard < 0, !table.columns.contains(where: { $0.name == name.text }) {
        failUnknown(name, among: table.columns.map(\.name), what: "column")
      }
      keys.append(bind(.path([name]), in: scope))
    }
    builder.lookups.append(
      Lookup(corpus: corpus, column: column, keys: keys, rows: rows, groups: groups))
    let node = builder.node(.lookup(Int32(builder.lookups.count - 1), base: base, key: key))
    return table.firstCard >= 0
      ? filled(node, corpus: corpus, in: scope, at: source.position) : node
  }

  private func keyText(of name: String, _ row: Int, _ table: CorpusTable) -> String {
    if table.firstCard >= 0 {
      switch builder.fixed[Int(table.firstCard) + row][name] {
      case .text(let text)?: return text
      case .integer(let number)?: return String(number)
      default: return ""
      }
    }
    guard let column = table.columns.first(where: { $0.name == name }) else { return "" }
    return text(ofPiece: builder.columns[Int(column.column)].cells[row])
  }

  // MARK: - Lists with more members

  private func bind(
    enriching list: Expression, element: Name, _ definition: Definition, in scope: Scope,
    base: KeyBase, key: Key
  ) -> Int32 {
    var members: [(name: String, node: Int32)] = []
    let node = bind(list, in: scope)
    let inner = ElementScope(
      parent: scope, element: element, depth: scope.loopDepth,
      origins: origins(ofElementOf: node, in: scope))
    for item in definition.body.items {
      guard case .definition(let member) = item else { continue }
      for name in member.names {
        let loop = KeyBase.loop(Int32(scope.loopDepth))
        members.append(
          (name.text, bind(member, name: name, in: inner, base: loop, key: nameKey(name.text))))
      }
    }
    builder.enrichments.append(
      Enrichment(
        list: node, depth: Int32(scope.loopDepth), key: key, base: base, members: members))
    return builder.node(.enriched(Int32(builder.enrichments.count - 1)))
  }

  /// Names of a system's things, as they are known inside it.
  func plainNames<Syntax>(_ index: [String: Catalogue.Scoped<Syntax>], _ system: String) -> [String]
  {
    index.keys.map { $0.hasPrefix(system + ".") ? String($0.dropFirst(system.count + 1)) : $0 }
  }
}

extension Definition {
  /// Whether it is `json`, `python` or the like: data, which is taken as a whole.
  var isData: Bool {
    guard case .shaped(let shapes, _, _) = kind, case .named(let name)? = shapes.first else {
      return false
    }
    return Notation(rawValue: name) != nil
  }
}

/// Inside `each` of a list that is a value: the element, by its name.
final class ElementScope: Scope {
  private let element: Name
  private let depth: Int
  private let origins: Set<Origin>

  init(parent: Scope?, element: Name, depth: Int, origins: Set<Origin>) {
    self.element = element
    self.depth = depth
    self.origins = origins
    super.init(parent: parent, system: parent?.system ?? "")
  }

  override func own(_ name: Name, _ binder: Binder) -> Int32? {
    name == element ? binder.builder.node(.element(Int32(depth))) : nil
  }

  override var ownNames: [String] { [element.text] }
  override var loopDepth: Int { depth + 1 }

  override func element(_ depth: Int, _ binder: Binder) -> Set<Origin>? {
    depth == self.depth ? origins : nil
  }
}

/// Inside `any ACTOR where …`: the candidate's fields.
final class CandidateScope: Scope {
  private let actor: Int32
  private let fields: [String]
  private let depth: Int

  init(parent: Scope, actor: Int32, fields: [String]) {
    self.actor = actor
    self.fields = fields
    depth = parent.loopDepth
    super.init(parent: parent, system: parent.system)
  }

  override var ownNames: [String] { fields }
  override var loopDepth: Int { depth + 1 }

  override func own(_ name: Name, _ binder: Binder) -> Int32? {
    guard fields.contains(name.text) else { return nil }
    let candidate = binder.builder.node(.element(Int32(depth)))
    return binder.builder.node(.member(candidate, name: binder.builder.text(name.text)))
  }

  override func element(_ depth: Int, _ binder: Binder) -> Set<Origin>? {
    depth == self.depth ? [.actor(actor)] : nil
  }
}

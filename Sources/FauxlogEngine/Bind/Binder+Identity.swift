import FauxlogLanguage

/// What a name that is no value can be.
enum Identity {
  case id(String, Catalogue.Scoped<Definition>)
  case part(Catalogue.Scoped<PartSyntax>)
}

extension Binder {
  /// The id or part of that name.
  func identity(_ name: Name, system: String) -> Identity? {
    if let (full, id) = catalogue.find(name, in: \.ids, system: system) { return .id(full, id) }
    if let (_, part) = catalogue.find(name, in: \.parts, system: system) { return .part(part) }
    return nil
  }

  /// The encoder of that name: the system's own, else a built-in one.
  func encoder(_ name: Name, system: String) -> Encoder? {
    let key = "\(system) \(name.text)"
    if let known = encoderCache[key] { return known }
    var result: Encoder?
    if let (_, scoped) = catalogue.find(name, in: \.encoders, system: system) {
      var problems: [Diagnostic] = []
      // One that sends invalid bytes to itself finds no encoder of that name.
      encoderCache[key] = .some(nil)
      result = Encoder.compile(
        scoped.syntax,
        encoder: { other in
          let isOwn =
            catalogue.find(Name(other, name.position), in: \.encoders, system: system) != nil
          return isOwn
            ? encoder(Name(other, name.position), system: system) : Encoder.builtIn(other)
        },
        diagnostics: &problems)
      for problem in problems {
        fail(problem.position, problem.message, help: problem.help, severity: problem.severity)
      }
    } else {
      result = Encoder.builtIn(name.text)
      if result == nil {
        failUnknown(
          name, among: Encoder.builtInNames + plainNames(catalogue.encoders, system),
          what: "encoder")
      }
    }
    encoderCache[key] = result
    return result
  }

  /// Arguments of a part or scenario: by `with`, by name, by their default.
  ///
  /// Defaults of scenarios are drawn in the scenario that is called, so they are left out unless
  /// `bindsStandards`.
  func bind(
    _ arguments: [Argument], given: [Given], of name: Name, at position: Position,
    in scope: Scope, bindsStandards: Bool = true
  ) -> [String: Int32] {
    var result: [String: Int32] = [:]
    for argument in arguments {
      guard given.contains(where: { $0.name == argument.name }) else {
        failUnknown(argument.name, among: given.map(\.name.text), what: "given name")
        continue
      }
      result[argument.name.text] = bind(argument.value, in: scope)
    }
    for one in given where result[one.name.text] == nil {
      if let node = scope.node(for: one.name, self) {
        result[one.name.text] = node
      } else if let standard = one.standard {
        guard bindsStandards else { continue }
        let definition = Definition(names: [one.name], kind: standard)
        result[one.name.text] = bind(
          definition, name: one.name, in: scope, base: scope.keyBase,
          key: scope.key(of: one.name.text))
      } else {
        fail(position, "\(name.text) needs \(one.name.text): no name here, no `with`")
        result[one.name.text] = constant(.none)
      }
    }
    return result
  }

  /// A new value of an id: drawn by its kind, or a record of its parts with the text as `name`.
  func bindIdentity(
    _ name: Name, _ arguments: [Argument], _ position: Position, in scope: Scope, base: KeyBase,
    key: Key
  ) -> Int32 {
    guard let identity = identity(name, system: scope.system) else {
      failUnknown(
        name, among: plainNames(catalogue.ids, scope.system) + scope.allNames, what: "kind")
      return constant(.none)
    }
    guard case .id(_, let id) = identity else {
      return bindText(ofPart: name, arguments, position, in: scope, base: base, key: key)
    }
    guard let position = id.syntax.names.first?.position, open.insert(position).inserted else {
      fail(id.syntax.names.first?.position ?? name.position, "\(name.text) is made of itself")
      return constant(.none)
    }
    defer { open.remove(position) }
    if id.syntax.body.isEmpty {
      return bind(id.syntax, name: name, in: scope, base: base, key: key)
    }
    let (bars, names) = fold(id.syntax.body, system: id.system)
    let values = ValueScope(parent: scope, system: id.system, key: key, base: base)
    for argument in arguments {
      values.nodes[argument.name.text] = bind(argument.value, in: scope)
    }
    for definition in names {
      for inner in definition.names where values.nodes[inner.text] == nil {
        values.nodes[inner.text] = bind(
          definition, name: inner, in: values, base: base, key: mix(key, nameKey(inner.text)))
      }
    }
    let shown = text(
      of: bars, names, id.file, values.nodes, in: values, isInline: true, base: base, key: key)
    var members = [("name", shown)]
    for definition in names {
      members += definition.names.map { ($0.text, values.nodes[$0.text] ?? constant(.none)) }
    }
    let numbers = members.flatMap { [builder.text($0.0), $0.1] }
    return builder.node(.record(first: builder.list(numbers), count: Int32(members.count)))
  }

  /// `text of PART with …`: the part written into a text.
  func bindText(
    ofPart name: Name, _ arguments: [Argument], _ position: Position, in scope: Scope,
    base: KeyBase, key: Key
  ) -> Int32 {
    guard case .part(let part)? = identity(name, system: scope.system) else {
      failUnknown(name, among: plainNames(catalogue.parts, scope.system), what: "part")
      return constant(.none)
    }
    let home = part.syntax.name.position
    guard open.insert(home).inserted else {
      fail(home, "\(name.text) is made of itself")
      return constant(.none)
    }
    defer { open.remove(home) }
    let given = bind(
      arguments, given: part.syntax.given, of: part.syntax.name, at: position, in: scope)
    let (bars, names) = fold(part.syntax.body, system: part.system)
    return text(of: bars, names, part.file, given, in: scope, isInline: false, base: base, key: key)
  }

  /// A pattern of its own, written into a text.
  ///
  /// What it is given is computed by whoever wants the text, and stands in its first registers.
  private func text(
    of bars: [Bar], _ legend: [Definition], _ file: String, _ given: [String: Int32],
    in scope: Scope, isInline: Bool, base: KeyBase, key: Key
  ) -> Int32 {
    guard let position = bars.first?.position, let home = grammar(Name(file, position)) else {
      return constant(.none)
    }
    let body = Body(items: bars.map { .bar($0) } + legend.map { .definition($0) })
    let event = EventSyntax(name: Name("text", position), isBare: true, body: body)
    var grammar = home
    grammar.hasNoFinalLineEnd = isInline
    let names = given.keys.sorted()
    let inputs = InputScope(
      names, system: home.system,
      origins: names.map { name in given[name].map { origins(of: $0, in: scope) } ?? [] })
    let record = RecordBinder(self, grammar, event, site: inputs)
    record.reserve(inputs: names, at: position)
    let saved = captures
    captures = nil
    let program = RecordProgram(record.bind(layout: nil, around: inputs), &builder)
    captures = saved
    builder.parts.append(
      PartProgram(
        record: program, inputs: names.map { given[$0] ?? constant(.none) }, base: base, key: key))
    return builder.node(.part(Int32(builder.parts.count - 1)))
  }
}

/// The values of an id's parts while they are bound.
final class ValueScope: Scope {
  var nodes: [String: Int32] = [:]
  private let prefix: Key
  private let base: KeyBase

  init(parent: Scope, system: String, key: Key, base: KeyBase) {
    prefix = key
    self.base = base
    super.init(parent: parent, system: system)
  }

  override var keyBase: KeyBase { base }
  override func key(of name: String) -> Key { mix(prefix, nameKey(name)) }
  override func own(_ name: Name, _ binder: Binder) -> Int32? { nodes[name.text] }
  override var ownNames: [String] { nodes.keys.sorted() }
  override func has(_ name: String) -> Bool { nodes[name] != nil }
}

/// What a part or id that is written into a text is given: its first registers.
final class InputScope: Scope, SiteNames {
  private let names: [String]
  private let origins: [Set<Origin>]

  init(_ names: [String], system: String, origins: [Set<Origin>]) {
    self.names = names
    self.origins = origins
    super.init(parent: nil, system: system)
  }

  override func own(_ name: Name, _ binder: Binder) -> Int32? {
    names.firstIndex(of: name.text).map { binder.builder.node(.register(Int32($0))) }
  }

  override var ownNames: [String] { names }
  override func register(_ number: Int32, _ binder: Binder) -> Set<Origin>? {
    origins.indices.contains(Int(number)) ? origins[Int(number)] : nil
  }

  func argument(_ name: Name, _ binder: Binder) -> Int32? { own(name, binder) }
  func filling(_ name: Name, _ binder: Binder) -> Int32? { nil }
}

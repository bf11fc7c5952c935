import FauxlogLanguage

/// One level of a record's names: a grammar's, layout's, event's or piece's legend.
final class Legend: Scope {
  /// What is defined here, by name.
  var definitions: [String: Definition] { own.byName }
  /// The names of this level in the order they were defined.
  var names: [Name] { own.names }
  private var own = Definitions()
  /// Arguments of a part: names given from outside.
  var given: [String: Int32] = [:]
  /// The element of the `each` this legend belongs to.
  var element: (name: Name, depth: Int)?
  /// What that element can be.
  var elementOrigins: Set<Origin> = [.unknown]
  /// Whether everything in here is shown as one text.
  var isSilent = false
  /// Loads of the loop; nil outside loops.
  var loop: LoopLoads?
  /// Members of an id's value, when the id was filled from outside.
  var record: Int32?
  /// The record this legend belongs to.
  unowned let binder: RecordBinder
  /// The names of the pieces around, outermost first.
  let path: [String]
  private let pathKey: Key
  private let base: KeyBase

  /// A level below `parent`.
  ///
  /// `piece` is the name of the piece, if it is one.
  init(parent: Scope?, system: String, binder: RecordBinder, piece: String? = nil, loop: Int? = nil)
  {
    self.binder = binder
    let outer = parent as? Legend
    path = (outer?.path ?? []) + [piece].compactMap { $0 }
    if let loop {
      base = .loop(Int32(loop))
      pathKey = 0
    } else {
      base = outer?.base ?? .record
      pathKey = piece.map { mix(outer?.pathKey ?? 0, nameKey($0)) } ?? outer?.pathKey ?? 0
    }
    isSilent = outer?.isSilent ?? false
    super.init(parent: parent, system: system)
  }

  /// Adds a definition; the last of a name counts.
  func add(_ definition: Definition) { own.add(definition) }

  /// Begins with what a grammar defines.
  func begin(with known: Definitions) { own = known }

  override func ownDefinition(_ name: Name) -> Definition? { definitions[name.text] }
  override var keyBase: KeyBase { base }
  override func key(of name: String) -> Key { mix(pathKey, nameKey(name)) }
  override var ownNames: [String] {
    names.map(\.text) + given.keys.sorted() + (element.map { [$0.name.text] } ?? [])
  }
  override func has(_ name: String) -> Bool {
    own.byName[name] != nil || given[name] != nil || element?.name.text == name
  }
  override var loopDepth: Int { element.map { $0.depth + 1 } ?? parent?.loopDepth ?? 0 }

  override func element(_ depth: Int, _ binder: Binder) -> Set<Origin>? {
    element?.depth == depth ? elementOrigins : nil
  }

  override func register(_ number: Int32, _ binder: Binder) -> Set<Origin>? {
    self.binder.origins(ofRegister: number)
  }

  override func own(_ name: Name, _ binder: Binder) -> Int32? {
    if let node = given[name.text] { return node }
    if let element, element.name == name {
      return binder.builder.node(.element(Int32(element.depth)))
    }
    guard definitions[name.text] != nil else { return nil }
    return binder.builder.node(.register(Int32(self.binder.register(of: name, in: self))))
  }

  /// Whether `legend` is one of the levels around this one.
  func isBelow(_ legend: Legend) -> Bool {
    var scope = parent
    while let here = scope {
      if here === legend { return true }
      scope = here.parent
    }
    return false
  }

  /// The nearest level outwards that defines a name.
  func legend(defining name: Name) -> Legend? {
    var scope: Scope? = self
    while let here = scope {
      if let legend = here as? Legend {
        if legend.definitions[name.text] != nil || legend.given[name.text] != nil { return legend }
      }
      scope = here.parent
    }
    return nil
  }

  /// What a part that is written into a text was given under a name.
  func valueAround(_ name: Name, _ binder: Binder) -> Int32? {
    var scope: Scope? = self
    while let here = scope {
      if let around = here as? InputScope { return around.own(name, binder) }
      scope = here.parent
    }
    return nil
  }

  /// The loads that run for this level: the innermost loop's, or the record's.
  var loads: LoopLoads? {
    var scope: Scope? = self
    while let here = scope {
      if let loop = (here as? Legend)?.loop { return loop }
      scope = here.parent
    }
    return nil
  }

  /// The innermost `each` around this level.
  var innermostElement: (name: Name, depth: Int)? {
    var scope: Scope? = self
    while let here = scope {
      if let element = (here as? Legend)?.element { return element }
      scope = here.parent
    }
    return nil
  }
}

extension Legend {
  /// Definitions by their names, in the order in which the names came.
  struct Definitions: Sendable {
    private(set) var byName: [String: Definition] = [:]
    private(set) var names: [Name] = []

    /// Adds a definition; the last of a name counts.
    mutating func add(_ definition: Definition) {
      for name in definition.names {
        if byName.updateValue(definition, forKey: name.text) == nil { names.append(name) }
      }
    }
  }
}

/// Loads and fields of one loop, collected while its body is bound.
final class LoopLoads {
  var loads: [Pattern.Load] = []
  var inner: [Int] = []
}

import FauxlogLanguage

/// Where names are looked up: a legend, a scenario's block, an actor.
///
/// Scopes form a chain.
class Scope {
  /// The scope around this one.
  let parent: Scope?
  /// The system whose plain names are known.
  let system: String

  init(parent: Scope?, system: String) {
    self.parent = parent
    self.system = system
  }

  /// The expression of a name that this very scope defines; nil if it defines none.
  func own(_ name: Name, _ binder: Binder) -> Int32? { nil }

  /// Names this very scope defines, for suggestions.
  var ownNames: [String] { [] }

  /// Whether this very scope defines a name.
  func has(_ name: String) -> Bool { ownNames.contains(name) }

  /// What draws made for a definition of this scope are keyed from.
  var keyBase: KeyBase { parent?.keyBase ?? .record }

  /// Mixes the names on the way from `keyBase` to here into a name's hash.
  func key(of name: String) -> Key { nameKey(name) }

  /// How many loops of a record run around this scope.
  var loopDepth: Int { parent?.loopDepth ?? 0 }

  /// The expression of a name, looked up outwards.
  final func node(for name: Name, _ binder: Binder) -> Int32? {
    var scope: Scope? = self
    while let here = scope {
      if let node = here.own(name, binder) { return node }
      scope = here.parent
    }
    return nil
  }

  /// What fills a hole of the record that this very scope belongs to; nil if it belongs to none.
  func register(_ number: Int32, _ binder: Binder) -> Set<Origin>? { nil }

  /// What the element of the loop of a depth can be; nil if this very scope is not that loop's.
  func element(_ depth: Int, _ binder: Binder) -> Set<Origin>? { nil }

  /// How this very scope defines a name, where it is known to do so.
  func ownDefinition(_ name: Name) -> Definition? { nil }

  /// How a name is defined by the innermost scope that has it.
  final func definition(of name: Name) -> Definition? {
    var scope: Scope? = self
    while let here = scope {
      if let definition = here.ownDefinition(name) { return definition }
      if here.has(name.text) { return nil }
      scope = here.parent
    }
    return nil
  }

  /// Whether a name can be used here.
  final func knows(_ name: String) -> Bool {
    var scope: Scope? = self
    while let here = scope {
      if here.has(name) { return true }
      scope = here.parent
    }
    return false
  }

  /// Every name that can be used here.
  final var allNames: [String] { ownNames + (parent?.allNames ?? []) }
}

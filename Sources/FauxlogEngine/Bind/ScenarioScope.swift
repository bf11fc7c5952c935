import FauxlogLanguage

/// A block of a scenario: what it defines, and where its values are kept.
final class ScenarioScope: Scope {
  /// The slot that holds this scope's key.
  let keySlot: Int32
  /// The names by which that key is mixed from the scenario's own.
  let path: [String]
  private var slots: [String: Int32] = [:]
  private var definitions: [String: Definition] = [:]
  /// Definitions of names that are kept in slots.
  private var taken: [String: Definition] = [:]
  private var names: [Name] = []
  /// Names of steps that write, and the numbers that these took.
  private var lines: Set<String> = []
  private var numbers: [String: [String: Int32]] = [:]
  private var nodes: [String: Int32] = [:]
  /// The same inside of the event that is being bound: there, slots have other places.
  private var captured: (event: Captures, nodes: [String: Int32])?
  /// Names whose line is still to come, by where they are defined.
  private var awaited: [String: Position] = [:]
  /// The definition whose value is being bound is keyed under this.
  private var keyOf: [String: Key] = [:]

  /// The scope of a block; `keySlot` is the parent's unless the block has a key of its own, mixed
  /// from the parent's by the names of `path`.
  init(parent: Scope?, system: String, keySlot: Int32, path: [String] = []) {
    self.keySlot = keySlot
    self.path = ((parent as? ScenarioScope)?.path ?? []) + path
    super.init(parent: parent, system: system)
  }

  /// A name that is kept in a slot of the frame.
  func add(_ name: Name, slot: Int32) {
    slots[name.text] = slot
    if !names.contains(name) { names.append(name) }
  }

  /// The name of a step that writes.
  func add(line name: Name, slot: Int32) {
    add(name, slot: slot)
    lines.insert(name.text)
  }

  /// A name whose value is taken where it is defined: nothing above that line can use it.
  func add(_ name: Name, slot: Int32, takenBy definition: Definition, at position: Position) {
    add(name, slot: slot)
    taken[name.text] = definition
    awaited[name.text] = position
  }

  /// From here on the name has its value.
  func take(_ name: Name) { awaited[name.text] = nil }

  /// A name that is drawn or computed whenever it is needed.
  func add(_ definition: Definition) {
    for name in definition.names {
      definitions[name.text] = definition
      if !names.contains(name) { names.append(name) }
    }
  }

  /// Numbers that the line of a name took, by the holes that show them.
  func add(numbers: [String: Int32], of name: Name) {
    self.numbers[name.text, default: [:]].merge(numbers, uniquingKeysWith: { $1 })
  }

  /// What a named line is asked for: `x.time`, or a number that it took, such as `x.seq`.
  func node(for line: Name, hole: Name, _ binder: Binder) -> Int32? {
    guard let slot = slots[line.text] else {
      if definitions[line.text] != nil { return nil }
      return (parent as? ScenarioScope)?.node(for: line, hole: hole, binder)
    }
    guard lines.contains(line.text) else { return nil }
    if hole.text == "time" { return binder.slot(slot) }
    if let number = numbers[line.text]?[hole.text] { return binder.slot(number) }
    binder.fail(
      hole.position, "nothing is known of \(line.text) but its time and the numbers it took",
      help: numbers[line.text] == nil
        ? "the line stands further down"
        : nearest(to: hole.text, among: ["time"] + (numbers[line.text] ?? [:]).keys.sorted())
          .map { "did you mean \(line.text).\($0)?" })
    return binder.constant(.none)
  }

  /// Where a name is defined, here or around, and the names that key its draw.
  func source(of name: Name) -> ValueSource? {
    guard let known = names.first(where: { $0 == name }) else {
      return (parent as? ScenarioScope)?.source(of: name)
    }
    let definition = definitions[name.text] ?? taken[name.text]
    let key = (definition?.names.count ?? 0) > 1 ? definition?.names.first : known
    return ValueSource(position: known.position, path: path + [key?.text ?? name.text])
  }

  /// Where each name that is known here is defined.
  var sources: [String: ValueSource] {
    var found = (parent as? ScenarioScope)?.sources ?? [:]
    for name in names { found[name.text] = source(of: name) }
    return found
  }

  /// The slot of a name that this scope or one around it keeps.
  func slot(of name: Name) -> Int32? {
    slots[name.text] ?? (parent as? ScenarioScope)?.slot(of: name)
  }

  override var ownNames: [String] { names.map(\.text) }
  override func has(_ name: String) -> Bool { names.contains { $0.text == name } }

  override func ownDefinition(_ name: Name) -> Definition? {
    definitions[name.text] ?? taken[name.text]
  }

  override var keyBase: KeyBase { .slot(keySlot) }

  override func own(_ name: Name, _ binder: Binder) -> Int32? {
    if let slot = slots[name.text] {
      if let position = awaited.removeValue(forKey: name.text) {
        binder.fail(
          position, "\(name.text) is used above this line, where it has no value yet",
          help: "define it above its first use: it asks for the time, a dial, who lives, "
            + "or a name that is `set`")
      }
      return binder.slot(slot)
    }
    guard let definition = definitions[name.text] else { return nil }
    if let known = known(name, binder) { return known }
    let position = definition.names.first { $0 == name }?.position ?? name.position
    guard binder.open.insert(position).inserted else {
      binder.fail(position, "\(name.text) is defined by itself")
      return binder.constant(.none)
    }
    defer { binder.open.remove(position) }
    let node = binder.bind(
      definition, name: name, in: self, base: binder.base(slot: keySlot), key: nameKey(name.text))
    if binder.captures == nil { nodes[name.text] = node } else { captured?.nodes[name.text] = node }
    return node
  }

  /// The expression of a definition that was bound before, inside or outside of the same event.
  private func known(_ name: Name, _ binder: Binder) -> Int32? {
    guard let event = binder.captures else { return nodes[name.text] }
    if captured?.event !== event { captured = (event, [:]) }
    return captured?.nodes[name.text]
  }
}

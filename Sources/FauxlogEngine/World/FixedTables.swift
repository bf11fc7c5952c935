/// Cards of corpora and literal data as tables without references: each value of a card has a number,
/// and knows those below it by theirs.
///
/// A drawn card is asked for one member after the other, for each record; as ``Datum`` each answer
/// would be a copy of references, and each text an allocation.
package struct FixedTables: Sendable {
  /// The same values as structures, by the same numbers.
  let data: [Datum]
  let cells: Table<Cell>
  let children: Table<Child>
  let templates: Table<Template>
  let parts: Table<Part>
  /// Names in holes, by the places that ``Cell/names`` gives.
  let names: Table<Int32>

  /// One value.
  struct Cell: Sendable {
    enum Kind: UInt8, Sendable { case single, list, record, template, hole }
    var kind = Kind.single
    /// Whether something in it is to be filled.
    var hasHoles = false
    /// Whether the keys of a list's elements are known.
    var isKeyed = true
    /// What it is: a number, text or truth value, else the cell itself.
    var value: Value
    /// Where its members or elements stand among ``FixedTables/children``.
    var children = 0..<0
    /// The number of the template that it is, or the place of the value that fills it.
    var template: Int32 = -1
    /// Names that fill it and are no members of its card.
    var names = 0..<0
  }

  /// A member of a record or element of a list.
  struct Child: Sendable {
    /// The text of its name; -1 if it has none.
    var name: Int32
    var cell: Int32
    /// What an element of a list is keyed by.
    var key: Key
  }

  /// A text with holes.
  struct Template: Sendable {
    var parts: Range<Int>
    /// The member of the card whose name is all of the text; -1 if it is not so.
    var alias: Int32
  }

  /// What a text with holes is made of.
  enum Part: Sendable {
    case piece(World.Piece)
    /// Another value of the card.
    case own(Int32)
    /// What a name means where the card is used.
    case name(Int32)
  }

  /// Tables of the builder's data; values keep their numbers, those inside of them come behind.
  init(_ builder: inout WorldBuilder, _ memory: TableMemory) {
    var flattener = Flattener(data: builder.fixed)
    flattener.run(&builder)
    data = flattener.data
    cells = memory.table(flattener.cells)
    children = memory.table(flattener.children)
    templates = memory.table(flattener.templates)
    parts = memory.table(flattener.parts)
    names = memory.table(flattener.names)
  }

  /// The cell of a record's member; nil if it has none of that name.
  @inline(__always)
  func member(_ name: Int32, of cell: Int) -> Int? {
    guard cells[cell].kind == .record else { return nil }
    var child = cells[cell].children.lowerBound
    let end = cells[cell].children.upperBound
    while child < end {
      if children[child].name == name { return Int(children[child].cell) }
      child &+= 1
    }
    return nil
  }
}

/// Gives numbers to all values of cards.
private struct Flattener {
  var data: [Datum]
  var cells: [FixedTables.Cell] = []
  var children: [FixedTables.Child] = []
  var templates: [FixedTables.Template] = []
  var parts: [FixedTables.Part] = []
  var names: [Int32] = []
  /// The card of each cell.
  private var roots: [Int] = []

  init(data: [Datum]) { self.data = data }

  mutating func run(_ builder: inout WorldBuilder) {
    let count = data.count
    for number in 0..<count {
      cells.append(FixedTables.Cell(value: Value(tag: .fixed, word: Int64(number))))
      roots.append(number)
    }
    for number in 0..<count { flatten(number, &builder) }
    // Templates know their card's members by number, so these come first.
    templates = builder.cardTexts.map { _ in FixedTables.Template(parts: 0..<0, alias: -1) }
    for number in cells.indices where cells[number].kind == .template {
      compile(Int(cells[number].template), root: roots[number], &builder)
    }
    for number in cells.indices where cells[number].hasHoles {
      var found: [Int32] = []
      collect(number, depth: 0, &found)
      cells[number].names = names.count..<names.count + found.count
      names += found
    }
  }

  /// Fills in a cell, and adds those below it.
  private mutating func flatten(_ number: Int, _ builder: inout WorldBuilder) {
    switch data[number] {
    case .none: cells[number].value = .none
    case .bool(let flag): cells[number].value = .bool(flag)
    case .integer(let integer): cells[number].value = .integer(integer)
    case .text(let text): cells[number].value = builder.textValue(text)
    case .number, .raw, .bytes: break
    case .template(let template):
      cells[number].kind = .template
      cells[number].template = Int32(template)
      cells[number].hasHoles = true
    case .hole(let place):
      cells[number].kind = .hole
      cells[number].template = Int32(place)
      cells[number].hasHoles = true
    case .list(let elements, _):
      cells[number].kind = .list
      cells[number].isKeyed = !elements.contains { Self.isNamedByHole($0) }
      var keys = ElementKeys()
      add(
        elements.enumerated().map { (-1, $1, keys.key(of: $1, at: $0)) }, to: number, &builder)
    case .record(let members):
      cells[number].kind = .record
      add(
        members.map { member in
          guard case .text(let name) = member.name else { return (-1, member.value, 0) }
          return (builder.text(name), member.value, 0)
        }, to: number, &builder)
    }
  }

  private mutating func add(
    _ values: [(name: Int32, datum: Datum, key: Key)], to parent: Int,
    _ builder: inout WorldBuilder
  ) {
    let first = cells.count
    cells[parent].children = children.count..<children.count + values.count
    for (name, datum, key) in values {
      children.append(FixedTables.Child(name: name, cell: Int32(cells.count), key: key))
      cells.append(FixedTables.Cell(value: Value(tag: .fixed, word: Int64(cells.count))))
      roots.append(roots[parent])
      data.append(datum)
    }
    for number in first..<first + values.count {
      flatten(number, &builder)
      if cells[number].hasHoles { cells[parent].hasHoles = true }
    }
  }

  /// Whether the key of an element is known only when holes are filled.
  private static func isNamedByHole(_ element: Datum) -> Bool {
    switch element["name"] ?? element["id"] ?? element {
    case .template: true
    default: false
    }
  }

  private mutating func compile(_ number: Int, root: Int, _ builder: inout WorldBuilder) {
    let text = builder.cardTexts[number]
    let first = parts.count
    for (place, literal) in text.literals.enumerated() {
      if !literal.isEmpty { parts.append(.piece(builder.piece(literal.utf8))) }
      guard place < text.names.count else { continue }
      let name = builder.text(text.names[place])
      parts.append(own(name, of: root).map { .own($0) } ?? .name(name))
    }
    var alias: Int32 = -1
    if parts.count == first + 1, case .own(let cell) = parts[first] { alias = cell }
    templates[number] = FixedTables.Template(parts: first..<parts.count, alias: alias)
  }

  private func own(_ name: Int32, of root: Int) -> Int32? {
    guard cells[root].kind == .record else { return nil }
    return children[cells[root].children].first { $0.name == name }?.cell
  }

  /// The names that must be known to fill a cell.
  private func collect(_ number: Int, depth: Int, _ found: inout [Int32]) {
    guard depth < 32 else { return }
    for child in children[cells[number].children] {
      collect(Int(child.cell), depth: depth + 1, &found)
    }
    guard cells[number].kind == .template else { return }
    for part in parts[templates[Int(cells[number].template)].parts] {
      switch part {
      case .piece: break
      case .own(let cell): collect(Int(cell), depth: depth + 1, &found)
      case .name(let name): if !found.contains(name) { found.append(name) }
      }
    }
  }
}

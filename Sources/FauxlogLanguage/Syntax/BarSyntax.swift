// Text behind bars, and the bodies that hold it.

/// A line behind a bar.
package struct Bar: Sendable {
  /// What the bar's text is made of.
  package enum Segment: Sendable {
    /// Text as it is to be written; `⇥`, `␠`, `$$`, `${U+1B}` already decoded.
    case text(String)
    /// A byte that is no UTF-8, `${0xE9}`.
    case byte(UInt8)
    /// `$name`, `${name}` or, in scenarios and texts, `${a.b}`.
    case hole(path: [Name], Position)
  }
  /// The notations a bar can be written in.
  package enum Notation: String, Sendable { case json, python, python2, lua }

  /// The notation before the bar, if any.
  package var notation: Notation?
  /// Its text.
  package var segments: [Segment]
  /// Whether it goes on with the bar above (`+|`), without a line end between.
  package var continues: Bool
  /// Where the bar's text begins.
  package var position: Position

  /// A bar.
  package init(
    notation: Notation? = nil, segments: [Segment], continues: Bool = false, position: Position
  ) {
    self.notation = notation
    self.segments = segments
    self.continues = continues
    self.position = position
  }
}

/// What stands below or behind a head in a grammar: bars and legend, some of it under `when`.
package struct Body: Sendable {
  /// One item of a body.
  package indirect enum Item: Sendable {
    case bar(Bar)
    case definition(Definition)
    case choice(Choice<Body>)
  }
  /// The items in order; a bar behind the head comes first.
  package var items: [Item]

  /// A body.
  package init(items: [Item] = []) { self.items = items }
  /// Whether nothing stands there.
  package var isEmpty: Bool { items.isEmpty }
  /// What it defines, under each `when` too.
  package var definitions: [Definition] {
    items.flatMap { item -> [Definition] in
      switch item {
      case .bar: []
      case .definition(let definition): [definition]
      case .choice(let choice): choice.branches.flatMap(\.body.definitions)
      }
    }
  }
}

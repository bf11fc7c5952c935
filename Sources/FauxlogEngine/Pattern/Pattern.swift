package import FauxlogLanguage

/// What a record looks like: literal bytes, holes and pieces, for writing and reading alike.
package indirect enum Pattern: Sendable {
  /// Bytes that stand there always.
  case literal([UInt8])
  /// A hole, by its number among the fields.
  case field(Int)
  /// A piece that may be absent.
  case maybe(Maybe)
  /// A repeated piece.
  case each(Each)
  /// One of several pieces.
  case oneOf([Alternative], Key, KeyBase)
  /// A piece that is one field.
  case piece(field: Int, [Pattern])
  /// A line that is written only if more than blanks stands in it.
  case optionalLine([Pattern])

  /// An optional piece.
  package struct Maybe: Sendable {
    /// Whether it is there: an expression.
    package var condition: Int32
    /// What a reader knows of the condition before it looks at the bytes.
    package var known: KnownCondition
    /// What stands there.
    package var body: [Pattern]
    /// Where its name is defined.
    package var position: Position
  }

  /// What a reader can say of a condition without the bytes.
  package enum KnownCondition: Sendable {
    /// Nothing: it looks whether the next bytes begin the piece.
    case nothing
    /// Only from this position of the innermost loop on.
    case positionAtLeast(Int64)
  }

  /// A repeated piece.
  package struct Each: Sendable {
    /// The list: an expression.
    package var list: Int32
    /// Expressions that must be computed for each element, with their registers.
    package var loads: [Load]
    /// The item.
    package var body: [Pattern]
    /// What stands between items, before the item's line end.
    package var joint: [UInt8]
    /// Items that must be there.
    package var atLeast: Int
    /// The hash of the piece's name, and what it is keyed from.
    package var key: Key
    package var base: KeyBase
    /// The field that is the list of the items; -1 in a piece shown as text.
    package var field: Int
    /// Fields that stand in the item.
    package var inner: [Int]
    /// Whether items are lines of their own.
    package var isLines: Bool
    /// Where its name is defined.
    package var position: Position
  }

  /// One alternative.
  package struct Alternative: Sendable {
    package var weight: UInt64
    package var key: Key
    package var condition: Int32
    package var body: [Pattern]
  }

  /// An expression whose value goes to a register.
  package struct Load: Sendable {
    package var register: Int
    package var node: Int32
  }
}

/// Where a reader finds the zone of a stamp that the record names.
package enum StampZone: Sendable {
  /// A hole shows it.
  case field(Int)
  /// A table has it in the row of what holes show.
  case lookup(Int32, keys: [Int])
}

/// A pattern with the fields it speaks of: one event in one layout.
package struct RecordPattern: Sendable {
  /// The holes, in the order of their first appearance.
  package var fields: [Field]
  /// What the record looks like.
  package var body: [Pattern]
  /// Where values of holes come from, by their numbers; empty unless the binder explains.
  package var sources: [Int: ValueSource] = [:]
  /// Expressions to compute before anything is written, in order.
  package var loads: [Pattern.Load]
  /// Registers: one for each field, then those of values in no line.
  package var registers: Int
  /// Time patterns with their zones.
  package var times: [(pattern: TimePattern, zone: Zone)]
  /// Encoders that fields go through.
  package var encoders: [Encoder]
  /// How many elements of `body` are the layout before `$message`; 0 for a bare event.
  package var head: Int
  /// Where a reader finds the zone of the record's own stamp; nil if it is fixed.
  package var zone: StampZone?
  /// How records stand in their file.
  package var coding = TextCoding()

  /// A pattern without anything in it.
  package init() {
    (fields, body, loads, registers, times, encoders, head) = ([], [], [], 0, [], [], 0)
  }
}

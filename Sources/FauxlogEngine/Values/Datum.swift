/// A structured value: what stands in a corpus card, a Python or JSON literal, a golden field.
///
/// The slow and general form of a value; what is drawn in bulk is a ``Value``.
package enum Datum: Sendable, Hashable {
  /// No value; `null`, `None`.
  case none
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int64)
  /// A number with a point or an exponent, or one beyond 64 bits, spelled as it is to be shown.
  case number(String)
  /// A text.
  case text(String)
  /// Bytes that are no text; JSON shows them as a list of numbers.
  case bytes([UInt8])
  /// A list; a Python tuple is a list with `tuple` set.
  case list([Datum], tuple: Bool = false)
  /// Named members in order.
  case record([Member])
  /// An expression that is shown as it is, such as `<function handle>` or `datetime.date(2021, 5, 6)`.
  case raw(String)
  /// A text of a card whose holes are not filled yet; it never leaves an evaluator.
  case template(Int)
  /// A member that is computed each time, by its place among those; it never leaves an evaluator.
  case hole(Int)

  /// One member of a record.
  package struct Member: Sendable, Hashable {
    /// The name; a text in most notations.
    package var name: Datum
    /// Its value.
    package var value: Datum

    /// A member with this name and value.
    package init(_ name: Datum, _ value: Datum) {
      self.name = name
      self.value = value
    }
  }

  /// The member of a record by its name; nil if there is none or this is no record.
  package subscript(name: String) -> Datum? {
    guard case .record(let members) = self else { return nil }
    for member in members {
      if case .text(let known) = member.name, known == name { return member.value }
    }
    return nil
  }

  /// How many elements a list has, or members a record; nil if it is neither.
  package var count: Int? {
    switch self {
    case .list(let elements, _): elements.count
    case .record(let members): members.count
    default: nil
    }
  }

  /// The elements of a list, or the values of a record.
  package var elements: [Datum]? {
    switch self {
    case .list(let elements, _): elements
    case .record(let members): members.map(\.value)
    default: nil
    }
  }
}

package import FauxlogLanguage

/// One step of an expression; expressions are numbers into ``World/nodes``, so that walking one
/// costs no reference counting.
package enum Node: Sendable {
  /// Always the same value.
  case constant(Value)
  /// A draw under `mix(base, key)`.
  case draw(DrawSpec, base: KeyBase, key: Key)
  /// A value of the frame (in a scenario) or of the event (in a record).
  case slot(Int32)
  /// A hole of the record that is being written.
  case register(Int32)
  /// The instant of the step.
  case now
  /// The instant that the record shows.
  case stamp
  /// The position in a loop that runs in the record, by its depth.
  case position(Int32)
  /// The element of such a loop.
  case element(Int32)
  /// A member of a record or actor, by the text's number.
  case member(Int32, name: Int32)
  case binary(Expression.Operator, Int32, Int32)
  /// Whether the operand is equal to a value that is always the same, or (`holds` is false) is not.
  case isSame(Int32, Value, holds: Bool)
  case not(Int32)
  /// `f argument of x`.
  case function(Function, argument: Value, Int32)
  /// `item 1 of reversed of words of x`.
  case lastWord(Int32)
  /// Parts joined to one text; the parts are ``World/lists`` from `first` on.
  case template(first: Int32, count: Int32)
  /// Names (texts) and values in turn; the cell is the structure that the values fill.
  case record(first: Int32, count: Int32, cell: Int32 = -1)
  case list(first: Int32, count: Int32)
  /// A row of a table by keys.
  case lookup(Int32, base: KeyBase, key: Key)
  /// A drawn field of an actor.
  case actorField(actor: Int32, field: Int32)
  /// What a dial stands at.
  case dial(Int32, base: KeyBase, key: Key)
  /// One living actor that fits a condition.
  case any(actor: Int32, condition: Int32, base: KeyBase, key: Key)
  /// A pattern written into a text.
  case part(Int32)
  /// The maybe of a value: `none` in `share` of 2^32 cases, else the node.
  case orNone(share: UInt64, base: KeyBase, key: Key, Int32)
  /// The value of the second expression if the first holds, else none.
  case given(Int32, Int32)
  /// The first value, or the second where the first is none.
  case firstKnown(Int32, Int32)
  /// Records made of a list's elements with more members drawn for each.
  case enriched(Int32)
  /// Something of a card whose texts have holes: the holes are filled by ``Filling``, and by the
  /// members of the card itself.
  case filled(Int32, card: Int32, filling: Int32)
  /// A number drawn from a list of them, or the number that the operand itself is.
  case drawnNumber(Int32, base: KeyBase, key: Key)
  /// A text as the number it reads as.
  case asNumber(Int32)
  /// The number of the record that is streamed by itself, as a counter's value.
  case serial(counter: Int32)
  /// The text of an instant by a time pattern.
  case shownTime(Int32, time: Int32)
  /// Another column of the row that the operand is a cell of.
  case otherCell(Int32, column: Int32)
  /// A field of an actor that no other number has: a place in a permutation of a corpus.
  case permuted(corpus: Int32, column: Int32, key: Key)
}

/// What a draw's key is mixed from.
package enum KeyBase: Sendable, Equatable {
  /// The record's own key.
  case record
  /// The scope key in a slot of the frame or event.
  case slot(Int32)
  /// The key of the element of a loop in the record, by its depth.
  case loop(Int32)
  /// The key of the actor whose field is asked.
  case actor
}

/// What a draw is made of; pure functions of a key.
package enum DrawSpec: Sendable {
  /// Any number from `low` through `high`, with this tag and decimals.
  case within(low: Int64, high: Int64, tag: Value.Tag, places: UInt8)
  /// A ``Spread``.
  case spread(Int32, tag: Value.Tag, places: UInt8)
  /// A member of a ``ChoiceTable``.
  case choice(Int32)
  /// A row of a corpus, shown as this column.
  case cell(corpus: Int32, column: Int32)
  /// A card of a corpus.
  case card(corpus: Int32)
  /// A text made from the key.
  case made(Int32)
  /// True in `share` of 2^32 cases.
  case chance(UInt64)
  /// An element of a list.
  case element(of: Int32)
}

/// The functions of expressions, `f of x`.
package enum Function: String, Sendable, CaseIterable {
  case length, upper, lower, trimmed, first, last, item, count, sum, most, least, sorted, reversed
  case words, seconds, ms, us, bytes, hex, HEX, base64, url, sha1, md5, crc32, json, python
  case python2, lua, short
}

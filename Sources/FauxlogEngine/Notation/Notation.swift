/// A way in which programs spell structured values.
package enum Notation: String, Sendable, Hashable {
  /// RFC 8259, as Python's `json` writes it.
  case json
  /// What Python's `repr` shows.
  case python
  /// What it shows in Python 2.7: `u'…'` for texts, members in the order of the hash table.
  case python2
  /// Tables as Prosody's `util.serialization` writes them in logs: `{ a = 1; ["b.c"] = true }`.
  case lua
  /// Strings of Python 2.7 that are bytes, quoted without `u`; no value is.
  case python2Bytes

  /// Whether it is Python's, of any version.
  var isPython: Bool { self != .json && self != .lua }

  /// How it spells that there is no value.
  var none: String {
    switch self {
    case .json: "null"
    case .lua: "nil"
    case .python, .python2, .python2Bytes: "None"
    }
  }
}

/// How a ``Notation`` lays a value out; the standard is one line, members as they are.
package struct NotationStyle: Sendable, Hashable {
  /// Spells all that is not ASCII as `\uXXXX`, in pairs of surrogates above U+FFFF; JSON only.
  package var ascii = false
  /// Spreads lists and records over lines, each level this many blanks deeper; JSON only.
  package var indent: Int?
  /// Blanks that begin the line on which the value starts; its further lines begin with them too.
  package var baseIndent = 0
  /// Orders members by name at every depth, see ``Datum/sortedMembers(_:)``.
  package var sorted = false
  /// Leaves out the blanks behind `,` and `:`; JSON only.
  package var compact = false

  /// A style; what is not named is as a plain `json.dumps(x, ensure_ascii=False)` or `repr(x)`.
  package init(
    ascii: Bool = false, indent: Int? = nil, baseIndent: Int = 0, sorted: Bool = false,
    compact: Bool = false
  ) {
    self.ascii = ascii
    self.indent = indent
    self.baseIndent = baseIndent
    self.sorted = sorted
    self.compact = compact
  }
}

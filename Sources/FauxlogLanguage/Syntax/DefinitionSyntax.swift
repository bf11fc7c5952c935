// What stands behind a name and a colon.

/// `name: what it is`.
package struct Definition: Sendable {
  /// One name or, of a table, several.
  package var names: [Name]
  /// `own`: a scenario's name of that name does not fill it.
  package var isOwn: Bool
  /// What it is.
  package var kind: Kind
  /// What stands behind commas.
  package var options: [Option]
  /// Bars and legend of a piece, members of a list (`each` without bars).
  package var body: Body

  /// A definition.
  package init(
    names: [Name], isOwn: Bool = false, kind: Kind, options: [Option] = [], body: Body = Body()
  ) {
    self.names = names
    self.isOwn = isOwn
    self.kind = kind
    self.options = options
    self.body = body
  }
}

/// What may stand behind `name:`.
package indirect enum Kind: Sendable {
  /// `shape or shape from source`; at least one shape or a source.
  case shaped([Shape], source: Source?, Position)
  case piece(Piece, Position)
  case draw(DrawSyntax, Position)
  /// Any other value; a lone name may turn out to be an id, a part or a shape of the grammar.
  case value(Expression)
}

/// `from NAME by KEY` or `from VALUE`.
package struct Source: Sendable {
  /// The corpus, list or value.
  package var value: Expression
  /// The columns of `by`.
  package var keys: [Name]
  /// Where it stands.
  package var position: Position

  /// A source.
  package init(value: Expression, keys: [Name] = [], position: Position) {
    self.value = value
    self.keys = keys
    self.position = position
  }
}

/// A number with the decimals and the unit that were written.
package struct Number: Sendable, Hashable {
  /// Units a number can have.
  package enum Unit: String, Sendable {
    case nanoseconds = "ns", microseconds = "us", milliseconds = "ms", seconds = "s", minutes = "m"
    case hours = "h", days = "d", bytes = "bytes"
    case kilobytes = "KB", megabytes = "MB", gigabytes = "GB"
    case kibibytes = "KiB", mebibytes = "MiB", gibibytes = "GiB"
  }
  /// The digits as a whole number: 0.50 is 50.
  package var digits: Int64
  /// Decimals written: 2 in 0.50.
  package var places: Int
  /// Digits written before the point with leading zeros: 3 in `000`.
  package var width: Int
  /// The unit, if one was written.
  package var unit: Unit?

  /// A number.
  package init(digits: Int64, places: Int = 0, width: Int = 1, unit: Unit? = nil) {
    self.digits = digits
    self.places = places
    self.width = width
    self.unit = unit
  }
}

/// One shape: the language that a reader accepts.
package indirect enum Shape: Sendable {
  /// `A..B`, with `about M, rarely P` or without.
  case range(Number, Number, about: Number?, rarely: Number?)
  /// `about M, rarely P`.
  case spread(about: Number, rarely: Number)
  /// `one of A 5, B 1` on a line.
  case oneOf([ChoiceMember])
  /// `word`, `text`, `lines`, `said`, `host`, `url`, `path`, `email`, `ip`, `ipv4`, `ipv6`, `uuid`, `bool`, `json`, `python`, `python2`, `lua`.
  case named(String)
  /// `bytes 10`, `hex 3`, `HEX 32`.
  case sized(String, Int)
  /// `string 6..8 of "a-z0-9"`.
  case string(Int, Int, of: String)
  /// `time "…" in Z of V`.
  case time(String, patternAt: Position, zone: Name?, of: Expression?)
  /// An id of the grammar's system, or a part.
  case reference(Name)
}

/// One word of `one of`.
package struct ChoiceMember: Sendable {
  /// The literal; a bare word is a text.
  package var value: Datum
  /// Its weight; nil is 1.
  package var weight: Weight?
  /// Where it stands.
  package var position: Position

  /// A member.
  package init(value: Datum, weight: Weight? = nil, position: Position) {
    self.value = value
    self.weight = weight
    self.position = position
  }

  /// A literal of `one of`, `default` and data.
  package enum Datum: Sendable, Hashable {
    case word(String)
    case text(String)
    case number(Number)
    case none
    case bool(Bool)
  }
}

/// A weight: a whole number, or a percentage in units of 1/10000 percent.
package enum Weight: Sendable, Hashable {
  case parts(Int64)
  case percent(Int64)
}

/// What stands behind a comma after a kind.
package indirect enum Option: Sendable {
  case standard(Kind, Position)  // default
  /// `20% none as "-"`; the share in units of 1/10000 percent, nil if not said.
  case noneAs(String, share: Int64?, Position)
  case padded(to: Int, left: Bool, Position)
  case paddedToName(Name, left: Bool)
  case cut(to: Int, as: String?, Position)
  case toLast(Position)
  case indented(by: Int, Position)
  case sorted(Position)
  /// Without blanks behind `,` and `:`.
  case compact(Position)
  case through(Name)
  case grouped(by: String, Position)
  case notWritten(Position)
  case forges(Position)
  /// The piece is one text field; what stands in it are no fields but those that are `kept`.
  case asText(Position)
  /// Each item of a repeated piece is a field of its own: `as fields header` makes `header.NAME` of
  /// its `name` and `value`.
  case asFields(Name, Position)
  /// `tells NAME … from TABLE`: more fields, from the row of the table with this number.
  case tells([Name], from: Name)
  /// A field although it stands in a piece that is shown as a text.
  case kept(Position)
}

/// More template, under a name.
package indirect enum Piece: Sendable {
  /// `maybe 30%` (share in units of 1/10000 percent; nil is one in two) or `maybe when V`.
  case maybe(share: Int64?, when: Expression?)
  /// `each NAME in V, at least 1, joined by "…"`.
  case each(Name, in: Expression, atLeast: Int, joint: String?)
  /// `one of` with alternatives below.
  case oneOf([Alternative])
  /// A part (or an id made of parts) with arguments.
  case part(Name, [Argument])

  /// One alternative: `5 name when V` with its body.
  package struct Alternative: Sendable {
    package var weight: Weight
    package var name: Name
    package var condition: Expression?
    package var body: Body
    package init(weight: Weight, name: Name, condition: Expression?, body: Body) {
      self.weight = weight
      self.name = name
      self.condition = condition
      self.body = body
    }
  }
}

/// `name: value` behind `with`; `with task` is short for `with task: task`.
package struct Argument: Sendable {
  package var name: Name
  package var value: Expression
  package init(name: Name, value: Expression) {
    self.name = name
    self.value = value
  }
}

/// Kinds that begin with a verb.
package indirect enum DrawSyntax: Sendable {
  /// `chance 5%`, in units of 1/10000 percent.
  case chance(Int64)
  /// `any ACTOR where V`.
  case any(Name, where: Expression?)
  /// `next counter`.
  case next(Name)
  case widest(Expression, atLeast: Int?, since: Name?)
  case last(Expression, since: Name?)
  /// `text of PART with …`.
  case textOf(Name, [Argument])
  /// `x: > grammar event`.
  case emission(Emission)
  /// `x: do scenario`.
  case call(Call)
}

package import FauxlogLanguage

/// One hole of a record: how it is written, how it is read, and what golden records call it.
package struct Field: Sendable {
  /// What a hole is to the golden record.
  package enum Role: Sendable, Equatable {
    /// The record's own stamp.
    case time
    /// The record's level.
    case level
    /// A member of `fields`.
    case field
    /// In the line, but no field: inside a piece that is shown as a text, or in a repeated one.
    case silent
  }

  /// What golden records show of the value.
  package enum GoldenType: Sendable, Equatable {
    /// Digits as they are, leading zeros apart.
    case number
    /// `true` or `false`.
    case bool
    /// A text, decoded.
    case text
    /// A member of a choice of numbers.
    case numericChoice
    /// Data as JSON.
    case data
    /// The text as the line shows it: second stamps, pieces shown as text.
    case shown
    /// A list of records: a repeated piece.
    case list
  }

  /// Where the value of a hole comes from.
  package enum Origin: Sendable, Equatable {
    /// Drawn by the legend's kind.
    case drawn
    /// Always this text, by the legend.
    case constant(String)
    /// `with` of the step that writes the record.
    case argument
    /// A name of the scenario that writes the record.
    case scenario
    /// The element of a repeated piece, or the record that a part was given.
    case element
  }

  /// The hole's name.
  package var name: String
  /// What it is to the golden record.
  package var role: Role = .field
  /// What golden records show.
  package var type: GoldenType = .text
  /// How its text is read.
  package var reader: Reader
  /// How its value is written.
  package var writer: Writer
  /// The kind of id it is, if any: its values link files.
  package var link: String?
  /// How many loops it stands in.
  package var depth = 0
  /// Where the name is defined.
  package var position: Position
  /// Where it first stands in a line; nil if it stands in none.
  package var hole: Position?
  /// Whether what is written does not tell the value: golden records show it as the line does.
  package var isLossy = false
  /// Where its value comes from.
  package var origin = Origin.drawn
  /// Whether it may be of several kinds: golden records show what a reader takes it for.
  package var isMixed = false
  /// More fields, which the value tells by a table; they stand nowhere themselves.
  package var told: [Told] = []
  /// What the names of fields begin with that a list is shown as, one for each element; nil if the
  /// list itself is the field.
  package var spread: String?
  /// The system's own spelling, which golden records use, by `names golden` of its grammar.
  var alias: String?

  /// One field that a number tells.
  package struct Told: Sendable {
    /// What golden records call it.
    package var name: String
    /// Where it is named.
    package var position: Position
    /// Its values by the number; nil is none.
    package var values: [String?]
  }

  /// What golden records call it.
  package var goldenName: String { alias ?? name }
}

/// Where the value of a hole comes from, for those who explain it.
package struct ValueSource: Sendable {
  /// Where the name is defined that fills it: in the grammar, the step or the scenario.
  package var position: Position
  /// The names by which a draw of it is keyed: below the record, or below its scenario's scope if a
  /// scenario defines it; none if the step gives it.
  package var path: [String]
}

/// How the text of a hole is found by a reader.
package enum Reader: Sendable {
  /// Decimal digits in a range; a width of 0 is the longest run.
  case integer(low: Int64, high: Int64, width: Int)
  /// A number with so many decimals; the range is in units of the last one that it may have.
  case decimal(low: Int64, high: Int64, places: ClosedRange<Int>)
  /// The longest member of a choice; an open one also takes any word.
  case choice(Int32, open: Bool)
  /// `true` or `false`, or as the notation spells them.
  case bool(Notation?)
  /// A time pattern, by its number in the program.
  case time(Int)
  /// The longest run of bytes of a set, within limits of its length.
  case run(ByteSet, least: Int, most: Int)
  /// Bytes of a set up to the text that follows.
  case bounded(ByteSet)
  /// The canonical form of a UUID.
  case uuid
  /// Anything on a line, up to the text that follows.
  case text
  /// Anything, over lines, up to the text that follows.
  case lines
  /// A value in a notation.
  case data(Notation)
  /// A whole quoted string of a notation, from quote to quote.
  case quoted(Notation)
  /// The one of several readers of closed holes that takes the most.
  indirect case either([Reader])
  /// What the piece's pattern takes.
  case piece

  /// Whether it runs to the text that follows, and so cannot know its own end.
  package var isOpen: Bool {
    switch self {
    case .text, .lines, .bounded: true
    default: false
    }
  }
}

/// How the value of a hole is written.
package struct Writer: Sendable {
  /// The form of the value.
  package enum Form: Sendable {
    /// Digits; with zeros on the left up to a width.
    case integer(width: Int)
    /// At least so many decimals, and at most; zeros behind the least are left out.
    case decimal(places: ClosedRange<Int>)
    /// The text it shows.
    case text
    /// A time pattern of the program.
    case time(Int)
    /// A value in a notation.
    case data(Notation, NotationStyle)
    /// The same; a text of a corpus or scenario is read as data first.
    case literal(Notation, NotationStyle)
    /// The inside of a quoted JSON string.
    case jsonString(ascii: Bool)
    /// The inside of a quoted Lua string.
    case luaString
    /// A whole quoted Python string, quotes and all.
    case pythonString(Notation)
    /// A stretch of a Python string between literal quotes.
    case pythonStretch(quote: UInt8, Notation)
    /// Written by the pattern itself.
    case piece
  }

  /// The form of the value.
  package var form: Form
  /// Encoders the text goes through, by their number in the program.
  package var encoders: [Int] = []
  /// Whether the last of them encodes the whole message: what it writes stands between holes as well,
  /// and so may end one.
  package var isOfMessage = false
  /// What is written for `none`.
  package var none: World.Piece?
  /// Blanks up to a width.
  package var padding: (width: Int, left: Bool)?
  /// The register that holds that width; -1 if it is fixed.
  package var width = -1
  /// The width of padding that a reader cannot know.
  static let unknownWidth = Int(Int32.max)
  /// Characters that are left, and the mark that shows a cut.
  package var cut: (count: Int, mark: String)?
  /// The register that holds the name of a stamp's zone; nil if the zone is fixed.
  package var zone: Int?
  /// Whether a reader searches its end from the right.
  package var toLast = false
  /// The column whose encoded cells are ready, and their number in the program; -1 if none is.
  package var readyColumn: Int32 = -1
  /// Cells of `readyColumn` as they are written.
  package var readyCells: [World.Piece] = []

  /// Whether something stands around the value: quotes or padding.
  package var surrounds: Bool {
    if case .pythonString = form { return true }
    return padding != nil
  }

  /// Whether the value's own text is what is written.
  package var isPlain: Bool { encoders.isEmpty && padding == nil && cut == nil }
}

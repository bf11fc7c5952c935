// What only grammars hold.

/// A setting of a grammar.
package enum Setting: Sendable {
  /// `lines end CRLF`, or the name of a parameter.
  case linesEnd(Name)
  case encoding(String, bom: Bool)
  case jsonInASCII
  case wholeFile
  case noFinalLineEnd
  case header(Body, firstFileOnly: Bool)
  case trailer(Body)
}

/// `layout NAME`: what every record begins with.
package struct LayoutSyntax: Sendable {
  package var name: Name?
  package var given: [Given]
  /// `layout around`: its message is the whole record, in the grammar's layout or bare.
  package var isAround: Bool
  package var body: Body
  package var position: Position
  package init(
    name: Name?, given: [Given] = [], isAround: Bool = false, body: Body, position: Position
  ) {
    self.name = name
    self.given = given
    self.isAround = isAround
    self.body = body
    self.position = position
  }
}

/// `event NAME LEVEL`: one kind of record.
package struct EventSyntax: Sendable {
  package var replaces: Bool
  package var name: Name
  /// The word behind the name, which fills `$level`.
  package var level: String?
  package var isBare: Bool
  package var isGeneric: Bool
  /// `before NAME`.
  package var before: Name?
  package var body: Body
  package init(
    replaces: Bool = false, name: Name, level: String? = nil, isBare: Bool = false,
    isGeneric: Bool = false, before: Name? = nil, body: Body
  ) {
    self.replaces = replaces
    self.name = name
    self.level = level
    self.isBare = isBare
    self.isGeneric = isGeneric
    self.before = before
    self.body = body
  }
}

/// `given a, b default 0`.
package struct Given: Sendable {
  package var name: Name
  package var standard: Kind?
  package init(name: Name, standard: Kind? = nil) {
    self.name = name
    self.standard = standard
  }
}

/// `part NAME given …`: a nested rule.
package struct PartSyntax: Sendable {
  package var name: Name
  package var given: [Given]
  package var body: Body
  package init(name: Name, given: [Given] = [], body: Body) {
    self.name = name
    self.given = given
    self.body = body
  }
}

/// `encoder NAME` with its character rules, first fit wins.
package struct EncoderSyntax: Sendable {
  /// `U+0000..U+001F becomes "\x#" in HEX 2`.
  package struct Rule: Sendable {
    /// What a character becomes.
    package enum Result: Sendable {
      case kept
      /// A text; `#` in it is the code, in this base and width.
      case text(String, base: String?, width: Int)
      /// The character of the same place in another range.
      case shifted(to: UInt32)
    }
    package var first: UInt32
    package var last: UInt32
    package var result: Result
    package var position: Position
    package init(first: UInt32, last: UInt32, result: Result, position: Position) {
      self.first = first
      self.last = last
      self.result = result
      self.position = position
    }
  }
  package var name: Name
  package var rules: [Rule]
  /// `invalid utf8 through NAME`.
  package var invalid: Name?
  package init(name: Name, rules: [Rule], invalid: Name? = nil) {
    self.name = name
    self.rules = rules
    self.invalid = invalid
  }
}

/// `names ecs`: what an exporter calls fields.
package struct NamesSyntax: Sendable {
  package var target: Name
  package var rows: [(name: Name, target: String, times: Int)]
  package init(target: Name, rows: [(name: Name, target: String, times: Int)]) {
    self.target = target
    self.rows = rows
  }
}

/// What a corpus file holds.
package enum CorpusSyntax: Sendable {
  /// A value a line; the weight is 1 unless one was written.
  case list([(value: String, weight: Int64, Position)])
  /// `columns a, b`, then rows.
  case table(columns: [Name], rows: [(cells: [String], Position)])
  case cards([Card])
  /// `NAME.ndjson`, an object a line, as texts.
  case ndjson([(line: String, Position)])

  /// One card.
  package struct Card: Sendable {
    package var name: Name
    package var weight: Int64
    package var members: [CardMember]
    /// `part NAME`: never drawn; its members stand where others say `with NAME`.
    package var isPart: Bool
    /// Whether some `with` stands in it.
    package var hasParts: Bool
    package init(
      name: Name, weight: Int64, members: [CardMember], isPart: Bool = false, hasParts: Bool
    ) {
      self.name = name
      self.weight = weight
      self.members = members
      self.isPart = isPart
      self.hasParts = hasParts
    }
  }

  /// One member of a card or of a record in it.
  package indirect enum CardMember: Sendable {
    /// `name: text`, or bars below; holes in the text are filled by name.
    case text(Name, [Bar])
    /// A bare name with members below.
    case record(Name, [CardMember])
    /// `in NAME`: one more element of the list NAME.
    case element(Name, [CardMember])
    /// `with NAME from CORPUS`: the members of a part; of this corpus, if none is said.
    case part(Name, from: Name?)
  }
}

// What may stand behind `name:`.

/// The shapes that are a word alone.
package let shapeWords: Set<String> = [
  "word", "text", "lines", "said", "host", "url", "path", "email", "ip", "ipv4", "ipv6", "uuid",
  "bool", "json", "python", "python2", "lua",
]

/// The words that kinds of several words begin with.
let kindWords = [
  "about", "any", "bytes", "chance", "each", "from", "hex", "HEX", "last", "maybe", "next", "one",
  "start", "string", "text", "time", "widest", "own",
]

extension Cursor {
  /// A kind; the alternatives of a `one of` with a block are the caller's.
  mutating func kind() throws(Diagnostic) -> Kind {
    let at = position
    guard let token = peek() else { throw unexpected("what it is") }
    if token.kind == .mark, token.text == ">" { return .draw(.emission(try emission()), at) }
    if isWord("from"), !isEnd(1) { return .shaped([], source: try source(), at) }
    if beginsShapes() { return try shapes(at) }
    if token.kind == .word {
      if let piece = try piece(token) { return .piece(piece, at) }
      if let draw = try draw(token) { return .draw(draw, at) }
    }
    return .value(try value())
  }

  private mutating func shapes(_ at: Position) throws(Diagnostic) -> Kind {
    var shapes = [try shape()]
    while take("or") { shapes.append(try shape()) }
    return .shaped(shapes, source: isWord("from") ? try source() : nil, at)
  }

  /// `from NAME by KEY`, `from VALUE`.
  private mutating func source() throws(Diagnostic) -> Source {
    try expect("from")
    let at = position
    let value = try value()
    guard take("by") else { return Source(value: value, position: at) }
    var keys = [try name("a column")]
    while isMark(","), isKind(.word, 1), !beginsOption(1) {
      index += 1
      keys.append(try name("a column"))
    }
    return Source(value: value, keys: keys, position: at)
  }

  // MARK: - Pieces

  /// `maybe`, `each x in V`, `part with …`; nil if the tokens are no piece.
  private mutating func piece(_ token: Token) throws(Diagnostic) -> Piece? {
    if token.text == "maybe", isEnd(1) || isKind(.percent, 1) || isWord("when", 1) {
      index += 1
      let share = isKind(.percent) ? try percent("the share of a maybe") : nil
      return .maybe(share: share, when: share == nil && take("when") ? try value() : nil)
    }
    if token.text == "each", isKind(.word, 1) { return try each() }
    guard isDottedName(token.text), isWord("with", 1) else { return nil }
    index += 1
    return .part(Name(token.text, token.position), try arguments())
  }

  private mutating func each() throws(Diagnostic) -> Piece {
    index += 1
    let name = try name("the element's name")
    try expect("in")
    let list = try value()
    var atLeast = 0
    var joint: String?
    while isMark(","), isWord("at", 1) || isWord("joined", 1) {
      index += 1
      if take("joined") {
        try expect("by")
        joint = try text("what joins the items")
      } else {
        try expect("at", "least")
        atLeast = try integer("how many at least", in: 0...1_000_000)
      }
    }
    return .each(name, in: list, atLeast: atLeast, joint: joint)
  }

  // MARK: - Draws

  /// Kinds that begin with a verb; nil if the word is no verb here.
  private mutating func draw(_ token: Token) throws(Diagnostic) -> DrawSyntax? {
    switch token.text {
    case "chance" where isKind(.percent, 1) || isNumber(1):
      index += 1
      return .chance(try percent("a chance"))
    case "any" where isKind(.word, 1):
      index += 1
      let actor = try dottedName("the name of an actor")
      return .any(actor, where: take("where") ? try value() : nil)
    case "next" where isKind(.word, 1):
      index += 1
      return .next(try dottedName("the name of a counter"))
    case "widest" where isKind(.word, 1) || isKind(.text, 1) || isMark("(", 1):
      return try widest()
    case "last" where (isKind(.word, 1) || isMark("(", 1)) && !isWord("of", 1) && !isWord("of", 2):
      index += 1
      let value = try value()
      return .last(value, since: try since())
    case "text" where isWord("of", 1):
      index += 2
      return .textOf(try dottedName("the name of a part"), try arguments())
    case "do" where isKind(.word, 1), "start" where isKind(.word, 1):
      return .call(try call())
    default: return nil
    }
  }

  private mutating func widest() throws(Diagnostic) -> DrawSyntax {
    index += 1
    let value = try value()
    var atLeast: Int?
    if isMark(","), isWord("at", 1) {
      index += 1
      try expect("at", "least")
      atLeast = try integer("a width", in: 0...1_000_000)
    }
    return .widest(value, atLeast: atLeast, since: try since())
  }

  private mutating func since() throws(Diagnostic) -> Name? {
    guard isMark(","), isWord("since", 1) else { return nil }
    index += 2
    return try dottedName("the name of an actor")
  }

  /// `> grammar event stamped V with …`.
  mutating func emission() throws(Diagnostic) -> Emission {
    let at = position
    try expectMark(">", "> and an event")
    var event = try dottedName("an event, or a grammar and an event")
    var grammar: Name?
    if let next = peek(), next.kind == .word, next.text != "stamped", next.text != "with" {
      grammar = event
      event = try name("the name of an event")
    } else if !isName(event.text) {
      throw unexpected("the name of an event of \(event.text)")
    }
    let stamp = take("stamped") ? try value() : nil
    return Emission(
      grammar: grammar, event: event, stamp: stamp, arguments: try arguments(), bars: [],
      position: at)
  }

  /// `do X with …`, `start X with …`.
  mutating func call() throws(Diagnostic) -> Call {
    let at = position
    let starts = isWord("start")
    index += 1
    let scenario = try dottedName("the name of a scenario")
    return Call(starts: starts, scenario: scenario, arguments: try arguments(), position: at)
  }
}

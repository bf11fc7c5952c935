import FauxlogLanguage

/// Collects the tables of a ``World`` while formats, scenarios and trees are bound.
struct WorldBuilder: ~Copyable {
  var bytes: [UInt8] = []
  var texts: [World.Piece] = []
  var strings: [String] = []
  var fixed: [Datum] = []
  var choices: [ChoiceTable] = []
  var corpora: [CorpusTable] = []
  var columns: [Column] = []
  var spreads: [Spread] = []
  var makers: [Maker] = []
  var nodes: [Node] = []
  var lists: [Int32] = []
  var lookups: [Lookup] = []
  var actors: [ActorModel] = []
  /// Where operations stand, by their operands.
  var operations: [Operands: Position] = [:]
  var counters: [CounterModel] = []
  var dials: [DialModel] = []
  var parts: [PartProgram] = []
  var enrichments: [Enrichment] = []
  var cardTexts: [CardText] = []
  var fillings: [Filling] = []
  var times: [(pattern: TimePattern, zone: Zone)] = []

  private var textNumbers: [String: Int32] = [:]
  private var makerNumbers: [Maker: Int32] = [:]
  private var spreadNumbers: [Spread: Int32] = [:]

  /// Adds bytes to the pool.
  mutating func piece(_ more: some Collection<UInt8>) -> World.Piece {
    let offset = bytes.count
    bytes.append(contentsOf: more)
    return World.Piece(offset: Int32(offset), count: Int32(bytes.count - offset))
  }

  /// The number of a text; equal texts have one number.
  mutating func text(_ text: String) -> Int32 {
    if let known = textNumbers[text] { return known }
    let number = Int32(texts.count)
    texts.append(piece(text.utf8))
    strings.append(text)
    textNumbers[text] = number
    return number
  }

  /// A text as a value.
  mutating func textValue(_ string: String) -> Value {
    Value(tag: .text, word: Int64(text(string)))
  }

  /// A structure as a value.
  mutating func fixedValue(_ datum: Datum) -> Value {
    fixed.append(datum)
    return Value(tag: .fixed, word: Int64(fixed.count - 1))
  }

  /// Adds an expression.
  mutating func node(_ node: Node) -> Int32 {
    nodes.append(node)
    return Int32(nodes.count - 1)
  }

  /// Adds a list of numbers; returns where it begins.
  mutating func list(_ numbers: [Int32]) -> Int32 {
    lists.append(contentsOf: numbers)
    return Int32(lists.count - numbers.count)
  }

  /// The number of a maker.
  mutating func maker(_ maker: Maker) -> Int32 {
    if let known = makerNumbers[maker] { return known }
    makers.append(maker)
    makerNumbers[maker] = Int32(makers.count - 1)
    return Int32(makers.count - 1)
  }

  /// The number of a spread.
  mutating func spread(_ spread: Spread) -> Int32 {
    if let known = spreadNumbers[spread] { return known }
    spreads.append(spread)
    spreadNumbers[spread] = Int32(spreads.count - 1)
    return Int32(spreads.count - 1)
  }

  /// The number of a time pattern in a zone; all programs share it, and so its cache.
  mutating func time(_ pattern: TimePattern, _ zone: Zone) -> Int32 {
    let known = times.firstIndex { $0.pattern.text == pattern.text && $0.zone == zone }
    if let known { return Int32(known) }
    times.append((pattern, zone))
    return Int32(times.count - 1)
  }

  /// The number that a stretch of the pool reads as; none if it is no number.
  func number(_ piece: World.Piece) -> Value {
    let read = unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe parseNumber(
        UnsafeBufferPointer(rebasing: bytes[Int(piece.offset)..<Int(piece.offset + piece.count)]))
    }
    guard let read else { return .none }
    if read.places == 0 { return .integer(read.word) }
    return Value(tag: .decimal, places: UInt8(read.places), word: read.word)
  }

  /// Adds a choice; weights are whole numbers, all 1 if none was written.
  mutating func choice(members: [(text: String, value: Value)], weights: [UInt64]) -> Int32 {
    var sums: [UInt64] = []
    var sum: UInt64 = 0
    for weight in weights {
      sum += weight
      sums.append(sum)
    }
    let pieces = members.map { texts[Int(text($0.text))] }
    choices.append(
      ChoiceTable(
        members: pieces, values: members.map(\.value), sums: sums,
        isUniform: Set(weights).count == 1,
        isNumeric: members.allSatisfy { $0.value.tag == .integer || $0.value.tag == .decimal }))
    return Int32(choices.count - 1)
  }
}

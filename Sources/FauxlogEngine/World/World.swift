import FauxlogLanguage

/// All tables that programs refer to by number; immutable while anything runs.
package final class World: Sendable {
  /// Bytes of literals, texts, members and rows.
  package let pool: BytePool
  /// Where each text stands in the pool.
  package let texts: Table<Piece>
  /// The same texts, for whoever needs a String.
  package let strings: [String]
  /// Structures: cards of corpora, literal data.
  let fixed: FixedTables
  /// Choices with their weights.
  package let choices: Table<ChoiceRows>
  /// Corpora with their rows.
  package let corpora: Table<CorpusRows>
  /// Columns of all corpora.
  package let columns: Table<Table<Piece>>
  /// Log-normal quantities.
  package let spreads: Table<Spread>
  /// Makers of texts from keys.
  package let makers: Table<Maker>
  /// Expressions.
  package let nodes: Table<Node>
  /// Lists of node or text numbers that expressions refer to.
  package let lists: Table<Int32>
  /// Rows by keys.
  package let lookups: Table<Lookup>
  /// The same without references.
  let lookupRows: Table<LookupRows>
  /// Actors with their fields.
  package let actors: Table<ActorModel>
  /// Where operations stand, by their operands.
  let operations: [Operands: Position]
  /// Counters of all actors.
  package let counters: Table<CounterModel>
  /// The texts of the fields' names of each actor.
  let actorNames: Table<Table<Int32>>
  /// The number that each text reads as; none if it is no number.
  let numbers: Table<Value>
  /// The same of the cells of each column.
  let cellNumbers: Table<Table<Value>>
  /// Expressions of the fields of each actor.
  let actorFields: Table<Table<Int32>>
  /// Dials with what they stand at when nothing turns them.
  package let dials: Table<DialModel>
  /// Compiled patterns of parts that are written into texts.
  package let parts: Table<PartProgram>
  /// Lists whose elements get more members.
  package let enrichments: Table<Enrichment>
  /// What the names in cards mean, for each place that draws a card.
  let fillings: Table<Table<Filling.Row>>
  /// Time patterns with their zones.
  package let times: Table<WorldTime>

  /// A stretch of the pool.
  package struct Piece: Sendable, Hashable {
    /// Where it begins.
    package var offset: Int32
    /// Its bytes.
    package var count: Int32

    /// A stretch.
    package init(offset: Int32, count: Int32) {
      self.offset = offset
      self.count = count
    }
  }

  private let memory: TableMemory
  /// The text `done`: the outcome of a scenario that ends by itself.
  let doneText: Value

  init(_ builder: inout WorldBuilder) {
    let memory = TableMemory()
    self.memory = memory
    doneText = builder.textValue("done")
    builder.foldStructures()
    builder.foldWords()
    builder.foldSingles()
    builder.foldComparisons()
    fixed = FixedTables(&builder, memory)
    fillings = memory.table(
      builder.fillings.map { filling in
        memory.table(
          filling.names.sorted { $0.key < $1.key }
            .map { Filling.Row(name: builder.text($0.key), node: $0.value) })
      })
    actorNames = memory.table(
      builder.actors.map { actor in memory.table(actor.fields.map { builder.text($0.name) }) })
    numbers = memory.table(builder.texts.map { builder.number($0) })
    cellNumbers = memory.table(
      builder.columns.map { column in memory.table(column.cells.map { builder.number($0) }) })
    pool = BytePool(builder.bytes)
    texts = memory.table(builder.texts)
    strings = builder.strings
    choices = memory.table(builder.choices.map { ChoiceRows($0, memory) })
    corpora = memory.table(builder.corpora.map { CorpusRows($0, memory) })
    columns = memory.table(builder.columns.map { memory.table($0.cells) })
    spreads = memory.table(builder.spreads)
    makers = memory.table(builder.makers)
    nodes = memory.table(builder.nodes)
    lists = memory.table(builder.lists)
    lookups = memory.table(builder.lookups)
    lookupRows = memory.table(builder.lookups.map { LookupRows($0, memory) })
    actors = memory.table(builder.actors)
    operations = builder.operations
    counters = memory.table(builder.counters)
    actorFields = memory.table(
      builder.actors.map { actor in
        memory.table(actor.fields.map(\.node))
      })
    dials = memory.table(builder.dials)
    parts = memory.table(builder.parts)
    enrichments = memory.table(builder.enrichments)
    times = memory.table(builder.times.map { WorldTime(pattern: $0.pattern, zone: $0.zone) })
  }
}

/// A time pattern in a zone.
package struct WorldTime: Sendable {
  /// How a time is written.
  package let pattern: TimePattern
  /// Whose clocks are shown.
  package let zone: Zone
  /// The part of the pattern that the next time of the same minute needs.
  let fraction: TimeFraction?

  init(pattern: TimePattern, zone: Zone) {
    self.pattern = pattern
    self.zone = zone
    fraction = pattern.plan.fraction
  }
}

/// `one of A 5, B 1`.
package struct ChoiceTable: Sendable {
  /// The members as they are written.
  package var members: [World.Piece]
  /// The members as values: texts, numbers, truth values or none.
  package var values: [Value]
  /// Sums of the weights up to and with each member.
  package var sums: [UInt64]
  /// Whether all members have one weight.
  package var isUniform: Bool
  /// Whether the members are numbers.
  package var isNumeric: Bool
}

/// A ``ChoiceTable`` without references.
package struct ChoiceRows: Sendable {
  /// The members as they are written.
  package let members: Table<World.Piece>
  /// The members as values: texts, numbers, truth values or none.
  package let values: Table<Value>
  private let weights: Weights
  private let isUniform: Bool

  init(_ choice: ChoiceTable, _ memory: TableMemory) {
    members = memory.table(choice.members)
    values = memory.table(choice.values)
    weights = Weights(choice.sums, memory)
    isUniform = choice.isUniform
  }

  /// The member drawn by a key.
  @inline(__always)
  func draw(_ key: Key) -> Int64 {
    if isUniform { return Int64(Draw.below(UInt64(members.count), key)) }
    return Int64(weights.pick(key))
  }
}

/// One corpus: its rows and their weights.
package struct CorpusTable: Sendable {
  /// Full name.
  package var name: String
  /// How many rows.
  package var rows: Int
  /// Sums of the weights; empty if all rows have one weight.
  package var sums: [UInt64]
  /// Names of columns with their numbers in ``World/columns``.
  package var columns: [(name: String, column: Int32)]
  /// The number of the first card in ``World/fixed``; -1 for lists and tables.
  package var firstCard: Int32
}

/// A ``CorpusTable`` without references.
package struct CorpusRows: Sendable {
  /// How many rows.
  package let rows: Int
  /// The number of the first card in ``World/fixed``; -1 for lists and tables.
  package let firstCard: Int32
  private let weights: Weights

  init(_ corpus: CorpusTable, _ memory: TableMemory) {
    rows = corpus.rows
    firstCard = corpus.firstCard
    weights = Weights(corpus.sums, memory)
  }

  /// The row drawn by a key.
  @inline(__always)
  func draw(_ key: Key) -> Int64 {
    weights.isEmpty ? Int64(Draw.below(UInt64(rows), key)) : Int64(weights.pick(key))
  }
}

/// One column of a corpus.
package struct Column: Sendable {
  /// Its name; empty for a plain list.
  package var name: String
  /// The corpus.
  package var corpus: Int32
  /// The text of each row.
  package var cells: [World.Piece]
}

/// `from TABLE by KEYS`: the rows of each combination of keys.
package struct Lookup: Sendable {
  /// The corpus.
  package var corpus: Int32
  /// The column that is shown; -1 for a card.
  package var column: Int32
  /// Expressions of the keys.
  package var keys: [Int32]
  /// The place in ``groups`` by the texts of the keys, joined with a line end.
  package var rows: [String: Int32]
  /// Rows of one combination of keys.
  package var groups: [Group]

  /// Rows of one combination of keys.
  package struct Group: Sendable {
    /// Their numbers.
    package var numbers: [Int32] = []
    /// Sums of their weights; empty if all have one weight.
    package var sums: [UInt64] = []
  }
}

/// The same without references.
package struct LookupRows: Sendable {
  let corpus: Int32
  let column: Int32
  let keys: Table<Int32>
  let groups: Table<Group>

  struct Group: Sendable {
    let numbers: Table<Int32>
    let sums: Table<UInt64>

    /// The row that a key draws.
    func draw(_ key: Key) -> Int32 {
      if numbers.count == 1 { return numbers[0] }
      guard let total = sums.last else {
        return numbers[Int(Draw.below(UInt64(numbers.count), key))]
      }
      let place = Draw.below(total, key)
      return numbers[sums.firstIndex { $0 > place } ?? 0]
    }
  }

  init(_ lookup: Lookup, _ memory: TableMemory) {
    corpus = lookup.corpus
    column = lookup.column
    keys = memory.table(lookup.keys)
    groups = memory.table(
      lookup.groups.map {
        Group(numbers: memory.table($0.numbers), sums: memory.table($0.sums))
      })
  }
}

/// `each x in LIST` with a legend and no bars: the elements with more members.
package struct Enrichment: Sendable {
  /// The list.
  package var list: Int32
  /// The depth of the loop that the members' expressions see.
  package var depth: Int32
  /// The hash of the list's name.
  package var key: Key
  /// What the loop is keyed from.
  package var base: KeyBase
  /// Names and expressions of the added members.
  package var members: [(name: String, node: Int32)]
}

/// Something that lives longer than a scenario.
package struct ActorModel: Sendable {
  /// Full name.
  package var name: String
  /// How many there are at a time.
  package var count: Int64
  /// How long a generation lasts, in nanoseconds; 0 is for ever.
  package var renewal: Int64
  /// Names of the fields.
  package var fields: [(name: String, node: Int32)]
  /// Fields that it has with other parameters.
  var otherNames: Set<String> = []
  /// The field it stands for where a text is wanted (`name`, else `id`); -1 if it has none.
  package var shown: Int32
  /// The hash of its full name.
  package var key: Key
  /// What stands for an expression where a field is what every actor has: its number, and when its
  /// generation began.
  static let numberNode: Int32 = -1
  static let sinceNode: Int32 = -2
  /// Its counters, by their place in ``World/counters``.
  package var counters: [(name: String, number: Int32)] = []
}

/// A rate or state of the world that incidents turn.
package struct DialModel: Sendable {
  /// Full name.
  package var name: String
  /// What it stands at when nothing turns it.
  package var node: Int32
}

/// A text of a card with holes that are filled where the card is used.
package struct CardText: Sendable {
  /// The text between the holes; one more than there are holes.
  package var literals: [String]
  /// The names in the holes.
  package var names: [String]
}

/// What names in a card's texts mean at one place.
package struct Filling: Sendable {
  /// Expressions by name.
  package var names: [String: Int32]

  /// The text of a name, and its expression.
  struct Row: Sendable {
    var name: Int32
    var node: Int32
  }
}

/// A part that is written into a text.
package struct PartProgram: Sendable {
  /// How it is written.
  package var record: RecordProgram
  /// What it is given: expressions of whoever wants the text, for its first registers.
  package var inputs: [Int32]
  /// What its own draws are keyed from.
  package var base: KeyBase
  package var key: Key
}

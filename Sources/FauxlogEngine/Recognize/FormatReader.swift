/// A format compiled for reading; immutable, so that many files can be read at once.
package final class FormatReader: Sendable {
  /// The format.
  package let format: Format
  /// The tables of the world that the format was bound in.
  package let world: World
  let tables: MatchTables
  /// One program for each event of the format.
  let programs: [EventProgram]
  /// Programs of events in the layout, the most specific first, the generic one last.
  let headed: [EventProgram]
  /// The same of events without layout.
  let bare: [EventProgram]
  /// Programs of headers and trailers, whose numbers follow those of the events.
  let frames: [EventProgram]
  /// Which of these can stand behind a head, by the head's number.
  let headedIndex: [EventIndex]
  let bareIndex: EventIndex
  let barrierIndex: EventIndex
  /// What a record of the layout begins with, each form once.
  let heads: [Range<Int32>]
  /// Events whose beginning on a line shows that another record has ended: bare ones that say more
  /// than any text; where the head stands before each line, all such.
  let barriers: [EventProgram]
  /// Whether lines at which such an event can begin must be known to end other records.
  let needsBarriers: Bool
  /// Whether every record is a line.
  let isSingleLine: Bool
  /// What must be known of each event's fields.
  let facts: [[FieldFacts]]
  /// Fields of the event with the most.
  let mostFields: Int

  /// Compiles a format that was bound in a world.
  package init(_ format: Format, _ world: World) {
    self.format = format
    self.world = world
    var builder = MatchBuilder()
    var heads: [[MatchOp]: Int] = [:]
    var ranges: [Range<Int32>] = []
    var programs: [(program: EventProgram, rank: Specificity)] = []
    for (number, event) in (format.events + format.frames).enumerated() {
      var compiler = MatchCompiler(event.pattern, world, builder)
      // One owner at a time: the tables are not copied for each event.
      builder = MatchBuilder()
      var program = EventProgram(event, number)
      program.compile(event.pattern, &compiler)
      builder = compiler.builder
      if program.hasHead {
        let ops = Array(builder.ops[Int(program.head.lowerBound)..<Int(program.head.upperBound)])
        program.headNumber = heads[ops] ?? ranges.count
        if program.headNumber == ranges.count {
          heads[ops] = ranges.count
          ranges.append(program.head)
        }
      }
      let rest = event.pattern.body.dropFirst(program.hasHead ? event.pattern.head : 0)
      programs.append((program, Specificity(rest, event.pattern)))
    }
    let tables = MatchTables(builder)
    self.tables = tables
    self.heads = ranges
    self.programs = programs.map(\.program)
    frames = Array(self.programs[format.events.count...])
    let order = programs[..<format.events.count].sorted { left, right in
      let (one, other) = (left.program, right.program)
      if one.isGeneric != other.isGeneric { return other.isGeneric }
      return left.rank == right.rank ? one.event < other.event : left.rank < right.rank
    }.map(\.program)
    headed = order.filter(\.hasHead)
    // A header that can stand here is read as one.
    bare = frames + order.filter { !$0.hasHead || format.isWholeFile }
    isSingleLine = order.allSatisfy(\.isSingleLine)
    let beginning = format.coding.repeatsHead ? frames + headed : bare
    barriers = beginning.filter { !$0.isGeneric }
    let (headed, bare, barriers) = (headed, bare, barriers)
    let entries = headed.map { $0.entry(tables) }
    headedIndex = ranges.indices.map { head in
      EventIndex(entries) { headed[$0].headNumber == head }
    }
    bareIndex = EventIndex(bare.map { $0.entry(tables) })
    barrierIndex = EventIndex(barriers.map { $0.entry(tables) })
    needsBarriers = !format.isWholeFile && !isSingleLine && !barriers.isEmpty
    facts = format.events.map { event in
      event.pattern.fields.map { FieldFacts($0, of: event.pattern) }
    }
    mostFields = (format.events + format.frames).map(\.pattern.fields.count).max() ?? 0
  }
}

/// The program of one event.
struct EventProgram: Sendable {
  /// The event's number in the format.
  let event: Int
  let isGeneric: Bool
  /// Whether it stands in a layout.
  let hasHead: Bool
  /// Whether it is always one line.
  let isSingleLine: Bool
  let fields: Int
  /// The layout up to the message, and its number among those of the format.
  var head: Range<Int32> = 0..<0
  var headNumber = -1
  /// What stands behind.
  var body: Range<Int32> = 0..<0
  /// The text that the body begins with.
  var lead: World.Piece?
  /// What the body begins with; -1 if that can be anything.
  var beginning: Int32 = -1
  /// The hole that the body begins with and its reading on the first line; empty if it begins
  /// otherwise.
  var opening: Range<Int32> = 0..<0

  init(_ event: Format.Event, _ number: Int) {
    self.event = number
    isGeneric = event.isGeneric
    hasHead = !event.isBare && event.pattern.head > 0
    fields = event.pattern.fields.count
    isSingleLine = event.pattern.isSingleLine
  }

  /// Head and body.
  var ops: Range<Int32> { (hasHead ? head.lowerBound : body.lowerBound)..<body.upperBound }

  mutating func compile(_ pattern: RecordPattern, _ compiler: inout MatchCompiler) {
    let message = Array(pattern.body.dropFirst(hasHead ? pattern.head : 0))
    if hasHead {
      let layout = Array(pattern.body.prefix(pattern.head))
      var rest = Rest.items(message, from: 0, .first, then: .end)
      // Where the head ends in a text of its own, it is what it is whatever the message says.
      if case .literal? = layout.last { rest = .anything }
      head = compiler.compile(layout, then: rest)
    }
    body = compiler.compile(message, then: .end)
    if body.isEmpty { return }
    if case .literal(let text) = compiler.builder.ops[Int(body.lowerBound)] { lead = text }
    let first = compiler.beginning(.items(message, from: 0, .first, then: .end))
    if !compiler.builder.beginnings[Int(first)].isAnything {
      beginning = first
    } else if case .open(let hole) = compiler.builder.ops[Int(body.lowerBound)],
      !compiler.builder.holes[Int(hole)].isLines
    {
      opening = body.lowerBound..<(body.lowerBound + 1)
    }
  }
}

extension EventProgram {
  /// What an index knows of the event.
  fileprivate func entry(_ tables: MatchTables) -> EventIndex.Entry {
    if let lead {
      let bytes = unsafe tables.pool.bytes.withBytes(
        offset: Int(lead.offset), count: Int(lead.count)
      ) { unsafe Array($0) }
      return EventIndex.Entry(lead: bytes)
    }
    guard beginning >= 0 else { return EventIndex.Entry(lead: []) }
    let begins = tables.beginnings[Int(beginning)]
    if begins.isAnything || begins.hasBareEnd { return EventIndex.Entry(lead: []) }
    let marks = unsafe tables.pool.bytes.withBytes(offset: Int(begins.table), count: 256) {
      unsafe Array($0)
    }
    return EventIndex.Entry(lead: [], first: ByteSet { marks[Int($0)] != 0 })
  }
}

extension RecordPattern {
  /// Whether no record of it has more than one line.
  fileprivate var isSingleLine: Bool {
    var lineEnds = 0
    var isBounded = true
    func visit(_ body: [Pattern]) {
      for item in body {
        switch item {
        case .literal(let text): lineEnds += text.count { $0 == 0x0A }
        case .field(let number):
          switch fields[number].reader {
          case .lines, .data: isBounded = false
          default: break
          }
        case .maybe(let maybe): visit(maybe.body)
        case .each(let each):
          if each.body.hasLineEnd { isBounded = false }
          visit(each.body)
        case .oneOf(let alternatives, _, _): for one in alternatives { visit(one.body) }
        case .piece(_, let inner): visit(inner)
        case .optionalLine: isBounded = false
        }
      }
    }
    visit(body)
    guard case .literal(let text)? = body.last, text.last == 0x0A else { return false }
    return isBounded && lineEnds == 1
  }
}

extension [Pattern] {
  /// Whether a line end stands in its literals.
  fileprivate var hasLineEnd: Bool {
    contains { if case .literal(let text) = $0 { text.contains(0x0A) } else { false } }
  }
}

import FauxlogLanguage

/// Proves, as far as sufficient checks can, that a reader finds each hole of a record where a writer
/// put it: holes end, values do not hold the text that ends them, pieces differ from what follows.
struct PatternCheck {
  let binder: Binder
  let pattern: RecordPattern
  let finder: LeadFinder
  /// What records of the layout begin with; no other line may begin so.
  let heads: [Lead]
  /// What fills each register.
  private let nodes: [Int: Int32]
  /// Where the event is defined.
  private let event: Position
  /// How often each hole was met.
  private var occurrences: [Int: Int] = [:]
  /// The lists of the loops around what is checked.
  var loops: [Int32] = []

  init(_ pattern: RecordPattern, of event: Position, heads: [Lead]? = nil, _ binder: Binder) {
    self.event = event
    self.binder = binder
    self.pattern = pattern
    let finder = LeadFinder(pattern, binder)
    self.finder = finder
    // With a head before each line, none can be mistaken for another.
    self.heads = pattern.coding.repeatsHead ? [] : heads ?? finder.heads
    var nodes: [Int: Int32] = [:]
    for load in pattern.loads { nodes[load.register] = load.node }
    Self.collect(pattern.body, into: &nodes)
    self.nodes = nodes
  }

  private static func collect(_ body: [Pattern], into nodes: inout [Int: Int32]) {
    for item in body {
      switch item {
      case .literal, .field: break
      case .maybe(let maybe): collect(maybe.body, into: &nodes)
      case .each(let each):
        for load in each.loads { nodes[load.register] = load.node }
        collect(each.body, into: &nodes)
      case .oneOf(let alternatives, _, _):
        for one in alternatives { collect(one.body, into: &nodes) }
      case .piece(_, let inner), .optionalLine(let inner): collect(inner, into: &nodes)
      }
    }
  }

  /// Checks the whole record.
  mutating func run() {
    if pattern.fields.count > Limit.fields { return }
    check(pattern.body, .first, then: .end)
  }

  /// The values that are known to fill a hole.
  func values(of field: Int) -> [KnownValue] {
    guard let node = nodes[field] else { return [] }
    return KnownValues(binder: binder, loops: loops).texts(of: node)
  }

  /// What fills a register; nil if nothing does.
  func node(of field: Int) -> Node? { nodes[field].map { binder.builder.nodes[Int($0)] } }

  // MARK: - The walk

  private mutating func check(_ body: [Pattern], _ place: Rest.Place, then rest: Rest) {
    for (index, item) in body.enumerated() {
      check(item, place, then: .items(body, from: index + 1, place, then: rest))
    }
  }

  private mutating func check(_ item: Pattern, _ place: Rest.Place, then after: Rest) {
    switch item {
    case .literal(let text):
      checkLines(text, then: after)
      checkCharset(text, of: nil, "", event)
    case .field(let number):
      checkCharset(number)
      if pattern.fields[number].isOpen {
        checkOpen(number, then: after)
      } else {
        checkClosed(number, then: after)
      }
    case .maybe(let maybe):
      checkMaybe(maybe, place, then: after)
      check(maybe.body, place, then: after)
    case .each(let each):
      checkEach(each, then: after)
      loops.append(each.list)
      check(each.itemBody, .unknown, then: .again(each, then: after))
      loops.removeLast()
    case .oneOf(let alternatives, _, _):
      for alternative in alternatives { check(alternative.body, place, then: after) }
    case .piece(_, let inner): check(inner, place, then: after)
    case .optionalLine(let inner): check(inner, place, then: .text([0x0A], then: after))
    }
  }

  // MARK: - Lines

  /// No line but the first begins as a record does.
  private mutating func checkLines(_ text: [UInt8], then after: Rest) {
    guard !heads.isEmpty else { return }
    for place in text.indices where text[place] == 0x0A {
      let rest = Rest.text(Array(text[(place + 1)...]), then: after)
      checkLineStart(rest)
    }
  }

  /// What stands at a line's start, `rest`, is not taken for a head.
  mutating func checkLineStart(_ rest: Rest) {
    guard let number = finder.openHole(at: rest) else { return }
    let field = pattern.fields[number]
    guard isNew(number, "line") else { return }
    for value in values(of: number) {
      guard let written = written(value, field), heads.contains(where: { $0.begins(written[...]) })
      else { continue }
      failHead(field, value, written[...])
      return
    }
  }

  /// Lines inside of a value that begin as a record does.
  func checkInnerLines(_ field: Field, _ value: KnownValue, _ written: [UInt8]) -> Bool {
    for place in written.indices where written[place] == 0x0A {
      let line = written[(place + 1)...]
      if heads.contains(where: { $0.begins(line) }) {
        failHead(field, value, line)
        return true
      }
    }
    return false
  }

  private func failHead(_ field: Field, _ value: KnownValue, _ line: ArraySlice<UInt8>) {
    binder.fail(
      field.place,
      "$\(field.name) can write a line that begins as a record does: \(value.origin) has \(quoted(line))"
    )
  }

  // MARK: - Characters

  /// Every value that is known can be written in the grammar's encoding.
  private mutating func checkCharset(_ number: Int) {
    guard pattern.coding.charset != .utf8, isNew(number, "charset") else { return }
    let field = pattern.fields[number]
    for value in values(of: number) {
      let text = written(value, field) ?? value.text
      if !checkCharset(text, of: field.name, value.origin, field.place) { return }
    }
  }

  @discardableResult
  private func checkCharset(
    _ text: [UInt8], of name: String?, _ origin: String, _ place: Position
  ) -> Bool {
    guard let code = pattern.coding.unwritable(in: text) else { return true }
    let digits = String(code, radix: 16, uppercase: true)
    let shown = UnicodeScalar(code).map { "\"\($0)\" (U+\(digits))" } ?? "U+\(digits)"
    let what = name.map { "$\($0) cannot be written: \(origin) has \(shown), which" } ?? shown
    binder.fail(
      place, "\(what) is not in \(pattern.coding.charset.rawValue)",
      help: "change the text, or the grammar's `encoding`")
    return false
  }

  // MARK: - What was checked

  /// What fills a hole, in short.
  func sourceText(of number: Int) -> String? { nodes[number].map { binder.source(of: $0) } }

  /// Whether this check of a hole was not made before: an event is bound once for each step that
  /// writes it, mostly with the same sources.
  mutating func isNew(_ number: Int, _ check: String) -> Bool {
    occurrences[number, default: 0] += 1
    return isNew(
      pattern.fields[number].place, check, nodes[number].map { binder.source(of: $0) } ?? "",
      occurrences[number, default: 0])
  }

  /// Whether this check of something at a place was not made before.
  func isNew(_ place: Position, _ check: String, _ source: String = "", _ occurrence: Int = 0)
    -> Bool
  {
    binder.checks.insert(
      CheckKey(
        event: event, head: pattern.head, place: place, occurrence: occurrence, source: source,
        check: check)
    ).inserted
  }
}

/// A check that was made: of what, in which event and layout.
struct CheckKey: Hashable {
  let event: Position
  let head: Int
  let place: Position
  let occurrence: Int
  let source: String
  let check: String
}

extension Binder {
  /// What an expression draws from, in short; the same for the same source.
  func source(of node: Int32) -> String {
    switch builder.nodes[Int(node)] {
    case .draw(.cell(_, let column), _, _), .otherCell(_, let column), .permuted(_, let column, _):
      "column \(column)"
    case .draw(.card(let corpus), _, _): "card \(corpus)"
    case .draw(.choice(let choice), _, _): "choice \(choice)"
    case .constant(let value): "\(value.tag) \(show(value))"
    case .filled(let inner, _, _): source(of: inner)
    case .member(let inner, let name): "\(source(of: inner)).\(name)"
    case .orNone(_, _, _, let inner), .asNumber(let inner): source(of: inner)
    default: "node \(node)"
    }
  }
}

/// The first bytes of a text in quotes; what cannot be seen is shown as the language writes it.
func quoted(_ bytes: some Collection<UInt8>) -> String {
  let text = String(decoding: bytes.prefix(40), as: UTF8.self)
  var shown = ""
  for scalar in text.unicodeScalars.prefix(32) {
    switch scalar {
    case "\n": shown += "${U+0A}"
    case "\t": shown += "⇥"
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return "\"\(shown)\(text.unicodeScalars.count > 32 ? "…" : "")\""
}

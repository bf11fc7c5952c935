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
  /// The lists of the loops around what is checked.
  var loops: [Int32] = []

  init(_ pattern: RecordPattern, heads: [Lead]? = nil, _ binder: Binder) {
    self.binder = binder
    self.pattern = pattern
    let finder = LeadFinder(pattern, binder)
    self.finder = finder
    self.heads = heads ?? finder.heads
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
    case .literal(let text): checkLines(text, then: after)
    case .field(let number):
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
  private func checkLines(_ text: [UInt8], then after: Rest) {
    guard !heads.isEmpty else { return }
    for place in text.indices where text[place] == 0x0A {
      let rest = Rest.text(Array(text[(place + 1)...]), then: after)
      checkLineStart(rest)
    }
  }

  /// What stands at a line's start, `rest`, is not taken for a head.
  func checkLineStart(_ rest: Rest) {
    guard let number = finder.openHole(at: rest) else { return }
    let field = pattern.fields[number]
    guard isNew(number, "line", heads) else { return }
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

  // MARK: - What was checked

  /// Whether this check of a hole was not made before: the same hole is bound for each step that
  /// writes its event, mostly with the same source and text behind it.
  func isNew(_ number: Int, _ check: String, _ leads: [Lead]) -> Bool {
    let field = pattern.fields[number]
    return binder.checks.insert(
      CheckKey(
        position: field.place, source: nodes[number].map { binder.source(of: $0) } ?? "",
        check: check, follow: leads.map(\.text).joined(separator: "\u{0}"))
    ).inserted
  }
}

/// A check of a hole that was made.
struct CheckKey: Hashable {
  let position: Position
  let source: String
  let check: String
  let follow: String
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

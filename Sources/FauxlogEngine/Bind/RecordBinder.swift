import FauxlogLanguage

/// Binds one event in one layout: its pattern, its fields, and where each value comes from.
final class RecordBinder {
  let binder: Binder
  let grammar: GrammarModel
  let event: EventSyntax
  /// Names of the step that writes the record: `with`, then the scenario's own; nil when the event
  /// is drawn by its own legend.
  let site: (any SiteNames)?
  var pattern = RecordPattern()
  /// Registers that a name of a legend has.
  private var registers: [ObjectIdentifier: [String: Int]] = [:]
  private var legends: [Legend] = []
  let top = LoopLoads()
  /// What fills registers, and where that is bound.
  private var values: [Int32: (node: Int32, legend: Legend)] = [:]
  /// Names whose values are being bound, to find circles.
  private var binding: [(legend: Legend, name: Name)] = []
  /// Pieces that were bound.
  var pieces = 0
  /// How deep pieces are nested while they are bound.
  var depth = 0
  /// Blanks at the beginning of the bar that is being bound: what data over several lines is
  /// indented from.
  var lineIndent = 0
  /// Whether it stands in a layout that is `around`.
  private var isWrapped = false
  /// The level of the event's own names, inside of the layout's and the grammar's.
  private var eventLegend: Legend?
  /// Holes that show the widest value of all records of a file.
  var folds: [RecordFold] = []
  /// Names that stand in a line.
  var written: Set<String> = []

  init(_ binder: Binder, _ grammar: GrammarModel, _ event: EventSyntax, site: (any SiteNames)?) {
    self.binder = binder
    self.grammar = grammar
    self.event = event
    self.site = site
  }

  /// The pattern of the event in a layout; nil is bare.
  ///
  /// `around` is where names are looked up that the grammar does not define: none, but for a part
  /// that is written into a text.
  ///
  /// With `repeatsHead` the layout stands before every line of the record.
  func bind(
    layout: LayoutSyntax?, repeatsHead: Bool = false, around: InputScope? = nil
  ) -> RecordPattern {
    pattern.coding = grammar.coding
    pattern.coding.repeatsHead = repeatsHead
    let outer = legend(parent: around)
    outer.begin(with: grammar.legendByName)
    isWrapped = layout?.isAround ?? false
    var layouts: [(bars: [Bar], legend: Legend)] = []
    var middle = outer
    for layout in self.layouts(from: layout) {
      let (bars, names) = binder.fold(layout.body, system: grammar.system)
      middle = legend(parent: middle)
      for definition in names { middle.add(definition) }
      layouts.append((bars, middle))
    }
    let (bars, names) = binder.fold(event.body, system: grammar.system)
    // Event names over layout names over the grammar's: the layout's holes see the event's legend.
    let inner = legend(parent: middle)
    for definition in names { inner.add(definition) }
    eventLegend = inner
    var lines = Lines()
    bind(bars, behind: layouts[...], in: inner, into: &lines)
    checkWritten(inner)
    pattern.body = lines.joined(finalLineEnd: !grammar.hasNoFinalLineEnd)
    pattern.loads = top.loads
    pattern.registers = pattern.fields.count
    for number in pattern.fields.indices {
      pattern.fields[number].alias = grammar.goldenNames[pattern.fields[number].name]
    }
    checkTold()
    return pattern
  }

  /// A legend of this record.
  func legend(parent: Scope?, piece: String? = nil, loop: Int? = nil, system: String? = nil)
    -> Legend
  {
    let legend = Legend(
      parent: parent, system: system ?? (parent?.system ?? grammar.system), binder: self,
      piece: piece, loop: loop)
    legends.append(legend)
    return legend
  }

  /// The level in which a piece of `legend` is bound: pieces of the grammar and of the layout see the
  /// event's names, as their holes do.
  func level(ofPieceIn legend: Legend) -> Legend {
    guard let event = eventLegend, event.isBelow(legend) else { return legend }
    return event
  }

  /// A layout, and what stands in it where it is `around`.
  private func layouts(from layout: LayoutSyntax?) -> [LayoutSyntax] {
    guard let layout else { return [] }
    guard layout.isAround, !event.isBare else { return [layout] }
    return [layout] + [grammar.layouts.first { !$0.isAround }].compactMap(\.self)
  }

  /// The first layout's bars around the first line of what stands in it; its other lines follow.
  private func bind(
    _ bars: [Bar], behind layouts: ArraySlice<(bars: [Bar], legend: Legend)>, in scope: Legend,
    into lines: inout Lines
  ) {
    guard let (layout, home) = layouts.first else { return bind(bars, in: scope, into: &lines) }
    var message = Lines()
    var split: (Bar, Int)?
    var before: [Bar] = []
    var after: [Bar] = []
    for bar in layout {
      if split == nil, let place = bar.segments.firstIndex(where: \.isMessage) {
        split = (bar, place)
      } else if split == nil {
        before.append(bar)
      } else {
        after.append(bar)
      }
    }
    guard let (bar, place) = split else {
      if let first = layout.first { binder.fail(first.position, "a layout has a hole $message") }
      return
    }
    bind(before, in: scope, into: &lines)
    var head = bar
    head.segments = Array(bar.segments[..<place])
    var context = NotationContext(bar.notation)
    let line = bind(segmentsOf: head, in: scope, &context)
    let headCount = lines.joined(finalLineEnd: true).count + line.count
    bind(bars, behind: layouts.dropFirst(), in: scope, into: &message)
    pattern.head = headCount
    var tail = bar
    tail.segments = Array(bar.segments[(place + 1)...])
    let end = bind(segmentsOf: tail, in: scope, &context)
    if pattern.coding.repeatsHead, let more = (before + after).first ?? (end.isEmpty ? nil : bar) {
      binder.fail(
        more.position, "a layout that stands before each line is one bar that ends with $message")
    }
    // What an event calls its message is not what a layout around it does with that.
    let definer = isWrapped ? home : scope.legend(defining: Name("message", bar.position))
    if let definition = definer?.definitions["message"],
      let encoding = MessageEncoding(definition, self, system: scope.system), !message.units.isEmpty
    {
      written.insert("message")
      message.units = [.line(encoding.line(message.units))]
    }
    switch message.units.first {
    case .line(let first)?: lines.units.append(.line(line + first + end))
    // A piece that makes lines of its own: its first line goes on behind the head.
    case .block(let first)?: lines.units.append(.block(line + first))
    case nil:
      binder.fail(event.name.position, "\(event.name.text) has no line")
      return
    }
    bind(after, in: scope, into: &lines)
    lines.units += message.units.dropFirst()
  }

  // MARK: - Registers

  /// Keeps the first registers for what the record is given.
  func reserve(inputs names: [String], at position: Position) {
    for name in names {
      var field = Field(
        name: name, reader: .text, writer: Writer(form: .text), position: position)
      field.role = .silent
      pattern.fields.append(field)
    }
  }

  /// The register of a name that `legend` defines; binds its value when first asked for.
  func register(of name: Name, in legend: Legend) -> Int {
    if let known = registers[ObjectIdentifier(legend)]?[name.text] {
      if binding.contains(where: { $0.legend === legend && $0.name == name }) {
        binder.fail(
          legend.definitions[name.text]?.names.first { $0 == name }?.position ?? name.position,
          "\(name.text) is defined by itself")
      }
      return known
    }
    let number = pattern.fields.count
    registers[ObjectIdentifier(legend), default: [:]][name.text] = number
    guard let definition = legend.definitions[name.text] else { return number }
    var field = Field(
      name: name.text, reader: .text, writer: Writer(form: .text),
      position: definition.names.first { $0 == name }?.position ?? name.position)
    field.role = .silent
    field.depth = legend.loopDepth
    append(field)
    if binder.explains {
      // The names of a table share the draw of its row.
      let drawn = definition.names.count > 1 ? definition.names.first ?? name : name
      pattern.sources[number] = ValueSource(
        position: field.position, path: legend.path + [drawn.text])
    }
    binding.append((legend, name))
    defer { binding.removeLast() }
    let node = value(of: name, definition, in: legend, field: number)
    (legend.loads ?? top).loads.append(Pattern.Load(register: number, node: node))
    values[Int32(number)] = (node, legend)
    return number
  }

  /// What fills a register; nil if it is not filled by a name of the record.
  func origins(ofRegister number: Int32) -> Set<Origin>? {
    values[number].map { binder.origins(of: $0.node, in: $0.legend) }
  }

  /// Adds a hole; too many are an error, said once.
  func append(_ field: Field) {
    pattern.fields.append(field)
    if pattern.fields.count == Limit.fields + 1 {
      binder.fail(field.position, "an event has at most \(Limit.fields) holes")
    }
  }

  /// Where the value of a name comes from: the step's `with`, the element of a loop, the
  /// scenario's name, or the kind's own draw; notes it in the field.
  private func value(of name: Name, _ definition: Definition, in legend: Legend, field: Int)
    -> Int32
  {
    let key = legend.key(of: name.text)
    // The word behind the event's name is its level in conditions as well as in the line.
    if name.text == "level", let word = event.level {
      return cast(binder.constant(binder.value(ofLevel: word, definition)), definition)
    }
    if let record = legend.record {
      pattern.fields[field].origin = .element
      return binder.bind(member: name, of: record)
    }
    if let element = legend.innermostElement, definition.takesElement {
      pattern.fields[field].origin = .element
      let node = binder.builder.node(.element(Int32(element.depth)))
      let member = binder.bind(member: name, of: node)
      if definition.canBeNone { return member }
      // An element need not have the field; then the kind draws.
      let drawn = binder.bind(definition, name: name, in: legend, base: legend.keyBase, key: key)
      return binder.builder.node(.firstKnown(member, drawn))
    }
    if legend.innermostElement == nil, let site {
      if let node = site.argument(name, binder) {
        pattern.fields[field].origin = .argument
        if binder.explains { pattern.sources[field] = site.source(of: name) }
        return cast(node, definition)
      }
      if definition.isSaid, let node = site.said(name, binder) {
        pattern.fields[field].origin = .argument
        return node
      }
      if !definition.isOwn, let node = site.filling(name, binder) {
        pattern.fields[field].origin = .scenario
        if binder.explains { pattern.sources[field] = site.source(of: name) }
        return cast(node, definition)
      }
      if definition.isSaid { site.failSilent(name, binder) }
    }
    if case .draw(.next(let counter), _) = definition.kind, let site {
      if legend.innermostElement != nil {
        binder.fail(
          counter.position, "a repeated piece takes no numbers",
          help: "give \(name.text) to the whole record")
      } else {
        return site.number(name, counter, system: legend.system, binder) ?? binder.constant(.none)
      }
    }
    if case .draw(.widest(let value, let least, let since), let position) = definition.kind,
      let site
    {
      return widest(
        definition.names.first { $0 == name } ?? name, value, atLeast: least, since: since,
        at: position, in: legend, site)
    }
    let node = binder.bind(definition, name: name, in: legend, base: legend.keyBase, key: key)
    if let value = binder.constantValue(node) {
      pattern.fields[field].origin = .constant(binder.show(value))
    }
    return node
  }

  /// A text that is a member of the definition's `one of` becomes that member.
  private func cast(_ node: Int32, _ definition: Definition) -> Int32 {
    guard let value = binder.constantValue(node), value.tag == .text || value.tag == .integer,
      let member = binder.member(binder.show(value), of: definition)
    else { return node }
    return binder.constant(member)
  }

  /// Each name of the event stands in a line, or says that it does not.
  private func checkWritten(_ legend: Legend) {
    for name in legend.names where !written.contains(name.text) {
      guard let definition = legend.definitions[name.text] else { continue }
      if definition.isNotWritten {
        // Known for routes and conditions, though nothing in the line needs it.
        _ = register(of: name, in: legend)
        continue
      }
      if registers[ObjectIdentifier(legend)]?[name.text] != nil { continue }
      binder.fail(
        name.position, "\"\(name.text)\" stands in no line",
        help: "write $\(name.text) in one, or add `, not written`", severity: .note)
    }
  }

  /// The register of a name of the event, for routes; nil if it has none.
  func node(for name: Name) -> Int32? {
    eventLegend?.legend(defining: name)?.own(name, binder)
  }

  /// What fills a register, if the expression is one.
  func value(of node: Int32) -> Int32 {
    guard case .register(let register) = binder.builder.nodes[Int(node)] else { return node }
    return top.loads.last { $0.register == Int(register) }?.node ?? node
  }

  /// The scope in which routes and conditions of files see the event.
  var routeScope: Scope { eventLegend ?? legends[0] }

  /// The constant that a register always holds; nil if it is drawn, computed or set on the way.
  func known(_ node: Int32) -> Int32? {
    guard case .register(let register) = binder.builder.nodes[Int(node)] else { return nil }
    let loads = top.loads.filter { $0.register == Int(register) }
    guard loads.count == 1, binder.constantValue(loads[0].node) != nil else { return nil }
    return loads[0].node
  }

  /// Adds loads that routes asked for after the body was bound.
  func finishLoads() {
    pattern.loads = top.loads
    pattern.registers = pattern.fields.count
  }
}

extension Definition {
  /// Whether it takes the field of its name from the element of a loop: a kind without a source.
  var takesElement: Bool {
    guard case .shaped(_, nil, _) = kind else {
      if case .value(.path(let names)) = kind { return names.count == 1 }
      return false
    }
    return !options.contains(where: \.isStandard)
  }

  /// Whether its absence is shown: `none as`.
  var canBeNone: Bool {
    options.contains { if case .noneAs = $0 { true } else { false } }
  }

  /// Whether it is `not written`.
  var isNotWritten: Bool {
    options.contains { if case .notWritten = $0 { true } else { false } }
  }
}

extension Bar.Segment {
  /// Whether it is the hole of a layout that the event fills.
  var isMessage: Bool {
    if case .hole(let path, _) = self { path.map(\.text) == ["message"] } else { false }
  }
}

/// Names that fill holes from the step that writes a record.
protocol SiteNames: AnyObject {
  /// `with name: …` of the step.
  func argument(_ name: Name, _ binder: Binder) -> Int32?
  /// A name of the scenario.
  func filling(_ name: Name, _ binder: Binder) -> Int32?
  /// Where the step or its scenario defines what fills a hole; nil if that is not known.
  func source(of name: Name) -> ValueSource?
  /// The bar of the step, for a hole that is `said`.
  func said(_ name: Name, _ binder: Binder) -> Int32?
  /// Notes that a hole that is `said` has no bar.
  func failSilent(_ name: Name, _ binder: Binder)
  /// The number that the record takes from a counter for a hole.
  func number(_ hole: Name, _ counter: Name, system: String, _ binder: Binder) -> Int32?
  /// A slot of the frame for what is folded over a file, and the expression that shows it.
  func fold(_ binder: Binder) -> (slot: Int32, node: Int32)?
  /// The kind of id, by its plain name, that fills a hole; nil if that is not known.
  func identity(of name: Name, _ binder: Binder) -> String?
}

extension SiteNames {
  func identity(of name: Name, _ binder: Binder) -> String? { nil }
  func source(of name: Name) -> ValueSource? { nil }
}

extension SiteNames {
  // A part that is written into a text has no step.
  func said(_ name: Name, _ binder: Binder) -> Int32? { nil }
  func failSilent(_ name: Name, _ binder: Binder) {}
  func fold(_ binder: Binder) -> (slot: Int32, node: Int32)? { nil }

  func number(_ hole: Name, _ counter: Name, system: String, _ binder: Binder) -> Int32? {
    binder.fail(counter.position, "a number is taken by a record, not by a text")
    return nil
  }
}

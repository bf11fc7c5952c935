package import FauxlogLanguage

/// A grammar folded by parameters: which layouts, events and settings are left.
package struct GrammarModel: Sendable {
  /// Full name.
  package var name: String
  /// The part of the name before the first dot.
  package var system: String { systemName(of: name) }
  /// Definitions that hold for all events.
  var legend: [Definition] = []
  /// The same by their names.
  var legendByName = Legend.Definitions()
  /// Layouts; the one that is around comes first, then the unnamed one.
  package var layouts: [LayoutSyntax] = []
  /// Events in the order of the file.
  package var events: [EventSyntax] = []
  /// Whether each record is a file of its own.
  package var isWholeFile = false
  /// Whether the last line has no line end.
  package var hasNoFinalLineEnd = false
  /// What golden records call fields, by `names golden`.
  var goldenNames: [String: String] = [:]
  /// Whether JSON is written in ASCII.
  var isJSONInASCII = false
  /// How records stand in their file.
  package var coding = TextCoding()
  /// What stands at the start of each file; nil if nothing does.
  var header: Body?
  /// Whether only the first file of a log has it.
  var isHeaderInFirstFile = false
  /// What stands at the end of each file that is left; nil if nothing does.
  var trailer: Body?
}

extension Binder {
  /// Folds a grammar by the parameters; nil, with an error, if there is none of that name.
  package func grammar(_ name: Name) -> GrammarModel? {
    // Each place that writes a record asks.
    if let known = grammarCache[name.text] { return known }
    guard let grammar = catalogue.grammars[name.text] else {
      failUnknown(name, among: catalogue.grammars.keys, what: "grammar")
      return nil
    }
    var model = GrammarModel(name: grammar.name)
    add(grammar.entries, to: &model)
    for names in catalogue.names[grammar.name] ?? [] where names.target.text == "golden" {
      for row in names.rows { model.goldenNames[row.name.text] = row.target }
    }
    let around = model.layouts.filter(\.isAround)
    if let second = around.dropFirst().first {
      fail(second.position, "only one layout stands around the records of a file")
    }
    // The one that a file has if it asks for none comes first.
    model.layouts.removeAll(where: \.isAround)
    model.layouts.sort { $0.name == nil && $1.name != nil }
    model.layouts = around + model.layouts
    if model.isWholeFile, model.header != nil || model.trailer != nil {
      fail(name.position, "\(model.name) is a whole file: its events say all that stands in it")
    }
    grammarCache[name.text] = model
    return model
  }

  private func add(_ entries: [Entry], to model: inout GrammarModel) {
    for entry in entries {
      switch entry {
      case .definition(let definition):
        model.legend.append(definition)
        model.legendByName.add(definition)
      case .choice(let choice):
        if let body = fold(choice, system: model.system) { add(body, to: &model) }
      case .layout(let layout): model.layouts.append(layout)
      case .event(let event): model.events.append(event)
      case .setting(let setting, let position): apply(setting, position, to: &model)
      default: break
      }
    }
  }

  private func apply(_ setting: Setting, _ position: Position, to model: inout GrammarModel) {
    switch setting {
    case .wholeFile: model.isWholeFile = true
    case .noFinalLineEnd: model.hasNoFinalLineEnd = true
    case .jsonInASCII: model.isJSONInASCII = true
    case .linesEnd(let end): applyLineEnd(end, to: &model)
    case .encoding(let text, let hasMark):
      guard let charset = TextCoding.Charset(rawValue: text.lowercased()) else {
        let names = TextCoding.Charset.allCases.map(\.rawValue)
        return fail(
          position, "no encoding \"\(text)\"",
          help: nearest(to: text, among: names).map { "did you mean \($0)?" }
            ?? "one of \(names.joined(separator: ", "))")
      }
      model.coding.charset = charset
      model.coding.hasMark = hasMark
      if hasMark, model.coding.mark.isEmpty {
        fail(position, "\(charset.rawValue) has no byte order mark")
      }
    case .header(let body, let firstFileOnly):
      model.header = body
      model.isHeaderInFirstFile = firstFileOnly
    case .trailer(let body): model.trailer = body
    }
  }

  /// `lines end X`: one of the three, or a parameter of them.
  private func applyLineEnd(_ name: Name, to model: inout GrammarModel) {
    var text = name.text
    if TextCoding.LineEnd(rawValue: text) == nil,
      let value = parameter(text, system: model.system)
    {
      text = show(value)
    }
    guard let end = TextCoding.LineEnd(rawValue: text) else {
      return fail(
        name.position, "lines end LF, CRLF or CR, not \(text)",
        help: "or as a parameter says that is one of these")
    }
    model.coding.lineEnd = end
  }

  /// The body of the first `when` that holds; conditions ask parameters only.
  func fold<Body>(_ choice: Choice<Body>, system: String) -> Body? {
    let scope = Scope(parent: nil, system: system)
    for branch in choice.branches {
      guard let condition = branch.condition else { return branch.body }
      let node = bind(condition, in: scope)
      guard let value = constantValue(node) else {
        fail(
          condition.position,
          "`when` cannot ask this here: only parameters can choose what a record looks like")
        return nil
      }
      if value == .bool(true) { return branch.body }
    }
    return nil
  }

  /// A body without its `when`s: bars and definitions in order.
  func fold(_ body: Body, system: String) -> (bars: [Bar], legend: [Definition]) {
    var bars: [Bar] = []
    var legend: [Definition] = []
    for item in body.items {
      switch item {
      case .bar(let bar): bars.append(bar)
      case .definition(let definition): legend.append(definition)
      case .choice(let choice):
        if let inner = fold(choice, system: system) {
          let (more, names) = fold(inner, system: system)
          bars += more
          legend += names
        }
      }
    }
    return (bars, legend)
  }
}

// The entries of a file: what every kind of file may hold, and which sentence is whose.

extension Parser {
  /// Keywords that begin an entry in each kind of file.
  static func keywords(_ file: SyntaxFile.Kind) -> [String] {
    let all = ["parameter", "when", "otherwise", "without"]
    switch file {
    case .grammar:
      return all + [
        "layout", "event", "events", "part", "id", "encoder", "names", "lines", "encoding", "json",
        "whole",
        "no", "header", "trailer", "replace",
      ]
    case .scenarios: return all + ["scenario", "actor", "dial", "replace"]
    case .tree:
      return all + [
        "zone", "start", "file", "static", "rate", "curve", "incident", "run", "replace",
      ]
    case .corpus: return ["columns", "card", "part", "without"]
    }
  }

  /// The entries below a header, `when`s over them folded into choices.
  mutating func entries(in range: Range<Int>) -> [Entry] {
    items(
      in: range, choice: { .choice($0) }, bar: { _ in nil },
      read: { parser, index throws(Diagnostic) in try parser.entry(index) })
  }

  private mutating func entry(_ index: Int) throws(Diagnostic) -> Entry {
    let node = nodes[index]
    guard let first = node.tokens.first else {
      throw Diagnostic(
        node.position, "no bar may stand here",
        help: file == .grammar ? "indent it below a layout or an event" : nil)
    }
    if node.definedNames != nil { return .definition(try definition(index)) }
    guard first.kind == .word else { throw unknownSentence(first) }
    try expectTop(node, first)
    if first.text == "parameter" { return .parameter(try lineDefinition(index)) }
    if first.text == "without" { return try without(index) }
    let entry: Entry? =
      switch file {
      case .grammar: try grammarEntry(index, first.text)
      case .scenarios: try scenariosEntry(index, first.text)
      case .tree: try treeEntry(index, first.text)
      case .corpus: nil
      }
    guard let entry else { throw unknownSentence(first) }
    return entry
  }

  /// What every file of a system can name is there whatever the parameters say.
  private func expectTop(_ node: Node, _ first: Token) throws(Diagnostic) {
    let names =
      file == .scenarios ? ["parameter", "scenario", "actor", "dial", "replace"] : ["parameter"]
    guard node.depth > 0, names.contains(first.text) else { return }
    throw Diagnostic(
      node.position, "\"\(first.text)\" stands at the top of its file, not under `when`",
      help: first.text == "parameter" ? nil : "let the `when` stand inside")
  }

  /// The error for a line that begins with no keyword of this kind of file.
  private func unknownSentence(_ token: Token) -> Diagnostic {
    let own = Self.keywords(file)
    let message = "\(token.shown) begins no sentence of a \(file.noun)"
    if let meant = nearest(to: String(token.text.prefix(60)), among: own), meant != token.text {
      return Diagnostic(token.position, message, help: "did you mean \(meant)?")
    }
    for other in [SyntaxFile.Kind.grammar, .scenarios, .tree]
    where other != file && Self.keywords(other).contains(token.text) {
      return Diagnostic(token.position, message, help: "it stands in a \(other.noun)")
    }
    let help = isName(token.text) ? "a definition has a colon: \(token.text.prefix(40)): …" : nil
    return Diagnostic(token.position, message, help: help)
  }

  /// `without event NAME` and the like, in an extension.
  func without(_ index: Int) throws(Diagnostic) -> Entry {
    try expectNoBody(index)
    var cursor = cursor(index)
    let at = cursor.position
    cursor.index = 1
    let kinds = ["event", "scenario", "file", "rate", "incident", "card"]
    guard let token = cursor.peek(), token.kind == .word, kinds.contains(token.text) else {
      throw cursor.unexpected("event, scenario, file, rate, incident or card", near: kinds)
    }
    cursor.index += 1
    let name: Name
    if token.text == "file" {
      let path = try path(&cursor, "the path of the file")
      name = Name(path.text, path.position)
    } else {
      name = try cursor.dottedName("the name of the \(token.text)")
    }
    try cursor.expectEnd()
    return .without(kind: token.text, name: name, at)
  }

  /// `given a, b default 0`.
  func given(_ cursor: inout Cursor) throws(Diagnostic) -> [Given] {
    guard cursor.take("given") else { return [] }
    var given: [Given] = []
    repeat {
      let name = try cursor.name("the name of what is given")
      given.append(Given(name: name, standard: cursor.take("default") ? try cursor.kind() : nil))
    } while cursor.takeMark(",")
    return given
  }
}

extension SyntaxFile.Kind {
  /// As an error names a file of this kind.
  var noun: String { self == .scenarios ? "scenarios file" : rawValue }
}

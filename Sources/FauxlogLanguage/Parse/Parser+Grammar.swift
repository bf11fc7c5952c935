// What only grammars hold.

extension Parser {
  /// An entry that begins with a keyword of grammars; nil if the word is none.
  mutating func grammarEntry(_ index: Int, _ keyword: String) throws(Diagnostic) -> Entry? {
    switch keyword {
    case "layout": return .layout(try layout(index))
    case "event": return .event(try event(index, replaces: false))
    case "events": return try events(index)
    case "replace": return .event(try event(index, replaces: true))
    case "part": return .part(try part(index))
    case "id": return .id(try id(index))
    case "encoder": return .encoder(try encoder(index))
    case "names": return .names(try names(index))
    case "lines", "encoding", "json", "whole", "no", "header", "trailer":
      return .setting(try setting(index, keyword), nodes[index].position)
    default: return nil
    }
  }

  private mutating func setting(_ index: Int, _ keyword: String) throws(Diagnostic) -> Setting {
    var cursor = cursor(index)
    cursor.index = 1
    let setting: Setting
    switch keyword {
    case "lines":
      try cursor.expect("end")
      let end = try cursor.word("LF, CRLF, CR or a parameter")
      setting = .linesEnd(Name(end.text, end.position))
    case "encoding":
      let name = try cursor.text("the name of an encoding")
      setting = .encoding(name, bom: cursor.take("with", "bom"))
    case "json":
      try cursor.expect("in", "ascii")
      setting = .jsonInASCII
    case "whole":
      try cursor.expect("file")
      setting = .wholeFile
    case "no":
      try cursor.expect("final", "line", "end")
      setting = .noFinalLineEnd
    default:
      let isFirst = keyword == "header" && cursor.take("in", "first", "file")
      try cursor.expectEnd("a bar or the end of the line")
      let body = body(of: index)
      return keyword == "header" ? .header(body, firstFileOnly: isFirst) : .trailer(body)
    }
    try cursor.expectEnd()
    try expectNoBody(index)
    return setting
  }

  private mutating func layout(_ index: Int) throws(Diagnostic) -> LayoutSyntax {
    var cursor = cursor(index)
    cursor.index = 1
    let isAround = cursor.take("around")
    let hasName = !cursor.isAtEnd && !cursor.isWord("given") && !isAround
    let name = hasName ? try cursor.name("the layout's name or a bar") : nil
    let given = try given(&cursor)
    try cursor.expectEnd("a bar or the end of the line")
    return LayoutSyntax(
      name: name, given: given, isAround: isAround, body: body(of: index),
      position: nodes[index].position)
  }

  private mutating func event(_ index: Int, replaces: Bool) throws(Diagnostic) -> EventSyntax {
    var cursor = cursor(index)
    cursor.index = 1
    if replaces { try cursor.expect("event") }
    var event = EventSyntax(
      replaces: replaces, name: try cursor.name("the event's name"), body: Body())
    event.level = try level(&cursor)
    event.isBare = cursor.take("bare")
    event.isGeneric = cursor.take("generic")
    if cursor.take("before") { event.before = try cursor.name("the name of an event") }
    if !cursor.isAtEnd {
      throw cursor.unexpected(
        "bare, generic, before, a bar or the end of the line", near: ["bare", "generic", "before"])
    }
    event.body = body(of: index)
    return event
  }

  /// `events NAME, NAME from GRAMMAR`.
  private func events(_ index: Int) throws(Diagnostic) -> Entry {
    var cursor = cursor(index)
    cursor.index = 1
    var names: [Name] = []
    repeat { names.append(try cursor.name("the name of an event")) } while cursor.takeMark(",")
    try cursor.expect("from")
    let grammar = try cursor.dottedName("the name of a grammar")
    try cursor.expectEnd()
    try expectNoBody(index)
    return .events(names, from: grammar)
  }

  /// The word or text behind an event's name.
  private func level(_ cursor: inout Cursor) throws(Diagnostic) -> String? {
    if cursor.isKind(.text) { return try cursor.text("a level") }
    guard let token = cursor.peek(), token.kind == .word,
      !["bare", "generic", "before"].contains(token.text)
    else { return nil }
    cursor.index += 1
    return token.text
  }

  private mutating func part(_ index: Int) throws(Diagnostic) -> PartSyntax {
    var cursor = cursor(index)
    cursor.index = 1
    let name = try cursor.name("the part's name")
    let given = try given(&cursor)
    try cursor.expectEnd("given, a bar or the end of the line")
    return PartSyntax(name: name, given: given, body: body(of: index))
  }

  /// `id NAME: kind`, or `id NAME` with bars: then the kind has no shape and the body is all.
  private mutating func id(_ index: Int) throws(Diagnostic) -> Definition {
    var cursor = cursor(index)
    cursor.index = 1
    let name = try cursor.name("the id's name")
    if cursor.isMark(":") { return try lineDefinition(index) }
    try cursor.expectEnd("a colon, a bar or the end of the line")
    return Definition(
      names: [name], kind: .shaped([], source: nil, name.position), body: body(of: index))
  }

  private mutating func names(_ index: Int) throws(Diagnostic) -> NamesSyntax {
    var cursor = cursor(index)
    cursor.index = 1
    var names = NamesSyntax(target: try cursor.name("the name of an exporter"), rows: [])
    try cursor.expectEnd()
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    forEach(in: below(index)) { parser, child throws(Diagnostic) in
      try parser.expectNoBody(child)
      var cursor = parser.cursor(child)
      let name = try cursor.dottedName("the name of a field")
      let target = try cursor.text("its name outside, in quotes")
      let times = cursor.take("times") ? try cursor.integer("a factor", in: 1...1_000_000_000) : 1
      try cursor.expectEnd("times or the end of the line")
      names.rows.append((name, target, times))
    }
    return names
  }
}

// What only tree files hold: zones, files and their notes, fixed files.

extension Parser {
  /// An entry that begins with a keyword of trees; nil if the word is none.
  mutating func treeEntry(_ index: Int, _ keyword: String) throws(Diagnostic) -> Entry? {
    switch keyword {
    case "zone":
      try expectNoBody(index)
      var cursor = cursor(index)
      cursor.index = 1
      let zone = try path(&cursor, "the name of a zone")
      try cursor.expectEnd()
      return .zone(zone)
    case "start":
      try expectNoBody(index)
      var cursor = cursor(index)
      cursor.index = 1
      guard let token = cursor.peek(), token.kind == .date else {
        throw cursor.unexpected("a time, such as 2026-03-01T00:00:00+01:00")
      }
      cursor.index += 1
      try cursor.expectEnd()
      return .start(token.text, token.position)
    case "file": return .file(try fileEntry(index, replaces: false))
    case "replace": return .file(try fileEntry(index, replaces: true))
    case "static": return .statics(try statics(index))
    case "rate": return .rate(try rate(index))
    case "curve": return .curve(try curve(index))
    case "incident": return .incident(try incident(index))
    case "run": return .run(try run(index))
    default: return nil
    }
  }

  /// A path with its holes.
  func path(_ cursor: inout Cursor, _ what: String) throws(Diagnostic) -> PathSyntax {
    guard let token = cursor.peek(), token.kind == .path else { throw cursor.unexpected(what) }
    cursor.index += 1
    let segments = try TemplateReader.segments(
      of: Array(token.text.utf8)[...], at: token.position, paths: true)
    return PathSyntax(segments: segments, text: token.text, position: token.position)
  }

  private mutating func statics(_ index: Int) throws(Diagnostic) -> StaticSyntax {
    var cursor = cursor(index)
    cursor.index = 1
    let path = try path(&cursor, "the path of the file")
    let each = try forEach(&cursor)
    try cursor.expectEnd("`for each`, a bar or the end of the line")
    return StaticSyntax(path: path, each: each, body: body(of: index))
  }

  /// `for each ACTOR` or `for each NAME in LIST`; nil if neither stands here.
  private func forEach(_ cursor: inout Cursor) throws(Diagnostic) -> EachSyntax? {
    guard cursor.take("for") else { return nil }
    try cursor.expect("each")
    let name = try cursor.name("the name of an actor, or of an element")
    return EachSyntax(name: name, list: cursor.take("in") ? try cursor.value() : nil)
  }

  // MARK: - Files

  private mutating func fileEntry(_ index: Int, replaces: Bool) throws(Diagnostic) -> FileSyntax {
    var cursor = cursor(index)
    cursor.index = 1
    if replaces { try cursor.expect("file") }
    var file = FileSyntax(
      replaces: replaces, path: try path(&cursor, "the path of the file"), notes: [])
    if !cursor.isAtEnd { file.notes.append(try note(&cursor)) }
    try cursor.expectEnd()
    if nodes[index].bar != nil { throw .strayBar(nodes[index]) }
    forEach(in: below(index)) { parser, child throws(Diagnostic) in
      try parser.expectNoBody(child)
      var cursor = parser.cursor(child)
      file.notes.append(try parser.note(&cursor))
      try cursor.expectEnd("a comma or the end of the line")
    }
    return file
  }

  private func note(_ cursor: inout Cursor) throws(Diagnostic) -> FileSyntax.Note {
    let at = cursor.position
    if cursor.take("takes") { return try takes(&cursor) }
    if cursor.take("rotates") { return try rotates(&cursor, at) }
    if cursor.take("named") { return .named(try cursor.name("a name for files")) }
    if cursor.take("present") {
      try cursor.expect("from", "the", "start")
      return .presentFromTheStart(try forEach(&cursor), at)
    }
    if cursor.take("held") {
      try cursor.expect("until", "flushed")
      return .heldUntilFlushed(at)
    }
    if cursor.take("written") {
      try cursor.expect("by")
      guard let token = cursor.peek(), token.kind == .hole else {
        throw cursor.unexpected("a hole $name")
      }
      cursor.index += 1
      return .writtenBy(Name(token.text, token.position))
    }
    if cursor.take("mode") { return .mode(try mode(&cursor), at) }
    if cursor.take("owner") { return .owner(try cursor.word("the name of an owner").text, at) }
    throw cursor.unexpected(
      "a note: takes, rotates, named, present, held, written, mode or owner",
      near: ["takes", "rotates", "named", "present", "held", "written", "mode", "owner"])
  }

  /// `takes GRAMMAR as LAYOUT, each line where V`.
  private func takes(_ cursor: inout Cursor) throws(Diagnostic) -> FileSyntax.Note {
    let grammar = try cursor.dottedName("the name of a grammar")
    let layout = cursor.take("as") ? try cursor.name("the name of a layout") : nil
    let eachLine = cursor.isMark(",")
    if eachLine {
      cursor.index += 1
      try cursor.expect("each", "line")
    }
    let condition = cursor.take("where") ? try cursor.value() : nil
    if !cursor.isAtEnd {
      throw cursor.unexpected("as, where or the end of the line", near: ["as", "where"])
    }
    return .takes(grammar: grammar, layout: layout, eachLine: eachLine, condition: condition)
  }

  private func rotates(
    _ cursor: inout Cursor, _ at: Position
  ) throws(Diagnostic) -> FileSyntax.Note {
    let moment: FileSyntax.Moment
    if cursor.take("before") {
      moment = .before(try cursor.number("a size"))
    } else if cursor.take("after") {
      moment = .after(try cursor.number("a size"))
    } else if cursor.take("when") {
      try cursor.expect("told")
      moment = .told(byCopy: cursor.take("by", "copy"))
    } else {
      throw cursor.unexpected("before, after or when told", near: ["before", "after", "when"])
    }
    var keeping: [FileSyntax.Keeping] = []
    while cursor.takeMark(",") { keeping.append(try keep(&cursor)) }
    return .rotates(moment, keeping, at)
  }

  private func keep(_ cursor: inout Cursor) throws(Diagnostic) -> FileSyntax.Keeping {
    if cursor.take("keeps") {
      let count = try cursor.integer("how many are kept", in: 0...1_000_000)
      return .keeps(count, first: cursor.take("as") ? try suffix(&cursor) : nil)
    }
    if cursor.take("next") {
      try cursor.expect("is")
      return .next(try suffix(&cursor))
    }
    if cursor.take("gzip") {
      try cursor.expect("from")
      return .gzip(from: try suffix(&cursor))
    }
    throw cursor.unexpected("keeps, next is or gzip from", near: ["keeps", "next", "gzip"])
  }

  /// `.1` or `_2`.
  private func suffix(_ cursor: inout Cursor) throws(Diagnostic) -> String {
    guard let token = cursor.peek(), token.kind == .word, let first = token.text.utf8.first,
      first == 0x2E || first == 0x5F, token.text.utf8.count > 1
    else { throw cursor.unexpected("a suffix like .1 or _2") }
    cursor.index += 1
    return token.text
  }

  /// Three or four octal digits, as `chmod` takes them.
  private func mode(_ cursor: inout Cursor) throws(Diagnostic) -> Int {
    guard let token = cursor.peek(), token.kind == .word, (3...4).contains(token.text.utf8.count),
      let mode = Int(token.text, radix: 8), mode >= 0
    else { throw cursor.unexpected("three or four octal digits") }
    cursor.index += 1
    return mode
  }
}

package import FauxlogLanguage

/// Finds what is defined and never used: a name that nobody mentions is mostly a misspelt one.
///
/// A name counts as used wherever its word stands outside of comments but where it is defined, so
/// that nothing is said of what is used in a way that only playing would show.
package struct UnusedNames {
  private let catalogue: Catalogue
  /// The lines in which each word stands.
  private var lines: [String: Set<Line>] = [:]
  private var found: [Diagnostic] = []

  private struct Line: Hashable {
    let file: Int32
    let line: Int32
  }

  /// What is unused in a catalogue, in the files that are asked for.
  package static func all(in catalogue: Catalogue, files: (Int32) -> Bool) -> [Diagnostic] {
    var names = UnusedNames(catalogue)
    names.find()
    return names.found.filter { files($0.position.file) }
  }

  private init(_ catalogue: Catalogue) {
    self.catalogue = catalogue
    for (file, source) in catalogue.sources.enumerated() {
      for (number, text) in source.lines.enumerated() {
        let line = Line(file: Int32(file), line: Int32(number + 1))
        for word in Self.words(of: text) { lines[word, default: []].insert(line) }
      }
    }
  }

  /// The names in a line, dotted ones whole and in parts; a comment has none.
  private static func words(of text: String) -> [String] {
    var text = Substring(text)
    if text.first == "#" { return [] }
    if !text.contains("|"),
      let end = text.indices.dropFirst().first(where: { place in
        text[place] == "#" && text[text.index(before: place)] == " "
      })
    {
      text = text[..<end]
    }
    var result: [String] = []
    for word in text.split(whereSeparator: {
      !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "."
    }) {
      result.append(String(word))
      let parts = word.split(separator: ".")
      if parts.count > 1 { result += parts.map(String.init) }
    }
    return result
  }

  private mutating func find() {
    for definition in catalogue.parameters.values.flatMap(\.values) {
      for name in definition.names { check(name, "parameter") }
    }
    for part in catalogue.parts.values { check(part.syntax.name, "part") }
    for id in catalogue.ids.values {
      for name in id.syntax.names { check(name, "id") }
    }
    for encoder in catalogue.encoders.values {
      check(encoder.syntax.name, "encoder")
    }
    for dial in catalogue.dials.values {
      for name in dial.syntax.names { check(name, "dial") }
    }
    for actor in catalogue.actors.values { check(actor.syntax.name, "actor") }
    for scenario in catalogue.scenarios.values {
      let name = scenario.syntax.name
      if isUsed(name) { continue }
      note(name, "no rate, run or step begins the scenario \(name.text)")
    }
    for tree in catalogue.trees.values {
      for case .curve(let curve) in tree.entries { check(curve.name, "curve") }
    }
    findCorpora()
    findEvents()
    findGoldenNames()
  }

  private mutating func findCorpora() {
    for name in catalogue.corpora.names {
      guard let position = catalogue.corpora.position(of: name) else { continue }
      let mentions = lines[name, default: []].filter { $0.file != position.file }
      if mentions.isEmpty { note(Name(name, position), "nothing draws from the corpus \(name)") }
      for part in (catalogue.corpora.parts(of: name) ?? [:]).values { check(part.name, "part") }
    }
  }

  /// Events that no step writes.
  private mutating func findEvents() {
    var written: Set<String> = []
    for scenario in catalogue.scenarios.values {
      let syntax = scenario.syntax
      Spans.visit(syntax.steps) { step in
        guard let emission = step.emission, let grammar = emission.grammar ?? syntax.writesIn
        else { return }
        // In a grammar that is given it may be any.
        let isGiven = syntax.given.contains { $0.name == grammar }
        written.insert("\(isGiven ? "" : grammar.text) \(emission.event.text)")
      }
    }
    for grammar in catalogue.grammars.values {
      var unwritten: [Name] = []
      for case .event(let event) in grammar.entries
      where !written.contains("\(grammar.name) \(event.name.text)")
        && !written.contains(" \(event.name.text)")
      {
        unwritten.append(event.name)
      }
      note(unwritten, of: grammar)
    }
  }

  /// A catalogue of messages may hold a thousand that are only read: they are told of at once.
  private mutating func note(_ events: [Name], of grammar: Catalogue.Grammar) {
    guard events.count > 5 else {
      for event in events { note(event, "no scenario writes the event \(event.text)") }
      return
    }
    let first = events.prefix(3).map(\.text).joined(separator: ", ")
    note(
      Name(grammar.name, grammar.position),
      "no scenario writes \(first) and \(events.count - 3) more events: they are only read")
  }

  /// Names that golden records shall use for fields that nothing has.
  private mutating func findGoldenNames() {
    for names in catalogue.names.values.joined() {
      for row in names.rows where !isUsed(row.name) {
        note(row.name, "nothing has the field \(row.name.text)")
      }
    }
  }

  private func isUsed(_ name: Name) -> Bool {
    let own = Line(file: name.position.file, line: name.position.line)
    return lines[name.text, default: []].contains { $0 != own }
  }

  private mutating func check(_ name: Name, _ what: String) {
    if !isUsed(name) { note(name, "nothing uses the \(what) \(name.text)") }
  }

  private mutating func note(_ name: Name, _ message: String) {
    found.append(Diagnostic(name.position, message, severity: .note))
  }
}

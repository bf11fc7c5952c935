package import FauxlogLanguage

/// One grammar in one layout, bound for reading, and for writing events by their own legends.
package struct Format: Sendable {
  /// Full name of the grammar.
  package var name: String
  /// The layout's name; nil for the unnamed one or none.
  package var layout: String?
  /// Whether records begin with a layout's head.
  package var hasHead: Bool
  /// Its events in the order of the file.
  package var events: [Event]
  /// Whether each record is a file of its own.
  package var isWholeFile: Bool
  /// Whether the last line has no line end.
  package var hasNoFinalLineEnd: Bool
  /// How records stand in their file.
  package var coding: TextCoding
  /// What can stand at the start and end of a file: no records, but lines that are understood.
  package var frames: [Event] = []

  /// One event of the format.
  package struct Event: Sendable {
    /// Plain name.
    package var name: String
    /// The word behind the name.
    package var level: String?
    /// Whether it has no layout.
    package var isBare: Bool
    /// Whether it stands alone in a layout that is around others.
    var isAlone = false
    /// Whether it would take any text.
    package var isGeneric: Bool
    /// What a record of it looks like.
    package var pattern: RecordPattern
    /// Writes a record by the legend's own draws.
    package var program: RecordProgram
    /// Where the event is defined.
    package var position: Position
  }
}

extension Binder {
  /// Binds a grammar in a layout; nil, with an error, if there is no such grammar or layout.
  ///
  /// With `eachLine` the layout stands before every line of a record.
  package func format(_ name: Name, layout: Name? = nil, eachLine: Bool = false) -> Format? {
    guard let model = grammar(name) else { return nil }
    var chosen = model.layouts.first
    if let layout {
      chosen = model.layouts.first { $0.name == layout }
      if chosen == nil {
        failUnknown(layout, among: model.layouts.compactMap { $0.name?.text }, what: "layout")
        return nil
      }
    }
    var format = Format(
      name: model.name, layout: chosen?.name?.text, hasHead: chosen != nil, events: [],
      isWholeFile: model.isWholeFile, hasNoFinalLineEnd: model.hasNoFinalLineEnd,
      coding: model.coding)
    format.coding.repeatsHead = eachLine
    for event in model.events {
      let record = RecordBinder(self, model, event, site: nil)
      let isBare = !(chosen?.takes(event, eachLine: eachLine) ?? false)
      let pattern = record.bind(layout: isBare ? nil : chosen, repeatsHead: eachLine)
      format.events.append(
        Format.Event(
          name: event.name.text, level: event.level, isBare: isBare,
          isAlone: event.isBare && !isBare, isGeneric: event.isGeneric, pattern: pattern,
          program: RecordProgram(pattern, &builder), position: event.name.position))
    }
    for (kind, body) in [("header", model.header), ("trailer", model.trailer)] {
      guard let body else { continue }
      let position = body.position ?? name.position
      let pattern = frame(kind, body, of: model, site: nil)
      format.frames.append(
        Format.Event(
          name: kind, level: nil, isBare: true, isGeneric: false, pattern: pattern,
          program: RecordProgram(pattern, &builder), position: position))
    }
    checkGoldenNames(of: format)
    checkMembers()
    FormatCheck(binder: self, format: format).run()
    return format
  }

  /// The pattern of a header or trailer.
  func frame(
    _ kind: String, _ body: Body, of model: GrammarModel, site: (any SiteNames)?
  ) -> RecordPattern {
    let name = Name(kind, body.position ?? Position(line: 1, column: 1))
    var model = model
    model.hasNoFinalLineEnd = false
    let record = RecordBinder(self, model, EventSyntax(name: name, body: body), site: site)
    return record.bind(layout: nil)
  }

  /// No two fields of `names golden` get one name.
  private func checkGoldenNames(of format: Format) {
    let fields = format.events.flatMap(\.pattern.fields)
    for names in catalogue.names[format.name] ?? [] where names.target.text == "golden" {
      for row in names.rows
      where fields.contains(where: { $0.goldenName == row.target && $0.name != row.name.text }) {
        fail(row.name.position, "another field is called \"\(row.target)\" as well")
      }
    }
  }
}

extension LayoutSyntax {
  /// Whether an event stands in it: who puts a layout around records, or before each line, knows of no
  /// events.
  func takes(_ event: EventSyntax, eachLine: Bool) -> Bool { !event.isBare || isAround || eachLine }
}

extension Body {
  /// Where its first bar or name stands.
  fileprivate var position: Position? {
    switch items.first {
    case .bar(let bar)?: bar.position
    case .definition(let definition)?: definition.names.first?.position
    case .choice(let choice)?: choice.position
    case nil: nil
    }
  }
}

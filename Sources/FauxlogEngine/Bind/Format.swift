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

  /// One event of the format.
  package struct Event: Sendable {
    /// Plain name.
    package var name: String
    /// The word behind the name.
    package var level: String?
    /// Whether it has no layout.
    package var isBare: Bool
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
  package func format(_ name: Name, layout: Name? = nil) -> Format? {
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
      isWholeFile: model.isWholeFile, hasNoFinalLineEnd: model.hasNoFinalLineEnd)
    for event in model.events {
      let record = RecordBinder(self, model, event, site: nil)
      let pattern = record.bind(layout: event.isBare ? nil : chosen)
      format.events.append(
        Format.Event(
          name: event.name.text, level: event.level, isBare: event.isBare || chosen == nil,
          isGeneric: event.isGeneric, pattern: pattern,
          program: RecordProgram(pattern, &builder), position: event.name.position))
    }
    checkGoldenNames(of: format)
    FormatCheck(binder: self, format: format).run()
    return format
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

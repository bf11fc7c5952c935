import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

/// What a tree's description has rows of.
///
/// A comment above several files, rates and so on, each below the other, stands before their rows.
struct TreeRows {
  let words: TemplateWords
  private let bound: BoundTree
  private let entries: [Entry]
  private let tree: Catalogue.Tree
  private let catalogue: Catalogue
  private let writers: TreeWriters

  init(_ bound: BoundTree, _ entries: [Entry], of tree: Catalogue.Tree, in catalogue: Catalogue) {
    words = TemplateWords(sources: catalogue.sources)
    self.bound = bound
    self.entries = entries
    self.tree = tree
    self.catalogue = catalogue
    writers = TreeWriters(bound, entries, of: tree, in: catalogue)
  }

  /// The zone of its clocks.
  var zone: String {
    for case .zone(let path) in entries { return path.text }
    return "UTC"
  }

  // MARK: - Files

  /// What each file holds, what writes it and how it rotates.
  var files: [Description.Row] {
    var seen: Set<String> = []
    var rows: [Description.Row] = []
    for (number, rule) in bound.model.rules.enumerated() {
      remark(above: rule.path.position, &rows)
      var row = Description.Row(name: rule.path.text, meaning: "")
      if seen.insert(rule.format).inserted, let grammar = catalogue.grammars[rule.format] {
        let sentence = TemplateWords.sentence(words.words(ofHeader: grammar.position))
        if !sentence.isEmpty { row.details.append(sentence) }
      }
      row.details.append(rule.words(takes: takes(rule), rotatedBy: rotating(rule)))
      if let words = writers.words(ofFile: number, isSelective: rule.condition != nil) {
        row.details.append(words)
      }
      rows.append(row)
    }
    return rows
  }

  /// The same as JSON objects.
  var fileObjects: [String] {
    bound.model.rules.enumerated().map { number, rule in
      rule.json(
        takes: takes(rule), writtenBy: writers.scenarios[number], rotatedBy: rotating(rule))
    }
  }

  /// Files and folders that never change.
  var statics: [Description.Row] {
    var rows: [Description.Row] = []
    for file in bound.model.statics {
      remark(above: file.position, &rows)
      rows.append(Description.Row(name: file.path + (file.isFolder ? "/" : ""), meaning: ""))
    }
    return rows
  }

  /// Which records a file takes, as the tree says it.
  private func takes(_ rule: FileRule) -> String {
    guard rule.condition != nil else { return "" }
    for line in words.block(at: rule.path.position) {
      if let place = line.firstRange(of: " where ") {
        return "where " + line[place.upperBound...]
      }
    }
    return ""
  }

  private func rotating(_ rule: FileRule) -> [String] {
    rule.named.flatMap { writers.rotating[$0] } ?? []
  }

  // MARK: - Happenings

  /// How often each scenario happens, and what it is.
  var rates: [Description.Row] {
    var rows: [Description.Row] = []
    for case .rate(let rate) in entries {
      remark(above: rate.scenario.position, &rows)
      let told = TemplateWords.sentence(comment(of: rate.scenario))
      rows.append(
        Description.Row(
          name: outsideName(rate.scenario.text),
          meaning: rate.words + (told.isEmpty ? "" : " — \(told)")))
    }
    return rows
  }

  /// The same in JSON.
  func addRates(to json: inout JSONLine) {
    let rates = entries.compactMap { if case .rate(let rate) = $0 { rate } else { nil } }
    json.add("rates", each: rates) { rate, json in
      json.add("scenario", outsideName(rate.scenario.text))
      json.add("rate", rate.words)
      json.add("description", comment(of: rate.scenario))
    }
  }

  /// What scenarios happen for, in the order of their first rate.
  var actors: [Description.Row] {
    var names: [Name] = []
    for case .rate(let rate) in entries {
      if let name = rate.actor, !names.contains(name) { names.append(name) }
    }
    return names.compactMap { name in
      guard let actor = find(name, in: \.actors) else { return nil }
      let position = actor.syntax.name.position
      let lines = words.block(at: position).map(TemplateWords.withoutComment)
      let traits = lines.filter { $0.hasPrefix("count ") || $0.hasPrefix("renewed ") }
      return Description.Row(
        name: outsideName(name.text),
        meaning: traits.joined(separator: ", ")
          + Self.behindDash(words.words(above: position)))
    }
  }

  /// The days of the rates.
  var curves: [Description.Row] {
    entries.compactMap { entry in
      guard case .curve(let curve) = entry else { return nil }
      return Description.Row(
        name: curve.name.text, meaning: words.definition(at: curve.name.position))
    }
  }

  /// What happens to the world for a while.
  var incidents: [Description.Row] {
    entries.compactMap { entry in
      guard case .incident(let incident) = entry else { return nil }
      let lines = words.block(at: incident.name.position).dropFirst().map { line in
        String(line.drop { $0 == " " })
      }
      return Description.Row(
        name: outsideName(incident.name.text), meaning: words.words(above: incident.name.position),
        lines: lines)
    }
  }

  /// What incidents turn.
  var dials: [Description.Row] {
    var names: [Name] = []
    for case .incident(let incident) in entries {
      for (name, _) in incident.turns where !names.contains(name) { names.append(name) }
    }
    return names.compactMap { name in
      guard let dial = find(name, in: \.dials),
        let position = dial.syntax.names.first(where: {
          name == $0 || name.text.hasSuffix(".\($0.text)")
        })?.position
      else { return nil }
      return Description.Row(
        name: outsideName(name.text),
        meaning: words.definition(at: position) + Self.behindDash(words.words(behind: position)))
    }
  }

  private func comment(of scenario: Name) -> String {
    find(scenario, in: \.scenarios).map { words.words(above: $0.syntax.name.position) } ?? ""
  }

  /// What a name of the tree means.
  private func find<Syntax>(
    _ name: Name, in index: KeyPath<Catalogue, [String: Catalogue.Scoped<Syntax>]>
  ) -> Catalogue.Scoped<Syntax>? { catalogue.find(name, in: index, system: tree.system)?.found }

  private static func behindDash(_ text: String) -> String { text.isEmpty ? "" : " — \(text)" }

  /// Adds the comment above a place, if there is one, as a remark on what follows.
  private func remark(above position: Position, _ rows: inout [Description.Row]) {
    let comment = words.words(above: position)
    if !comment.isEmpty { rows.append(Description.Row(name: "", meaning: "", details: [comment])) }
  }
}

extension RateSyntax {
  /// How often, for whom, and when more and when less.
  var words: String {
    often.words + (actor.map { " for each \($0.text)" } ?? "")
      + (curve.map { ", by the curve \($0.text)" } ?? "")
  }
}

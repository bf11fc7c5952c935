import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

extension TemplateLibrary {
  /// Describes a tree: its files, parameters, rates and incidents.
  func describe(_ tree: Catalogue.Tree, _ settings: [(name: String, value: String)])
    throws(TemplateError) -> Description
  {
    let bound = try self.tree(tree.name, settings: settings)
    let entries = binder(settings).folded(tree.entries, system: tree.system)
    let rows = TreeRows(bound, entries, of: tree, in: catalogue)
    let comment = rows.words.comment(ofHeader: tree.position)
    let parameters = parameters(bound.parameters, of: tree.entries, first: tree.system)
    var start = LineWriter(capacity: 40)
    writeRFC3339(bound.model.start, digits: 0, into: &start)

    var description = Description(
      name: outsideName(tree.name), kind: "tree", words: comment.text)
    description.add(comment.lists)
    description.add("Parameters", parameters.rows)
    description.add(
      "Time",
      [
        Description.Row(name: "start", meaning: start.string),
        Description.Row(name: "zone", meaning: rows.zone),
      ])
    description.add("Files", rows.files)
    description.add("Fixed files", rows.statics)
    description.add("Who acts", rows.actors)
    description.add("What happens", rows.rates)
    description.add("Curves", rows.curves)
    description.add("Incidents", rows.incidents)
    description.add("Dials that incidents turn", rows.dials)
    var json = JSONLine()
    json.add("kind", "tree")
    json.add("name", description.name)
    json.add("description", description.words)
    json.add("notes", each: comment.lists, Self.add)
    json.addList("parameters", parameters.objects)
    json.add("start", start.string)
    json.add("zone", rows.zone)
    json.addList("files", rows.fileObjects)
    json.add("static", rows.statics.map(\.name).filter { !$0.isEmpty })
    json.add("actors", each: rows.actors.named) { $0.add(to: &$1, "description") }
    rows.addRates(to: &json)
    json.add("curves", each: rows.curves.named) { $0.add(to: &$1, "shares") }
    json.add("incidents", each: rows.incidents.named) { $0.add(to: &$1, "description") }
    json.add("dials", each: rows.dials.named) { $0.add(to: &$1, "description") }
    description.json = json.text
    return description
  }
}

extension [Description.Row] {
  /// Those that are no remarks.
  fileprivate var named: Self { filter { !$0.name.isEmpty } }
}

extension Description.Row {
  /// Adds its name, and what there is to say of it as `meaning`.
  fileprivate func add(to json: inout JSONLine, _ meaning: String) {
    json.add("name", name)
    json.add(meaning, ([self.meaning] + lines).filter { !$0.isEmpty }.joined(separator: "; "))
  }
}

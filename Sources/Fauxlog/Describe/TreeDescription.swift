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
    json.addRaw("notes", jsonLists(comment.lists))
    json.addRaw("parameters", parameters.json)
    json.add("start", start.string)
    json.add("zone", rows.zone)
    json.addRaw("files", jsonList(rows.fileObjects))
    json.add("static", rows.statics.map(\.name).filter { !$0.isEmpty })
    json.addRaw("actors", rows.actors.json("name", "description"))
    json.addRaw("rates", rows.rateObjects)
    json.addRaw("curves", rows.curves.json("name", "shares"))
    json.addRaw("incidents", rows.incidents.json("name", "description"))
    json.addRaw("dials", rows.dials.json("name", "description"))
    description.json = json.text
    return description
  }
}

extension [Description.Row] {
  /// JSON objects of a name and what there is to say of it.
  fileprivate func json(_ name: String, _ meaning: String) -> String {
    jsonList(
      filter { !$0.name.isEmpty }.map { row in
        var json = JSONLine()
        json.add(name, row.name)
        json.add(
          meaning, ([row.meaning] + row.lines).filter { !$0.isEmpty }.joined(separator: "; "))
        return json.text
      })
  }
}

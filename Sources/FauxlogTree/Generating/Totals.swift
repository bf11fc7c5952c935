import FauxlogEngine
import FauxlogLanguage

/// `totals.json`: counts over the records that are there at the end.
enum Totals {
  /// Writes the file; that of each file of the tree row by row, for there may be many.
  static func write(
    _ placer: Placer, _ model: TreeModel, to folder: any OutputFolder
  ) throws(OutputError) {
    let files = placer.filesByPath
    var sum = Tally()
    for (_, file) in files { sum.add(file.tally) }
    var json = JSONLine()
    json.add("records", files.reduce(0) { $0 + $1.file.records })
    json.add("bytes", files.reduce(0) { $0 + $1.file.size })
    let text = try TextFile("totals.json", in: folder)
    try text.add(json.text.dropLast() + ", \"files\": {")
    for (index, (_, file)) in files.enumerated() {
      var row = JSONLine()
      row.addCounts(file.path, [("records", file.records), ("bytes", file.size)])
      try text.add((index > 0 ? ", " : "") + row.text.dropFirst().dropLast())
    }
    try text.add("}, " + counts(sum, placer, model).dropFirst() + "\n")
  }

  /// Counts of all files together, as a JSON object.
  private static func counts(_ sum: Tally, _ placer: Placer, _ model: TreeModel) -> String {
    var json = JSONLine()
    json.addCounts("levels", sorted(sum.levels))
    json.addCounts(
      "events",
      sorted(
        Dictionary(
          sum.events.map { (event(model.events[Int($0.key)]), $0.value) },
          uniquingKeysWith: +)))
    var scenarios: [String: Int64] = [:]
    var labels: [String: Int64] = [:]
    var incidents: [String: Int64] = [:]
    for (key, count) in sum.instances {
      let name = model.plan.scenarios[Int(key.scenario)].name.split(separator: ".").last ?? ""
      scenarios[outsideName(String(name)), default: 0] += count
      labels[placer.book.label(key.label), default: 0] += count
      for incident in placer.book.incidents(key.incidents) {
        incidents[incident, default: 0] += count
      }
    }
    json.addCounts("scenarios", sorted(scenarios))
    json.addCounts("labels", sorted(labels))
    json.addCounts("incidents", sorted(incidents))
    json.addCounts(
      "statuses", sum.statuses.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) })
    return json.text
  }

  /// `frappe.log/exception` with the event's name as users see it.
  private static func event(_ full: String) -> String {
    let parts = full.split(separator: "/")
    guard parts.count == 2 else { return full }
    return "\(parts[0])/\(outsideName(String(parts[1])))"
  }

  private static func sorted(_ counts: [String: Int64]) -> [(String, Int64)] {
    counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
  }
}

import FauxlogEngine
import FauxlogLanguage

/// `totals.json`: counts over the records that are there at the end.
struct Totals {
  /// The file's text.
  let text: String

  init(_ placer: Placer, _ model: TreeModel) {
    var sum = Tally()
    var files: [(path: String, records: Int64, bytes: Int64)] = []
    for log in placer.all {
      for file in log.files {
        sum.add(file.tally)
        files.append((file.path, file.records, file.size))
      }
    }
    files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    var json = JSONLine()
    json.add("records", files.reduce(0) { $0 + $1.records })
    json.add("bytes", files.reduce(0) { $0 + $1.bytes })
    var rows = JSONLine()
    for file in files {
      rows.addCounts(file.path, [("records", file.records), ("bytes", file.bytes)])
    }
    json.addRaw("files", rows.text)
    json.addCounts("levels", Self.sorted(sum.levels))
    json.addCounts(
      "events",
      Self.sorted(
        Dictionary(
          sum.events.map { (Self.event(model.events[Int($0.key)]), $0.value) },
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
    json.addCounts("scenarios", Self.sorted(scenarios))
    json.addCounts("labels", Self.sorted(labels))
    json.addCounts("incidents", Self.sorted(incidents))
    json.addCounts(
      "statuses", sum.statuses.sorted { $0.key < $1.key }.map { (String($0.key), $0.value) })
    text = json.text + "\n"
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

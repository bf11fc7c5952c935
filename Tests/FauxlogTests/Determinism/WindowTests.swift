import Fauxlog
import FauxlogEngine
import Foundation
import Testing

/// R3: what is asked for chooses what is seen of a history, never what it is.
@Suite struct WindowTests {
  /// A tree and a window that is long enough for its logs to roll.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let library: Result<TemplateLibrary, any Error>
    let tree: String
    let minutes: Int64

    func make(minutes: Int64, only: [String] = []) throws -> GeneratedTree {
      try GeneratedTree(library.get(), tree, minutes: minutes) {
        $0.seed = 3
        $0.start = parseRFC3339("2021-05-06T09:00:00+05:30")
        $0.only = only
      }
    }
  }

  static let cases = [
    Case(
      testDescription: "frappe-bench", library: TemplateLibrary.builtIn, tree: "frappe-bench",
      minutes: 20),
    Case(testDescription: "mill", library: Mill.library, tree: "mill", minutes: 30),
  ]

  @Test("a longer window continues each log", arguments: cases)
  func continuation(_ example: Case) throws {
    let short = try example.make(minutes: example.minutes)
    let long = try example.make(minutes: example.minutes * 2)
    let before = try History(short)
    let after = try History(long)
    #expect(before.logs.count > 5)
    for (log, records) in before.logs {
      for (number, record) in records {
        // What retention took away is not there to compare.
        guard let first = after.logs[log]?.keys.min(), number >= first else { continue }
        guard record == after.logs[log]?[number] else {
          Issue.record("\(log): record \(number) differs")
          break
        }
      }
    }
    #expect(
      after.logs.contains { $0.value.count > (before.logs[$0.key]?.count ?? 0) },
      "the longer window has more to show")
  }

  @Test("joined generations begin with those of a shorter window")
  func generations() throws {
    let mill = WindowTests.cases[1]
    let short = try mill.make(minutes: mill.minutes)
    let long = try mill.make(minutes: mill.minutes * 2)
    for log in ["logs/kept.log", "logs/turned.log", "logs/held.log"] {
      let before = try joined(log, short)
      let after = try joined(log, long)
      #expect(before.count > 10_000, "\(log) is too short to say anything")
      #expect(after.starts(with: before), "\(log)")
    }
    #expect(try short.manifest.files.contains { $0.path == "logs/kept.log.2" })
    #expect(try long.manifest.files.contains { $0.path.hasSuffix(".gz") })
    #expect(try long.manifest.removed["files"] ?? 0 > 0)
  }

  /// The files of a log joined, oldest first.
  private func joined(_ log: String, _ made: GeneratedTree) throws -> Data {
    let files = try made.files
    return try made.manifest.files.filter { $0.log == log }
      .sorted { ($0.first_record ?? 0, $1.path) < ($1.first_record ?? 0, $0.path) }
      .reduce(into: Data()) { $0 += files["tree/" + $1.path] ?? Data() }
  }

  @Test(
    "one file alone has the bytes that it has in the whole tree",
    arguments: [
      (0, "logs/frappe.log"), (0, "logs/worker.log"), (0, "logs/monitor.json.log"),
      (0, "nginx/access.log"), (0, "sites/*/logs/frappe.web.log"), (0, "sites/*/error-snapshots/*"),
      (1, "logs/kept.log*"), (1, "logs/turned.log*"), (1, "logs/held.log"), (1, "cards/*"),
    ])
  func alone(_ example: Int, _ glob: String) throws {
    let example = Self.cases[example]
    let whole = try example.make(minutes: example.minutes)
    let part = try example.make(minutes: example.minutes, only: [glob])
    let wanted = try part.files.filter { $0.key.hasPrefix("tree/") && !$0.key.hasSuffix("/") }
    #expect(!wanted.isEmpty)
    let all = try whole.files
    for (path, bytes) in wanted {
      #expect(all[path] == bytes, "\(path)")
      let records = "golden/records/" + path.dropFirst(5) + ".ndjson"
      #expect(try all[records] == part.files[records], "\(records)")
    }
  }
}

/// The records of each log by their number among all that were written to it.
struct History {
  var logs: [String: [Int: Data]] = [:]

  init(_ made: GeneratedTree) throws {
    let files = try made.files
    for file in try made.manifest.files {
      guard let log = file.log, let first = file.first_record else { continue }
      let text = files["tree/" + file.path] ?? Data()
      let golden = files["golden/records/\(file.path).ndjson"] ?? Data()
      for (index, line) in golden.split(separator: 10).enumerated() {
        let place = try JSONDecoder().decode(Place.self, from: line)
        logs[log, default: [:]][first + index] =
          text.subdata(in: place.offset..<place.offset + place.length)
      }
    }
  }

  private struct Place: Decodable {
    var offset: Int
    var length: Int
  }
}

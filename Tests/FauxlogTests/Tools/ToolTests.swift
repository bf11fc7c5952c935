import FauxlogTestSupport
import Foundation
import Testing

/// Programs that people read such logs with agree with the golden files.
@Suite struct ToolTests {
  private static let bench = GoldenTests.cases[0].made
  private static let logs = "nginx/access.log"

  @Test(
    "parsers of Python's own find every record", .needs("python3"),
    arguments: GoldenTests.cases[..<3])
  func parsers(_ example: GoldenTests.Case) throws {
    let made = try example.made.get()
    let summary = try python("check_parsers.py", [example.zone, made.tree, made.golden])
    for count in ["form dicts ", "frappe.monitor ", "frappe.web ", "nginx.access ", "tracebacks "] {
      #expect(summary.contains(count))
    }
  }

  @Test("jq reads what the golden has of the monitor's log", .needs("jq"))
  func jq() throws {
    let made = try Self.bench.get()
    let members = "site, uuid, duration, transaction_type"
    let read = try Tool("jq").output(
      ["-c", "[.timestamp[:19], \(list(members))]", "\(made.tree)/logs/monitor.json.log"])
    let stated = try Tool("jq").output(
      [
        "-c", "[(.time[:19] | sub(\"T\"; \" \")), (.fields | \(list(members)))]",
        "\(made.golden)/records/logs/monitor.json.log.ndjson",
      ])
    #expect(read.count > 10_000)
    #expect(read == stated)
  }

  private func list(_ members: String) -> String {
    members.split(separator: ", ").map { ".\($0)" }.joined(separator: ", ")
  }

  @Test("lnav counts the statuses that the golden has", .needs("lnav", "gzip"))
  func lnav() throws {
    let made = try Self.bench.get()
    let scratch = try Scratch()
    // What is no request has no fields in lnav; nginx answers it with 400.
    let query = "SELECT ifnull(sc_status, 400), count(*) FROM access_log GROUP BY 1"
    let output = try Tool("lnav").output(
      ["-n", "-c", ";\(query)", "-c", ":write-csv-to -"]
        + accessLogs(made).map { "\(made.tree)/\($0)" },
      environment: ["HOME": scratch.path, "TZ": "UTC"])
    var counted: [Int: Int] = [:]
    for row in String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
      .dropFirst()
    {
      let cells = row.split(separator: ",").compactMap { Int($0) }
      try #require(cells.count == 2, "\(row)")
      counted[cells[0], default: 0] += cells[1]
    }
    #expect(counted.count > 5)
    #expect(try counted == statuses(made))
  }

  @Test("goaccess finds every line valid", .needs("goaccess"))
  func goaccess() throws {
    let made = try Self.bench.get()
    let scratch = try Scratch()
    let log = "\(made.tree)/\(Self.logs)"
    let report = try Goaccess(log, form: ["--log-format=COMBINED"], in: scratch)
    let records = try made.manifest.files.first { $0.path == Self.logs }?.records
    #expect(report.general.failed_requests == 0, "\(scratch.text("invalid") ?? "")")
    #expect(report.general.valid_requests == records)
  }

  private func accessLogs(_ made: GeneratedTree) throws -> [String] {
    try made.manifest.files.filter { $0.log == Self.logs }.map(\.path)
  }

  /// The golden records of the access log by their status.
  private func statuses(_ made: GeneratedTree) throws -> [Int: Int] {
    try made.records(ofLog: Self.logs).reduce(into: [:]) { counts, record in
      counts[try #require(record.fields["status"] as? Int), default: 0] += 1
    }
  }
}

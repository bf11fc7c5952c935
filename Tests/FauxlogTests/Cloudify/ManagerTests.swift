import Fauxlog
import FauxlogEngine
import FauxlogTestSupport
import Foundation
import Testing

/// What holds in a real Cloudify Manager holds in ours: a script that reads the logs by itself follows
/// executions, tasks and node instances through them, and programs for such logs agree with the golden.
@Suite struct ManagerTests {
  /// Five working hours with many deployments: installations, uninstallations, one that is cancelled,
  /// one that fails, somebody who guesses passwords.
  private static let busy = Result {
    try GeneratedTree(TemplateLibrary(), "cloudify-manager", minutes: 300) { order in
      order.seed = 6
      order.start = parseRFC3339("2026-11-17T08:00:00Z")
      order.settings = [("deployments", "200")]
      order.jobs = 2
    }
  }

  @Test("invariants hold in five working hours", .needs("python3"))
  func hold() throws {
    let tree = try Self.busy.get()
    #expect(try python("manager_invariants.py", [tree.tree, tree.golden]).hasPrefix("ok: "))
  }

  @Test("and in a night of which small logs are rotated", .needs("python3"))
  func holdAcrossRotation() throws {
    let tree = try GeneratedTree(TemplateLibrary(), "cloudify-manager", minutes: 240) { order in
      order.seed = 2
      order.settings = [("rotate_size", "50KB")]
      order.jobs = 2
    }
    #expect(try python("manager_invariants.py", [tree.tree, tree.golden]).hasPrefix("ok: "))
    let paths = Set(try tree.manifest.files.map(\.path))
    #expect(paths.contains("var/log/cloudify/rest/cloudify-rest-service.log.2.gz"))
    #expect(paths.contains("var/log/cloudify/rest/gunicorn-access.log.1"))
  }

  @Test("what is written is read back as the golden has it, byte for byte")
  func readBack() throws {
    let scratch = try Scratch()
    let outcome = try Program.built.run([
      "generate", "cloudify-manager", "--verify", "--quiet", "--seed", "6", "--start",
      "2026-11-17T08:00:00Z", "--duration", "90m", "--set", "deployments=200", "-o", scratch["out"],
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("what can go wrong does: retries, failures, a cancelled run, failed logins")
  func troubles() throws {
    let made = try Self.busy.get()
    let scenarios = try String(contentsOfFile: "\(made.golden)/scenarios.ndjson", encoding: .utf8)
    for label in ["failure", "refused", "attack"] {
      #expect(scenarios.contains("\"label\": \"\(label)\""), "no \(label)")
    }
    let worker = try text(of: "mgmtworker/cloudify.management_worker.log", in: made)
    for trace in [
      "raised unexpected: OperationRetry(u'", "raised unexpected: ProcessExecutionError(u\"",
      "s: u'execution_cancelled'",
    ] {
      #expect(worker.contains(trace), "no \(trace)")
    }
  }

  @Test("goaccess finds every line of gunicorn's log valid", .needs("goaccess"))
  func goaccess() throws {
    let made = try Self.busy.get()
    let scratch = try Scratch()
    let log = "var/log/cloudify/rest/gunicorn-access.log"
    let report = try Goaccess(
      "\(made.tree)/\(log)",
      form: [
        "--log-format=%h %^ %^ [%d:%t] \"%r\" %s %b \"%R\" \"%u\"", "--date-format=%d/%b/%Y",
        "--time-format=%T",
      ], in: scratch)
    #expect(report.general.failed_requests == 0, "\(scratch.text("invalid") ?? "")")
    #expect(report.general.valid_requests == (try totals(made).files[log]?.records))
  }

  @Test("lnav counts the statuses that the golden has", .needs("lnav"))
  func lnav() throws {
    let made = try Self.busy.get()
    let scratch = try Scratch()
    let format = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Scripts/lnav/gunicorn.json")
    try scratch.write(
      ".lnav/formats/fauxlog/gunicorn.json", String(contentsOf: format, encoding: .utf8))
    let logs = [
      ("gunicorn_access", ["rest/gunicorn-access.log"]),
      (
        "access_log",
        [
          "nginx/cloudify.access.log", "nginx/cloudify-internal.access.log",
          "nginx/cloudify-files.log",
        ]
      ),
    ]
    for (table, paths) in logs {
      let output = try Tool("lnav").output(
        [
          "-n", "-c", ";SELECT sc_status, count(*) FROM \(table) GROUP BY 1",
          "-c", ":write-csv-to -",
        ] + paths.map { "\(made.tree)/var/log/cloudify/\($0)" },
        environment: ["HOME": scratch.path, "TZ": "UTC"])
      var counted: [Int: Int] = [:]
      for row in String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
        .dropFirst()
      {
        let cells = row.split(separator: ",").compactMap { Int($0) }
        try #require(cells.count == 2, "\(row)")
        counted[cells[0]] = cells[1]
      }
      var stated: [Int: Int] = [:]
      for path in paths {
        for record in try records(of: path, in: made) {
          stated[try #require(record.fields.status), default: 0] += 1
        }
      }
      #expect(counted.count > 1)
      #expect(counted == stated)
    }
  }

  @Test("fail2ban finds the planted failed logins and no others", .needs("fail2ban-regex"))
  func failedLogins() throws {
    let made = try Self.busy.get()
    let audit = "rest/rest-security-audit.log"
    let output = try Tool("fail2ban-regex").output([
      "--usedns=no", "-o", "ip", "\(made.tree)/var/log/cloudify/\(audit)",
      #"^\s*\[ERROR\] \[flask-securest\] User unauthorized; user tried to login from host \[<HOST>\];$"#,
    ])
    let found = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
    let planted = try records(of: audit, in: made).filter { $0.event == "refused" }
      .compactMap(\.fields.client)
    #expect(planted.count > 10)
    #expect(found.map(String.init).sorted() == planted.sorted())
  }

  @Test(
    "events that are drawn by themselves are read back, each as what it is",
    arguments: [
      "cloudify.audit", "cloudify.celery", "cloudify.deployment", "cloudify.rest",
      "gunicorn.access",
    ])
  func roundTrip(format: String) throws {
    let scratch = try Scratch()
    let stream = try Program.built.run([
      "stream", format, "-n", "1000", "--golden", scratch["golden.ndjson"],
    ])
    try stream.output.write(to: URL(filePath: scratch["lines.log"]))
    let reading = try Program.built.run([
      "recognize", format, scratch["lines.log"], "--records", scratch["read"],
    ])
    try #require(stream.status == 0 && reading.status == 0, "\(stream.errors)\(reading.errors)")
    let stated = (scratch.text("golden.ndjson") ?? "").split(separator: "\n")
    let read = (scratch.text("read/records/lines.log.ndjson") ?? "").split(separator: "\n")
    #expect(stated.count == 1000 && read.count == 1000)
    for (one, other) in zip(stated, read) where !one.hasPrefix(other.dropLast()) {
      Issue.record("written \(one)\nread    \(other)")
      break
    }
  }

  // MARK: - What the golden says

  private struct Totals: Decodable {
    struct File: Decodable { var records: Int }
    var files: [String: File]
  }

  private struct Record: Decodable {
    struct Fields: Decodable {
      var status: Int?
      var client: String?
    }
    var event: String
    var fields: Fields
  }

  private func totals(_ made: GeneratedTree) throws -> Totals {
    let data = FileManager.default.contents(atPath: "\(made.golden)/totals.json") ?? Data()
    return try JSONDecoder().decode(Totals.self, from: data)
  }

  private func text(of path: String, in made: GeneratedTree) throws -> String {
    String(decoding: try made.log("var/log/cloudify/\(path)"), as: UTF8.self)
  }

  private func records(of path: String, in made: GeneratedTree) throws -> [Record] {
    let place = "\(made.golden)/records/var/log/cloudify/\(path).ndjson"
    let data = FileManager.default.contents(atPath: place) ?? Data()
    return try data.split(separator: 10).map { try JSONDecoder().decode(Record.self, from: $0) }
  }
}

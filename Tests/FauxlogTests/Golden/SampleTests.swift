import Foundation
import Testing

/// The grammars read what the real programs wrote; Samples/SOURCES.md says how it was captured.
@Suite("Genuine logs")
struct SampleTests {
  private func report(on sample: String) throws -> ReadReport {
    try ReadReport(reading: Self.folder(sample), as: "frappe-bench")
  }

  private static func folder(_ sample: String) -> String {
    Project.root.appending(path: "Tests/FauxlogTests/Samples/frappe/\(sample)").path
  }

  @Test(
    "every line is read, nearly all by specific events", arguments: ["v13-prod", "v13-dev"])
  func coverage(of sample: String) throws {
    let report = try report(on: sample)
    #expect(report.lines > 3000)
    #expect(report.recognized_lines == report.lines)
    // Interleaved tracebacks, prints of jobs, the complaint of git.
    #expect(report.generic_lines * 100 < report.lines)
    // Empty files are of no format.
    for path in report.skipped {
      let file = try #require(
        FileManager.default.contents(atPath: "\(Self.folder(sample))/\(path)"))
      #expect(file.isEmpty, "\(path) was skipped")
    }
  }

  @Test("a file's format is that of its place in the tree")
  func formats() throws {
    let formats = Dictionary(
      uniqueKeysWithValues: try report(on: "v13-prod").files.map { ($0.path, $0.format) })
    #expect(formats["logs/frappe.web.log.2"] == "frappe.web")
    #expect(formats["logs/worker.error.log"] == "frappe.worker_error")
    #expect(formats["logs/redis-queue.log"] == "redis.log")
    #expect(formats["nginx/access.log"] == "nginx.access")
  }

  /// Counted in the files by other means: lines that fit an expression of this test's own.
  @Test(
    "events are as many as a plain search finds",
    arguments: [
      ("frappe.worker/job-ok", "logs/worker.log", #": Job OK \([0-9a-f-]{36}\)$"#),
      ("frappe.worker/result-kept", "logs/worker.log", #"Result is kept for 600 seconds$"#),
      ("frappe.scheduler/queued", "logs/scheduler.log", #"Queued events for site"#),
      ("frappe.monitor/job", "logs/monitor.json.log", #""transaction_type":"job""#),
      ("frappe.gunicorn/booting", "logs/web.error.log", #"Booting worker with pid: \d+$"#),
    ])
  func counts(event: String, file: String, expression: String) throws {
    let text = try String(
      contentsOfFile: "\(Self.folder("v13-prod"))/\(file)", encoding: .utf8)
    let pattern = try NSRegularExpression(pattern: expression, options: .anchorsMatchLines)
    let range = NSRange(text.startIndex..., in: text)
    let found = pattern.numberOfMatches(in: text, range: range)
    // A line that another writer's print is glued to is an event of its own.
    let glued = text.components(separatedBy: "\n").count { line in
      !line.hasPrefix("20") && !line.hasPrefix("{") && !line.hasPrefix("[")
        && line.contains(": Job OK (")
    }
    let expected = event.hasSuffix("job-ok") ? found - glued : found
    #expect(found > 0)
    #expect(try report(on: "v13-prod").events[event] == expected)
  }
}

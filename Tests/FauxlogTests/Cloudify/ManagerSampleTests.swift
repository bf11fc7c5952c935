import Foundation
import Testing

/// The grammars read what a real Cloudify Manager wrote; Samples/SOURCES.md says how it was captured.
@Suite("Genuine logs of a Cloudify Manager")
struct ManagerSampleTests {
  private static func path(_ sample: String) -> String {
    Project.root.appending(path: "Tests/FauxlogTests/Samples/cloudify/\(sample)").path
  }

  private func report(on sample: String, as what: String = "cloudify-manager") throws -> ReadReport
  {
    try ReadReport(reading: Self.path(sample), as: what)
  }

  @Test("every line is read, nearly all by specific events")
  func coverage() throws {
    let report = try report(on: "manager-3.4.2/var")
    #expect(report.lines > 7500)
    #expect(report.recognized_lines == report.lines)
    #expect(report.generic_lines * 100 < report.lines)
    #expect(report.skipped == [])
  }

  @Test(
    "logs of agents, of other runs, and of a version that is quiet, are read",
    arguments: [
      ("agent-host/home/centos/vm_0q1cpu/work/logs/nc-prod.log", "cloudify.deployment", 5),
      ("agent-host/home/centos/vm_0q1cpu/work/vm_0q1cpu.log", "cloudify.celery", 0),
      ("manager-3.4.2/extra/__system__.log", "cloudify.deployment", 0),
      ("manager-3.4.2/extra/cloudify.management_worker.debug.log", "cloudify.celery", 0),
      ("manager-3.4.2/extra/gunicorn.import-error-at-boot.log", "cloudify.gunicorn", 0),
      // Nothing is left there but what operations say, and how they fail.
      (
        "manager-4.3.2/var/log/cloudify/mgmtworker/logs/nc-43.log", "cloudify.deployment", 18
      ),
    ])
  func others(sample: String, format: String, generic: Int) throws {
    let report = try report(on: sample, as: format)
    #expect(report.lines > 8)
    #expect(report.recognized_lines == report.lines)
    #expect(report.generic_lines <= generic)
  }

  /// Counted in the files by other means: lines that fit an expression of this test's own.
  @Test(
    "events are as many as a plain search finds",
    arguments: [
      ("cloudify.rest/response", "rest/cloudify-rest-service.log", #"^Response \(\d+\):$"#),
      (
        "cloudify.rest/instance-request", "rest/cloudify-rest-service.log",
        #"^\tpath: /api/v2\.1/node-instances/\w+$"#
      ),
      ("cloudify.audit/refused", "rest/rest-security-audit.log", #"User unauthorized; "#),
      (
        "cloudify.celery/succeeded", "mgmtworker/cloudify.management_worker.log",
        #"\] succeeded in "#
      ),
      (
        "cloudify.celery/raised", "mgmtworker/cloudify.management_worker.log",
        #"raised unexpected: "#
      ),
      ("cloudify.deployment/raised", "mgmtworker/logs/volume-test.log", #"\] raised:$"#),
      ("cloudify.deployment/reply", "mgmtworker/logs/volume-test.log", #"\[DEBUG\] reply:  "#),
      ("gunicorn.access/access", "rest/gunicorn-access.log", #" HTTP/1\.0" \d{3} "#),
      ("nginx.access/access", "nginx/cloudify-internal.access.log", #" HTTP/1\.1" \d{3} "#),
    ])
  func counts(event: String, file: String, expression: String) throws {
    let log = "manager-3.4.2/var/log/cloudify/\(file)"
    let text = try String(contentsOfFile: Self.path(log), encoding: .utf8)
    let pattern = try NSRegularExpression(pattern: expression, options: .anchorsMatchLines)
    let found = pattern.numberOfMatches(in: text, range: NSRange(text.startIndex..., in: text))
    let format = String(event.prefix { $0 != "/" })
    #expect(found > 0)
    #expect(try report(on: log, as: format).events[event] == found)
  }
}

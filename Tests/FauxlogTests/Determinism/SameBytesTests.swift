import Fauxlog
import FauxlogEngine
import FauxlogTestSupport
import Foundation
import Testing

/// R1: the same order gives the same bytes, whoever runs it, and how.
@Suite struct SameBytesTests {
  /// A run that must not differ from the first.
  struct Manner: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var jobs = 1
    var environment = ["PATH": "/usr/bin:/bin"]
  }

  private static let order = [
    "frappe-bench", "--seed", "7", "--start", "2021-05-06T09:00:00+05:30", "--duration", "30m",
  ]
  private static let first = Result {
    try GeneratedTree(running: .built, order + ["--jobs", "1"]).files
  }

  @Test(
    "another run gives the same bytes",
    arguments: [
      Manner(testDescription: "a second run"),
      Manner(testDescription: "two threads", jobs: 2),
      Manner(testDescription: "five threads", jobs: 5),
      Manner(
        testDescription: "another zone and language",
        environment: ["TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"]),
      Manner(
        testDescription: "another zone, another hash seed, two threads", jobs: 2,
        environment: ["TZ": "Pacific/Chatham", "SWIFT_DETERMINISTIC_HASHING": "1"]),
    ])
  func again(_ manner: Manner) throws {
    let scratch = try Scratch()
    let outcome = try Program.built.run(
      ["generate"] + Self.order + ["--jobs", "\(manner.jobs)", "-o", scratch["out"]],
      environment: manner.environment)
    try #require(outcome.status == 0, "\(outcome.errors)")
    let files = try GeneratedTree(standingIn: scratch).files
    #expect(files.count > 60)
    #expect(differences(try Self.first.get(), files) == [])
  }

  @Test(
    "a release build gives the same bytes",
    .enabled(if: Program.release != nil, "FAUXLOG_RELEASE names no release build"))
  func release() throws {
    let program = try #require(Program.release)
    let files = try GeneratedTree(running: program, Self.order + ["--jobs", "2"]).files
    #expect(differences(try Self.first.get(), files) == [])
  }

  @Test("the library gives the bytes of the program")
  func library() throws {
    let made = try GeneratedTree(TemplateLibrary.builtIn.get(), "frappe-bench", minutes: 30) {
      $0.seed = 7
      $0.start = parseRFC3339("2021-05-06T09:00:00+05:30")
    }
    #expect(differences(try Self.first.get(), try made.files) == [])
  }

  @Test("another seed gives other bytes")
  func otherSeed() throws {
    let made = try GeneratedTree(TemplateLibrary.builtIn.get(), "frappe-bench", minutes: 30) {
      $0.seed = 8
      $0.start = parseRFC3339("2021-05-06T09:00:00+05:30")
    }
    let changed = differences(try Self.first.get(), try made.files)
    #expect(changed.contains("tree/logs/frappe.web.log: other bytes"))
    #expect(!changed.contains("tree/sites/apps.txt: other bytes"))
  }
}

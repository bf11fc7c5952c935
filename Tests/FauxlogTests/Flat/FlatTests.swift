import Fauxlog
import FauxlogEngine
import Foundation
import Testing

/// What holds in a real FLAT server holds in ours, as programs that know nothing of us see it.
@Suite("A FLAT server")
struct FlatTests {
  private static func tree(
    seed: UInt64 = 1, start: String = "2019-10-15T10:00:00Z", minutes: Int64 = 30,
    _ settings: [(String, String)] = [], verifies: Bool = false
  ) throws -> GeneratedTree {
    try GeneratedTree(TemplateLibrary(), "flat-server", minutes: minutes) { order in
      order.seed = seed
      order.start = parseRFC3339(start)
      order.settings = settings
      order.jobs = 2
      order.verify = verifies
    }
  }

  /// Varieties of the stream.
  private static let varieties: [(UInt64, [(String, String)])] = [
    (1, []), (2, [("version", "20200409"), ("unique_ids", "true")]),
    (3, [("custom_fields", "true")]), (4, [("version", "20200409"), ("custom_fields", "true")]),
  ]

  @Test(
    "ids decode, lines of a request fit together, timings hold", .needs("python3"),
    arguments: [0, 1, 2, 3])
  func invariants(variety: Int) throws {
    let (seed, settings) = Self.varieties[variety]
    let made = try Self.tree(seed: seed, settings)
    #expect(try python("flat_invariants.py", [made.tree]).hasPrefix("ok: "))
  }

  @Test(
    "Kubernetes' envelope stands around every line, and is read apart",
    arguments: ["flat", "httpd"])
  func envelope(_ errors: String) throws {
    let settings = [("error_format", errors)]
    let plain = try Self.tree(seed: 6, start: "2019-10-15T09:00:00Z", minutes: 90, settings)
    let made = try Self.tree(
      seed: 6, start: "2019-10-15T09:00:00Z", minutes: 90,
      settings + [("envelope", "kubernetes")], verifies: true)
    let lines = String(decoding: try made.log("flat.stderr.log"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let inner = String(decoding: try plain.log("flat.stderr.log"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == inner.count && lines.count > 1000)
    #expect(inner.contains { $0.hasPrefix("[") } && inner.contains { $0.hasPrefix("{") })
    let head = /20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z stderr F\ /
    var last: Substring = ""
    for (line, wanted) in zip(lines.dropLast(), inner) {
      guard let match = line.prefixMatch(of: head) else {
        Issue.record("no head: \(line)")
        continue
      }
      #expect(line[match.range.upperBound...] == wanted)
      // They are stamped when they are written, one after the other.
      #expect(last <= match.output)
      last = match.output
    }
  }

  @Test("over an outage of an upstream and a restart of the container", .needs("python3"))
  func outage() throws {
    let made = try Self.tree(seed: 6, start: "2019-10-15T09:00:00Z", minutes: 90)
    let log = String(decoding: try made.log("flat.stderr.log"), as: UTF8.self)
    #expect(log.contains("AH00295: caught SIGTERM") && log.contains("AH00292: Apache/2.4.6"))
    let summary = try python("flat_invariants.py", [made.tree])
    #expect(summary.hasPrefix("ok: "))
    for count in [
      "cache hits ", "failures ", "fan-outs ", "redirect chains ", "refreshes ",
      "topic validation ",
    ] {
      #expect(summary.contains(count))
    }
  }

  @Test("jq reads what the golden has", .needs("jq"))
  func jq() throws {
    let made = try Self.tree(seed: 6, [("version", "20200409"), ("custom_fields", "true")])
    let read = try Tool("jq").output(
      [
        "-c", "-R",
        """
        select(startswith("{")) | fromjson
        | [.timestamp, .type, .requestID, .status, .method, .mime, .url, .bytes, .duration, .realtime, .topic,
          .message, .cacheHit, .curlErrorMessage, (.timing.TTFB | if . then tonumber else . end)]
        """,
        "\(made.tree)/flat.stderr.log",
      ])
    let stated = try Tool("jq").output(
      [
        "-c",
        """
        select(.fields.type) | .time as $time | .fields
        | [($time | sub("Z"; "+00:00")), .type, .requestID, .status, .method, .mime, .url, .bytes, .duration,
          .realtime, .topic, .message, .cacheHit, .curlErrorMessage,
          .TTFB]
        """,
        "\(made.golden)/records/flat.stderr.log.ndjson",
      ])
    #expect(read.count > 50_000)
    #expect(read == stated)
  }

  @Test("Python's json reads what the golden has", .needs("python3"), arguments: [0, 3])
  func json(variety: Int) throws {
    let (seed, settings) = Self.varieties[variety]
    let made = try Self.tree(seed: seed, settings)
    let summary = try python("check_parsers.py", ["UTC", made.tree, made.golden])
    #expect(summary.contains("flat.stderr "))
  }
}

import FauxlogTestSupport
import Foundation
import Testing

@Suite("stream")
struct StreamTests {
  @Test(
    "writes so many records, each with a golden line",
    arguments: ["nginx.access", "frappe-log", "frappe.snapshot", "frappe-bench"])
  func count(_ name: String) throws {
    let folder = try Scratch()
    let golden = folder["records.ndjson"]
    let run = try Program.run(["stream", name, "-n", "300", "--golden", golden])
    #expect(run.status == 0 && run.errors.isEmpty)
    let bytes = Array(run.output.utf8)
    var end = 0
    var lines = 1
    let records = try String(contentsOfFile: golden, encoding: .utf8).split(separator: "\n")
    #expect(records.count == 300)
    for record in records {
      let place = try Placed(record)
      #expect(place.line == lines)
      // A file without a line end at its end gets one in a stream.
      #expect(place.offset == end || place.offset == end + 1)
      lines += place.lines
      end = place.offset + place.length
      let text = bytes[place.offset..<end]
      #expect(text.count { $0 == 0x0A } + (text.last == 0x0A ? 0 : 1) == place.lines)
    }
    #expect(end == bytes.count || end + 1 == bytes.count)
  }

  @Test(
    "gives the same bytes with any number of threads", arguments: ["frappe.log", "frappe-bench"])
  func threads(_ name: String) throws {
    let one = try Program.run(["stream", name, "-n", "9000", "--jobs", "1", "--seed", "7"])
    let three = try Program.run(["stream", name, "-n", "9000", "--jobs", "3", "--seed", "7"])
    #expect(one.output == three.output)
    #expect(!one.output.isEmpty)
    let other = try Program.run(["stream", name, "-n", "9000", "--seed", "8"])
    #expect(one.output != other.output)
  }

  @Test("a shorter stream is the beginning of a longer one")
  func prefix() throws {
    let short = try Program.run(["stream", "frappe.log", "-n", "10"])
    let long = try Program.run(["stream", "frappe.log", "-n", "5000"])
    #expect(long.output.hasPrefix(short.output))
  }

  @Test("of nothing is nothing", arguments: ["frappe.log", "frappe-bench"])
  func nothing(_ name: String) throws {
    let run = try Program.run(["stream", name, "-n", "0"])
    #expect(run.output.isEmpty && run.errors.isEmpty && run.status == 0)
  }

  @Test(
    "without an end, ends quietly when nobody reads",
    arguments: [["nginx.access"], ["frappe-bench"], ["nginx.access", "--rate", "1000"]])
  func closedPipe(_ arguments: [String]) throws {
    let run = try Program.run(["stream"] + arguments, to: .closedPipe)
    #expect(run.exited && run.status == 0)
    #expect(run.errors.isEmpty)
  }

  @Test("starts when it is told to")
  func start() throws {
    let run = try Program.run(["stream", "redis.log", "-n", "1", "--start", "2024-02-29"])
    #expect(run.output.contains("29 Feb 2024 00:00:00.000"))
  }

  @Test("keeps its pace")
  func pace() throws {
    let begin = ContinuousClock.now
    let run = try Program.run(["stream", "nginx.access", "-n", "11", "--rate", "20"])
    let time = ContinuousClock.now - begin
    #expect(run.output.split(separator: "\n").count == 11)
    #expect(time >= .milliseconds(500))
  }

  @Test(
    "tells what is wrong",
    arguments: [
      (["frappe.lgo"], "no format or tree \"frappe.lgo\"\n  did you mean frappe.log?"),
      (["frappe.log", "--set", "bnch=/x"], "no parameter \"bnch\"\n  did you mean bench?"),
      (["frappe.log", "--golden", "-"], "standard output has the records themselves"),
    ])
  func wrong(_ arguments: [String], _ message: String) throws {
    let run = try Program.run(["stream"] + arguments)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("fauxlog: " + message), "\(run.errors)")
    #expect(run.status == 64)
  }
}

/// Where a golden line says that its record stands.
private struct Placed {
  let line: Int
  let lines: Int
  let offset: Int
  let length: Int

  init(_ text: Substring) throws {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    line = try #require(object["line"] as? Int)
    lines = try #require(object["lines"] as? Int)
    offset = try #require(object["offset"] as? Int)
    length = try #require(object["length"] as? Int)
  }
}

import Fauxlog
import FauxlogTestSupport
import Foundation
import Testing

/// A record that cannot be drawn is told of with its place, however it is asked for.
@Suite struct StreamFaultTests {
  private static let files = [
    "q/log.grammar": "grammar q.log\nevent line | $x of $y\n  y: 0..1\n  x: 0..9 from 5 / y\n",
    "q/q.scenario": "scenarios q\nscenario s\n  > q.log line\n",
    "q/q.tree": "tree q\nfile a.log takes q.log\nrate s 10 a minute\n",
  ]

  @Test(arguments: [
    ["stream", "q.log", "-n", "50"], ["stream", "q.log", "-n", "9000", "--jobs", "2"],
    ["stream", "q", "-n", "50"], ["generate", "q", "-o", "out", "--duration", "10m"],
    ["stream", "q.log", "-n", "50", "--golden", "golden.ndjson"],
  ])
  func program(_ arguments: [String]) throws {
    let scratch = try Scratch()
    for (path, text) in Self.files { try scratch.write("t/\(path)", text) }
    let placed = arguments.map { ["out", "golden.ndjson"].contains($0) ? scratch[$0] : $0 }
    let outcome = try Program.built.run(placed + ["--templates", scratch["t"]])
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("q/log.grammar:4:16: q.log line divides by 0"))
  }

  @Test("the library throws the same")
  func library() throws {
    let scratch = try Scratch()
    for (path, text) in Self.files { try scratch.write(path, text) }
    let library = try FauxlogLibrary(templates: [scratch.path])
    let error = #expect(throws: FauxlogError.self) {
      var count = 0
      try library.stream("q.log") { _ in
        count += 1
        return count < 50
      }
    }
    #expect(error?.description.contains("q.log line divides by 0") == true)
  }
}

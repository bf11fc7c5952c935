import Fauxlog
import FauxlogEngine
import FauxlogTestSupport
import Foundation
import Testing

/// Numbers that go through all files of a tree are the same whatever is asked for.
@Suite struct CountedTreeTests {
  private static let files = [
    "pump.grammar": """
    grammar pump
    layout long | $seq;$time;$message
    layout short | $time $message
    seq: next run.sequence; time: time "HH:mm:ss.SSS"
    event asked | ask $question
    event answered | answer $question after $asked
    question: HEX 6; asked: 1..999999999
    side: one of left, right, not written
    """,
    "pump/hidden.grammar": "grammar pump.hidden\nevent noted | $n\n  n: next run.sequence\n",
    "pump.scenario": """
    scenarios pump
    actor run
      count 1
      renewed every 6h
      counter sequence starts 1
    scenario question
      writes in pump
      question: HEX 6; side: one of left, right
      first: > asked
      after 10ms..9s
      > pump.hidden noted
      > answered with asked: first.seq
    """,
    "pump.tree": """
    tree pump
    file a.log takes pump as long where side is left
    file b.log takes pump as long where side is right
    file short.log takes pump as short
    rate question 60 a minute
    """,
  ]

  private static let library = Result {
    let scratch = try Scratch()
    for (name, text) in files { try scratch.write(name, text + "\n") }
    return try TemplateLibrary(folders: [scratch.path])
  }

  private func make(
    _ start: String = "2021-05-06T09:00:00Z", minutes: Int64 = 20,
    adjust: (inout TreeOrder) -> Void = { _ in }
  ) throws -> GeneratedTree {
    try GeneratedTree(Self.library.get(), "pump", minutes: minutes) {
      $0.start = parseRFC3339(start)
      adjust(&$0)
    }
  }

  private func lines(_ made: GeneratedTree, _ log: String) throws -> [Substring] {
    String(decoding: try made.log(log), as: UTF8.self).split(separator: "\n")
  }

  @Test("no number is missing or given twice, and a reader finds each")
  func whole() throws {
    let made = try make { $0.verify = true }
    let numbers = try (lines(made, "a.log") + lines(made, "b.log"))
      .compactMap { $0.split(separator: ";").first.flatMap { Int($0) } }
    let answers = try lines(made, "short.log").count { $0.contains("answer") }
    #expect(answers > 1000)
    #expect(Set(numbers).count == numbers.count)
    let least = try #require(numbers.min())
    let most = try #require(numbers.max())
    // What no file takes has a number, too: one before each answer.
    #expect(abs(most - least + 1 - numbers.count - answers) <= 1)
  }

  @Test("one file alone, and any number of threads", arguments: ["a.log", "b.log", "short.log"])
  func alone(_ log: String) throws {
    let whole = try make { $0.jobs = 1 }
    let alone = try make {
      $0.only = [log]
      $0.jobs = 2
    }
    #expect(try whole.log(log) == alone.log(log))
  }

  @Test("a window in the middle has the lines of the longer one")
  func middle() throws {
    let long = try make(minutes: 120)
    let part = try make("2021-05-06T10:10:00Z", minutes: 10)
    for log in ["a.log", "b.log"] {
      let found = try lines(part, log)
      let all = try lines(long, log)
      let begin = try #require(found.first)
      let first = try #require(all.firstIndex(of: begin))
      #expect(found.count > 100)
      #expect(Array(all[first..<(first + found.count)]) == found)
    }
  }
}

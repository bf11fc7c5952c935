import Fauxlog
import FauxlogEngine
import FauxlogTestSupport
import Foundation
import Testing

/// Steps side by side, in the order of needs, and blocks that are left: the same whatever is asked for.
@Suite struct TogetherTreeTests {
  private static let files = [
    "kiln.grammar": """
    grammar kiln
    layout | $time $batch $message
    time: time "HH:mm:ss.SSS"; batch: HEX 6
    event lit | $name lit at $heat
    event done | $name done, $how
    event ended | $how after $turns
    name: word; heat: 100..999; how: word; turns: 0..99
    side: one of left, right, not written
    """,
    "kiln.scenario": """
    scenarios kiln
    scenario firing
      writes in kiln
      lasts at most 30m
      batch: HEX 6; side: one of left, right; began: now; broken: false; turns: 0
      patience: 3m..6m
      stop when broken or now - began > patience
        each part in [{"name": "bowl"}, {"name": "lid", "needs": ["bowl"]}, {"name": "dish"},
          {"name": "pot", "needs": ["lid", "dish"]}] once needs are done
          lucky: chance 90%
          > lit with name: part.name
          after about 40s, rarely 2m
          do cooling with name: part.name
          when not lucky: set broken to true
          set turns to turns + 1
      when broken: > ended with how: "broken"
      otherwise: > ended with how: "through"
      together
        sweep
          repeat 2 times
            after 1s..40s
            > done with name: "sweep", how: "swept"
        stack
          after 5s..50s
          > done with name: "stack", how: "stacked"
    scenario cooling given name, batch, side
      whole
      writes in kiln
      after 5s..20s
      > done with how: "cooled"
    """,
    "kiln.tree": """
    tree kiln
    file a.log takes kiln where side is left
    file b.log takes kiln where side is right
    rate firing 12 a minute
    """,
  ]

  private static let library = Result {
    let scratch = try Scratch()
    for (name, text) in files { try scratch.write(name, text + "\n") }
    return try TemplateLibrary(folders: [scratch.path])
  }

  private static let logs = ["a.log", "b.log"]

  private func make(
    _ start: String = "2021-05-06T09:00:00Z", minutes: Int64 = 20, jobs: Int = 1,
    only: [String] = []
  ) throws -> GeneratedTree {
    try GeneratedTree(Self.library.get(), "kiln", minutes: minutes) {
      $0.start = parseRFC3339(start)
      $0.jobs = jobs
      $0.only = only
    }
  }

  private func lines(_ made: GeneratedTree, _ log: String) throws -> [Substring] {
    String(decoding: try made.log(log), as: UTF8.self).split(separator: "\n")
  }

  @Test("blocks are left in either way, and needs are kept")
  func sense() throws {
    let all = try Self.logs.flatMap { try lines(make(minutes: 60), $0) }
    let count = { (text: String) in all.count { $0.contains(text) } }
    #expect(count("broken") > 50 && count("through") > 50)
    #expect(count("swept") > 500 && count("stacked") > 250)
    // What was under way when the window opened is not whole.
    let whole = Set(all.filter { $0.contains("dish lit") }.map { $0.split(separator: " ")[1] })
    var seen: [Substring: Set<Substring>] = [:]
    for line in all.sorted() {
      let words = line.split(separator: " ")
      if words[2] == "pot", words[3] == "lit", whole.contains(words[1]) {
        #expect(seen[words[1], default: []].isSuperset(of: ["lid", "dish"]), "\(line)")
      }
      if words[3] == "done," { seen[words[1], default: []].insert(words[2]) }
    }
  }

  @Test("one thread and two, one file alone", arguments: logs)
  func alone(_ log: String) throws {
    let whole = try make()
    #expect(try differences(whole.files, make(jobs: 2).files) == [])
    #expect(try whole.log(log) == make(jobs: 2, only: [log]).log(log))
  }

  @Test("a longer window begins with the shorter", arguments: logs)
  func longer(_ log: String) throws {
    let short = try make().log(log)
    #expect(short.count > 10_000)
    #expect(try make(minutes: 40).log(log).starts(with: short))
  }

  @Test("a window in the middle has the lines of the longer one", arguments: logs)
  func middle(_ log: String) throws {
    let long = try lines(make(minutes: 120), log)
    // What is under way when it opens, and what its end cuts off, is there too.
    let part = try lines(make("2021-05-06T10:10:00Z", minutes: 10), log)
    let wanted = long.filter { $0 >= "10:10:00" && $0 < "10:20:00" }
    #expect(part.count > 200)
    #expect(part == wanted)
  }
}

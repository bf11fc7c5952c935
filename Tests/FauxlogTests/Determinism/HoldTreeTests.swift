import Fauxlog
import FauxlogEngine
import FauxlogTestSupport
import Foundation
import Testing

/// A queue with its servers: who waits for whom is the same whatever is asked for.
@Suite struct HoldTreeTests {
  private static let files = [
    "yard.grammar": """
    grammar yard
    layout | $time $truck $message
    time: time "HH:mm:ss.SSS"; truck: HEX 6
    event came | came with $load
    event docked | docked at $dock
    event left | left $dock after $held ms
    event broke | broke down at $dock
    load: word from ["sand", "gravel"]; dock: word; held: 0..99999999
    """,
    "yard.scenario": """
    scenarios yard
    actor dock
      count 3
      renewed every 2h
      name: one of "north", "east", "west", "south"
      takes: one of "sand", "gravel", "sand gravel"
    scenario delivery
      writes in yard
      lasts at most 30m
      truck: HEX 6; load: word from ["sand", "gravel"]
      > came
      dock: hold any dock where takes contains load, waiting at most 20m
        began: now
        > docked with dock: dock.number
        together
          unloading: after about 40s, rarely 2m
          papers
            stop when now - began > 50s
              after about 20s, rarely 100s
              breaks: chance 10%
              when breaks
                > broke with dock: dock.number
                end
              after about 2s, rarely 9s
        > left with dock: dock.number, held: ms 0 of (now - began)
    """,
    "yard.tree": """
    tree yard
    file a.log takes yard where truck starts with "A" or truck starts with "1"
    file b.log takes yard where not (truck starts with "A" or truck starts with "1")
    rate delivery 100 an hour
    """,
  ]

  private static let library = Result {
    let scratch = try Scratch()
    for (name, text) in files { try scratch.write(name, text + "\n") }
    return try TemplateLibrary(folders: [scratch.path])
  }

  private func make(
    _ start: String = "2021-05-06T09:00:00Z", minutes: Int64 = 60, jobs: Int = 1,
    only: [String] = []
  ) throws -> GeneratedTree {
    try GeneratedTree(Self.library.get(), "yard", minutes: minutes) {
      $0.start = parseRFC3339(start)
      $0.jobs = jobs
      $0.only = only
    }
  }

  private func lines(_ made: GeneratedTree, _ log: String) throws -> [Substring] {
    String(decoding: try made.log(log), as: UTF8.self).split(separator: "\n")
  }

  @Test("one thread and two, one file alone", arguments: ["a.log", "b.log"])
  func alone(_ log: String) throws {
    let whole = try make()
    #expect(try differences(whole.files, make(jobs: 2).files) == [])
    #expect(try whole.log(log) == make(jobs: 2, only: [log]).log(log))
  }

  @Test("a longer window begins with the shorter, and has the lines of one in its middle")
  func windows() throws {
    let long = try make(minutes: 600)
    #expect(try long.log("b.log").starts(with: make().log("b.log")))
    let part = try lines(make("2021-05-06T12:10:00Z", minutes: 90), "b.log")
    let wanted = try lines(long, "b.log").filter { $0 >= "12:10:00" && $0 < "13:40:00" }
    #expect(part.count > 200 && part == wanted)
  }

  @Test("never two at a dock, in the changes of its lives too")
  func docks() throws {
    let made = try make(minutes: 890)
    // At one instant the one leaves before the other docks.
    let all = try (lines(made, "a.log") + lines(made, "b.log")).sorted {
      $0.prefix(12) != $1.prefix(12) ? $0 < $1 : !$0.contains("docked") && $1.contains("docked")
    }
    var docked: [Substring: Substring] = [:]
    var count = 0
    for line in all {
      let words = line.split(separator: " ")
      switch words[2] {
      case "docked":
        if let other = docked.updateValue(words[1], forKey: words[4]) {
          Issue.record("\(line), where \(other) is")
        }
        count += 1
      case "left": docked[words[3]] = nil
      case "broke": docked[words[5]] = nil
      default: break
      }
    }
    #expect(count > 1000)
  }
}

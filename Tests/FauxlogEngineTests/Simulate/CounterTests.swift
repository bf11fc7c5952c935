import Testing

@testable import FauxlogEngine

/// Counters: numbers in the order of all records of a tree, over all files.
@Suite struct CounterTests {
  static let server = """
    actor server_run
      count 1
      renewed every 1d
      counter sequence starts 1
    """

  static let grammar = """
    layout | $seq $message
      seq: next server_run.sequence
    event in | in $who
    event out | out $who
    who: 0..9999
    """

  /// What stands before the first blank of each line, as a number.
  private func numbers(_ lines: [String]) throws -> [Int] {
    try lines.map { try #require(Int($0.prefix { $0 != " " })) }
  }

  @Test("records are numbered in their order, whatever runs beside them")
  func order() throws {
    let played = try Played(
      scenarios: """
        \(Self.server)
        scenario s
          writes in g
          who: 0..9999
          > in
          after 1s..10m
          start r with who
          > out
        scenario r given who
          writes in g
          after 0s..20s
          > in
        """, grammar: Self.grammar, tree: "file log takes g\nrate s 2 a minute")
    // The first generation of the run begins within three days.
    let found = try played.lines(from: 10 * 86400, seconds: 86400 * 2)
    let numbers = try numbers(found)
    #expect(numbers.count > 10_000)
    // What began in an earlier generation goes on counting with it.
    var last = [numbers[0] - 1]
    for number in numbers {
      if let run = last.firstIndex(of: number - 1) {
        last[run] = number
      } else {
        try #require(number == 1)
        last.append(1)
      }
    }
    #expect((2...4).contains(last.count), "a generation lives half a day to a day and a half")
  }

  static let busy = """
    \(server)
    dial hurry: about 2s, rarely 30s
    scenario s
      writes in g
      who: 0..9999
      first: > in
      after hurry
      when who < 5000: start r with who
      repeat 0..3 times
        skipped: next server_run.sequence
        after 0s..4s
      > out with who: first.seq
    scenario r given who
      lasts at most 20m
      writes in g
      after 1s..19m
      > hidden.h e
      > in
    """

  static let hidden = (
    "hidden/h.grammar", "grammar hidden.h\nevent e | $n\n  n: next g.server_run.sequence\n"
  )

  private func busyTree() throws -> Played {
    try Played(
      scenarios: Self.busy, grammar: Self.grammar,
      tree: """
        file log takes g
        rate s 6 a minute
        incident slow
          20 a day, for 10m
          turn hurry to 20s..3m
          rate r 10 a minute
        """.replacing("rate r 10", with: "rate s 10"), files: [Self.hidden])
  }

  @Test("a window in the middle has the numbers of the whole", arguments: [1, 2] as [UInt64])
  func windows(_ seed: UInt64) throws {
    let played = try busyTree()
    let begin: Int64 = 30 * 86400
    let whole = try played.records(from: begin, seconds: 86400, seed: seed)
    for hour in [1, 7, 16] as [Int64] {
      let from = begin + hour * 3600 + 17
      let part = try played.records(from: from, seconds: 1800, seed: seed)
      let range = from * 1_000_000_000..<(from + 1800) * 1_000_000_000
      #expect(part.count > 100)
      #expect(part == whole.filter { range.contains($0.time) })
    }
  }

  @Test("a record that no file takes counts, and so does a number that is not shown")
  func unseen() throws {
    let numbers = try numbers(try busyTree().lines(from: 30 * 86400, seconds: 7200))
    let gaps = zip(numbers, numbers.dropFirst()).filter { $1 > $0 + 1 }
    #expect(gaps.count > 100)
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 > $0 || $1 < 100 })
  }

  @Test("a named line tells its time and the numbers it took")
  func named() throws {
    let played = try Played(
      scenarios: """
        \(Self.server)
        scenario s
          writes in g
          first: > in with who: 0
          after 250ms
          > out with who: first.seq
          > out with who: ms 0 of (now - first.time)
        """, grammar: Self.grammar)
    let found = try played.lines(from: 9 * 86400, seconds: 3600)
    let numbers = try numbers(found)
    #expect(found.count == 3)
    #expect(found[1] == "\(numbers[0] + 1) out \(numbers[0])")
    #expect(found[2] == "\(numbers[0] + 2) out 250")
  }

  @Test("each actor counts by itself, and goes on from 0 where it wraps")
  func wraps() throws {
    let played = try Played(
      scenarios: """
        actor child
          count 3
          renewed every 2d
          slot: 100..999
          counter requests starts 250..255, wraps 256
        scenario s
          one: any child
          n: next one.requests
          twice: n * 2
          > g e with who: one.slot, n, twice
        """, grammar: "event e | $who $n $twice\n  who: 100..999; n: 0..255; twice: 0..510",
      tree: "file log takes g\nrate s 10 a minute")
    let found = try played.lines(from: 100 * 86400, seconds: 6 * 3600).map { line in
      line.split(separator: " ").compactMap { Int($0) }
    }
    let children = Dictionary(grouping: found) { $0[0] }
    #expect((3...6).contains(children.count))
    for (_, taken) in children {
      for (one, next) in zip(taken, taken.dropFirst()) { #expect(next[1] == (one[1] + 1) % 256) }
      #expect(taken.allSatisfy { $0[2] == $0[1] * 2 })
    }
  }

  @Test("what an instance was given goes on with its own generation")
  func generations() throws {
    let played = try Played(
      scenarios: """
        actor run
          count 1
          renewed every 1h
          tag: 1000..9999
          counter n starts 1
        scenario s given run
          lasts at most 50m
          repeat 30 times
            > g e with tag: run.tag
            after 1m..2m
        """, grammar: "event e | $n $tag\n  n: next run.n; tag: 1000..9999",
      tree: "file log takes g\nrate s 10 an hour for each run")
    let found = try played.lines(from: 50 * 3600, seconds: 20 * 3600).map { line in
      line.split(separator: " ").compactMap { Int($0) }
    }
    let runs = Dictionary(grouping: found) { $0[1] }
    #expect(runs.count > 10)
    for taken in runs.values {
      for (one, next) in zip(taken, taken.dropFirst()) { #expect(next[0] == one[0] + 1) }
    }
    // The first of the window began before it.
    for taken in runs.values where taken[0][1] != found[0][1] { #expect(taken[0][0] == 1) }
  }

  @Test("a format that is streamed by itself counts its records")
  func reads() throws {
    let reading = try Reading(
      "g",
      [
        ("g.grammar", "grammar g\nevent e | $seq: $x\n  seq: next run.n; x: text\n"),
        ("g.scenario", "scenarios g\nactor run\n  renewed every 1d\n  counter n starts 1\n"),
      ])
    #expect(reading.found(in: "41: a\n") == [#"1+1 e seq=41 x="a""#])
  }

  static let asked = "is a counter's value: it may be shown, not asked"
  static let actor = "actor a\n  renewed every 1d\n  counter n starts 1\n"

  static func wrong(
    _ title: String, _ steps: String, rate: String = "rate s every 1h", finds: [String]
  )
    -> Checked
  {
    CheckScenarioTests.tree(title, actor + steps, rate: rate, finds: finds)
  }

  static let refused = [
    wrong(
      "asked by when", "scenario s\n  n: next a.n\n  when n > 3: > g e",
      finds: ["7:8 n \(asked)"]),
    wrong(
      "through arithmetic, a text and an argument",
      "scenario s\n  n: next a.n\n  t: \"x${n}\"\n  do r with m: t\nscenario r given m\n  after 1s\n  repeat until m is \"x\", at most 3 times: > g e",
      finds: ["11:16 m \(asked)"]),
    wrong(
      "waited for", "scenario s\n  n: next a.n\n  after 1ms * n\n  > g e",
      finds: ["5:10 s can last longer than an hour", "7:15 n \(asked)"]),
    wrong(
      "through set", "scenario s\n  m: 1\n  n: next a.n\n  set m to n\n  when m is 3: > g e",
      finds: ["9:8 m \(asked)"]),
    wrong(
      "of no actor", "scenario s\n  n: next b.n\n  > g e", finds: ["6:11 no actor \"b\" here"]),
    wrong(
      "of no counter", "scenario s\n  n: next a.m\n  > g e",
      finds: ["6:13 no counter of a \"m\" here"]),
    wrong(
      "at the window's start", "scenario s\n  n: next a.n\n  > g e", rate: "run s at start",
      finds: ["t.tree:3:5 s takes from a counter, so that each window would count otherwise"]),
    CheckScenarioTests.tree(
      "for ever", "actor a\n  counter n starts 1\nscenario s\n  n: next a.n\n  > g e",
      finds: ["3:11 a counter begins anew with its actor"]),
    CheckScenarioTests.tree(
      "of one of several",
      "actor a\n  count 2\n  renewed every 1d\n  counter n starts 1\nscenario s\n  n: next a.n\n  > g e",
      finds: ["7:11 there are 2 of a: say whose n"]),
    Checked(
      "in a path",
      files: [
        ("g.scenario", "scenarios g\n\(actor)scenario s\n  m: next a.n\n  > g e with n: m\n"),
        ("g.grammar", "grammar g\nevent e | $n\n  n: 0..9\n"),
        ("t.tree", "tree t\nfile log.$n takes g\nrate s every 1h\n"),
      ], finds: ["t.tree:2:6 n \(asked)"]),
    CheckScenarioTests.tree(
      "long to open",
      "actor a\n  renewed every 30d\n  counter n starts 1\nscenario s\n  repeat 100 times\n    n: next a.n\n    > g e",
      rate: "rate s 1000 a minute",
      finds: ["t.tree:1:6 opening a window replays up to 13 024 800 000 steps"]),
    CheckScenarioTests.tree(
      "of a repeated piece", actor + "scenario s\n  > g e",
      grammar: "event e | $xs\n  xs: each x in [1, 2] | $n,\n    n: next a.n",
      finds: ["g.grammar:4:13 a repeated piece takes no numbers"]),
  ]

  @Test(arguments: refused)
  func refuses(_ checked: Checked) { #expect(checked.found(tree: "t") == checked.expected) }
}

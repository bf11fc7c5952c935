import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// Steps side by side, in the order of needs, and blocks that a condition stops.
@Suite struct TogetherTests {
  static let grammar = """
    event e | $what
    event n | $what $n
    what: word, default "-"
    n: 0..999999
    """

  /// What is written, with the seconds since the scenario began.
  private func played(
    _ steps: String, more: String = "", files: [(path: String, text: String)] = []
  ) throws -> [String] {
    let scenarios = "scenario s\n  writes in g\n  lasts at most 50m\n\(steps)\n\(more)"
    let records = try Played(scenarios: scenarios, grammar: Self.grammar, files: files).records()
    return records.map { "\($0.time / 1_000_000_000) \($0.text)" }
  }

  @Test("branches run side by side, and the step ends with its last")
  func branches() throws {
    let found = try played(
      """
        done: 0
        together
          slow
            after 5s
            > e with what: "slow"
            set done to done + 1
          quick
            > e with what: "quick"
            after 2s
            do twice with what: "inner"
            set done to done + 1
        > n with what: "all", n: done
      """,
      more: """
        scenario twice given what
          writes in g
          > e
          after 2s
          > e
        """)
    #expect(found == ["0 quick", "2 inner", "4 inner", "5 slow", "5 all 2"])
  }

  @Test("each element side by side has names of its own, and shares those around")
  func elements() throws {
    let found = try played(
      """
        sum: 0
        each x in [{"name": "a", "n": 3}, {"name": "b", "n": 1}, {"name": "c", "n": 2}] together
          mine: x.n
          after 1s * x.n
          set mine to mine * 10
          after 4s
          set sum to sum + mine
          > n with what: x.name, n: mine + position
        > n with what: "sum", n: sum
      """)
    #expect(found == ["5 b 11", "6 c 22", "7 a 30", "7 sum 60"])
  }

  @Test("draws of branches and elements do not depend on what runs beside them")
  func keys() throws {
    let alone = try played(
      """
        each x in [{"name": "b"}] together
          n: 0..999999
          after 0s..9s
          > n with what: x.name
      """)
    let beside = try played(
      """
        each x in [{"name": "a"}, {"name": "b"}, {"name": "c"}] together
          n: 0..999999
          after 0s..9s
          > n with what: x.name
      """)
    #expect(alone.count == 1)
    #expect(beside.count == 3)
    #expect(beside.contains(alone[0]))
    let oneByOne = try played(
      """
        each x in [{"name": "a"}, {"name": "b"}, {"name": "c"}]
          n: 0..999999
          > n with what: x.name
      """)
    func numbers(_ lines: [String]) -> Set<Substring> {
      Set(lines.map { $0[($0.firstIndex(of: " ") ?? $0.startIndex)...] })
    }
    #expect(numbers(oneByOne) == numbers(beside))
  }

  @Test("an element begins once its needs are done")
  func needs() throws {
    let found = try played(
      """
        nodes: from g.nodes
        each node in nodes once needs are done
          > e with what: node.name
          after 1s * node.takes
        > e with what: "end"
      """,
      files: [
        (
          "g/nodes.corpus",
          """
          corpus g.nodes
          card all
            in nodes
              name: app
              takes: 1
              needs: db, host
            in nodes
              name: host
              takes: 2
            in nodes
              name: db
              takes: 3
              needs: host, elsewhere
            in nodes
              name: web
              takes: 1
              needs: app

          """
        )
      ])
    #expect(found == ["0 host", "2 db", "5 app", "6 web", "7 end"])
  }

  @Test("needs that wait for each other")
  func circles() throws {
    let scenario = """
      scenario s
        part: any thing
        each x in part.list once needs are done
          > g e with what: x.name
      actor thing
        list: [{"name": "a", "needs": ["b"]}, {"name": "b", "needs": ["a"]}, {"name": "c"}]
      """
    let played = try Played(scenarios: scenario, grammar: Self.grammar)
    #expect {
      _ = try played.lines()
    } throws: { error in
      (error as? Simulation.Fault)?.diagnostic.message
        == "g.s has elements whose needs wait for each other: a, b"
    }
    let known = Checked(
      "known at load",
      files: [
        (
          "g.scenario",
          "scenarios g\nscenario s\n  all: from g.all\n  each x in all.list once needs are done: > g e\n"
        ),
        ("g.grammar", "grammar g\nevent e | x\n"),
        ("g/all.corpus", "corpus g.all\ncard one\n  in list\n    name: a\n    needs: a\n"),
        ("t.tree", "tree t\nfile log takes g\nrate s every 1h\n"),
      ], finds: ["4:27 needs wait for each other: a"])
    #expect(known.found(tree: "t") == known.expected)
  }

  // MARK: - Stopping

  @Test("a block is left at the first border of steps where its condition holds")
  func stops() throws {
    let found = try played(
      """
        gone: false
        stop when gone
          > e with what: "a"
          after 1s
          set gone to true
          > e with what: "never"
        > e with what: "behind"
        stop when not gone
          > e with what: "whole"
        > e with what: "end"
      """)
    #expect(found == ["0 a", "1 behind", "1 whole", "1 end"])
  }

  @Test("time may stop it, but only between steps, and a called scenario with it")
  func patience() throws {
    let found = try played(
      """
        began: now
        stop when now - began > 3s
          repeat 10 times: do tick
        > e with what: "late"
      """,
      more: """
        scenario tick
          writes in g
          > e with what: "tick"
          after 2s
          > e with what: "tock"
        """)
    #expect(found == ["0 tick", "2 tock", "2 tick", "4 late"])
  }

  @Test("all that runs in it stops, but a whole scenario ends first")
  func wholes() throws {
    let found = try played(
      """
        broken: false
        stop when broken
          together
            breaks
              after 5s
              set broken to true
            counts
              repeat 20 times
                after 2s
                > e with what: "tick"
            sends
              after 4s
              do send with what: "send"
              > e with what: "never"
        > e with what: "end"
      """,
      more: """
        scenario send given what
          whole
          writes in g
          > e
          after 3s
          > e
        """)
    #expect(found == ["2 tick", "4 send", "4 tick", "7 send", "7 end"])
  }

  @Test("what waits for an element that was stopped never begins")
  func stoppedNeeds() throws {
    let found = try played(
      """
        broken: false
        list: [{"name": "a"}, {"name": "b", "needs": ["a"]}, {"name": "c"}]
        stop when broken
          each x in list once needs are done
            > e with what: x.name
            after 1s
            when x.name is "c": set broken to true
            after 1s
        > e with what: "end"
      """)
    #expect(found == ["0 a", "0 c", "1 end"])
  }

  @Test("an inner block stops by itself, an outer one with all in it")
  func nested() throws {
    let found = try played(
      """
        n: 0
        stop when n > 4
          repeat 5 times
            stop when n is 2 or n is 4
              each x in ["a", "b"] together
                repeat 9 times
                  after 1s
                  set n to n + 1
                  > n with what: x
            > e with what: "in"
            set n to n + 1
        > n with what: "end"
      """)
    #expect(found == ["1 a 1", "1 in", "2 in", "2 end 5"])
  }

  @Test("`end` in a branch ends its scenario and all in it")
  func ends() throws {
    let found = try played(
      """
        outcome: do both
        > e with what: outcome
      """,
      more: """
        scenario both
          writes in g
          together
            one
              each x in ["a", "b"] together
                after 1s
                > e with what: x
                when x is "a": end as over
            two
              after 2s
              > e with what: "never"
          > e with what: "never"
        """)
    #expect(found == ["1 a", "1 over"])
  }

  @Test("calls of strands do not disturb each other's frames")
  func frames() throws {
    let found = try played(
      """
        each x in ["a", "b", "c", "d"] together
          repeat 3 times
            do outer with what: x
      """,
      more: """
        scenario outer given what
          writes in g
          pause: 1s..9s
          after pause
          do inner with what
          > n with n: seconds 0 of pause
        scenario inner given what
          writes in g
          mine: what
          after 1s..9s
          > n with what: mine, n: 0
        """)
    #expect(found.count == 24)
    for name in ["a", "b", "c", "d"] {
      let own = found.filter { $0.contains(" \(name) ") }
      #expect(own.count == 6)
      for (index, line) in own.enumerated() { #expect(line.hasSuffix(" 0") == (index % 2 == 0)) }
    }
  }

  @Test("spans are those of the longest branch")
  func spans() throws {
    let checked = CheckScenarioTests.tree(
      "spans",
      """
      scenario s
        together
          a: after 40m
          b
            after 50m
            > g e
      scenario r
        each x in [1, 2, 3] together: after 70m
      """, rate: "rate s every 1h\nrate r every 2h",
      finds: ["8:10 r can last longer than an hour"])
    #expect(checked.found(tree: "t") == checked.expected)
  }
}

import Testing

@testable import FauxlogEngine

/// Actors that are held, one holder at a time; whoever else wants one waits for its turn.
@Suite struct HoldTests {
  static let grammar = """
    event e | $what $who
    what: word
    who: text, default "-"
    """

  /// What is written, with the seconds of the window.
  private func played(
    _ scenarios: String, rates: [String] = ["s every 1h"], actor: String = "actor till\n  count 1",
    seconds: Int64 = 3600
  ) throws -> [String] {
    let records = try Played(
      scenarios: "\(actor)\n\(scenarios)", grammar: Self.grammar,
      tree: (["file log takes g"] + rates.map { "rate \($0)" }).joined(separator: "\n")
    ).records(seconds: seconds)
    return records.map { "\($0.time / 1_000_000_000) \($0.text)" }
  }

  /// Three who come one second after the other; each needs the till for ten.
  private func queue(_ customer: String) throws -> [String] {
    try played(
      """
      scenario s
        lasts at most 10m
        each who in ["a", "b", "c"]
          start customer
          after 1s
      scenario customer given who
        writes in g
        lasts at most 10m
      \(customer)
      """)
  }

  @Test("who comes first is served first, and nobody before the other is through")
  func order() throws {
    let found = try queue(
      """
        > e with what: "comes"
        hold any till, waiting at most 50m
          > e with what: "begins"
          after 10s
          > e with what: "ends"
        > e with what: "goes"
      """)
    #expect(
      found == [
        "0 comes a", "0 begins a", "1 comes b", "2 comes c", "10 ends a", "10 goes a",
        "10 begins b", "20 ends b", "20 goes b", "20 begins c", "30 ends c", "30 goes c",
      ])
  }

  @Test("of several the first that is free is taken, and the name tells which")
  func several() throws {
    let found = try played(
      """
      scenario s
        lasts at most 10m
        each what in ["a", "b", "c", "d"]
          start customer
          after 1s
      scenario customer given what
        writes in g
        lasts at most 10m
        clerk: hold any clerk where number < 2, waiting at most 50m
          > e with who: clerk.number
          when what is "a": after 3s
          after 2s
        > e with what: "goes", who: clerk.number
      """, actor: "actor clerk\n  count 3")
    // a and b have one each; c gets that of b, who is through first, d that of c or a.
    let began = found.filter { !$0.contains("goes") }.map { $0.split(separator: " ") }
    #expect(began.map { "\($0[0]) \($0[1])" } == ["0 a", "1 b", "3 c", "5 d"])
    #expect(Set([began[0][2], began[1][2]]) == ["0", "1"])
    #expect(began[2][2] == began[1][2] && !found.contains { $0.hasSuffix(" 2") })
    #expect(found.filter { $0.contains("goes") }.allSatisfy { !$0.hasSuffix("-") })
  }

  @Test("an end, a scenario that is left, and one that ends inside let go")
  func ends() throws {
    let found = try queue(
      """
        hold any till, waiting at most 50m
          > e with what: "begins"
          when who is "a"
            after 5s
            end
          do inner
      scenario inner given who
        writes in g
        lasts at most 1m
        after 1s
        hold any till where number > 0, waiting at most 50m      # there is none
          > e with what: "never"
        end as done
      """)
    #expect(found == ["0 begins a", "5 begins b", "6 begins c"])
  }

  @Test("a block that is stopped lets go of what is held in it, not of what is held around")
  func stopped() throws {
    let found = try played(
      """
      scenario s
        lasts at most 10m
        start first
        after 1s
        start other with wanted: 1
        start other with wanted: 0
      scenario first
        writes in g
        lasts at most 10m
        began: now
        hold any till where number is 0, waiting at most 50m
          stop when now - began > 4s
            hold any till where number is 1, waiting at most 50m
              repeat 9 times
                > e with what: "works"
                after 2s
          > e with what: "stopped"
          after 3s
      scenario other given wanted
        writes in g
        lasts at most 10m
        hold any till where number is wanted, waiting at most 50m
          > e with what: "has", who: wanted
      """, actor: "actor till\n  count 2")
    #expect(
      found == [
        "0 works -", "2 works -", "4 works -", "6 stopped -", "6 has 1", "9 has 0",
      ])
  }

  @Test("branches that are left let go, and who waits in one leaves the line")
  func branches() throws {
    let found = try played(
      """
      scenario s
        lasts at most 10m
        start family
        after 2s
        start single
      scenario family
        writes in g
        lasts at most 10m
        gone: false
        stop when gone
          together
            one: do shopping with who: "one"
            two: do shopping with who: "two"
            clock
              after 5s
              set gone to true
        > e with what: "gone"
      scenario shopping given who
        writes in g
        lasts at most 10m
        hold any till, waiting at most 50m
          > e with what: "begins"
          after 1m
          > e with what: "ends"
      scenario single
        lasts at most 1h
        do shopping with who: "single"
      """)
    #expect(found == ["0 begins one", "5 begins single", "5 gone -", "65 ends single"])
  }

  @Test("an end in a branch lets go of what the others hold, and takes them out of the line")
  func branchEnds() throws {
    let found = try played(
      """
      scenario s
        lasts at most 10m
        start family
        after 2s
        start single
      scenario family
        writes in g
        do errands
        > e with what: "home"
        hold any till, waiting at most 1m
          > e with what: "again"
      scenario errands
        together
          one: do shopping with who: "one"
          two: do shopping with who: "two"
          clock
            after 5s
            end
      scenario shopping given who
        writes in g
        hold any till, waiting at most 10m
          > e with what: "begins"
          after 10s
          > e with what: "ends"
      scenario single
        do shopping with who: "single"
      """)
    #expect(
      found == ["0 begins one", "5 home -", "5 begins single", "15 ends single", "15 again -"])
  }

  @Test("who has waited long enough, and whose deadline comes, leaves the line, and the block out")
  func patience() throws {
    let found = try played(
      """
      scenario s
        hold any till, waiting at most 1s
          start customer with who: "x"
          after 5s
          start customer with who: "y"
          after 2s
          start hasty
          after 5s
        > g e with what: "free"
      scenario customer given who
        writes in g
        served: hold any till, waiting at most 10s
          > e with what: "begins"
          after 20s
          again: hold any till where number is served.number, waiting at most 3s
            > e with what: "never"
          when again is none
            > e with what: "ends"
        when served is none
          > e with what: "leaves"
      scenario hasty
        lasts at most 4s
        do customer with who: "hasty"
      """)
    #expect(
      found == ["10 leaves x", "11 leaves hasty", "12 free -", "12 begins y", "35 ends y"])
  }

  @Test("a block that is left while its strand was about to leave the line")
  func lateness() throws {
    let found = try played(
      """
      scenario s
        hold any till, waiting at most 1s
          start customer
          after 10s
      scenario customer
        writes in g
        began: now
        left: false
        repeat 3 times
          stop when now - began > 4s and not left
            turn: hold any till, waiting at most 6s
              > e with what: "begins"
              after 1s
          set left to now - began > 4s
      """)
    // Left at 6 s, it comes again, and waits till 10 s.
    #expect(found == ["10 begins -", "11 begins -"])
  }

  @Test("a new life of an actor does not serve before the old one is let go")
  func lives() throws {
    let found = try played(
      """
      scenario s
        writes in g
        lasts at most 1h
        first: hold any till, waiting at most 50m
          > e with what: "begins"
          after 50m
          > e with what: "ends"
      scenario r
        writes in g
        lasts at most 1h
        after 1s
        second: hold any till, waiting at most 50m
          is_young: second.since > now - 16m
          > e with what: "has", who: is_young
      """, rates: ["s every 2h", "r every 2h"], actor: "actor till\n  count 1\n  renewed every 10m")
    #expect(found == ["0 begins -", "3000 ends -", "3000 has true"])
  }

  /// What many that hold one of two did, by who they are.
  private static let office = """
    actor desk
      count 2
    scenario s
      writes in g
      lasts at most 20m
      who: HEX 8
      > e with what: "comes"
      desk: hold any desk, waiting at most 50m
        > e with what: "begins ${desk.number}"
        began: now
        hurries: chance 20%
        stop when now - began > 20s
          after about 20s, rarely 90s
          when hurries
            > e with what: "ends"
            end
          do work
        second: > e with what: "ends"
    scenario work given who
      writes in g
      lasts at most 20m
      > e with what: "works"
      after about 5s, rarely 20s
    """

  @Test(
    "never two at one desk, each in the order of coming", arguments: 1...5 as ClosedRange<UInt64>)
  func property(seed: UInt64) throws {
    let played = try Played(
      scenarios: Self.office, grammar: Self.grammar, tree: "file log takes g\nrate s 2 a minute")
    let records = try played.records(from: 36_000, seconds: 7200, seed: seed)
    var line: [String] = []
    var atDesk: [String: String] = [:]
    var waited = 0
    for text in records.map(\.text) {
      let words = text.split(separator: " ").map(String.init)
      let who = words[words.count - 1]
      switch words[0] {
      case "comes": line.append(who)
      case "begins":
        guard let place = line.firstIndex(of: who) else { break }
        #expect(place == 0, "\(who) is served before \(line[0])")
        line.remove(at: place)
        waited += line.isEmpty ? 0 : 1
        // What is under way when the window opens began before.
        if let other = atDesk.updateValue(who, forKey: words[1]) { #expect(other == "") }
      case "ends":
        for (desk, other) in atDesk where other == who { atDesk[desk] = "" }
      default: break
      }
    }
    #expect(waited > 15 && atDesk.count == 2)
  }

  @Test("a window opens with those for whom others wait, though they are gone by then")
  func opening() throws {
    let played = try Played(
      scenarios: """
        actor till
          count 1
        scenario s
          writes in g
          hold any till, waiting at most 90s
            after 100s
            > e with what: "ends"
        """, grammar: Self.grammar, tree: "file log takes g\nrate s at 00:00, 00:01, 00:02")
    // The third of them came at 120 s, and waited for the second, who had waited for the first.
    for start in [0, 150, 290] as [Int64] {
      let times = try played.records(from: start, seconds: 600 - start).map(\.time)
      let wanted = [100, 200, 300].map { $0 * 1_000_000_000 }.filter { $0 >= start * 1_000_000_000 }
      #expect(times == wanted)
    }
  }

  @Test("a window shows what a longer one does", arguments: [1, 2, 3] as [UInt64])
  func windows(seed: UInt64) throws {
    let played = try Played(
      scenarios: Self.office, grammar: Self.grammar, tree: "file log takes g\nrate s 2 a minute")
    let long = try played.records(from: 0, seconds: 36_000, seed: seed)
    for (from, seconds) in [(0, 3600), (7200, 1800), (30_000, 600), (35_999, 1)] as [(Int64, Int64)]
    {
      let window = from * 1_000_000_000..<(from + seconds) * 1_000_000_000
      let part = try played.records(from: from, seconds: seconds, seed: seed)
      #expect(part == long.filter { window.contains($0.time) })
      #expect(seconds < 600 || part.count > 50)
    }
  }
}

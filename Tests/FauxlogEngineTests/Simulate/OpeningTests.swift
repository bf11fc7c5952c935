import Testing

@testable import FauxlogEngine

/// What is played before a window begins: all that the window sees of it, whatever is left out.
@Suite struct OpeningTests {
  /// That windows in the middle of a stretch have just what the stretch has of them.
  private func compare(_ played: Played, days: Int64, at hours: [Int64]) throws {
    let begin: Int64 = 200 * 86400
    let whole = try played.records(from: begin, seconds: days * 86400)
    for hour in hours {
      let from = begin + hour * 3600 + 17
      let range = from * 1_000_000_000..<(from + 7200) * 1_000_000_000
      let part = try played.records(from: from, seconds: 7200)
      #expect(part.count > 10)
      #expect(part == whole.filter { range.contains($0.time) }, "hour \(hour)")
    }
  }

  @Test("what a scenario starts through one that it runs goes on behind it")
  func startedThroughAnother() throws {
    let played = try Played(
      scenarios: """
        scenario s
          do through
        scenario through
          start later
        scenario later
          lasts at most 5h
          after 1h..4h
          > g e
        """, grammar: "event e | $n\n  n: 0..9999", tree: "file log takes g\nrate s 1 a minute")
    try compare(played, days: 2, at: [0, 5, 30])
  }

  @Test("each counter is played since its own actor began")
  func severalCounters() throws {
    let played = try Played(
      scenarios: """
        actor shelf
          count 4
          renewed every 20d
          name: word from g.places
          counter items starts 10..90
        actor run
          renewed every 1d
          counter lines starts 1
        scenario s given run
          one: any shelf where name is wanted
          wanted: one of low, high, left, right
          n: next one.items
          after 1s..40m
          > g e with what: "${one.name} $n"
        scenario r
          n: next run.lines
          > g e with what: "line $n"
        scenario beside
          > g e with what: "beside"
        """, grammar: "event e | $what\n  what: text",
      tree: """
        file log takes g
        rate s 20 an hour for each run
        rate r 20 an hour
        rate beside every 20m
        """, files: [("places.corpus", "corpus g.places\nlow\nhigh\nleft\nright\n")])
    try compare(played, days: 3, at: [1, 26, 69])
  }

  @Test("clocks, grids and ends of lives come when they are due, wherever a window begins")
  func clocks() throws {
    let played = try Played(
      scenarios: """
        actor run
          count 3
          renewed every 7h
        scenario s given run
          > g e with what: "begins"
        scenario ends given run
          after 1m..9m
          > g e with what: "ends"
        scenario daily
          > g e with what: "daily"
        scenario weekly
          > g e with what: "weekly"
        scenario often
          > g e with what: "often"
        """, grammar: "event e | $what\n  what: text",
      tree: """
        zone Europe/Berlin
        file log takes g
        rate s once for each run
        rate ends once before its end for each run
        rate daily at 02:30, 06:00
        rate weekly on Sunday at 00:10
        rate often every 7m
        """)
    // 2027-03-20T00:00:00Z, a Saturday; clocks are put on eight days later.
    let begin: Int64 = 9940 * 86400
    let all = try played.records(from: begin, seconds: 14 * 86400)
    func minutes(_ what: String) -> [Int64] {
      all.filter { $0.text == what }.map { $0.time / 60_000_000_000 - begin / 60 }
    }
    // 02:30 is not there on the day of the change: it is 03:00, which is 01:00 of UTC.
    let early = (0..<14).map { day in
      day < 8 ? day * 1440 + 90 : day == 8 ? day * 1440 + 60 : day * 1440 + 30
    }
    let late = (0..<14).map { day in day * 1440 + (day < 8 ? 300 : 240) }
    #expect(minutes("daily") == (early + late).sorted().map(Int64.init))
    #expect(minutes("weekly") == [1390, 11470].map { $0 })
    let often = minutes("often")
    #expect(often.count == 14 * 1440 / 7)
    #expect(zip(often, often.dropFirst()).allSatisfy { $1 - $0 == 7 })
    let (begun, ended) = (minutes("begins"), minutes("ends"))
    #expect((135...155).contains(begun.count) && (135...155).contains(ended.count))
    for day in 0..<13 as Range<Int64> {
      let from = begin + day * 86400 + 4000
      let range = from * 1_000_000_000..<(from + 86400) * 1_000_000_000
      let part = try played.records(from: from, seconds: 86400)
      #expect(part == all.filter { range.contains($0.time) }, "day \(day)")
    }
  }

  @Test(
    "any of a name finds whoever has it, and nobody else", arguments: ["ann bo chris", "10 bo 7"])
  func names(_ names: String) throws {
    let played = try Played(
      scenarios: """
        actor person
          count 3
          renewed every 2h
          name: word from g.names
          mark: hex 4
        scenario s
          wanted: one of ann, bo, chris, 10, 10.0, 7, nobody
          one: any person where name is wanted
          > g e with what: "$wanted ${one.name}"
        """, grammar: "event e | $what\n  what: text", tree: "file log takes g\nrate s 5 a minute",
      files: [("names.corpus", "corpus g.names\n" + names.replacing(" ", with: "\n") + "\n")])
    let there = Set(names.split(separator: " ").map(String.init))
    var found: [String: String] = [:]
    for line in try played.lines(seconds: 6 * 3600) {
      let parts = line.split(separator: " ").map(String.init)
      if let known = found.updateValue(parts[1], forKey: parts[0]) { #expect(known == parts[1]) }
    }
    #expect(found.count == 7)
    for (wanted, name) in found {
      let meant = wanted == "10.0" ? "10" : wanted
      #expect(name == (there.contains(meant) ? meant : "none"))
    }
  }
}

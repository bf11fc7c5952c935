import FauxlogLanguage
import Testing

@Suite("Sentences that no sample has")
struct SentenceTests {
  @Test("settings, names and encoders of grammars")
  func grammar() throws {
    let text = """
      \u{FEFF}grammar g\r
      encoding "utf-16" with bom; header in first file | $a\r
      trailer\r
        | end\r
      names ecs\r
        a "b.c" times 1000; file "log.file"\r
      encoder e\r
        U+0041..U+0043 becomes U+0061; U+0009 kept; invalid utf8 through g.lua\r
        U+0000..U+001F becomes "#" in octal 3\r
      layout l given a, b default none | $a $message
      """
    let entries = try parsed(text).entries
    try #require(entries.count == 6)
    guard case .setting(.encoding("utf-16", bom: true), _) = entries[0],
      case .setting(.header(let header, firstFileOnly: true), _) = entries[1],
      case .setting(.trailer(let trailer), _) = entries[2], case .names(let names) = entries[3],
      case .encoder(let encoder) = entries[4], case .layout(let layout) = entries[5],
      case .shifted(to: 0x61) = encoder.rules[0].result, case .kept = encoder.rules[1].result,
      case .text("#", base: "octal", width: 3) = encoder.rules[2].result
    else {
      Issue.record("another tree")
      return
    }
    #expect(header.items.count == 1 && trailer.items.count == 1 && layout.given.count == 2)
    #expect(
      names.rows.map(\.target) == ["b.c", "log.file"] && names.rows.map(\.times) == [1000, 1])
    #expect(encoder.rules[0].last == 0x43 && encoder.invalid?.text == "g.lua")
  }

  @Test("incidents, curves, fixed files and runs of trees")
  func tree() throws {
    let text = """
      tree t
      static etc/hostname | ${U+41}b
      static empty/
      incident i
        at 2026-03-01T14:00:00Z, for 20m
        turn s.dial to 2s..30s; rate x every 5m; run y with a: 1 at 06:25
      incident j
        2 a week between 09:00 and 17:00, for about 1m, rarely 1h
      curve c: 00:00 4%, 12:30 100%, weekend 25.5%
      when v is 1: rate z once for each run
      otherwise: zone UTC; run y at end
      """
    let entries = try parsed(text).entries
    try #require(entries.count == 6)
    guard case .statics(let fixed) = entries[0], case .statics(let folder) = entries[1],
      case .incident(let first) = entries[2], case .at(let date) = first.when,
      case .incident(let second) = entries[3], case .curve(let curve) = entries[4],
      case .rate(_, let unit, .some(let hours)) = second.when,
      case .choice(let choice) = entries[5],
      case .clock(385) = try #require(first.runs.first).moment
    else {
      Issue.record("another tree")
      return
    }
    #expect(fixed.body.items.count == 1 && folder.path.text == "empty/" && folder.body.isEmpty)
    #expect(date == "2026-03-01T14:00:00Z" && first.turns[0].dial.text == "s.dial")
    #expect(first.rates.count == 1 && outline(second.lasting) == "1/0/1m~1/0/1h")
    #expect(unit.text == "week" && hours == (540, 1020))
    #expect(curve.points.map(\.minute) == [0, 750] && curve.weekend == 255_000)
    #expect(choice.branches.map(\.body.count) == [1, 2])
  }
}

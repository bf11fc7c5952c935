import Testing

@testable import FauxlogEngine

/// `widest`: a column that grows with the records of its file.
@Suite struct WidestTests {
  static let grammar = """
    layout console | $source$level⇥$message
      source: text, padded to width
      width: widest length of source + 2, at least 8, since run, not written
    layout file | $source;$level;$message
      source: text
    level: one of debug, info, warn
    event loud info | loud
    event soft debug | soft
    event drawn warn | $what
      what: string 3 of "a-z"
    source: text
    """

  static let scenarios = """
    actor run
      renewed every 6h
    scenario s
      writes in g
      source: string 1..9 of "a-z"
      > loud
      after 0s..20s
      wide: chance 2%
      when wide: > drawn with source: string_of
      otherwise: > soft
      string_of: string 10..30 of "a-z"
    """

  private func played() throws -> Played {
    try Played(
      scenarios: Self.scenarios, grammar: Self.grammar,
      tree: "file log takes g as console where level is not debug\nrate s 2 a minute")
  }

  /// Every record in its order, whether or not the file takes it, with the width its file has.
  @Test("a width is that of the widest record of its file so far")
  func widths() throws {
    let records = try played().records(from: 40 * 3600, seconds: 24 * 3600)
    #expect(records.count > 2000)
    var restarts = 0
    var last = 0
    for record in records where !record.text.hasSuffix("soft") {
      let column = try #require(record.text.split(separator: "\t").first)
      let name = column.prefix { $0 != " " }
      let level = record.text.hasSuffix("loud") ? "info" : "warn"
      #expect(column.hasSuffix(level))
      let width = column.count - level.count
      #expect(width >= max(8, name.count + 2))
      // Lives that began before another run have its width.
      if width < last { restarts += 1 }
      if width > last, last > 0, restarts == 0 { #expect(width == name.count + 2) }
      last = width
    }
    #expect(restarts > 0)
  }

  @Test("a record that the file does not take does not widen it")
  func others() throws {
    let played = try Played(
      scenarios: """
        actor run
          renewed every 6h
        scenario s
          writes in g
          > soft with source: "a_long_name_of_a_source"
          > loud with source: "short"
          > loud with source: "longer_name"
          > loud with source: "short"
        """, grammar: Self.grammar,
      tree: "file log takes g as console where level is not debug\nrate s every 1h")
    #expect(
      try played.lines(from: 20 * 3600).filter { !$0.hasSuffix("soft") } == [
        "short        info\tloud", "longer_name  info\tloud", "short        info\tloud",
      ])
  }

  @Test("a window in the middle has the widths of the whole")
  func windows() throws {
    let played = try played()
    let begin: Int64 = 30 * 3600
    let whole = try played.records(from: begin, seconds: 12 * 3600)
    for hour in [1, 5, 11] as [Int64] {
      let from = begin + hour * 3600 + 33
      let part = try played.records(from: from, seconds: 1200)
      let range = from * 1_000_000_000..<(from + 1200) * 1_000_000_000
      #expect(part.count > 30)
      #expect(part == whole.filter { range.contains($0.time) })
    }
  }

  @Test("a reader needs no width")
  func reads() throws {
    let reading = try Reading(
      "g",
      [
        (
          "g.grammar",
          """
          grammar g
          layout | $source$level|$size|$message
            source: text, padded to width
            size: 0..999, padded left to width
            width: widest length of source + 2, at least 20, since run, not written
            level: one of info, warn
          event e info | $x
            x: text

          """
        ), ("g.scenario", "scenarios g\nactor run\n  renewed every 1d\n"),
      ])
    let found = reading.found(in: "modinfo.x    info|   7|a\nyinfo|12|b\n")
    #expect(
      found == [
        #"1+1 e source="modinfo.x" level="info" size=7 x="a""#,
        #"2+1 e source="y" level="info" size=12 x="b""#,
      ])
  }

  @Test("a padded word ends at its blanks, though what follows begins like a word")
  func words() throws {
    for width in ["w", "12"] {
      let reading = try Reading(
        "g",
        [
          (
            "g.grammar",
            "grammar g\nevent e | $a$b|\n  a: word, padded to \(width); b: one of mod, net\n"
              + "  w: widest length of a, at least 12, since run, not written\n"
          ), ("g.scenario", "scenarios g\nactor run\n  renewed every 1d\n"),
        ])
      #expect(reading.found(in: "core        mod|\n") == [#"1+1 e a="core" b="mod""#])
    }
  }

  static func wrong(_ title: String, _ option: String, tree: String, finds: [String]) -> Checked {
    Checked(
      title,
      files: [
        (
          "g.grammar",
          "grammar g\nlayout | $a;$message\n  a: text, padded to w\n  w: widest length of a\(option), not written\nevent e | x\n"
        ),
        (
          "g.scenario",
          "scenarios g\nactor run\n  renewed every 1d\nactor many\n  count 2\n  renewed every 1d\nscenario s\n  > g e\n"
        ),
        ("t.tree", "tree t\n\(tree)\nrate s every 1h\n"),
      ], finds: finds)
  }

  static let refused = [
    wrong("fine", ", since run", tree: "file a takes g", finds: []),
    wrong(
      "for ever", "", tree: "file a takes g", finds: ["4:3 say when it begins anew: `since ACTOR`"]),
    wrong(
      "of several", ", since many", tree: "file a takes g",
      finds: ["4:32 many must be one actor that is `renewed every D`"]),
    wrong(
      "in two files", ", since run", tree: "file a takes g\nfile b takes g",
      finds: ["4:3 several files take this layout, and each has a w of its own"]),
  ]

  @Test(arguments: refused)
  func refuses(_ checked: Checked) { #expect(checked.found(tree: "t") == checked.expected) }
}

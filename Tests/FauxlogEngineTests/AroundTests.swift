import Testing

@testable import FauxlogEngine

/// `layout around`: what stands around whole records, bare ones or those in their layout.
@Suite struct AroundTests {
  private static let grammar = """
    parameter kind: one of pod, plain, default pod
    when kind is pod
      layout around | <$tag> $message
        tag: one of F, P
    layout | [$level] $message;
      level: one of info, warn
    event bell info | the bell rang $times
      times: 1..9
    event page bare | page $page
      page: 1..9
    event other warn generic | $message
      message: text
    event printed bare generic | $text
      text: text
    """

  @Test("is read apart, with all that stands in it")
  func reads() throws {
    let reading = try Reading(grammar: "grammar g\n\(Self.grammar)")
    #expect(
      reading.found(
        in: "<F> [info] the bell rang 3;\n<P> page 4\n<F> [warn] so;\n<F> else\npage 5\n") == [
          #"1+1 bell tag="F" level="info" times=3"#,
          #"2+1 page tag="P" page=4"#,
          #"3+1 other tag="F" level="warn" message="so""#,
          #"4+1 printed tag="F" text="else""#,
          "5+1 ? - 5:1",
        ])
  }

  @Test("is not there where parameters take it away")
  func plain() throws {
    let reading = try Reading(grammar: "grammar g\n\(Self.grammar)", settings: ["kind": "plain"])
    #expect(
      reading.found(in: "[info] the bell rang 3;\npage 4\n") == [
        #"1+1 bell level="info" times=3"#, #"2+1 page page=4"#,
      ])
  }

  @Test("is written around each")
  func writes() throws {
    let lines = try Played(
      scenarios: """
        scenario s
          writes in g
          tag: "P"
          > bell with times: 2
          > page with page: 7
        """, grammar: Self.grammar
    ).lines()
    #expect(lines == ["<P> [info] the bell rang 2;", "<P> page 7"])
  }

  @Test("there is one of them")
  func refuses() {
    let found = Checked(
      "", "layout around | <$message\nlayout around | >$message\nevent e | x", finds: []
    ).found()
    #expect(found == ["3:1 only one layout stands around the records of a file"])
  }
}

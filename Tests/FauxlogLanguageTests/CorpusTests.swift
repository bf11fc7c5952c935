import FauxlogLanguage
import Testing

@Suite("Corpora")
struct CorpusTests {
  @Test("are lists of values with weights")
  func list() throws {
    let text = "corpus x.y\n\n# none\nACME ⇥ 5\nB\t0\na⇥b\n a; \"b\" # c $d\nend␠\n1\t2\t3\n"
    guard case .list(let rows) = try parsed(text).corpus else {
      Issue.record("no list")
      return
    }
    #expect(rows.map(\.value) == ["ACME", "B", "a\tb", " a; \"b\" # c $d", "end ", "1\t2"])
    #expect(rows.map(\.weight) == [5, 0, 1, 1, 1, 3])
    #expect(rows.map(\.2.line) == [4, 5, 6, 7, 8, 9])
  }

  @Test("are tables")
  func table() throws {
    let text = "corpus x\ncolumns a, b\nc d ⇥ e\n␠⇥\nf\tg\n"
    guard case .table(let columns, let rows) = try parsed(text).corpus else {
      Issue.record("no table")
      return
    }
    #expect(columns.map(\.text) == ["a", "b"])
    #expect(rows.map(\.cells) == [["c d", "e"], [" ", ""], ["f", "g"]])
  }

  /// Members as one line, records in brackets.
  private func outline(_ members: [CorpusSyntax.CardMember]) -> String {
    members.map { member in
      switch member {
      case .text(let name, let bars):
        name.text + ":"
          + bars.map { FauxlogLanguageTests.outline($0.segments) }.joined(separator: "|")
      case .record(let name, let inner): "\(name.text)[\(outline(inner))]"
      case .element(let name, let inner): "+\(name.text)[\(outline(inner))]"
      }
    }.joined(separator: ",")
  }

  @Test("are cards")
  func cards() throws {
    let text = """
      corpus x
      card one 5   # a comment
        a: b; c # $d
        "e f":
        in: x
        g
          "1": ⇥h\t$$
          i
            j: k
        in links
          frames: $frames
        in links
        text:
          | first $a.b
          |
          | last␠
      card two
      """
    guard case .cards(let cards) = try parsed(text).corpus else {
      Issue.record("no cards")
      return
    }
    #expect(cards.map(\.name.text) == ["one", "two"] && cards.map(\.weight) == [5, 1])
    #expect(
      outline(cards[0].members)
        == "a:b; c # «d»,e f:,in:x,g[1:\th\t$,i[j:k]],+links[frames:«frames»],+links[],"
        + "text:first «a».b||last ")
  }

  @Test("are lines of JSON, named by their path")
  func jsonLines() throws {
    let file = try parsed("{\"a\":1}\n\n{\"b\": \"\t\"} \n", path: "web/agents.ndjson")
    guard case .ndjson(let rows) = file.corpus else {
      Issue.record("no rows")
      return
    }
    #expect(file.name.text == "web.agents")
    #expect(rows.map(\.line) == ["{\"a\":1}", "{\"b\": \"\t\"} "] && rows[1].1.line == 3)
  }

  @Test("may be empty, or take away cards")
  func rest() throws {
    guard case .list(let rows) = try parsed("corpus x\n# nothing\n").corpus else {
      Issue.record("no list")
      return
    }
    #expect(rows.isEmpty)
    let file = try parsed("extend corpus x\nwithout card a\ncard b\n")
    guard case .without("card", let name, _) = file.entries.first, case .cards = file.corpus else {
      Issue.record("no extension")
      return
    }
    #expect(file.extends && name.text == "a")
  }
}

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
  static func outline(_ members: [CorpusSyntax.CardMember]) -> String {
    members.map { member in
      switch member {
      case .text(let name, let bars):
        name.text + ":"
          + bars.map { FauxlogLanguageTests.outline($0.segments) }.joined(separator: "|")
      case .record(let name, let inner): "\(name.text)[\(outline(inner))]"
      case .element(let name, let inner): "+\(name.text)[\(outline(inner))]"
      case .part(let name, let corpus): "*\(name.text)\(corpus.map { "<\($0.text)" } ?? "")"
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
      Self.outline(cards[0].members)
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

/// Parts of cards, joined where they are asked for.
@Suite struct CardPartTests {
  /// The members of each card of `a`, and what is wrong with it.
  private func joined(_ a: String, _ b: String = "part x\n  two: 2\n") -> ([String], [String]) {
    var loader = CatalogueLoader()
    loader.add(path: "a.corpus", text: "corpus a\n\(a)", layer: 0)
    loader.add(path: "b.corpus", text: "corpus b\n\(b)", layer: 0)
    loader.add(path: "c.corpus", text: "corpus c\npart\n  of a list\n", layer: 0)
    let catalogue = loader.finish()
    guard case .cards(let cards)? = catalogue.corpora["a"]?.corpus else { return ([], ["none"]) }
    let outlines = cards.map { card in "\(card.name.text) \(CorpusTests.outline(card.members))" }
    return (outlines, catalogue.corpora["a"]?.diagnostics.map(Self.shown) ?? [])
  }

  private static func shown(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.position.line):\(diagnostic.position.column) \(diagnostic.message)"
  }

  @Test("stand in cards, records, elements and other parts")
  func places() {
    let found = joined(
      """
      part x
        one: 1
        in list
          deep: 0
      card first
        with x
        record
          with x
        in list
          with y
      part y
        with x from b
        with x
      card second
        with y

      """)
    #expect(
      found.0 == [
        "first one:1,+list[deep:0],record[one:1,+list[deep:0]],+list[two:2,one:1,+list[deep:0]]",
        "second two:2,one:1,+list[deep:0]",
      ])
    #expect(found.1 == [])
  }

  @Test(
    "refuses",
    arguments: [
      ("card a\n  with z\n", ["3:8 no part of a \"z\" here"]),
      ("card a\n  with z from b\n", ["3:8 no part of b \"z\" here"]),
      ("card a\n  with z from d\n", ["3:15 no corpus \"d\" here"]),
      ("card a\n  with z from c\n", ["3:8 no part of c \"z\" here"]),
      ("part x\n  with y\npart y\n  with x\ncard a\n", ["5:8 x is made of itself"]),
      ("card a\n  with z\n    b: 1\n", ["4:5 nothing may stand below `with`"]),
    ])
  func refuses(_ text: String, _ expected: [String]) {
    #expect(joined(text).1 == expected)
  }

  @Test("that double one another come to an end")
  func bomb() {
    var text = "part x0\n  in list\n    one: 1\n"
    for number in 1...40 {
      text += "part x\(number)\n  with x\(number - 1)\n  with x\(number - 1)\n"
    }
    let found = joined(text + "card a\n  with x40\n")
    #expect(found.1.first?.contains("more than 100000 members") == true, "\(found.1)")
    #expect(found.1.count <= 20)
  }

  @Test("nested too deep are refused")
  func deep() {
    var text = "part x0\n  one: 1\n"
    for number in 1...5000 { text += "part x\(number)\n  with x\(number - 1)\n" }
    let found = joined(text + "card a\n  with x5000\n")
    #expect(found.1.first?.contains("in each other") == true, "\(found.1)")
  }
}

import FauxlogLanguage
import Testing

/// What stands behind `x:` and the outline of what it becomes.
struct KindCase: Sendable, CustomTestStringConvertible {
  let text: String
  let outline: String
  var isScenario = false

  init(_ text: String, _ outline: String, scenario: Bool = false) {
    self.text = text
    self.outline = outline
    isScenario = scenario
  }
  var testDescription: String { text }
}

@Suite("What may stand behind a colon")
struct KindTests {
  static let values: [KindCase] = [
    KindCase("a + b * c", "= (a + (b * c))"),
    KindCase("a * b + c", "= ((a * b) + c)"),
    KindCase("a - b - c", "= ((a - b) - c)"),
    KindCase("a % b / c", "= ((a % b) / c)"),
    KindCase("(a + b) * c", "= ((a + b) * c)"),
    KindCase("a then b + c then d", "= ((a then (b + c)) then d)"),
    KindCase("a then b is c then d", "= ((a then b) is (c then d))"),
    KindCase("not a is b and c", "= ((not (a is b)) and c)"),
    KindCase("a and b or c and d", "= ((a and b) or (c and d))"),
    KindCase("a or b and c", "= (a or (b and c))"),
    KindCase("a is not none or b", "= ((a is not none) or b)"),
    KindCase("now - began > patience", "= ((now - began) > patience)"),
    KindCase("a <= 3 and a >= -1", "= ((a <= 3/0/1) and (a >= -1/0/1))"),
    KindCase("not text contains \"Form Dict\"", "= (not (text contains \"Form Dict\"))"),
    KindCase("a starts with \"x\"", "= (a starts with \"x\")"),
    KindCase("length of source + 2", "= (length(source) + 2/0/1)"),
    KindCase("trimmed of item 1 of f.lines", "= trimmed(item[1/0/1](f.lines))"),
    KindCase("base64 \"A-Z\" of (a then b)", "= base64[\"A-Z\"]((a then b))"),
    KindCase("bytes 4 of n", "= bytes[4/0/1](n)"),
    KindCase("hex of n", "= hex(n)"),
    KindCase("last 2 of list", "= last[2/0/1](list)"),
    KindCase("text of python.traceback with a: b", "text of python.traceback(a: b)"),
    KindCase("{\"id\": x, n: [1, 2]}", "= {id: x, n: [1/0/1, 2/0/1]}"),
    KindCase("{}", "= {}"),
    KindCase("\"a$b${c.d}$$⇥␠${U+41}${0xE9}\"", "= \"a«b»«c.d»$\t A<e9>\""),
    KindCase("40%", "= 40/2/2"),
    KindCase("0.50", "= 50/2/1"),
    KindCase("10MiB", "= 10/0/2MiB"),
    KindCase("100000 bytes", "= 100000/0/6bytes"),
    KindCase("x is v15", "= (x is v15)"),
    KindCase("x is TLSv1.3", "= (x is 'TLSv1.3')"),
    KindCase("version is 0.12", "= (version is 12/2/1)"),
    KindCase("position > 0", "= (position > 0/0/1)"),
    KindCase("path is none", "= (path is none)"),
    KindCase("a or b", "= (a or b)", scenario: true),
    KindCase("a", "= a"),
  ]

  static let kinds: [KindCase] = [
    KindCase("1..65535", "1/0/1..65535/0/5"),
    KindCase("-1..61", "-1/0/1..61/0/2"),
    KindCase("000..999", "0/0/3..999/0/3"),
    KindCase("0..9223372036854775807", "0/0/1..9223372036854775807/0/19"),
    KindCase(
      "0.01..500.00 about 12.50, rarely 200.00", "1/2/1..50000/2/3 1250/2/2~20000/2/3"),
    KindCase("about 25ms, rarely 400ms", "25/0/2ms~400/0/3ms"),
    KindCase("word", "<word>"),
    KindCase("text from company_names", "<text> from company_names"),
    KindCase("text from t by a, b, not written", "<text> from t by a+b; not written"),
    KindCase("from \"$root${f.file}\"", " from \"«root»«f.file»\""),
    KindCase("a or b", "<&a> | <&b>"),
    KindCase("snapshot_id from x", "<&snapshot_id> from x"),
    KindCase("one of A 5, B 1%, \"c d\", 0.9, none", "'A'*5/'B'*10000pm/\"c d\"/9/1/1/'none'"),
    KindCase("one of no, SSL or word, default no", "'no'/'SSL' | <word>; default = no"),
    KindCase("one of 512M, 2xx", "'512M'/'2xx'"),
    KindCase("hex 3", "<hex 3>"),
    KindCase("HEX 32", "<HEX 32>"),
    KindCase("bytes 10", "<bytes 10>"),
    KindCase("string 6..8 of \"a-z0-9\"", "<string 6..8 a-z0-9>"),
    KindCase("string 5 of \"a-z\"", "<string 5..5 a-z>"),
    KindCase("time \"HH:mm\" in utc of now + p", "<time HH:mm @10 utc (now + p)>"),
    KindCase("maybe when a > 0 | x", "maybe -1 (a > 0/0/1)"),
    KindCase("maybe 30% | x", "maybe 300000 -"),
    KindCase("maybe | x", "maybe -1 -"),
    KindCase("maybe, as text | x", "maybe -1 -; as text"),
    KindCase("each f in l.fs, at least 1, joined by \", \" | x", "each f in l.fs >=1 , "),
    KindCase("each f in fs, not written | x", "each f in fs >=0 -; not written"),
    KindCase("p.q with a: b.c, d, kept", "p.q(a: b.c, d: d); kept"),
    KindCase("one of, as text\n  5 b | x\n  1 c: d: word", "5 b / 1 c; as text"),
    KindCase("chance 5%", "chance 50000"),
    KindCase("chance 0.0001%", "chance 1"),
    KindCase("any site where name is \"a\"", "any site (name is \"a\")", scenario: true),
    KindCase("next run.sequence", "next run.sequence"),
    KindCase(
      "widest length of s + 2, at least 20, since run, not written",
      "widest (length(s) + 2/0/1) 20 run; not written"),
    KindCase("last x, since run", "last x run"),
    KindCase("> g e stamped t with a: 1, b", "> g/e @t (a: 1/0/1, b: b)", scenario: true),
    KindCase("> e | a $b", "> e () |a «b»", scenario: true),
    KindCase("do s with a: 1", "do s", scenario: true),
    KindCase(
      "text, through q, 80% none as \"-\", padded left to 5, cut to 78 as \"...\", to last",
      "<text>; through q; none as - 800000; padded 5 true; cut 78 ...; to last"),
    KindCase(
      "json, sorted, indented by 1, grouped by \" \", padded to w, none as \"n\", forges",
      "<json>; sorted; indented 1; grouped  ; padded w false; none as n -1; forges"),
    KindCase("word, default from x by y, kept", "<word>; default  from x by y; kept"),
  ]

  @Test("parses with the right shape", arguments: values + kinds)
  func shape(_ example: KindCase) throws {
    let head = example.isScenario ? "scenarios s\nscenario x\n  x: " : "grammar g\nx: "
    let source = SourceFile(path: "x", text: head + example.text)
    let (file, diagnostics) = parse(source, file: 0)
    #expect(diagnostics.map { describe($0, in: [source]) } == [])
    var definition: Definition?
    switch file?.entries.first {
    case .definition(let found): definition = found
    case .scenario(let scenario):
      if case .definition(let found) = scenario.steps.first { definition = found }
    default: break
    }
    let found = try #require(definition)
    let parts = [outline(found.kind)] + found.options.map(outline)
    #expect(parts.joined(separator: "; ") == example.outline)
  }
}

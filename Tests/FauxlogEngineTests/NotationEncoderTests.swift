import FauxlogEngine
import FauxlogLanguage
import Testing

private func encoded(_ text: [UInt8], _ encoder: Encoder) -> [UInt8] {
  writtenBytes { writer in
    unsafe text.withUnsafeBufferPointer { unsafe encoder.encode($0, into: &writer) }
  }
}

private func encoded(_ text: String, _ encoder: Encoder) -> String {
  String(decoding: encoded(Array(text.utf8), encoder), as: UTF8.self)
}

private func decoded(_ text: [UInt8], _ encoder: Encoder) -> [UInt8]? {
  unsafe text.withUnsafeBufferPointer { unsafe encoder.decode($0) }
}

private let somewhere = Position(line: 1, column: 1)

private func rule(
  _ first: UInt32, _ last: UInt32, _ result: EncoderSyntax.Rule.Result
) -> EncoderSyntax.Rule {
  .init(first: first, last: last, result: result, position: somewhere)
}

private func becomes(_ code: UInt32, _ text: String) -> EncoderSyntax.Rule {
  rule(code, code, .text(text, base: nil, width: 0))
}

private func compile(
  _ rules: [EncoderSyntax.Rule], invalid: String? = nil
) -> (encoder: Encoder?, diagnostics: [Diagnostic]) {
  var diagnostics: [Diagnostic] = []
  let syntax = EncoderSyntax(
    name: Name("own", somewhere), rules: rules, invalid: invalid.map { Name($0, somewhere) })
  let encoder = Encoder.compile(syntax, diagnostics: &diagnostics)
  return (encoder, diagnostics)
}

struct BuiltInCase: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let expected: String
  let isExact: Bool
  var testDescription: String { name }
}

private let builtIns: [BuiltInCase] = [
  .init(name: "backslash", text: "a\"b\\c\né", expected: #"a\"b\\c"# + "\né", isExact: true),
  .init(
    name: "c_quoted", text: "\u{7}\u{8}\t\n\u{B}\u{C}\r\"\\\u{0}\u{1F}\u{7F}é'",
    expected: #"\a\b\t\n\v\f\r\"\\\000\037\177é'"#, isExact: true),
  .init(
    name: "xml", text: "<a b=\"c\">'&'é", expected: "&lt;a b=&quot;c&quot;&gt;&apos;&amp;&apos;é",
    isExact: true),
  .init(
    name: "percent", text: "aZ09-._~ /%é\n", expected: "aZ09-._~%20%2F%25%C3%A9%0A", isExact: true),
  .init(name: "csv", text: "a \"b\", c", expected: "a \"\"b\"\", c", isExact: true),
  .init(
    name: "octal", text: "a b\"\\\té\u{7F}", expected: #"a b\042\134\011\303\251\177"#,
    isExact: true),
  .init(name: "upper", text: "aZzé", expected: "AZZé", isExact: false),
  .init(name: "lower", text: "aZzÉ", expected: "azzÉ", isExact: false),
  .init(name: "mask", text: "secret", expected: "****", isExact: false),
]

struct OwnCase: Sendable, CustomTestStringConvertible {
  let name: String
  let rules: [EncoderSyntax.Rule]
  var invalid: String?
  let text: String
  let expected: String
  let isExact: Bool
  var testDescription: String { name }
}

private let own: [OwnCase] = [
  .init(
    name: "nginx",
    rules: [
      rule(0, 0x1F, .text(#"\x#"#, base: "HEX", width: 2)), becomes(0x22, #"\x22"#),
      becomes(0x5C, #"\x5C"#), becomes(0x7F, #"\x7F"#),
    ], text: "a\"b\\\n\u{1F}\u{7F}é", expected: #"a\x22b\x5C\x0A\x1F\x7Fé"#, isExact: true),
  .init(
    name: "a quote behind a backslash", rules: [becomes(0x22, #"\""#)], text: #"a"\b"#,
    expected: #"a\"\b"#, isExact: true),
  .init(
    name: "flat",
    rules: [becomes(0x0D, #"\r"#), becomes(0x0A, #"\n"#), rule(0x09, 0x09, .shifted(to: 0x20))],
    text: "a\r\n\tb", expected: #"a\r\n b"#, isExact: false),
  .init(
    name: "rsyslog", rules: [becomes(0x0A, "#012")], text: "a\nb", expected: "a#012b",
    isExact: false),
  .init(
    name: "argument",
    rules: [
      becomes(0x0A, "\n\t"), rule(9, 9, .kept), rule(0, 0x1F, .shifted(to: 0x2400)),
      rule(0x7F, 0x7F, .shifted(to: 0x2421)),
    ], invalid: "octal", text: "a\nb\tc\u{1}\u{7F}é", expected: "a\n\tb\tc␁␡é", isExact: false),
  .init(
    name: "characters beyond ASCII",
    rules: [becomes(0x5C, #"\\"#), rule(0x80, 0xFFFF, .text(#"\u#"#, base: "hex", width: 4))],
    text: #"é→\u00e9😀"#, expected: #"\u00e9\u2192\\u00e9😀"#, isExact: true),
  .init(
    name: "two letters swapped",
    rules: [rule(0x61, 0x61, .shifted(to: 0x62)), rule(0x62, 0x62, .shifted(to: 0x61))],
    text: "abc", expected: "bac", isExact: true),
  .init(
    name: "an earlier rule has the same form",
    rules: [
      becomes(0x22, #"\22"#), becomes(0x5C, #"\5c"#),
      rule(0, 0x7E, .text("\\#", base: "hex", width: 2)),
    ],
    text: "\"a\\", expected: #"\22\61\5c"#, isExact: true),
  .init(
    name: "one result begins another",
    rules: [becomes(0x61, "xy"), becomes(0x62, "x"), becomes(0x78, "_")], text: "ab",
    expected: "xyx", isExact: false),
  .init(
    name: "two characters, one result",
    rules: [rule(0x61, 0x62, .text("=", base: nil, width: 0)), becomes(0x3D, "_=")], text: "ab",
    expected: "==", isExact: false),
  .init(
    name: "nothing is left", rules: [becomes(0x0D, "")], text: "a\r\n", expected: "a\n",
    isExact: false),
  .init(
    name: "results that together look like a third",
    rules: [becomes(0x61, "xy"), becomes(0x62, "zx"), becomes(0x78, "q"), becomes(0x71, "k")],
    text: "bay", expected: "zxxyy", isExact: false),
]

@Suite struct NotationEncoderTests {
  @Test(arguments: builtIns)
  func builtIn(_ example: BuiltInCase) throws {
    let encoder = try #require(Encoder.builtIn(example.name))
    #expect(encoded(example.text, encoder) == example.expected)
    #expect(encoder.isExact == example.isExact)
    #expect(Encoder.builtInNames.contains(example.name))
  }

  @Test(arguments: own)
  func ownEncoder(_ example: OwnCase) throws {
    let (compiled, diagnostics) = compile(example.rules, invalid: example.invalid)
    let encoder = try #require(compiled)
    #expect(diagnostics.isEmpty)
    #expect(encoded(example.text, encoder) == example.expected)
    #expect(encoder.isExact == example.isExact)
    if encoder.isExact {
      #expect(decoded(Array(example.expected.utf8), encoder) == Array(example.text.utf8))
    }
  }

  @Test("exact built-ins give any bytes back, and write only what they say they can")
  func roundTrip() {
    var random = NotationRandom(6)
    let exact = Encoder.builtInNames.compactMap(Encoder.builtIn).filter(\.isExact)
    for encoder in exact {
      for _ in 0..<1000 {
        var text = Array(random.text().utf8)
        if random.below(4) == 0 { text.append(UInt8(random.below(256))) }
        let written = encoded(text, encoder)
        #expect(decoded(written, encoder) == text)
        #expect(written.allSatisfy(encoder.canWrite))
        #expect(written.first.map(encoder.canBegin) ?? true)
      }
    }
    #expect(exact.count == 7)
  }

  @Test("what is called exact is", arguments: 0..<40)
  func randomRules(_ seed: Int) {
    var random = NotationRandom(UInt64(seed))
    let alphabet = Array("abxy".utf8)
    let texts = everyText(alphabet + [0x5F], upTo: 4)
    for _ in 0..<10 {
      let rules = (0..<(1 + random.below(3))).map { _ in
        becomes(
          UInt32(alphabet[random.below(4)]),
          String((0..<(1 + random.below(3))).map { _ in "abxy_".randomElement(&random) }))
      }
      guard let encoder = compile(rules).encoder, encoder.isExact else { continue }
      let bad = texts.first { decoded(encoded($0, encoder), encoder) != $0 }
      #expect(bad == nil, "\(rules)")
    }
  }

  @Test func decodingRefuses() throws {
    let percent = try #require(Encoder.builtIn("percent"))
    for text in ["%", "%4", "%zz", "a b", "%41", "%e9"] {
      #expect(decoded(Array(text.utf8), percent) == nil, "\(text)")
    }
    let mask = try #require(Encoder.builtIn("mask"))
    #expect(decoded(Array("****".utf8), mask) == nil)
  }

  @Test func whatItWrites() throws {
    let nginx = try #require(compile(own[0].rules).encoder)
    #expect(!nginx.canWrite(0x22))
    #expect(!nginx.canWrite(0x0A))
    #expect(nginx.canWrite(0x5C) && nginx.canBegin(with: 0x5C))
    #expect(nginx.canWrite(0xC3))
    let apache = try #require(compile(own[1].rules).encoder)
    #expect(apache.canWrite(0x22) && !apache.canBegin(with: 0x22))
  }

  @Test func invalidBytes() throws {
    let encoder = try #require(compile([], invalid: "octal").encoder)
    #expect(encoded([0x61, 0xC3, 0xA9, 0xE2, 0x86, 0x62], encoder) == Array("aé\\342\\206b".utf8))
  }

  @Test func rulesThatCannotBe() {
    let cases: [([EncoderSyntax.Rule], String?, String)] = [
      ([rule(2, 1, .kept)], nil, "the range ends before it begins"),
      ([rule(0xD800, 0xD800, .kept)], nil, "no such character"),
      ([rule(0, 0x110000, .kept)], nil, "no such character"),
      (
        [rule(0, 0x1F, .text("x", base: "hex", width: 2))], nil,
        "\"x\" needs one # for the code in hex"
      ),
      (
        [rule(0, 0x1F, .text("##", base: "hex", width: 2))], nil,
        "\"##\" needs one # for the code in hex"
      ),
      ([rule(0, 0x100, .text("#", base: "HEX", width: 2))], nil, "U+0100 does not fit HEX 2"),
      ([rule(0, 0x40, .text("#", base: "octal", width: 2))], nil, "U+0040 does not fit octal 2"),
      (
        [rule(0, 0x10, .shifted(to: 0x10FFFF))], nil,
        "the range it becomes holds codes that are no characters"
      ),
      ([], "octl", "no encoder \"octl\""),
    ]
    for (rules, invalid, message) in cases {
      let (encoder, diagnostics) = compile(rules, invalid: invalid)
      #expect(encoder == nil)
      #expect(diagnostics.map(\.message) == [message])
    }
    let shadowed = compile([rule(0, 9, .kept), becomes(5, "x")])
    #expect(shadowed.encoder != nil)
    #expect(shadowed.diagnostics.map(\.severity) == [.note])
  }

  @Test(arguments: [
    ("abcdef", 6, "...", "abcdef", "abcdef"), ("abcdefg", 6, "...", "abc...", "a...fg"),
    ("äöüäöüx", 6, "", "äöüäöü", "ä...üx"), ("日本語😀", 3, "…", "日本…", "..."),
    ("abc", 2, "...", "...", "..."), ("", 0, "...", "", ""),
    ("abcdefghij", 8, "~", "abcdefg~", "ab...hij"),
  ])
  func cuts(text: String, limit: Int, marker: String, cut: String, short: String) {
    var text = text
    text.withUTF8 { bytes in
      #expect(writtenText { unsafe writeCut(bytes, to: limit, as: marker, into: &$0) } == cut)
      #expect(writtenText { unsafe writeShort(bytes, to: limit, into: &$0) } == short)
    }
  }

  private func everyText(_ alphabet: [UInt8], upTo length: Int) -> [[UInt8]] {
    var texts: [[UInt8]] = [[]]
    var last = texts
    for _ in 0..<length {
      last = last.flatMap { text in alphabet.map { text + [$0] } }
      texts += last
    }
    return texts
  }
}

extension String {
  fileprivate func randomElement(_ random: inout NotationRandom) -> Character {
    self[index(startIndex, offsetBy: random.below(count))]
  }
}

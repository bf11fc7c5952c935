import FauxlogEngine
import Testing

struct SpelledCase: Sendable, CustomTestStringConvertible {
  let name: String
  let datum: Datum
  let notation: Notation
  let style: NotationStyle
  let expected: String
  var testDescription: String { name }

  init(
    _ name: String, _ datum: Datum, _ notation: Notation, _ expected: String,
    style: NotationStyle = NotationStyle()
  ) {
    self.name = name
    self.datum = datum
    self.notation = notation
    self.style = style
    self.expected = expected
  }
}

private let lines = Datum.record([
  .init(.text("100"), .text("c")), .init(.text("b"), .list([.integer(1), .list([])])),
  .init(.integer(98), .text("é😀")), .init(.text("a"), .record([])), .init(.text("99"), .none),
])

private let cases: [SpelledCase] = [
  .init("none", .none, .json, "null"),
  .init("None", .none, .python, "None"),
  .init("true", .bool(true), .json, "true"),
  .init("False", .bool(false), .python, "False"),
  .init("number as it is", .number("1.50"), .json, "1.50"),
  .init("raw in JSON", .raw("<a \"b\">"), .json, #""<a \"b\">""#),
  .init("raw in Python", .raw("<a \"b\">"), .python, "<a \"b\">"),
  .init("tuple of none", .list([], tuple: true), .python, "()"),
  .init("tuple of one", .list([.integer(1)], tuple: true), .python, "(1,)"),
  .init("tuple of two", .list([.integer(1), .integer(-2)], tuple: true), .python, "(1, -2)"),
  .init("tuple in JSON", .list([.integer(1)], tuple: true), .json, "[1]"),
  .init(
    "Python names", .record([.init(.integer(1), .text("a")), .init(.none, .bool(true))]), .python,
    "{1: 'a', None: True}"),
  .init(
    "JSON names", .record([.init(.none, .none), .init(.bool(true), .none)]), .json,
    #"{"null": null, "true": null}"#),
  .init("as given", lines, .json, #"{"100": "c", "b": [1, []], "98": "é😀", "a": {}, "99": null}"#),
  .init(
    "sorted, compact", lines, .json,
    #"{"98":"\u00e9\ud83d\ude00","99":null,"100":"c","a":{},"b":[1,[]]}"#,
    style: .init(ascii: true, sorted: true, compact: true)),
  .init(
    "indented", lines, .json,
    """
    {
       "98": "é😀",
       "99": null,
       "100": "c",
       "a": {},
       "b": [
        1,
        []
       ]
      }
    """, style: .init(indent: 1, baseIndent: 2, sorted: true)),
  .init(
    "sorted in Python", lines, .python, "{98: 'é😀', '99': None, '100': 'c', 'a': {}, 'b': [1, []]}",
    style: .init(sorted: true)),
]

@Suite struct NotationWriteTests {
  @Test("a value is spelled as Python would", arguments: cases)
  func spelling(_ example: SpelledCase) {
    #expect(spelled(example.datum, as: example.notation, example.style) == example.expected)
  }

  @Test(arguments: [
    (#"plain"#, #"'plain'"#), (#"it's"#, #""it's""#), (#"say "x""#, #"'say "x"'"#),
    (#"it's "x""#, #"'it\'s "x"'"#), (#"a\b"#, #"'a\\b'"#), ("\n\r\t", #"'\n\r\t'"#),
    ("\u{0}\u{8}\u{7F}", #"'\x00\x08\x7f'"#), ("\u{85}\u{A0}\u{AD}", #"'\x85\xa0\xad'"#),
    ("é→日😀", "'é→日😀'"), ("\u{200B}\u{2028}\u{E000}", #"'\u200b\u2028\ue000'"#),
    ("\u{E0001}\u{10FFFF}", #"'\U000e0001\U0010ffff'"#),
  ])
  func pythonStrings(text: String, expected: String) {
    #expect(writtenText { writePythonString(text, into: &$0) } == expected)
  }

  @Test(arguments: 0...40)
  func everyByteInEveryPlace(length: Int) {
    for byte in UInt8(0)...127 {
      for place in 0..<length {
        var bytes = [UInt8](repeating: 0x61, count: length)
        bytes[place] = byte
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(writtenText { writeJSONString(text, into: &$0) } == slowJSON(text, ascii: false))
        #expect(
          writtenText { writeJSONString(text, ascii: true, into: &$0) }
            == slowJSON(text, ascii: true))
      }
    }
  }

  @Test func bytesThatAreNoUTF8() {
    var random = NotationRandom(1)
    let pieces: [[UInt8]] = [
      [0xC3], [0xA9], [0xE2, 0x86], [0xE2, 0x86, 0x92], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98],
      [0xF0, 0x9F, 0x98, 0x80], [0xF4, 0x90], [0xFF], [0x61], [0x61, 0x62, 0x63, 0x64, 0x65, 0x66],
      [0xE0, 0x80], [0xC0, 0xAF],
    ]
    for _ in 0..<2000 {
      let bytes = (0..<random.below(6)).flatMap { _ in pieces[random.below(pieces.count)] }
      let json = writtenBytes { writer in
        unsafe bytes.withUnsafeBufferPointer {
          unsafe writeJSONString($0, ascii: false, into: &writer)
        }
      }
      #expect(json == Array(String(decoding: bytes, as: UTF8.self).utf8))
    }
    let bytes: [UInt8] = [0x61, 0xE2, 0x86, 0x62]
    let python = writtenText { writer in
      unsafe bytes.withUnsafeBufferPointer { unsafe writePythonString($0, into: &writer) }
    }
    #expect(python == #"'a\udce2\udc86b'"#)
  }

  @Test("Python's json and ast read what we write", .enabled(if: PythonProgram.isThere))
  func heldAgainstPython() throws {
    var random = NotationRandom(2)
    var lines: [String] = []
    for _ in 0..<400 {
      let datum = random.datum(for: .json, depth: 4)
      lines.append("j" + spelled(datum, as: .json))
      lines.append("a" + spelled(datum, as: .json, .init(ascii: true)))
      lines.append("c" + spelled(datum, as: .json, .init(compact: true)))
      lines.append("p" + spelled(datum, as: .python))
      let indented = spelled(datum, as: .json, .init(ascii: true, indent: 2))
      lines.append("i" + spelled(.text(indented), as: .json, .init(ascii: true)))
    }
    let program = """
      import ast, json, sys
      bad = 0
      for line in sys.stdin.buffer.read().decode().split("\\n"):
        kind, line = line[:1], line[1:]
        if kind == "p":
          bad += repr(ast.literal_eval(line)) != line
        elif kind:
          value = json.loads(line)
          if kind == "i":
            line, value = value, json.loads(value)
          spelled = json.dumps(value, ensure_ascii=kind in "ai", indent=2 if kind == "i" else None,
            separators=(",", ":") if kind == "c" else None)
          bad += spelled != line
      print(bad)
      """
    #expect(try PythonProgram.run(program, input: lines.joined(separator: "\n")) == "0\n")
  }

  @Test("repr of each character", .enabled(if: PythonProgram.isThere))
  func printable() throws {
    let text = (UInt32(0)...0x10FFFF).compactMap { Unicode.Scalar($0) }
      .map { scalar in writtenText { writePythonString(String(scalar), into: &$0) } }
      .joined(separator: "\n")
    let program = """
      import sys, unicodedata
      lines = sys.stdin.buffer.read().decode().split("\\n")
      chars = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
      known = unicodedata.unidata_version == "14.0.0"
      print(len(lines) - len(chars), sum(known and repr(c) != l for c, l in zip(chars, lines)))
      """
    #expect(try PythonProgram.run(program, input: text) == "0 0\n")
  }

  private func slowJSON(_ text: String, ascii: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case _ where scalar.value < 0x20 || ascii && scalar.value == 0x7F:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

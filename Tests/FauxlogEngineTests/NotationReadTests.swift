import FauxlogEngine
import Testing

/// What a notation reads at the start of a text: the value and how many bytes it took.
private func reading(_ text: String, _ notation: Notation) -> (value: Datum, end: Int)? {
  let bytes = Array(text.utf8)
  return unsafe bytes.withUnsafeBufferPointer { bytes in
    let result = unsafe notation.read(bytes, from: 0)
    let end = unsafe notation.scan(bytes, from: 0)
    #expect(result?.end == end, "scan and read disagree about \(text)")
    return result
  }
}

struct ReadCase: Sendable, CustomTestStringConvertible {
  let text: String
  let value: Datum?
  /// Bytes behind the value.
  let rest: Int
  var testDescription: String { text }

  init(_ text: String, _ value: Datum?, rest: Int = 0) {
    self.text = text
    self.value = value
    self.rest = rest
  }
}

private let jsonCases: [ReadCase] = [
  .init("null", Datum.none), .init("true,", .bool(true), rest: 1), .init("false", .bool(false)),
  .init("0", .integer(0)), .init("-12]", .integer(-12), rest: 1), .init("-0", .number("-0")),
  .init("007", .integer(0), rest: 2), .init("1.50", .number("1.50")),
  .init("5.", .integer(5), rest: 1),
  .init("1e", .integer(1), rest: 1), .init("1E+5x", .number("1E+5"), rest: 1), .init("-", nil),
  .init("9223372036854775807", .integer(.max)),
  .init("9223372036854775808", .number("9223372036854775808")),
  .init(#""a\"\\\/\b\f\n\r\tz""#, .text("a\"\\/\u{8}\u{C}\n\r\tz")),
  .init(#""\u00e9\ud83d\ude00""#, .text("é😀")),
  .init(#""\ud83d \ude00\ud83dx""#, .text("\u{FFFD} \u{FFFD}\u{FFFD}x")), .init(#""\u12g4""#, nil),
  .init(#""\x""#, nil),
  .init(#""\"#, nil), .init("\"a\nb\"", nil), .init("\"a", nil), .init("", nil), .init("[", nil),
  .init("nul", nil),
  .init("[]", .list([])), .init("[ 1 ,\n2 ] ", .list([.integer(1), .integer(2)]), rest: 1),
  .init("[1,]", nil),
  .init("[,]", nil), .init("[1 2]", nil), .init("{}", .record([])),
  .init(
    #"{"a" : {"b":[null]}}"#,
    .record([.init(.text("a"), .record([.init(.text("b"), .list([Datum.none]))]))])),
  .init(#"{"a":1,}"#, nil), .init("{1:2}", nil), .init(#"{"a" 1}"#, nil), .init("'a'", nil),
  .init("NaN", nil),
]

private let pythonCases: [ReadCase] = [
  .init("None", Datum.none), .init("True", .bool(true)), .init("False}", .bool(false), rest: 1),
  .init("Nonesuch", .raw("Nonesuch")),
  .init("-1", .integer(-1)), .init("1e+16", .number("1e+16")), .init("nan", .raw("nan")),
  .init("-inf", .raw("-inf")),
  .init("1j", .raw("1j")), .init("1+2j,", .raw("1+2j"), rest: 1),
  .init("(1-2.5j)", .raw("(1-2.5j)")), .init("1+2", .integer(1), rest: 2),
  .init("'it\\'s'", .text("it's")), .init("\"it's\" 'x'", .text("it's"), rest: 4),
  .init("u'é'", .text("é")), .init(#"r'\d'"#, .text("\\d")),
  .init(#"b'\x00\'' "#, .raw(#"b'\x00\''"#), rest: 1),
  .init(#"'\x1b\xe9\u2028\U0001f600\0\101\a\v\d'"#, .text("\u{1B}é\u{2028}😀\0A\u{7}\u{B}\\d")),
  .init(#"'\x1'"#, nil), .init(#"'\U00110000'"#, nil), .init(#"'\N{DASH}'"#, nil),
  .init("'a\n'", nil), .init("'a", nil),
  .init("()", .list([], tuple: true)), .init("(1,)", .list([.integer(1)], tuple: true)),
  .init("(1, 2)", .list([.integer(1), .integer(2)], tuple: true)),
  .init("(1)", .raw("(1)")), .init("(,)", nil), .init("(1,,2)", nil),
  .init("[1, 'a',]", .list([.integer(1), .text("a")])), .init("[1 2]", nil),
  .init("{}", .record([])),
  .init(
    "{1: 'a', 'b': (None,)}",
    .record([.init(.integer(1), .text("a")), .init(.text("b"), .list([Datum.none], tuple: true))])),
  .init("{1, 2}", .raw("{1, 2}")), .init("{1}", .raw("{1}")), .init("{1 2}", nil),
  .init("{1: 2, 3}", nil), .init("{1: 2", nil), .init("set()", .raw("set()")),
  .init(
    "datetime.datetime(2021, 5, 6, 0, 0), 'x'", .raw("datetime.datetime(2021, 5, 6, 0, 0)"), rest: 5
  ),
  .init("<Request 'http://x/?a=>' [GET]>}", .raw("<Request 'http://x/?a=>' [GET]>"), rest: 1),
  .init(
    #"ConnectionError(MaxRetryError("HTTP(host='x'): (Caused by <e: )")) rest"#,
    .raw(#"ConnectionError(MaxRetryError("HTTP(host='x'): (Caused by <e: )"))"#), rest: 5),
  .init(
    "{'a': <Doc: It's here>, 'b': 1}",
    .record([.init(.text("a"), .raw("<Doc: It's here>")), .init(.text("b"), .integer(1))])),
  .init(
    "<function f.<locals>.<lambda> at 0x7f>, ", .raw("<function f.<locals>.<lambda> at 0x7f>"),
    rest: 2),
  .init("<map a->b :)>", .raw("<map a->b :)>")), .init("<open", nil), .init("<a\n>", nil),
  .init("Decimal('1.5').", .raw("Decimal('1.5')"), rest: 1),
  .init("f(]", nil), .init("f(", nil), .init("typing.List[int]", .raw("typing.List[int]")),
  .init("OrderedDict([('a', b'x)')])", .raw("OrderedDict([('a', b'x)')])")),
  .init("", nil), .init("'********'", .text("********")),
]

@Suite struct NotationReadTests {
  @Test(arguments: jsonCases)
  func json(_ example: ReadCase) { check(example, .json) }

  @Test(arguments: pythonCases)
  func python(_ example: ReadCase) { check(example, .python) }

  private func check(_ example: ReadCase, _ notation: Notation) {
    let result = reading(example.text, notation)
    #expect(result?.value == example.value)
    if let result { #expect(example.text.utf8.count - result.end == example.rest) }
  }

  @Test("what is written reads back", arguments: [Notation.json, .python])
  func roundTrip(_ notation: Notation) {
    var random = NotationRandom(3)
    let styles: [NotationStyle] = [
      .init(), .init(ascii: true), .init(compact: true), .init(indent: 2, baseIndent: 3),
    ]
    for round in 0..<3000 {
      let datum = random.datum(for: notation, depth: 5)
      let text = spelled(datum, as: notation, styles[round % styles.count])
      let result = reading(text + ", rest", notation)
      #expect(result?.value == datum)
      #expect(result?.end == text.utf8.count)
    }
  }

  @Test(
    "any bytes are refused or read, and never beyond their end",
    arguments: [Notation.json, .python])
  func anyBytes(_ notation: Notation) {
    var random = NotationRandom(4)
    let alphabet = Array(#"[](){}<>,:'"\ux0-+1.eEjNTrub a_"#.utf8) + [0x0A, 0xC3, 0xA9, 0x00]
    for _ in 0..<20_000 {
      let bytes = (0..<random.below(24)).map { _ in alphabet[random.below(alphabet.count)] }
      unsafe bytes.withUnsafeBufferPointer { bytes in
        let end = unsafe notation.scan(bytes, from: 0)
        let result = unsafe notation.read(bytes, from: 0)
        #expect(result?.end == end)
        if let end { #expect(end > 0 && end <= bytes.count) }
      }
    }
  }

  @Test(arguments: ["[", "(", "{1: ", "f(", "<a "])
  func depth(_ opener: String) {
    let closers: [Character: String] = ["[": "]", "(": ",)", "{": "}", "<": ">"]
    let close = opener.reversed().compactMap { closers[$0] }.joined()
    let brackets = opener.filter { closers[$0] != nil }.count
    let text = { (depth: Int) in
      String(repeating: opener, count: depth / brackets) + "1"
        + String(repeating: close, count: depth / brackets)
    }
    #expect(reading(text(64), .python) != nil)
    #expect(reading(text(66), .python) == nil)
    #expect(reading(text(100_000), .python) == nil)
    if opener == "[" {
      #expect(reading(text(64), .json) != nil)
      #expect(reading(text(66), .json) == nil)
    }
  }

  @Test func strings() {
    let bytes = Array(#"x = u"it's \" here" + 'b'"#.utf8)
    unsafe bytes.withUnsafeBufferPointer { bytes in
      let first = unsafe Notation.python.scanString(bytes, from: 4)
      #expect(first?.content == 6..<18)
      #expect(first?.end == 19)
      #expect(unsafe Notation.python.scanString(bytes, from: 0) == nil)
      #expect(unsafe Notation.json.scanString(bytes, from: 4) == nil)
      #expect(unsafe Notation.json.scanString(bytes, from: 5)?.content == 6..<18)
      #expect(unsafe Notation.json.scanString(bytes, from: 22) == nil)
      #expect(unsafe Notation.json.closingQuote(bytes, from: 8, quote: 0x22) == 18)
      #expect(unsafe Notation.json.closingQuote(bytes, from: 19, quote: 0x22) == nil)
      #expect(unsafe Notation.json.scanString(bytes, from: bytes.count + 1) == nil)
    }
  }

  @Test("bytes that are no UTF-8 come back from Python strings")
  func undecodable() {
    var random = NotationRandom(5)
    for _ in 0..<500 {
      let original = (0..<random.below(12)).map { _ in UInt8(random.below(256)) }
      let text = writtenBytes { writer in
        unsafe original.withUnsafeBufferPointer { unsafe writePythonString($0, into: &writer) }
      }
      let decoded = unsafe text.withUnsafeBufferPointer { text -> [UInt8]? in
        guard let string = unsafe Notation.python.scanString(text, from: 0) else { return nil }
        let content = unsafe UnsafeBufferPointer(rebasing: text[string.content])
        return unsafe Notation.python.decodeString(content)
      }
      #expect(decoded == original)
    }
  }
}

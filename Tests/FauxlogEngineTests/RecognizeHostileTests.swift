import Testing

@testable import FauxlogEngine

/// Small numbers that look random, the same in every run.
private struct Numbers {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = mix(state, 1)
    return Int(state % UInt64(max(bound, 1)))
  }
}

private let grammars = [
  """
  grammar app
  layout
    | [$time] $level $module: $message
    time: time "yyyy-MM-dd HH:mm:ss[.SSSSSS]"
    level: one of INFO, ERROR, padded to 5
    module: word
  event said | $text
    text: lines, to last
  event stack ERROR
    | died: $why
    | $frames
    why: text, none as "-"
    frames: each frame in list, at least 1, joined by ","
      |   at $name ($line)
      name: host; line: -5..99
    list: [{"name": "a", "line": 1}], not written
  event data
    python| $data and '$text' $number
    data: python; text: text; number: 0.00..9.99
  event left bare | <$a>$b
    a: text; b: maybe 50% | , $c
      c: uuid
  event any bare generic | $line
    line: text
  """,
  """
  grammar lines
  event request json| {"a":"$a","b":$b,"c":[$c]}
    a: text; b: json; c: 0..9
  event pair
    | $key=$value
    | $more
    key: string 2..4 of "a-f"; value: text, through c_quoted
    more: maybe 30% | + $rest
      rest: lines
  event picked | $one
    one: one of
      5 x | x $n
        n: hex 4
      1 y | y $m
        m: ip
  """,
]

private let seeds = [
  """
  [2026-11-20 04:07:37.5] INFO  a:b: one
  two
  [2026-11-20 04:07:37.500000] ERROR x: died: -
    at a.b (-5),
    at c (7)
  [2026-11-20 04:07:37] INFO  x: {'a': [1, (2,)]} and 'it' 1.50
  <x>, 123e4567-e89b-12d3-a456-426614174000

  """,
  #"""
  {"a":"x\"","b":{"c": "}"},"c":[3]}
  abcd=a\nb
  + c
  x 12ab
  y 192.0.2.1

  """#,
]

@Test("any bytes are read, in chunks of any size alike, and nothing is lost", arguments: 0..<60)
func hostile(_ seed: Int) throws {
  var numbers = Numbers(state: UInt64(seed))
  let reading = try Reading(grammar: grammars[seed % 2])
  var bytes: [UInt8] = []
  for _ in 0..<6 { bytes += Array(seeds[seed % 2].utf8) }
  for _ in 0..<numbers.below(40) {
    let at = numbers.below(bytes.count)
    switch numbers.below(5) {
    case 0: bytes[at] = UInt8(numbers.below(256))
    case 1: bytes.remove(at: at)
    case 2:
      bytes.insert([0x0A, 0x22, 0x27, 0x5C, 0x28, 0x5B, 0x20, 0xFF][numbers.below(8)], at: at)
    case 3: bytes.removeLast(min(numbers.below(20), bytes.count - 1))
    default: bytes.insert(contentsOf: bytes[at..<min(at + numbers.below(50), bytes.count)], at: at)
    }
  }
  let whole = reading.found(in: bytes)
  for chunk in [1, 3, 50] { #expect(reading.found(in: bytes, chunk) == whole) }
  #expect(
    reading.lines(in: bytes) == bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .count - (bytes.last == 0x0A ? 1 : 0))
}

@Test("bytes without any sense", arguments: 0..<20)
func noise(_ seed: Int) throws {
  var numbers = Numbers(state: UInt64(seed + 1000))
  let reading = try Reading(grammar: grammars[seed % 2])
  let bytes = (0..<2000).map { _ in UInt8(numbers.below(seed < 10 ? 256 : 60)) }
  #expect(reading.found(in: bytes) == reading.found(in: bytes, 13))
}

@Test("deep data and endless lines are no trouble")
func deep() throws {
  let reading = try Reading(grammar: grammars[0])
  let head = "[2026-11-20 04:07:37] INFO  x: "
  let nested = head + String(repeating: "[", count: 5000) + "\n"
  #expect(reading.found(in: nested).count == 1)
  let long =
    head + String(repeating: "x", count: Recognizer.longestRecord + 10) + "\n" + head + "y\n"
  #expect(
    reading.found(in: long) == [
      "1+1 ? - 1:1",
      "2+1 said time=\"2026-11-20 04:07:37\" level=\"INFO\" module=\"x\" text=\"y\"",
    ])
}

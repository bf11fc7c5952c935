import Testing

@testable import FauxlogEngine

/// Holes end where a reader looks for their end.
@Suite struct CheckHoleTests {
  @Test(arguments: open + closed + pieces + heads)
  func finds(_ checked: Checked) {
    #expect(checked.found() == checked.expected)
  }

  static let open = [
    Checked(
      "text before text", "event e | $a$b\n  a: text; b: text",
      finds: [
        "2:13 two open holes meet, $a$b"
      ]),
    Checked(
      "text before a word", "event e | $a$b.\n  a: text; b: word",
      finds: [
        "2:13 two open holes meet, $a$b"
      ]),
    Checked(
      "a piece between that may be absent",
      """
      event e | $a$p$b
        a: text; b: text
        p: maybe | , and␠
      """, finds: ["2:15 two open holes meet, $a$b"]),
    Checked(
      "a host ends before what is none", "event e | $a$b\n  a: ipv4; b: 1..9",
      finds: []),
    Checked(
      "a member holds the end", "event e | $a, then $b\n  a: text from \"x, then y\"; b: text",
      finds: [
        "2:11 $a could contain the text that ends it: \"x, then y\" has \", then \""
      ]),
    Checked(
      "a row holds the end", "event e | $a, $b\n  a: text from names; b: text",
      corpus: [("names", "ok\nSmith, 4")],
      finds: [
        "2:11 $a could contain the text that ends it: names row 2 has \", \""
      ]),
    Checked(
      "a row holds the end, but not what comes behind it",
      "event e | $a, $b\n  a: text from names; b: 1..9",
      corpus: [("names", "Smith, 4")], finds: []),
    Checked(
      "a row holds half of the end", "event e | $a, x\n  a: text from names",
      corpus: [("names", "ok\nSmith, 4\n,")], finds: []),
    Checked(
      "a row that ends like the end begins", "event e | $a,, x\n  a: text from names",
      corpus: [("names", "ok\nSmith,")],
      finds: []),
    Checked(
      "to last takes the last", "event e | $a, $b\n  a: text from names, to last; b: 1..9",
      corpus: [("names", "Smith, 4")], finds: []),
    Checked(
      "to last, and the end on its right",
      """
      event e | $a, $b!
        a: text, to last
        b: text from "x, y"
      """,
      finds: [
        "2:15 $b stands right of $a, which is `to last`, and could contain the text that ends it: "
          + "\"x, y\" has \", \""
      ]),
    Checked(
      "to last, and its end twice", "event e | $a, $b, c\n  a: text, to last; b: 1..9",
      finds: [
        "2:11 the text that ends $a, \", \", stands once more on its right"
      ]),
    Checked(
      "a word with a blank", "event e | $a.\n  a: word from names",
      corpus: [("names", "ok\nnot so")],
      finds: [
        "2:11 $a cannot be read back: names row 2 has \" so\""
      ]),
    Checked(
      "a text with a line end", "event e | $a.\n  a: text, default \"x${U+0A}y\"",
      finds: [
        "2:11 $a is one line: \"x\ny\" has a line end"
      ]),
  ]

  static let closed = [
    Checked(
      "digits behind a number", "event e | ${n}0 x\n  n: 1..9",
      finds: [
        "2:13 what follows prolongs $n: \"0 x${U+0A}\""
      ]),
    Checked(
      "a row begins with a digit", "event e | $n$a\n  n: 1..9; a: text from names",
      corpus: [("names", "ok\n7 of them")],
      finds: [
        "2:11 what follows prolongs $n: $a, where names row 2 has \"7 of them\""
      ]),
    Checked(
      "a longer member", "event e | ${a}s x\n  a: one of line, lines",
      finds: [
        "2:13 what follows prolongs $a: \"line\" becomes \"lines\""
      ]),
    Checked("a fixed class", "event e | ${a}0\n  a: hex 3", finds: []),
    Checked(
      "a class of any length", "event e | ${a}0\n  a: string 1..3 of \"a-z0-9\"",
      finds: [
        "2:13 what follows prolongs $a: \"0${U+0A}\""
      ]),
    Checked(
      "a number beyond its range", "event e | $n.\n  n: 1..9, default 12",
      finds: [
        "2:11 n is a number 1..9 here, but it is \"12\""
      ]),
    Checked(
      "a row that is no member", "event e | $a.\n  a: one of x, y from names",
      corpus: [("names", "x\nz")],
      finds: [
        "2:11 a is one of x, y here, but names row 2 is \"z\""
      ]),
  ]

  static let pieces = [
    Checked(
      "a piece like what follows", "event e | a$p (b)\n  p: maybe | ␠(c)\n  q: 1..9, not written",
      finds: []),
    Checked(
      "a piece that is what follows",
      """
      event e | a$p (the same 16 bytes)
        p: maybe | ␠(the same 16 bytes)
      """,
      finds: [
        "3:3 the optional piece begins like what follows it, \" (the same 16 by\""
      ]),
    Checked(
      "a row like the piece",
      """
      event e | a$p$b
        p: maybe | , x
        b: text from names
      """, corpus: [("names", "ok\n, x and y")],
      finds: [
        "3:3 the optional piece begins like $b, which follows it: names row 2 has \", x\""
      ]),
    Checked(
      "an empty piece",
      """
      event e
        | a$p
        p: maybe | $q
          q: maybe | x
      """, finds: ["4:3 this optional piece could be written empty"]),
    Checked(
      "an event that could be empty",
      """
      event e
        | $p
        p: maybe | x
      """, finds: ["2:7 e could be written empty"]),
    Checked(
      "items like what follows",
      """
      event e
        | $p
        | - the last of them
        p: each x in [{"a": 1}]
          | - the last of them
      """,
      finds: [
        "5:3 the next item begins like what follows it, \"- the last of th\"",
        "5:3 the first item begins like what follows it, \"- the last of th\"",
      ]),
  ]

  static let heads = [
    Checked(
      "a line like a head",
      """
      layout
        | $time $message
        time: time "yyyy-MM-dd HH:mm:ss"
      event e
        | x
        | $y
        y: text from names
      """, corpus: [("names", "ok\n2026-11-20 04:07:37 fake")],
      finds: [
        "7:5 $y can write a line that begins as a record does: names row 2 has "
          + "\"2026-11-20 04:07:37 fake\""
      ]),
    Checked(
      "a line inside of lines",
      """
      layout
        | $time $message
        time: time "yyyy-MM-dd HH:mm:ss"
      event e
        | $y
        y: lines, default "ok${U+0A}2026-11-20 04:07:37 fake"
      """,
      finds: [
        "6:5 $y can write a line that begins as a record does: \"ok\n2026-11-20 04:07:37 fake\" has "
          + "\"2026-11-20 04:07:37 fake\""
      ]),
  ]
}

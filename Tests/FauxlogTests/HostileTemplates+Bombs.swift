extension HostileTemplate {
  /// `a: b, b: c`.
  private static func names(_ given: String, _ meant: String) -> String {
    zip(given, meant).map { "\($0): \($1)" }.joined(separator: ", ")
  }

  /// A few lines that become too much.
  static let bombs = [
    HostileTemplate(
      "parts that double",
      [
        "log.grammar": grammar("| $p0") + doubling(30) { "part p\($0) | $p\($0 + 1)$p\($0 + 1)\n" }
          + "part p30 | x\n"
      ], says: "log.grammar:2:7: e is made of more than 20 000 pieces"),
    HostileTemplate(
      "texts that double",
      [
        "life.scenario": scenario("x0: \"aaaaaaaaaa\"")
          + doubling(40) { "  x\($0 + 1): \"${x\($0)}${x\($0)}\"\n" } + "  > t.log e with x: x40\n"
      ], says: "life.scenario:20:8: a text has at most 1 048 576 bytes"),
    HostileTemplate(
      "draws that double",
      [
        "life.scenario": scenario("x0: word")
          + doubling(40) { "  x\($0 + 1): \"${x\($0)}${x\($0)}\"\n" } + "  > t.log e with x: x40\n"
      ], says: "life.scenario:19:8: this is made of more than 100 000 values"),
    HostileTemplate(
      "names below a fixed file that double",
      [
        "t.tree": tree("log", "static $x.txt for each x in words of \"a b\"", "  | $y0")
          + doubling(30) { "  y\($0): \"${y\($0 + 1)}${y\($0 + 1)}\"\n" } + "  y30: word\n"
      ], says: "t.tree:20:8: this is made of more than 100 000 values"),
    HostileTemplate(
      "many turns",
      ["life.scenario": scenario("repeat 1000000000000 times", "  > t.log e")],
      says: "life.scenario:2:10: one run of s can take more than 10 000 000 steps"),
    HostileTemplate(
      "turns in turns",
      [
        "life.scenario": scenario(
          "repeat 10000 times", "  repeat 10000 times", "    repeat 10000 times", "      > t.log e")
      ], says: "life.scenario:2:10: one run of s can take more than 10 000 000 steps"),
    HostileTemplate(
      "turns without a record",
      ["life.scenario": scenario("repeat until 1 is 2, at most 1000000000 times", "  label x")],
      says: "life.scenario:2:10: one run of s can take more than 10 000 000 steps"),
    HostileTemplate(
      "calls that double",
      [
        "life.scenario": scenario(
          "at most 900 deep", "lasts at most 1h", "> t.log e", "do s", "one: do s")
      ], says: "life.scenario:2:10: one run of s can take more than 10 000 000 steps"),
    HostileTemplate(
      "starts that multiply",
      [
        "life.scenario": scenario("repeat 100000 times", "  start r")
          + "scenario r\n  repeat 100000 times\n    start q\nscenario q\n  > t.log e\n"
      ], says: "life.scenario:2:10: one run of s can start more than 1 000 000 scenarios"),
    HostileTemplate(
      "names in every order",
      [
        "life.scenario": scenario("lasts at most 1h", "do r with " + names("abcdefgh", "abcdefgh"))
          + "scenario r given a, b, c, d, e, f, g, h\n  at most 900 deep\n  lasts at most 1h\n"
          + "abcdefgh".map { "  reopen \($0)\n" }.joined() + "  > t.log e\n"
          + "  do r with \(names("abcdefgh", "bacdefgh"))\n"
          + "  one: do r with \(names("abcdefgh", "bcdefgha"))\n"
      ], says: "life.scenario:18:11: scenarios are given more than 1 000 sets of names"),
    HostileTemplate(
      "a rate too high", ["t.tree": tree(rate: "every 1ns")],
      says: "t.tree:3:1: a rate begins at most 500 000 of a scenario a minute"),
    HostileTemplate(
      "too many actors",
      [
        "life.scenario":
          "scenarios t.life\nactor a\n  count 1000000000000\n  name: word\n"
          + "scenario s given a\n  > t.log e\n",
        "t.tree": tree(rate: "every 1m for each a"),
      ], says: "life.scenario:3:9: at most 1 000 000 of an actor at a time"),
    HostileTemplate(
      "a life of centuries",
      ["life.scenario": scenario("lasts at most 100000d", "after 90000d", "> t.log e")],
      says:
        "t.tree:1:6: opening a window plays more than 20 000 000 scenarios: t.s can last 2400000 h"
    ),
    HostileTemplate(
      "a delay beyond all time", ["life.scenario": scenario("after 9000000d", "> t.log e")],
      says: "life.scenario:3:9: 9000000 d is too large"),
    HostileTemplate(
      "a wide column",
      ["log.grammar": grammar("| $x", "x: text, default \"hello\", padded to 2000000000")],
      says: "log.grammar:3:39: a width is 1 to 1000000, not \"2000000000\""),
    HostileTemplate(
      "many holes",
      [
        "log.grammar": grammar("| " + doubling(3000) { "$x\($0) " } + ".")
          + doubling(3000) { "  x\($0): 1..9\n" }
      ], says: "log.grammar:1003:3: an event has at most 1000 holes"),
    HostileTemplate(
      "weights of nothing", ["log.grammar": grammar("| $x", "x: one of a 0, b 0")],
      says: "log.grammar:3:13: all weights are 0: nothing can be drawn"),
    HostileTemplate(
      "more than all", ["log.grammar": grammar("| $x", "x: one of a 80%, b 70%")],
      says: "log.grammar:3:13: the shares add up to 150 %, more than 100 %"),
    HostileTemplate(
      "weights beyond 64 bits",
      [
        "log.grammar": grammar("| $x", "x: text from t.names"),
        "names.corpus": "corpus t.names\na ⇥ 9223372036854775807\nb\n",
      ], says: "names.corpus:2:5: a weight is 0 to 1000000000"),
  ]

  /// What is no text in the language.
  static let encodings = [
    HostileTemplate(
      "Latin 1", bytes: ["log.grammar": Array("grammar t.log\n# h".utf8) + [0xE9, 0x0A]],
      says: "log.grammar:2:4: the byte 0xE9 is not UTF-8: save the file as UTF-8"),
    HostileTemplate(
      "half a character",
      bytes: ["log.grammar": Array("grammar t.log\n# ".utf8) + [0xE2, 0x82]],
      says: "log.grammar:2:3: the byte 0xE2 is not UTF-8: save the file as UTF-8"),
    HostileTemplate(
      "UTF-16", bytes: ["log.grammar": [0xFF, 0xFE, 0x67, 0x00]],
      says: "log.grammar:1:1: this is UTF-16: save the file as UTF-8"),
    HostileTemplate(
      "a NUL", ["log.grammar": grammar("| $x", "x: text, default \"he\u{0}llo\"")],
      says: "log.grammar:3:23: U+0000 cannot be seen: write ${U+0000}"),
    HostileTemplate(
      "a mark in the middle", ["log.grammar": grammar("| x") + "\u{FEFF}\n"],
      says: "log.grammar:3:1: U+FEFF means nothing here"),
    HostileTemplate(
      "a long line", ["log.grammar": grammar("| " + String(repeating: "x", count: 30_000_000))],
      says: "log.grammar:2:1: a line has at most 1000000 bytes"),
    HostileTemplate(
      "a line of 100 MB",
      ["log.grammar": grammar("| " + String(repeating: "x", count: 100_000_000))],
      says: "log.grammar:1:1: a file of templates has at most 64 MiB"),
    HostileTemplate(
      "line ends of the old Macintosh", ["log.grammar": "grammar t.log\revent e | x\r"],
      says: "log.grammar:1:14: U+000D means nothing here"),
  ]

  /// What grows only when it is played.
  static let played = [
    HostileTemplate(
      "a text that doubles with each turn",
      [
        "life.scenario": scenario(
          "x: \"a\"", "repeat 60 times", "  set x to \"$x$x\"", "> t.log e")
      ], says: "life.scenario:2:10: t.s makes a text of more than 1 MiB"),
    HostileTemplate(
      "items of items of items",
      [
        "log.grammar": """
        grammar t.log
        event e
          | $a
          l: words of "\(String(repeating: "a ", count: 2000))a", not written
          a: each x in l, at least 1
            | b$b
            b: each y in l, at least 1, joined by ","
              | c$c
              c: each z in l, at least 1, joined by ";"
                | d

        """
      ], says: "life.scenario:3:3: a record of t.log e has more than 16 MiB"),
    HostileTemplate(
      "a quotient beyond 64 bits",
      [
        "log.grammar": grammar("| $x", "x: text"),
        "life.scenario": scenario(
          "n: -9223372036854775807..-9223372036854775807", "m: 0 - 1", "x: (n - 1) / m",
          "> t.log e"),
      ], says: "life.scenario:5:7: t.log e has a result beyond 64 bits"),
  ]
}

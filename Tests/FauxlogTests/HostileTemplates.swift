import Testing

/// A folder of templates that would do harm, or is broken, and the one thing that is said of it.
struct HostileTemplate: Sendable, CustomTestStringConvertible {
  let title: String
  /// Files by name; those of `harmless` that are not named stand there, too.
  let files: [String: [UInt8]]
  /// `file:line:column: message`.
  let says: String
  var testDescription: String { title }

  init(_ title: String, _ files: [String: String], says: String) {
    self.init(title, bytes: files.mapValues { Array($0.utf8) }, says: says)
  }

  init(_ title: String, bytes files: [String: [UInt8]], says: String) {
    self.title = title
    self.files = files.merging(Self.harmless) { own, _ in own }
    self.says = says
  }

  /// A tree of one file that does no harm.
  private static let harmless = [
    "log.grammar": grammar("| $x", "x: text, default \"hello\""),
    "life.scenario": scenario("> t.log e"),
    "t.tree": tree(),
  ].mapValues { Array($0.utf8) }

  static func grammar(_ bar: String, _ legend: String...) -> String {
    "grammar t.log\nevent e \(bar)\n" + legend.map { "  \($0)\n" }.joined()
  }

  static func scenario(_ steps: String...) -> String {
    "scenarios t.life\nscenario s\n" + steps.map { "  \($0)\n" }.joined()
  }

  static func tree(_ file: String = "log", rate: String = "every 1m", _ more: String...) -> String {
    "tree t\nfile \(file) takes t.log\nrate s \(rate)\n" + more.map { "\($0)\n" }.joined()
  }

  /// `name0` holds `name1` twice, and so on.
  static func doubling(_ count: Int, _ line: (Int) -> String) -> String {
    (0..<count).map(line).joined()
  }
}

extension HostileTemplate {
  /// Paths that leave the tree or stand in each other's way.
  static let paths = [
    HostileTemplate(
      "a path above the tree", ["t.tree": tree("../log")],
      says: "t.tree:2:6: path leaves the output folder: ../log"),
    HostileTemplate(
      "a path that goes up in the middle", ["t.tree": tree("a/../../log")],
      says: "t.tree:2:6: path leaves the output folder: a/../../log"),
    HostileTemplate(
      "an absolute path", ["t.tree": tree("/etc/log")],
      says: "t.tree:2:6: path leaves the output folder: /etc/log"),
    HostileTemplate(
      "a static file above the tree", ["t.tree": tree("log", "static ../x", "  | a")],
      says: "t.tree:4:8: path leaves the output folder: ../x"),
    HostileTemplate(
      "a value that goes up",
      [
        "t.tree": tree("a/$x/log"),
        "log.grammar": grammar("| $x", "x: text, default \"../../..\""),
      ],
      says: "t.tree:2:6: $x cannot stand in the path a/$x/log: it is \"../../..\""),
    HostileTemplate(
      "a row that is absolute",
      [
        "t.tree": tree("a/$x/log"), "log.grammar": grammar("| $x", "x: text from t.names"),
        "names.corpus": "corpus t.names\nok\n/etc\n",
      ], says: "t.tree:2:6: $x cannot stand in the path a/$x/log: t.names row 2 is \"/etc\""),
    HostileTemplate(
      "a long path", ["t.tree": tree(String(repeating: "a/", count: 600) + "log")],
      says: "t.tree:2:6: a path has at most 1024 bytes"),
    HostileTemplate(
      "a long name", ["t.tree": tree(String(repeating: "a", count: 300))],
      says: "t.tree:2:6: a name in a path has at most 255 bytes"),
    HostileTemplate(
      "a file below a file", ["t.tree": tree("log", "file log/a takes t.log")],
      says: "t.tree:4:6: log/a stands below log, which is a file"),
    HostileTemplate(
      "a file twice", ["t.tree": tree("log", "static log", "  | a")],
      says: "t.tree:4:8: two files are both called log"),
    HostileTemplate(
      "a zone that is a path", ["t.tree": "tree t\nzone ../../etc/passwd\n"],
      says: "t.tree:2:6: no zone \"../../etc/passwd\" here"),
  ]

  /// Things that hold or call themselves.
  static let circles = [
    HostileTemplate(
      "a part in itself", ["log.grammar": grammar("| $p") + "part p | a$p\n"],
      says: "log.grammar:3:11: p contains itself"),
    HostileTemplate(
      "parts in each other",
      ["log.grammar": grammar("| $p") + "part p | a$q\npart q | b$p\n"],
      says: "log.grammar:4:11: p contains itself"),
    HostileTemplate(
      "a part in its own text",
      ["log.grammar": grammar("| $x", "x: text of a") + "part a | $b\n  b: text of a\n"],
      says: "log.grammar:4:6: a is made of itself"),
    HostileTemplate(
      "an id made of itself",
      ["log.grammar": "grammar t.log\nid a | $b\n  b: a\nevent e | $x\n  x: a\n"],
      says: "log.grammar:2:4: a is made of itself"),
    HostileTemplate(
      "a name by itself", ["log.grammar": grammar("| $x", "x: text from x")],
      says: "log.grammar:3:3: x is defined by itself"),
    HostileTemplate(
      "names by each other", ["log.grammar": grammar("| $x", "x: \"$y\"", "y: \"$x\"")],
      says: "log.grammar:3:3: x is defined by itself"),
    HostileTemplate(
      "a card that shows itself",
      [
        "log.grammar": grammar("| $x", "c: from t.cards, not written", "x: c.what"),
        "cards.corpus": "corpus t.cards\ncard a\n  what: $other\n  other: $what\n",
      ], says: "cards.corpus:3:3: what of a shows itself"),
    HostileTemplate(
      "an encoder by itself",
      [
        "log.grammar": grammar("| $x", "x: text, through q")
          + "encoder q\n  invalid utf8 through q\n"
      ], says: "log.grammar:5:24: no encoder \"q\""),
    HostileTemplate(
      "a scenario in itself", ["life.scenario": scenario("> t.log e", "do s")],
      says: "life.scenario:4:3: s calls itself; say `at most N deep` (the `do` beyond is skipped) "
        + "and `lasts at most D`"),
    HostileTemplate(
      "scenarios in each other",
      ["life.scenario": scenario("> t.log e", "do r") + "scenario r\n  do s\n"],
      says: "life.scenario:6:3: s calls itself; say `at most N deep` (the `do` beyond is skipped) "
        + "and `lasts at most D`"),
    HostileTemplate(
      "a scenario that starts itself", ["life.scenario": scenario("> t.log e", "start s")],
      says: "life.scenario:4:3: s starts itself, again and again"),
    HostileTemplate(
      "an overlay of nothing", ["t.tree": "extend tree u\n"],
      says: "t.tree:1:13: no tree u to extend"),
  ]
}

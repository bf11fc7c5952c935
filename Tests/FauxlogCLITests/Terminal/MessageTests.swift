import Testing

@testable import FauxlogCLI

/// A wrong command line and the whole message about it, without the program's name.
private let messages: [(String, String, String)] = [
  ("", "no command is given", "\"fauxlog --help\" tells what may stand here"),
  (
    "recognise", "unknown command \"recognise\"; did you mean \"recognize\"?",
    "\"fauxlog --help\" tells what may stand here"
  ),
  (
    "--seed 1 stream", "a command must come before \"--seed\"",
    "\"fauxlog --help\" tells what may stand here"
  ),
  (
    "stream f --sed 1", "stream has no option \"--sed\"; did you mean \"--seed\"?",
    "\"fauxlog stream --help\" tells what may stand here"
  ),
  (
    "stream f --records x", "stream has no option \"--records\"",
    "it is an option of \"recognize\""
  ),
  (
    "stream f -n", "-n needs a value",
    "write \"-n COUNT\"; if the value begins with a dash, \"-nCOUNT\""
  ),
  (
    "stream f --seed", "--seed needs a value",
    "write \"--seed N\"; if the value begins with a dash, \"--seed=N\""
  ),
  (
    "list --json=1", "--json takes no value, but \"1\" is given",
    "\"fauxlog list --help\" tells what may stand here"
  ),
  ("generate", "generate needs TREE", "\"fauxlog generate --help\" tells what may stand here"),
  (
    "generate t", "generate needs --output DIR",
    "\"fauxlog generate --help\" tells what may stand here"
  ),
  (
    "list a", "one argument too many: \"a\"", "\"fauxlog list --help\" tells what may stand here"
  ),
  (
    "generate t -o -", "-o: a folder is needed, not a standard stream",
    "name a folder; for one called \"-\", \"./-\""
  ),
  (
    "stream f --seed x", "--seed: \"x\" is not a decimal number",
    "write a whole number from 0 to 18446744073709551615, without a sign"
  ),
  (
    "stream f --jobs 0", "--jobs: \"0\" is out of range",
    "write a whole number from 1 to 1024, without a sign"
  ),
  (
    "stream f --start x", "--start: \"x\" is not a time",
    "write 2026-05-06T08:30:00Z, 2026-05-06T14:00:00.250+05:30 or 2026-05-06"
  ),
  (
    "stream f --rate x", "--rate: \"x\" is not a rate",
    "write 100 or 100/s for a hundred a second, 90/m a minute, 10/h an hour"
  ),
  (
    "stream f --set x", "--set: \"x\" is not a setting", "write NAME=VALUE, such as sites=3"
  ),
  ("stream f --set=", "--set: \"\" is not a setting", "write NAME=VALUE, such as sites=3"),
  (
    "generate t --duration x", "--duration: \"x\" is not a duration",
    "write 250ms, 90s, 15m, 24h, 7d, or several as in 1h30m; at most 100000d"
  ),
  (
    "generate t --size 9TTB", "--size: \"9TTB\" is not a size",
    "write 500000, 10MB (millions of bytes) or 10MiB; also k, G and T"
  ),
  (
    "generate t --size 99999999TB", "--size: \"99999999TB\" is too large",
    "write 500000, 10MB (millions of bytes) or 10MiB; also k, G and T"
  ),
  (
    "generate t --golden nd-json",
    "--golden: \"nd-json\" is not known here; did you mean \"ndjson\"?",
    "it may be \"ndjson\""
  ),
  (
    "explain a", "FILE:LINE: \"a\" is not a line of a file",
    "write FILE:LINE, such as bench/logs/frappe.log:412"
  ),
]

@Suite("Errors say what is wrong and what to do")
struct MessageTests {
  @Test("in full", arguments: messages)
  func message(_ line: String, _ message: String, _ advice: String) throws {
    let error = try #require(throws: UsageError.self) {
      try Request(line.split(separator: " ").map(String.init))
    }
    #expect(CommandFailure(error) == .failed(.usage, message: message, advice: advice))
  }

  @Test(
    "what was typed is shown on one line, and not endlessly",
    arguments: [
      ("plain", "\"plain\""), ("a\nb", "\"a\\u{a}b\""), ("\u{1B}[31m", "\"\\u{1b}[31m\""),
      ("\u{202E}x", "\"\\u{202e}x\""), ("\u{2028}", "\"\\u{2028}\""), ("é", "\"é\""),
      (String(repeating: "x", count: 201), "\"" + String(repeating: "x", count: 200) + "…\""),
    ])
  func quoting(_ text: String, _ expected: String) {
    #expect(quoted(text) == expected)
  }
}

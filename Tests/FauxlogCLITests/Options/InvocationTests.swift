import Testing

@testable import FauxlogCLI

/// Understands words as a line of a command, throwing what is wrong.
func understood(_ words: [String], of command: CommandSpec) throws(UsageProblem) -> Invocation {
  try Invocation(try TypedLine(words, of: command), of: command)
}

@Suite("A command line is understood")
struct InvocationTests {
  @Test("every value of generate is there as its own kind")
  func everything() throws {
    let words = [
      "frappe-bench", "-o", "bench", "--seed", "42", "--start=2026-05-06", "--duration", "1h30m",
      "--size=10MB", "--set", "b=1", "--set=a=2", "--only", "*.log", "--only=logs/*", "--jobs", "2",
      "--golden=ndjson", "--verify", "--force", "--templates", "mine", "--quiet",
    ]
    let line = try understood(words, of: .generate)
    #expect(line.argument(.tree) == "frappe-bench")
    #expect(line.string(.output) == "bench")
    #expect(line.number(.seed) == 42)
    #expect(line.instant(.start) == "2026-05-06T00:00:00Z")
    #expect(line.duration(.duration) == .seconds(5400))
    #expect(line.size(.size) == 10_000_000)
    #expect(line.settings == [Setting(name: "a", value: "2"), Setting(name: "b", value: "1")])
    #expect(line.strings(.only) == ["*.log", "logs/*"])
    #expect(line.number(.jobs) == 2)
    #expect(line.string(.goldenForm) == "ndjson")
    #expect(line.flag(.verify) && line.flag(.force) && line.flag(.quiet))
    #expect(line.strings(.templates) == ["mine"])
    #expect(!line.isOff(.goldenForm))
  }

  @Test("what is not given is nil, empty or off")
  func nothing() throws {
    let line = try understood(["t", "-o", "x"], of: .generate)
    #expect(line.number(.seed) == nil)
    #expect(line.duration(.duration) == nil)
    #expect(line.settings.isEmpty)
    #expect(line.strings(.only).isEmpty)
    #expect(!line.flag(.verify))
    #expect(line.string(.goldenForm) == nil)
    #expect(!line.isOff(.goldenForm))
    #expect(try understood([], of: .lint).optional(.folder) == nil)
  }

  @Test("of an option that is given again the last counts")
  func again() throws {
    let base = ["t", "-o", "x"]
    #expect(try understood(base + ["-o", "y"], of: .generate).string(.output) == "y")
    #expect(try !understood(base + ["--force", "--no-force"], of: .generate).flag(.force))
    #expect(try understood(base + ["--no-force", "--force"], of: .generate).flag(.force))
    let off = try understood(base + ["--golden", "ndjson", "--no-golden"], of: .generate)
    #expect(off.isOff(.goldenForm) && off.string(.goldenForm) == nil)
    let on = try understood(base + ["--no-golden", "--golden", "ndjson"], of: .generate)
    #expect(!on.isOff(.goldenForm) && on.string(.goldenForm) == "ndjson")
    let set = try understood(base + ["--set", "a-b=1", "--set", "a_b=2"], of: .generate)
    #expect(set.settings == [Setting(name: "a_b", value: "2")])
  }

  @Test(
    "a value stands apart, attached or after an equals sign",
    arguments: [["-n", "5"], ["-n5"], ["-n=5"], ["--count", "5"], ["--count=5"]])
  func spellings(_ words: [String]) throws {
    #expect(try understood(words + ["f"], of: .stream).number(.count) == 5)
    #expect(try understood(["f"] + words, of: .stream).number(.count) == 5)
  }

  @Test("a dash alone is an argument or a value; two dashes end the options")
  func dashes() throws {
    let read = try understood(["f", "-", "--json"], of: .recognize)
    #expect(read.argument(.path) == "-" && read.flag(.json))
    #expect(try understood(["f", "--golden", "-"], of: .stream).string(.goldenFile) == "-")
    let ended = try understood(["--json", "--", "f", "--json"], of: .recognize)
    #expect(ended.argument(.path) == "--json" && ended.flag(.json))
    #expect(try understood(["--", "--"], of: .describe).argument(.name) == "--")
    #expect(try understood(["--records=-x", "f", "p"], of: .recognize).string(.records) == "-x")
    #expect(try understood(["--set=a=", "f"], of: .stream).settings.first?.value == "")
  }

  @Test("FILE:LINE")
  func place() throws {
    #expect(try understood(["a:b:7"], of: .explain).place == Place(file: "a:b", line: 7))
  }

  @Test("asking for what a command does not take is an error of the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      _ = try understood(["x"], of: .describe).number(.seed)
    }
    await #expect(processExitsWith: .failure) {
      _ = try understood(["x", "--seed", "1"], of: .stream).string(.seed)
    }
  }
}

/// A wrong line and what is said of it.
struct WrongLine: Sendable, CustomTestStringConvertible {
  let words: [String]
  let command: CommandSpec
  let problem: UsageProblem

  init(_ line: String, _ command: CommandSpec, _ problem: UsageProblem) {
    words = line.split(separator: " ").map(String.init)
    self.command = command
    self.problem = problem
  }

  var testDescription: String { "\(command.name) \(words.joined(separator: " "))" }
}

private let wrongLines = [
  WrongLine("", .generate, .missingArgument(placeholder: "TREE")),
  WrongLine("t", .generate, .missingOption(long: "--output", placeholder: "DIR")),
  WrongLine("f", .recognize, .missingArgument(placeholder: "PATH")),
  WrongLine("f p q", .recognize, .excessArgument("q")),
  WrongLine("x", .list, .excessArgument("x")),
  WrongLine("t -o", .generate, .missingValue(spelling: "-o", placeholder: "DIR")),
  WrongLine("t -o --force", .generate, .missingValue(spelling: "-o", placeholder: "DIR")),
  WrongLine("t -o --", .generate, .missingValue(spelling: "-o", placeholder: "DIR")),
  WrongLine("t -o=", .generate, .badValue(of: "-o", text: "", fault: .malformed(.folder))),
  WrongLine("t -o -", .generate, .badValue(of: "-o", text: "-", fault: .standardStream)),
  WrongLine("--seed -5", .stream, .missingValue(spelling: "--seed", placeholder: "N")),
  WrongLine("--json=yes", .list, .unwantedValue(spelling: "--json", value: "yes")),
  WrongLine("--no-json=yes", .list, .unwantedValue(spelling: "--no-json", value: "yes")),
  WrongLine("-hx", .list, .unwantedValue(spelling: "-h", value: "x")),
  WrongLine(
    "t --sed 5", .generate, .unknownOption("--sed", nearest: "--seed", takers: [])),
  WrongLine(
    "t --see=5", .generate, .unknownOption("--see", nearest: "--seed", takers: [])),
  WrongLine(
    "t --templ x", .generate, .unknownOption("--templ", nearest: "--templates", takers: [])),
  WrongLine(
    "t --no-glden", .generate, .unknownOption("--no-glden", nearest: "--no-golden", takers: [])),
  WrongLine(
    "t -seed", .generate, .unknownOption("-seed", nearest: "--seed", takers: [])),
  WrongLine("t -s", .generate, .unknownOption("-s", nearest: nil, takers: [])),
  WrongLine("t --=5", .generate, .unknownOption("--", nearest: nil, takers: [])),
  WrongLine(
    "t --rate 5", .generate, .unknownOption("--rate", nearest: nil, takers: ["stream"])),
  WrongLine("--no-help", .list, .unknownOption("--no-help", nearest: nil, takers: [])),
  WrongLine(
    "a", .explain, .badValue(of: "FILE:LINE", text: "a", fault: .malformed(.place))),
  WrongLine(
    "f --jobs 0", .stream, .badValue(of: "--jobs", text: "0", fault: .outside(1...1024))),
]

@Suite("A wrong command line is refused")
struct WrongLineTests {
  @Test("with what is wrong", arguments: wrongLines)
  func wrong(_ example: WrongLine) {
    #expect(throws: example.problem) { try understood(example.words, of: example.command) }
  }
}

import Testing

@testable import FauxlogCLI

@Suite("The whole command line")
struct RequestTests {
  @Test(
    "help is heeded before anything else is found wrong",
    arguments: [
      (["--help"], nil), (["-h"], nil), (["--nonsense", "-h"], nil),
      (["generate", "-h"], "generate"),
      (["stream", "--nonsense", "--help"], "stream"), (["lint", "-h", "--", "x"], "lint"),
    ] as [([String], String?)])
  func help(_ words: [String], _ command: String?) throws {
    guard case .help(let page) = try Request(words) else {
      Issue.record("no help")
      return
    }
    switch page {
    case .overview: #expect(command == nil)
    case .command(let found): #expect(found.name == command)
    }
  }

  @Test("after two dashes, nothing is an option")
  func ended() throws {
    guard case .run(let command, let line) = try Request(["describe", "--", "--help"]) else {
      Issue.record("not run")
      return
    }
    #expect(command.name == "describe")
    #expect(line.argument(.name) == "--help")
  }

  @Test("the version is asked for anywhere", arguments: [["--version"], ["list", "--version"]])
  func version(_ words: [String]) throws {
    guard case .version = try Request(words) else {
      Issue.record("no version")
      return
    }
  }

  @Test(
    "what is no command is refused",
    arguments: [
      ([], .noCommand), (["--seed", "1"], .optionBeforeCommand("--seed")),
      (["generat"], .unknownCommand("generat", nearest: "generate")),
      (["gen"], .unknownCommand("gen", nearest: "generate")),
      (["strema"], .unknownCommand("strema", nearest: "stream")),
      (["LIST"], .unknownCommand("LIST", nearest: "list")),
      (["l"], .unknownCommand("l", nearest: nil)), ([""], .unknownCommand("", nearest: nil)),
      (["fuzz"], .unknownCommand("fuzz", nearest: nil)),
    ] as [([String], UsageProblem)])
  func unknown(_ words: [String], _ problem: UsageProblem) {
    #expect(throws: UsageError(command: nil, problem: problem)) { try Request(words) }
  }

  @Test("an error knows its command")
  func known() {
    let error = UsageError(command: "list", problem: .excessArgument("x"))
    #expect(throws: error) { try Request(["list", "x"]) }
  }
}

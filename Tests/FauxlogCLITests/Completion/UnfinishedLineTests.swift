import Testing

@testable import FauxlogCLI

@Suite("What may stand for the last word of a line")
struct UnfinishedLineTests {
  /// Names that no template changes.
  private struct Names: KnownNames {
    func names(
      of kind: ValueKind.Names, like typed: String, in folders: [String]
    ) -> [(word: String, meaning: String)] {
      let own = folders.map { (word: "\($0)-tree", meaning: "") }
      switch kind {
      case .tree: return own + [("mill", "A mill."), ("mine", "")]
      case .formatOrTree: return [("mill", "A mill."), ("mill.log", "")]
      case .described: return [("mill", ""), ("grind", "")]
      }
    }

    func parameters(
      of name: String, in folders: [String]
    ) -> [(name: String, words: String, values: [String])] {
      name == "mill" ? [("stones", "1..9", []), ("wet", "bool", ["true", "false"])] : []
    }
  }

  private func completion(_ words: [String]) -> Completion {
    UnfinishedLine(words).completion(in: Names())
  }

  private func words(_ typed: [String]) -> [String]? {
    guard case .words(let candidates) = completion(typed) else { return nil }
    return candidates.map(\.word)
  }

  @Test(
    "words",
    arguments: [
      (["gen"], ["generate"]),
      (["-"], ["--help", "--version"]),
      (["nothing", ""], []),
      (["generate", "m"], ["mill", "mine"]),
      (["generate", "--templates", "own", "o"], ["own-tree"]),
      (["generate", "--seed", ""], []),
      (["generate", "mill", "--golden", ""], ["ndjson"]),
      (["generate", "mill", "--golden="], ["--golden=ndjson"]),
      (["generate", "mill", "--no"], ["--no-golden", "--no-force", "--no-verify", "--no-quiet"]),
      (["generate", "mill", "--set", ""], ["stones=", "wet="]),
      (["generate", "mill", "--set", "wet=t"], ["wet=true"]),
      (["generate", "mill", "--set=w"], ["--set=wet="]),
      (["generate", "mill", "--set=wet="], ["--set=wet=true", "--set=wet=false"]),
      (["generate", "--set", ""], []),
      // Once is enough of what counts once.
      (["generate", "mill", "--seed", "1", "--se"], ["--set"]),
      (["generate", "mill", "--set", "wet=true", "--se"], ["--seed", "--set"]),
      (["generate", "mill", "-o"], ["-o"]),
      (["stream", "mill"], ["mill", "mill.log"]),
      (["describe", "g"], ["grind"]),
      (["help", "sch"], ["schema"]),
      (["schema", "t"], ["totals"]),
      (["completions", ""], ["bash", "zsh", "fish"]),
      (["schema", "--", ""], ["manifest", "recognition", "record", "scenarios", "totals"]),
      // Behind all arguments, options are left.
      (["list", ""], ["--templates", "--json", "--help", "--version"]),
      (["generate", "--nonsense", "m"], []),
      (["list", "--nonsense", "--j"], ["--json"]),
    ])
  func words(_ typed: [String], _ expected: [String]) { #expect(words(typed) == expected) }

  @Test("meanings stand behind tabs, in a line")
  func text() {
    #expect(completion(["stream", "mill"]).text == "words\nmill\tA mill.\nmill.log\t\n")
    let long = Completion.words([
      Completion.Candidate(word: "x", meaning: "a\n" + String(repeating: "b", count: 90))
    ])
    #expect(long.text == "words\nx\ta " + String(repeating: "b", count: 77) + "…\n")
  }

  @Test(
    "paths are left to the shell",
    arguments: [
      (["recognize", "mill", ""], Completion.files), (["explain", "logs/"], .files),
      (["generate", "mill", "-o", ""], .folders), (["generate", "mill", "--output="], .folders),
      (["stream", "mill", "--golden", "x"], .files), (["lint", ""], .folders),
    ])
  func paths(_ typed: [String], _ expected: Completion) { #expect(completion(typed) == expected) }

  @Test("every option of a command is offered", arguments: CommandSpec.all.map(\.name))
  func options(_ name: String) throws {
    let command = try CommandSpec.named(name)
    let offered = try #require(words([name, "--"])) + (words([name, "--no-"]) ?? [])
    #expect(Set(command.longSpellings.map { "--\($0)" }) == Set(offered))
  }

  @Test("events are offered behind their format")
  func events() {
    let completion = UnfinishedLine(["describe", "frappe.log/no"]).completion(in: LibraryNames())
    let meaning = "Taking the snapshot failed itself."
    #expect(
      completion
        == .words([Completion.Candidate(word: "frappe.log/no-snapshot", meaning: meaning)]))
  }

  @Test(
    "parameters that are completed are those that a tree has",
    arguments: ["frappe-bench", "flat-server", "4d-server", "cloudify-manager"])
  func parameters(_ tree: String) throws {
    let known = LibraryNames().parameters(of: tree, in: []).map(\.name)
    #expect(!known.isEmpty)
    let run = try Program.run(["describe", tree])
    for name in known { #expect(run.output.contains("\n  \(name)="), "\(name)") }
  }
}

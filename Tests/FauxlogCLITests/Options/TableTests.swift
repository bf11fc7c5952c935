import Testing

@testable import FauxlogCLI

@Suite("The tables of commands and options are sound")
struct TableTests {
  @Test("no spelling means two things to one command", arguments: CommandSpec.all.map(\.name))
  func spellings(_ name: String) throws {
    let command = try CommandSpec.named(name)
    let long = command.longSpellings
    #expect(Set(long).count == long.count)
    let short = command.allOptions.compactMap(\.spec.short)
    #expect(Set(short).count == short.count)
  }

  @Test("what a command requires, it takes", arguments: CommandSpec.all.map(\.name))
  func required(_ name: String) throws {
    let command = try CommandSpec.named(name)
    for option in command.required { #expect(command.options.contains(option)) }
  }

  @Test("each option is taken by some command", arguments: Option.allCases)
  func taken(_ option: Option) {
    #expect(CommandSpec.all.contains { $0.allOptions.contains(option) })
  }

  @Test("a summary is a few words without a full stop", arguments: Option.allCases)
  func summary(_ option: Option) {
    let summary = option.spec.summary
    #expect(!summary.isEmpty && !summary.hasSuffix("."))
    #expect(summary.count <= 100)
  }

  @Test("commands' names are unlike and have no blanks")
  func names() {
    let names = CommandSpec.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(!names.contains { $0.contains(" ") || $0.hasPrefix("-") })
    #expect(CommandSpec.all.allSatisfy { !$0.abstract.isEmpty && !$0.abstract.hasSuffix(".") })
  }

  @Test("the examples of the help pages are sound lines", arguments: CommandSpec.all.map(\.name))
  func examples(_ name: String) throws {
    for example in try CommandSpec.named(name).examples {
      let words = example.line.split(separator: " ").map(String.init)
      let typed = words.prefix { !["<", ">", "|"].contains($0) }
      #expect(typed.first == "fauxlog")
      guard case .run(let command, _) = try Request(Array(typed.dropFirst())) else {
        Issue.record("\(example.line) does not run")
        return
      }
      #expect(command.name == name)
    }
  }
}

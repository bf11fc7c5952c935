import FauxlogTestSupport
import Testing

@testable import FauxlogCLI

@Suite("The manual page")
struct ManualTests {
  private func page() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("fauxlog.1", try Program.run(["man"]).output)
    return folder
  }

  @Test("mandoc finds nothing wrong", .needs("mandoc"))
  func lint() throws {
    #expect(try Tool("mandoc").output(["-Tlint", "fauxlog.1"], in: page()) == "")
  }

  @Test("groff shows each command with its arguments and options", .needs("groff"))
  func rendered() throws {
    // Without hyphens and adjusting; a width at which nothing is broken.
    let folder = try page()
    let words = ["-man", "-ww", "-Tascii", "-P-cbou", "-rHY=0", "-rLL=400n", "-dAD=l", "fauxlog.1"]
    let text = try Tool("groff").output(words, in: folder)
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    #expect(!text.contains("warning"), "\(text)")
    #expect(lines.contains("fauxlog - write fake logs that are true to life"))
    for command in CommandSpec.all {
      let start = try #require(
        lines.firstIndex { $0 == command.synopsis[...] }, "\(command.synopsis)")
      let rest = lines[(start + 1)...]
      let end = rest.firstIndex {
        $0.hasPrefix("fauxlog ") && CommandSpec.all.map(\.synopsis).contains(String($0))
          || $0.hasPrefix("OPTIONS OF")
      }
      let section = rest[..<(end ?? rest.endIndex)]
      for option in command.options { expect(option.spec, in: section, of: command.name) }
      for argument in command.allArguments {
        #expect(section.contains { $0.hasPrefix(argument.spec.placeholder) })
      }
    }
    let common = lines[try #require(lines.firstIndex { $0.hasPrefix("OPTIONS OF") })...]
    for option in Option.everywhere { expect(option.spec, in: common, of: "all") }
  }

  private func expect(_ spec: OptionSpec, in lines: ArraySlice<Substring>, of command: String) {
    var head = spec.short.map { "-\($0), " } ?? ""
    head += "--\(spec.long)"
    if let value = spec.value { head += " \(value.placeholder)" }
    let place = lines.firstIndex { $0 == head[...] || $0.hasPrefix(head + " ") }
    #expect(place != nil, "\(command) lacks \(head)")
    guard let place else { return }
    #expect(lines[place...].prefix(2).joined().contains(spec.summary), "\(head)")
  }
}

import FauxlogLanguage
import FauxlogTestSupport
import Foundation
import Testing

@testable import Fauxlog

/// What is told of templates, for all of ours and for names that are handed on.
@Suite struct DescribeAllTests {
  @Test("every tree and format of ours is described")
  func treesAndFormats() throws {
    let library = try TemplateLibrary()
    for name in library.trees + library.formats {
      let description = try library.describe(name, settings: [])
      #expect(description.name == name)
      #expect(!description.sections.isEmpty, "\(name)")
      #expect(try JSONSerialization.jsonObject(with: Data(description.json.utf8)) is [String: Any])
    }
  }

  @Test("every scenario of ours is described, with what fills the holes of its records")
  func scenarios() throws {
    let library = try TemplateLibrary()
    let scenarios = library.catalogue.scenarios
    #expect(scenarios.count > 300)
    for (full, scoped) in scenarios {
      let description = try library.describe(scenario: full, [])
      let titles = description.sections.map(\.title)
      #expect(titles.contains("Steps"), "\(full)")
      // Steps at the top are done whatever the parameters are.
      let writes = scoped.syntax.steps.contains { $0.emission != nil }
      if writes { #expect(titles.contains("What fills the holes"), "\(full)") }
      #expect(try JSONSerialization.jsonObject(with: Data(description.json.utf8)) is [String: Any])
    }
  }

  @Test("an event is written by steps that are given its grammar, and by no others")
  func givenGrammars() throws {
    let lab = try Lab([
      "p/log.grammar": "grammar p.log\nevent said | $what\n  what: word",
      "p/other.grammar": "grammar p.other\nevent said | other $what\n  what: word",
      "p/p.scenario": """
      scenarios p
      scenario begin
        do session with log: p.log, then: last
        do apart with log: p.other
      scenario session given log, then
        writes in log
        > said
        do inner
        do then with book: log
      scenario inner given log
        named: > log said
        do inner
      scenario last given book default p.other
        > book said
      scenario apart given log
        > log said
      scenario plain
        > p.log said
      """,
      "p/p.tree": "tree p\nfile a.log takes p.log\nrate begin every 1h",
    ])
    func writers(_ event: String) throws -> [String] {
      let sections = try lab.library.describe(event, settings: []).sections
      let rows = try #require(sections.first { $0.title == "Written by" }).rows
      return rows.map { row in
        "\(row.name) \(row.meaning.split(separator: ":").last ?? "")"
      }
    }
    #expect(try writers("p.log/said") == ["session 7", "inner 11", "last 14", "plain 18"])
    #expect(try writers("p.other/said") == ["apart 16"])
  }

  @Test("a scenario of one version is described with that version")
  func versions() throws {
    let lab = try Lab([
      "p/log.grammar": """
      grammar p.log
      parameter version: one of old, new, newer, default old
      event early | early
      when version is not old
        event late | late
      """,
      "p/p.scenario": "scenarios p\nscenario begin\n  > p.log early\nscenario end\n  > p.log late",
      "p/p.tree": """
      tree p
      file a.log takes p.log
      rate begin every 1h
      when version is new
        rate end every 2h
      """,
    ])
    func rows(_ scenario: String, _ title: String, _ version: String? = nil) throws -> [String] {
      let settings = version.map { [(name: "version", value: $0)] } ?? []
      let description = try lab.library.describe(scenario: scenario, settings)
      let rows = description.sections.first { $0.title == title }?.rows ?? []
      return rows.map(\.name)
    }
    #expect(try rows("p.begin", "Parameters") == [])
    #expect(try rows("p.end", "Parameters") == ["version=new"])
    #expect(try rows("p.end", "Happens") == ["p"])
    #expect(try rows("p.end", "What fills the holes", "newer") == ["> p.log late"])
    #expect(try rows("p.end", "Happens", "newer") == [])
    #expect(throws: TemplateError.self) { try rows("p.end", "Steps", "old") }
  }

  @Test("files of a user's are known by where they were loaded from")
  func layers() throws {
    let scratch = try Scratch()
    try scratch.write("Templates/p/log.grammar", "grammar p.log\nevent said | hello\n")
    try scratch.write("TemplatesToo/p/extra.corpus", "corpus p.extra\none\n")
    let library = try TemplateLibrary(folders: [scratch["Templates"], scratch["TemplatesToo"]])
    let own = library.catalogue.sources.filter { !$0.isBuiltIn }
    #expect(
      own.map(\.path) == [
        scratch["Templates/p/log.grammar"], scratch["TemplatesToo/p/extra.corpus"],
      ])
    #expect(own.map(\.layer) == [1, 2])
    #expect(library.lint().files == 2)
    #expect(try TemplateLibrary().lint().files > 300)
  }
}

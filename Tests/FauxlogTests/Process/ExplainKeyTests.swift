import FauxlogEngine
import FauxlogTestSupport
import Foundation
import Testing

/// What `explain` says of a field is so: the names of its key give the value, by the reference's page
/// on keys; places and rows are those of the templates below, counted by hand.
struct ExplainKeyTests {
  private static let files = [
    "log.grammar": """
    grammar kiln.log
    layout
      | [$level] $message
      level: one of INFO, WARN
    event fired INFO | $potter fired batch $batch at $heat
      potter: from kiln.potters
      batch: 1..9
      heat: 700..1300
    event cooled INFO | batch $batch cooled to $rest in $minutes$advice
      batch: 1..9
      rest: 20..90
      minutes: 1..600
      advice: maybe 99%
        | , next after $pause minutes
        pause: 10..99

    """,
    "kiln.scenario": """
    scenarios kiln
    scenario firing
      batch: 10000..99999
      > kiln.log fired
      do cool with minutes: 7
    scenario cool given batch, minutes
      after 1s..5s
      one of
        1 soon: > kiln.log cooled
        1 late
          after 1s..5s
          last: > kiln.log cooled

    """,
    "potters.corpus": """
    corpus kiln.potters
    # Potters.
    Ada
    Bo
    Cy

    """,
    "kiln.tree": """
    tree kiln
    zone UTC
    start 2026-03-01T00:00:00Z
    file kiln.log takes kiln.log
    rate firing 60 an hour

    """,
  ]

  private struct Explanation: Decodable {
    struct Field: Decodable {
      struct Origin: Decodable {
        var source: String
        var place: String?
        var definition: String
        var rows: [String]
        var key: [String]?
      }
      var name: String
      var value: Value
      var span: [Int]?
      var origin: Origin?
    }
    enum Value: Decodable {
      case number(Int64)
      case text(String)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
          self = .number(number)
        } else {
          self = .text(try container.decode(String.self))
        }
      }
    }
    struct Places: Decodable {
      var layout: String?
      var event: String?
      var step: [String]
    }
    var text: String
    var fields: [Field]
    var templates: Places

    func field(_ name: String) -> Field? { fields.first { $0.name == name } }
  }

  /// The key that names stand for, as the page on keys says it: an instance of a rate without actor.
  private func key(_ path: [String], seed: UInt64) throws -> Key {
    let parts = try #require(path.first).split(separator: ":").map(String.init)
    let (slice, index) = (try #require(Int64(parts[2])), try #require(UInt64(parts[3])))
    var key = mix(mix(nameKey("fauxlog"), seed), 0)
    key = mix(mix(mix(mix(key, nameKey("kiln.\(parts[0])")), 0), signed: slice), index)
    // Holes are mixed by themselves before they are mixed with the record.
    let step = path.lastIndex { $0.hasPrefix("> ") || $0 == "last" }
    for name in path[1...(step ?? path.count - 1)] { key = mix(key, nameKey(name)) }
    guard let step else { return key }
    return mix(key, path[(step + 1)...].reduce(0) { mix($0, nameKey($1)) })
  }

  @Test("every key that is named gives the value that stands there")
  func keys() throws {
    let scratch = try Scratch()
    let root = scratch.path
    for (name, text) in Self.files {
      try FileManager.default.createDirectory(
        atPath: root + "/templates", withIntermediateDirectories: true)
      try text.write(toFile: "\(root)/templates/\(name)", atomically: true, encoding: .utf8)
    }
    let options = ["--templates", "\(root)/templates"]
    _ = try Program.built.run(["generate", "kiln", "-o", "\(root)/kiln", "--seed", "7"] + options)
    let log = try String(contentsOfFile: "\(root)/kiln/kiln.log", encoding: .utf8)
    var drawn: Set<String> = []
    for (number, line) in log.split(separator: "\n").prefix(30).enumerated() {
      let run = try Program.built.run(
        ["explain", "\(root)/kiln/kiln.log:\(number + 1)", "--json"] + options)
      let told = try JSONDecoder().decode(Explanation.self, from: run.output)
      #expect(told.text == line + "\n")
      for field in told.fields {
        if let span = field.span, case .number(let value) = field.value {
          #expect(line.utf8.dropFirst(span[0]).prefix(span[1]).elementsEqual("\(value)".utf8))
        }
        guard let path = field.origin?.key, case .number(let value) = field.value else { continue }
        let range = try #require(Self.ranges[field.name], "\(field.name)")
        let key = try key(path, seed: 7)
        #expect(value == Draw.within(range.lowerBound, range.upperBound, key), "\(path)")
        drawn.insert(path.dropFirst().joined(separator: " / "))
      }
      check(told, "\(root)/templates/")
    }
    #expect(drawn == Self.paths)
  }

  private static let ranges: [String: ClosedRange<Int64>] = [
    "batch": 10000...99999, "heat": 700...1300, "rest": 20...90, "pause": 10...99,
  ]

  /// By hand from the templates: where each number is drawn.
  private static let paths: Set = [
    "batch", "> kiln.log fired / heat",
    "do kiln.cool / one of / soon / > kiln.log cooled / rest",
    "do kiln.cool / one of / soon / > kiln.log cooled / advice / pause",
    "do kiln.cool / one of / late / last / rest",
    "do kiln.cool / one of / late / last / advice / pause",
  ]

  private func check(_ told: Explanation, _ folder: String) {
    #expect(told.templates.layout == folder + "log.grammar:2:1")
    #expect(told.field("level")?.origin?.source == "event")
    let batch = told.field("batch")?.origin
    #expect(batch?.source == "scenario")
    #expect(batch?.definition == "10000..99999")
    #expect(batch?.place == folder + "kiln.scenario:3:3")
    if let potter = told.field("potter") {
      #expect(told.templates.event == folder + "log.grammar:5:7")
      #expect(potter.origin?.definition == "from kiln.potters")
      let lines = ["Ada": 3, "Bo": 4, "Cy": 5]
      guard case .text(let name) = potter.value, let line = lines[name] else {
        Issue.record("no potter of the corpus: \(potter)")
        return
      }
      #expect(potter.origin?.rows == [folder + "potters.corpus:\(line)"])
    } else {
      #expect(told.templates.event == folder + "log.grammar:9:7")
      let minutes = told.field("minutes")?.origin
      #expect(minutes?.source == "step")
      #expect(minutes?.definition == "7")
      #expect(minutes?.place == folder + "kiln.scenario:5:16")
    }
  }
}

import FauxlogTestSupport
import Foundation
import Testing

@Suite("describe tells in the words of the templates")
struct DescribePageTests {
  @Test("a tree, whole")
  func tree() throws {
    let folder = try oven()
    let run = try Program.run(["describe", "oven", "--templates", folder.path])
    #expect(run.output == Self.treePage)
    #expect(run.errors.isEmpty)
  }

  @Test("an event, with its template, samples and steps")
  func event() throws {
    let folder = try oven()
    let options = ["--templates", folder.path]
    let run = try Program.run(["describe", "oven.log/baked"] + options)
    let page = run.output.replacing(folder.path + "/", with: "")
    // What stands in the samples is drawn.
    let samples = page.split(separator: "\n").filter { $0.hasPrefix("    INFO loaf ") }
    #expect(samples.count == Set(samples).count && !samples.isEmpty)
    #expect(page.replacing(#/ {4}INFO loaf [1-9]\n\n?/#, with: "") == Self.eventPage)
  }

  @Test("an event that is none gets a suggestion")
  func unknown() throws {
    let run = try Program.run(["describe", "frappe.log/excepton"])
    #expect(
      run.errors == """
        fauxlog: no event of frappe.log "excepton"
          did you mean frappe.log/exception?

        """)
    #expect(run.status == 64)
  }

  @Test("the same as JSON")
  func json() throws {
    let folder = try oven()
    func object(_ name: String) throws -> [String: Any] {
      let run = try Program.run(["describe", name, "--json", "--templates", folder.path])
      let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
      return try #require(object as? [String: Any])
    }
    let tree = try object("oven")
    #expect(tree["description"] as? String == "An oven.\n\nIt stands in a bakery.")
    let notes = try #require(tree["notes"] as? [[String: Any]])
    #expect(notes.map { $0["title"] as? String } == ["Quirks"])
    #expect(notes[0]["items"] as? [String] == ["It is hot, at times.", "It is old."])
    let files = try #require(tree["files"] as? [[String: Any]])
    #expect(
      files.map { $0["written_by"] as? [String] } == [["bake", "forget"], ["forget"]])
    #expect(files.map { $0["where"] as? String } == [nil, "where level is WARN"])
    let event = try object("oven.log/burnt")
    #expect(event["level"] as? String == "WARN")
    #expect(event["samples"] as? [String] == ["WARN smoke\n"])
    let records = try #require(try object("take")["records"] as? [[String: Any]])
    #expect(records.map { $0["event"] as? String } == ["baked"])
    #expect(
      records.map { $0["holes"] as? [String: [String]] } == [
        ["the event": ["level INFO"], "drawn": ["loaf"]]
      ])
    let scenario = try object("forget")
    let happens = try #require(scenario["happens"] as? [[String: String]])
    #expect(happens == [["tree": "oven", "rate": "once, in the incident nap"]])
  }

  private func oven() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("log.grammar", Self.grammar)
    try folder.write("oven.scenario", Self.scenarios)
    try folder.write("oven.tree", Self.tree)
    return folder
  }

  private static let grammar = """
    grammar oven.log
    # What the oven says (sheet 1.2, 3). More of it.
    layout
      | $level $message
      level: one of INFO, WARN
    # A loaf is done (sheet 4; by its crust).
    event baked INFO | loaf $loaf
      loaf: 1..9
    event burnt WARN | smoke

    """

  private static let scenarios = """
    scenarios oven
    parameter heat: 100..300, default 220               # in degrees
    dial fire: 100..200, default 100                    # of wood
    # An oven that is lit.
    actor lit
      count 1
      renewed every 2d
    # Somebody bakes. With care.
    scenario bake given lit
      do take
    scenario take
      > oven.log baked
    scenario forget
      > oven.log burnt
    scenario clean
      rotate ash

    """

  private static let tree = """
    tree oven
    # An oven.
    #
    # It stands in a bakery.
    #
    # Quirks:
    # - It is hot,
    #   at times.
    # - It is old.
    parameter heat: 100..300, default 220
    zone Europe/Berlin
    start 2026-03-01T00:00:00Z
    # What it says
    file oven.log takes oven.log
      named ash
      rotates when told, keeps 3 as .1, gzip from .2
    file warn.log takes oven.log where level is WARN
      rotates before 2500 bytes
    static heat.conf
      | $heat
    # How often
    curve day: 00:00 10%, 08:00 100%
    rate bake 3 an hour for each lit, day
    rate clean at 06:00
    # Nobody looks.
    incident nap
      1 a week, for 10m
      turn fire to 200
      run forget at end

    """

  private static let treePage = """
    oven, a tree

    An oven.

    It stands in a bakery.

    Quirks:
      -  It is hot, at times.
      -  It is old.

    Parameters:
      heat=220  100..300, default 220 — in degrees

    Time:
      start  2026-03-01T00:00:00Z
      zone   Europe/Berlin

    Files:
      What it says
      oven.log
        What the oven says.
        oven.log; rotated by clean, 3 kept from .1 on, compressed from .2 on
        written by bake, forget
      warn.log
        oven.log; only where level is WARN; rotated before it reaches 2500 bytes
        may be written by forget

    Fixed files:
      heat.conf

    Who acts:
      lit  count 1, renewed every 2d — An oven that is lit.

    What happens:
      bake   3 an hour for each lit, by the curve day — Somebody bakes.
      clean  at 06:00

    Curves:
      day  00:00 10%, 08:00 100%

    Incidents:
      nap  Nobody looks.
        1 a week, for 10m
        turn fire to 200
        run forget at end

    Dials that incidents turn:
      fire  100..200, default 100 — of wood

    "fauxlog generate oven -o DIR" writes it; "fauxlog describe NAME" tells more of
    a scenario or format.

    """

  private static let eventPage = """
    oven.log/baked, an event

    A loaf is done (by its crust).

    What it is:
      level     INFO
      template  log.grammar:7

    Template:
        event baked INFO | loaf $loaf
          loaf: 1..9

    Samples:
    Fields:
      level  text: one of INFO, WARN
      loaf   number: 1..9

    Written by:
      take  oven.scenario:12

    Files:
      oven.log  of oven
      warn.log  of oven

    """
}

import FauxlogTestSupport
import Foundation
import Testing

/// A small tree of one's own, in a fresh folder, and what can be made with it.
final class Kiln {
  let folder: Scratch

  init() throws {
    folder = try Scratch()
    try folder.write("templates/kiln/log.grammar", Self.grammar)
    try folder.write("templates/kiln.scenario", Self.scenarios)
    try folder.write("templates/kiln.tree", Self.tree)
  }

  var templates: String { folder["templates"] }

  /// Runs the program with these templates.
  func run(_ arguments: [String], from input: String? = nil) throws -> Program.Outcome {
    var arguments = arguments
    arguments.insert(contentsOf: ["--templates", templates], at: 1)
    return try Program.run(arguments, from: input)
  }

  /// Generates the tree in a folder of that name.
  func generate(_ name: String, _ more: String...) throws -> Program.Outcome {
    try run(["generate", "kiln", "-o", folder[name]] + more)
  }

  static let grammar = """
    grammar kiln.log
    # What the kiln says. It says little.
    parameter era: one of old, new, default new
    layout
      | $time $level $message
      when era is old: time: time "dd/MM/yyyy HH:mm:ss"
      otherwise: time: time "yyyy-MM-dd HH:mm:ss.SSS"
      level: one of INFO, WARN, padded to 5
    event fired INFO | batch $batch at $heat degrees
      batch: 1..99999
      heat: 700..1300
    # A crack is heard.
    event crack WARN
      | batch $batch cracked
      |   after $minutes minutes
      batch: 1..99999
      minutes: 1..90

    """

  static let scenarios = """
    scenarios kiln
    scenario firing
      batch: 1..99999
      broken: chance 20%
      > kiln.log fired
      after 1s..5s
      when broken
        label failure
        > kiln.log crack

    """

  static let tree = """
    tree kiln
    zone Europe/Berlin
    start 2026-03-01T00:00:00Z
    file logs/kiln.log takes kiln.log
      rotates before 20000 bytes, keeps 9 as .1, gzip from .2
    static kiln.conf
      | heat = 1000
    rate firing 30 a minute

    """
}

import Fauxlog
import FauxlogEngine
import FauxlogTestSupport
import Foundation
import Testing

/// R2: who changes a template changes what he meant to, and nothing else.
///
/// Each case is a row of the reference's table "if you change … only … changes", done to the mill.
@Suite struct EditTests {
  /// A change of a file of the mill, or of all its files: `*`.
  struct Edit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: String
    let from: String
    let to: String
    let holds: @Sendable (Change) -> Void

    init(
      _ description: String, _ file: String, _ from: String, _ to: String,
      _ holds: @escaping @Sendable (Change) -> Void
    ) {
      testDescription = description
      self.file = file
      self.from = from
      self.to = to
      self.holds = holds
    }

    /// The mill with the change.
    func library() throws -> (TemplateLibrary, Scratch) {
      let scratch = try Scratch()
      try FileManager.default.copyItem(atPath: Mill.folder, toPath: scratch["mill"])
      let all = contents(of: scratch["mill"]).keys.filter { !$0.hasSuffix("/") }
      var isThere = false
      for name in file == "*" ? all.sorted() : [file] {
        let text = scratch.text("mill/\(name)") ?? ""
        isThere = isThere || text.contains(from)
        try scratch.write("mill/\(name)", text.replacingOccurrences(of: from, with: to))
      }
      guard isThere else { throw Failure("\(file) has no \(from)") }
      return (try TemplateLibrary(folders: [scratch["mill"]]), scratch)
    }
  }

  private static let before = Result { try records(Mill.library.get()) }

  private static func records(_ library: TemplateLibrary) throws -> Records {
    try Records(
      GeneratedTree(library, "mill", minutes: 30) {
        $0.seed = 5
        $0.start = parseRFC3339("2021-05-06T09:00:00+02:00")
        $0.only = ["logs/kept.log", "logs/audit.log", "cards/*"]
      })
  }

  @Test("an edit changes what it should", arguments: edits)
  func edit(_ edit: Edit) throws {
    let before = try Self.before.get()
    let (library, scratch) = try edit.library()
    let after = try withExtendedLifetime(scratch) { try Self.records(library) }
    #expect(before.all.count > 1000)
    edit.holds(Change(from: before, to: after))
  }
}

/// Nothing has another byte.
@Sendable private func nothing(_ change: Change) {
  #expect(change.changed.count == 0 && change.added.count == 0 && change.removed.count == 0)
}

/// The records of these events have other bytes, but no other time and no other value.
private func words(of events: Set<String>) -> @Sendable (Change) -> Void {
  { change in
    #expect(change.added.count == 0 && change.removed.count == 0)
    #expect(change.events == events)
    #expect(change.fields == [])
    #expect(change.changed.allSatisfy { $0.value.before.time == $0.value.after.time })
  }
}

/// Records have other values in these fields, but in no other, and no other time.
private func fields(_ names: Set<String>, share: ClosedRange<Double> = 0.01...1)
  -> @Sendable (Change) -> Void
{
  { change in
    #expect(change.added.count == 0 && change.removed.count == 0)
    #expect(change.fields == names)
    #expect(change.changed.allSatisfy { $0.value.before.time == $0.value.after.time })
    let events = change.events
    let possible = change.changed.count + change.kept
    #expect(!events.isEmpty && change.changed.count <= possible)
    let moved = Double(change.changed.count)
    #expect(share.contains(moved / Double(possible)), "\(moved / Double(possible)) changed")
  }
}

/// Records of these scenarios are new, and all else is as it was.
private func additions(_ scenarios: Set<String>) -> @Sendable (Change) -> Void {
  { change in
    #expect(change.changed.count == 0 && change.removed.count == 0)
    #expect(change.added.count > 0)
    let names = change.added.keys.map { cause -> String in
      let instance = cause.split(separator: " ").dropFirst().first ?? ""
      let started = instance.split(separator: "/").dropFirst().first
      return String(started ?? instance.split(separator: ":").first ?? "")
    }
    #expect(Set(names) == scenarios)
  }
}

extension EditTests {
  static let edits = [
    Edit(
      "the words of a line", "mill/log.grammar",
      "| order $order_id ground in $took ms at $speed rpm",
      "| ground $order_id: $speed rpm, $took ms", words(of: ["ground"])),
    Edit(
      "a comment", "mill/log.grammar", "event swept", "# what falls down\nevent swept", nothing),
    Edit(
      "a layout", "mill/log.grammar", "| $time $level $unit: $message",
      "| [$level] $time $unit: $message", words(of: ["ordered", "ground", "stuck", "swept"])),
    Edit(
      "the name of a file", "mill.tree", "file logs/held.log takes", "file logs/late.log takes",
      nothing),
    Edit(
      "a static file", "mill.tree", "lines = $lines", "mill_lines = $lines", nothing),
    Edit(
      "a field more", "mill/log.grammar", "rpm\n  order_id: order_id",
      "rpm, $heat °C\n  heat: 10..90\n  order_id: order_id", fields(["heat"])),
    Edit(
      "a field more in a repeated piece", "mill/log.grammar",
      "|   in $name ($left left)\n    name: word",
      "|   in $name ($left left, $wear% worn)\n    name: word\n    wear: 0..100",
      fields(["trail"])),
    Edit(
      "the kind of a hole", "mill/log.grammar", "stone: 1..9", "stone: 10..99", fields(["stone"])),
    Edit(
      "a default", "mill/log.grammar", "unit: word, default \"mill\"",
      "unit: word, default \"plant\"", fields(["unit"])),
    Edit(
      "a row more in a corpus", "mill/articles.corpus", "cracked wheat",
      "cracked wheat\nbulgur\t20",
      fields(["article"], share: 0.05...0.3)),
    Edit(
      "another name of a hole", "mill/log.grammar", "swept $grains grains\n  grains:",
      "swept $specks grains\n  specks:", fields(["grains", "specks"])),
    Edit(
      "a share", "mill/log.grammar", "maybe 30%", "maybe 60%", fields(["remark"], share: 0.02...0.2)
    ),
    Edit(
      "a name more in a scenario", "mill/mill.scenario", "  count: 1..60\n",
      "  count: 1..60\n  unused: 1..9\n", nothing),
    Edit(
      "a scenario more", "mill.tree", "rate turning every 10m",
      "rate turning every 10m\nrate inspection 30 an hour", additions(["inspection"])),
    Edit(
      "a higher rate", "mill.tree", "rate sweeping 20 an hour, day",
      "rate sweeping 90 an hour, day",
      additions(["sweeping"])),
    Edit(
      "a higher rate of a scenario that starts another", "mill.tree", "rate order 6 a minute",
      "rate order 8 a minute", additions(["order", "inspection"])),
    Edit(
      "an actor more", "mill.tree", "parameter lines: 1..9, default 2",
      "parameter lines: 1..9, default 3", additions(["order", "inspection"])),
    Edit(
      "a step more that takes no time", "mill/mill.scenario", "  > mill.log ordered\n",
      "  > mill.log ordered\n  dust: > mill.log swept\n", additions(["order"])),
    Edit(
      "a branch with a condition more", "mill/mill.scenario", "  start inspection",
      "  bad: chance 10%\n  when bad\n    dust: > mill.log swept\n  start inspection",
      additions(["order"])),
    Edit(
      "an incident more", "mill.tree", "incident calm",
      "incident storm\n  200 a day, for 1m\n  rate sweeping 600 an hour\nincident calm",
      additions(["sweeping"])),
    Edit(
      "a step more that takes time", "mill/mill.scenario", "  start inspection",
      "  after 1s\n  start inspection"
    ) {
      change in
      #expect(change.added.count < 5 && change.removed.count < 5, "at the end of the window")
      #expect(change.events == ["checked"])
      #expect(change.fields == ["day"], "its stamp")
    },
    Edit(
      "an alternative more", "mill/mill.scenario", "    1 rough",
      "    2 idle\n      dust: > mill.log swept\n    1 rough"
    ) {
      change in
      #expect(change.changed.count == 0)
      #expect(change.removed.count > 20)
      #expect(Set(change.added.values.map(\.event)) == ["swept"])
      #expect(Set(change.removed.values.map(\.event)) == ["ground", "stuck", "card"])
    },
    Edit(
      "the order of a list's elements, and one more", "mill/jams.corpus",
      "name: gear\n  in parts\n    name: axle",
      "name: axle\n  in parts\n    name: shaft\n  in parts\n    name: gear"
    ) { change in
      fields(["trail"])(change)
      for (before, after) in change.changed.values {
        #expect(after.text.contains("  in shaft ("))
        // The lines of the elements of other keys stay.
        #expect(
          Set(before.text.split(separator: "\n")).isSubset(of: after.text.split(separator: "\n")))
      }
    },
    Edit("another name of a scenario", "*", "sweeping", "brushing") { change in
      #expect(change.changed.count == 0)
      #expect(change.added.count > 0)
      #expect(change.added.keys.allSatisfy { $0.contains(" brushing:") })
      #expect(change.removed.keys.allSatisfy { $0.contains(" sweeping:") })
      #expect(change.kept > 1000)
    },
  ]
}

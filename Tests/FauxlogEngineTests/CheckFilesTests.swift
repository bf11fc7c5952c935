import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// What scenarios and trees may say of files.
@Suite struct CheckFilesTests {
  @Test(arguments: steps + notes)
  func finds(_ checked: Checked) {
    #expect(checked.found(tree: "t") == checked.expected)
  }

  /// A step below `> g e`, on lines 4 and 5 of the first file.
  private static func step(_ text: String, finds expected: String...) -> Checked {
    CheckScenarioTests.tree(
      text, "scenario s\n  > g e\n  " + text.replacing("\n", with: "\n    "), finds: expected)
  }

  static let steps = [
    step("rotate x when over 1MB\nafter 5ms\nreopen x\nsign: > g e"),
    step(
      "rotate x when over 1MB\nlabel late",
      finds: "4:3 the block of `rotate … when over` holds only `after`, `reopen`, emissions and "
        + "their names"),
    step("rotate x\nreopen x", finds: "4:3 only `rotate x when over N` has a block"),
    step(
      "rotate x when over 5m",
      finds: "4:3 `when over` takes a size, such as 100MB, or a parameter that is one"),
    step("archive \"a/b.tar.gz\"\nholds log under logs/"),
    step(
      "archive \"a.tar.gz\"", finds: "4:3 an archive `holds PATH under PATH`, each on a line below"),
    step(
      "archive \"a.zip\"\nholds log under logs/",
      finds: "4:11 an archive's name ends in .tar.gz: a.zip"),
    step(
      "archive \"../a.tar.gz\"\nholds log under logs/",
      finds: "4:11 path leaves the output folder: ../a.tar.gz"),
    step(
      "archive \"a.tar.gz\"\nholds ../x under logs/",
      finds: "5:11 path leaves the output folder: ../x"),
    step(
      "archive \"a.tar.gz\"\nholds log under /etc",
      finds: "5:21 path leaves the output folder: /etc"),
  ]

  /// Notes of a file, on lines 3 of the tree and on.
  private static func note(_ text: String, finds expected: String...) -> Checked {
    Checked(
      text,
      files: [
        ("t.tree", "tree t\nfile x.log takes g\n  \(text)\nrate s every 1h\n"),
        ("g.grammar", "grammar g\nevent e | $x\n  x: 1..9\n"),
        ("g.scenario", "scenarios g\nscenario s\n  > g e\n"),
      ], finds: expected)
  }

  static let notes = [
    note("rotates after 5KB, next is _2, keeps 3"),
    note("rotates when told by copy, keeps 3 as .1, gzip from .1"),
    note("written by $x"),
    note(
      "rotates after 5KB, next is _2, gzip from .2",
      finds: "3:3 `next is` leaves old files as they are: neither `by copy` nor `gzip`"),
    note(
      "rotates when told by copy, next is _2",
      finds: "3:3 `next is` leaves old files as they are: neither `by copy` nor `gzip`"),
    note(
      "owner an_owner_of_more_letters_than_fit",
      finds: "3:3 an owner's name has at most 31 letters"),
  ]
}

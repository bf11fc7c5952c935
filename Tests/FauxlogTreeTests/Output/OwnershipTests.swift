import FauxlogTestSupport
import Foundation
import Testing

@testable import FauxlogTree

@Suite("What may be replaced")
struct OwnershipTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Files that are there before; a name that ends in "/" is an empty folder.
    var files: [String: String] = [:]
    /// What keeps a run away without force; nil for nothing.
    var obstacle: OutputError.Obstacle?
    /// What keeps it away with force.
    var forced: OutputError.Obstacle?
    /// Which of the two is in the way.
    var place = "out"
  }

  static let ours = #"{"fauxlog": "1.0", "tree": "shop"}"#

  static let cases = [
    Case(testDescription: "nothing"),
    Case(testDescription: "an empty folder", files: ["out/": ""]),
    Case(testDescription: "two empty folders", files: ["out/": "", "out.golden/": ""]),
    Case(
      testDescription: "a tree of ours",
      files: ["out/x.log": "x", "out.golden/manifest.json": ours]),
    Case(testDescription: "a golden folder of ours", files: ["out.golden/manifest.json": ours]),
    Case(
      testDescription: "a pretty manifest",
      files: [
        "out/x": "x",
        "out.golden/manifest.json": "{\n  \"fauxlog\" : \"a\\\"b\",\n  \"tree\" : \"x\"\n}\n",
      ]),
    Case(testDescription: "a folder of the user's", files: ["out/x": "x"], obstacle: .notOurs),
    Case(
      testDescription: "a folder with a hidden file", files: ["out/.git": ""],
      obstacle: .notOurs),
    Case(
      testDescription: "a golden folder of the user's", files: ["out.golden/x": "x"],
      obstacle: .notOurs, place: "out.golden"),
    Case(
      testDescription: "another program's manifest",
      files: ["out/x": "x", "out.golden/manifest.json": #"{"name": "app", "tree": 1}"#],
      obstacle: .notOurs),
    Case(
      testDescription: "a manifest without a tree",
      files: ["out/x": "x", "out.golden/manifest.json": #"{"fauxlog": "1.0", "seed": "1"}"#],
      obstacle: .notOurs),
    Case(
      testDescription: "an empty manifest",
      files: ["out/x": "x", "out.golden/manifest.json": ""], obstacle: .notOurs),
    Case(
      testDescription: "a manifest that is a folder",
      files: ["out/x": "x", "out.golden/manifest.json/": ""], obstacle: .notOurs),
    Case(
      testDescription: "a file", files: ["out": "x"], obstacle: .notFolder, forced: .notFolder),
    Case(
      testDescription: "a golden file", files: ["out.golden": "x"], obstacle: .notFolder,
      forced: .notFolder, place: "out.golden"),
  ]

  @Test("replaces what is ours or empty, and by force any folder", arguments: cases)
  func places(_ example: Case) throws {
    for force in [false, true] {
      let scratch = try Scratch()
      for (name, text) in example.files {
        if name.hasSuffix("/") {
          try FileManager.default.createDirectory(
            atPath: scratch[name], withIntermediateDirectories: true)
        } else {
          try scratch.write(name, text)
        }
      }
      let before = scratch.names
      if let obstacle = force ? example.forced : example.obstacle {
        #expect(throws: OutputError.foreign(path: scratch[example.place], obstacle)) {
          try Publisher(folder: scratch["out"], force: force)
        }
      } else {
        try Publisher(folder: scratch["out"], force: force).abandon()
      }
      #expect(scratch.names == before)
    }
  }

  // One after the other: both lock the places they are refused.
  @Test(
    "refuses a link, the current folder, a mount point and the root", .serialized,
    arguments: [false, true])
  func special(force: Bool) throws {
    let scratch = try Scratch()
    let goal = scratch["goal"]
    try FileManager.default.createDirectory(atPath: goal, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: scratch["out"], withDestinationPath: goal)
    let current = FileManager.default.currentDirectoryPath
    let expected: [(String, OutputError)] = [
      (scratch["out"], .foreign(path: scratch["out"], .link)),
      (".", .foreign(path: ".", .currentFolder)),
      (current, .foreign(path: current, .currentFolder)),
      ("/proc", .foreign(path: "/proc", .mountPoint)),
      ("/", .foreign(path: "/", .root)),
      ("///", .foreign(path: "/", .root)),
      ("", .cannotCreate(path: "", code: ENOENT)),
    ]
    for (folder, error) in expected {
      #expect(throws: error) { try Publisher(folder: folder, force: force) }
    }
    #expect(scratch.names == ["goal/", "out/"])
  }

  @Test("cannot create what has a file for a parent, or too long a name")
  func impossible() throws {
    let scratch = try Scratch()
    try scratch.write("file", "")
    for (folder, code) in [
      (scratch["file/out"], ENOTDIR), (scratch["file/a/out"], ENOTDIR),
      (scratch[String(repeating: "x", count: 250)], ENAMETOOLONG), ("/proc/none/out", ENOENT),
    ] {
      let error = OutputError.cannotCreate(path: folder, code: code)
      #expect(error.exitStatus == 73)
      #expect(throws: error) { try Publisher(folder: folder, force: true) }
    }
    #expect(scratch.names == ["file"])
  }

  struct Place: Sendable, CustomTestStringConvertible {
    let folder: String, tree: String, golden: String, shown: String
    var testDescription: String { folder }
  }

  static let destinations = [
    Place(folder: "bench", tree: "./bench", golden: "./bench.golden", shown: "bench"),
    Place(folder: "bench///", tree: "./bench", golden: "./bench.golden", shown: "bench"),
    Place(folder: "a/bench/", tree: "a/bench", golden: "a/bench.golden", shown: "a/bench"),
    Place(folder: "/bench", tree: "/bench", golden: "/bench.golden", shown: "/bench"),
    Place(folder: "../b", tree: "../b", golden: "../b.golden", shown: "../b"),
    Place(folder: "/tmp/.", tree: "/tmp", golden: "/tmp.golden", shown: "/tmp/."),
    Place(folder: "...", tree: "./...", golden: "./....golden", shown: "..."),
  ]

  @Test("finds the places from what the user wrote", arguments: destinations)
  func destination(_ place: Place) throws {
    let destination = try Destination(folder: place.folder)
    #expect(destination.tree.path == place.tree)
    #expect(destination.golden.path == place.golden)
    #expect(destination.tree.shown == place.shown)
  }
}

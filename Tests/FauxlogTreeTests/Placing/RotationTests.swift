import Foundation
import Testing

@testable import FauxlogTree

/// What rotation leaves, for records that a test writes itself; five bytes each.
@Suite("Rotation") struct RotationTests {
  /// Notes of a file, records that are written, and what is there then.
  struct Case: Sendable, CustomTestStringConvertible {
    let notes: String
    let written: Int
    let leaves: [String: String]
    var path = "x.log"

    var testDescription: String { notes }

    /// Records by their numbers, four digits and a line end each.
    static func records(_ numbers: ClosedRange<Int>) -> String {
      numbers.map { "000\($0)\n" }.joined()
    }
  }

  @Test(
    "the files after some records",
    arguments: [
      // The record that would reach 10 bytes goes to a new file.
      Case(
        notes: "rotates before 10 bytes, keeps 9 as .1", written: 3,
        leaves: ["x.log": "0003\n", "x.log.1": "0002\n", "x.log.2": "0001\n"]),
      Case(
        notes: "rotates before 11 bytes, keeps 9 as .1", written: 3,
        leaves: ["x.log": "0003\n", "x.log.1": "0001\n0002\n"]),
      // The record is not split, nor the file left empty, however small the limit.
      Case(
        notes: "rotates before 3 bytes, keeps 9 as .1", written: 2,
        leaves: ["x.log": "0002\n", "x.log.1": "0001\n"]),
      // Once 10 bytes are there, the next record goes to a new file.
      Case(
        notes: "rotates after 10 bytes, keeps 9 as .1", written: 5,
        leaves: ["x.log": "0005\n", "x.log.1": "0003\n0004\n", "x.log.2": "0001\n0002\n"]),
      Case(
        notes: "rotates after 11 bytes, keeps 9 as .1", written: 4,
        leaves: ["x.log": "0004\n", "x.log.1": "0001\n0002\n0003\n"]),
      Case(
        notes: "rotates before 10 bytes, keeps 2 as .1", written: 5,
        leaves: ["x.log": "0005\n", "x.log.1": "0004\n", "x.log.2": "0003\n"]),
      Case(
        notes: "rotates before 10 bytes, keeps 2 as .0", written: 3,
        leaves: ["x.log": "0003\n", "x.log.0": "0002\n", "x.log.1": "0001\n"]),
      Case(
        notes: "rotates before 10 bytes", written: 3,
        leaves: ["x.log": "0003\n", "x.log.1": "0002\n", "x.log.2": "0001\n"]),
      Case(
        notes: "rotates before 10 bytes, keeps 3 as .1, gzip from .2", written: 5,
        leaves: [
          "x.log": "0005\n", "x.log.1": "0004\n", "x.log.2.gz": "0003\n", "x.log.3.gz": "0002\n",
        ]),
      Case(
        notes: "rotates before 10 bytes, keeps 3 as .1, gzip from .1", written: 2,
        leaves: ["x.log": "0002\n", "x.log.1.gz": "0001\n"]),
      Case(
        notes: "rotates before 10 bytes, next is _2", written: 3,
        leaves: ["x.log": "0001\n", "x_2.log": "0002\n", "x_3.log": "0003\n"]),
      Case(
        notes: "rotates after 10 bytes, next is _2, keeps 1", written: 5,
        leaves: ["Logs/d.b/Debug_2.txt": "0003\n0004\n", "Logs/d.b/Debug_3.txt": "0005\n"],
        path: "Logs/d.b/Debug_1.txt"),
    ])
  func leaves(_ example: Case) throws {
    let log = try PlacedLog(example.notes, path: example.path)
    for number in 1...example.written { try log.write("000\(number)") }
    #expect(try log.finish() == example.leaves)
    for (path, text) in example.leaves {
      var expected: [String] = []
      for (index, line) in text.split(separator: "\n").enumerated() {
        expected.append("\(index + 1) \(5 * index) \(line)")
      }
      #expect(log.records(path) == expected, "\(path)")
    }
    let kept = example.leaves.values.reduce(0) { $0 + $1.count / 5 }
    #expect(log.placer.removed.records == Int64(example.written - kept))
  }

  @Test("until it reopens, the writer writes to the renamed file")
  func reopen() throws {
    let log = try PlacedLog(
      "rotates when told, keeps 3 as .1", steps: ["rotate x", "reopen x"])
    try log.write("0001")
    try log.take("rotate")
    try log.write("0002")
    try log.take("reopen")
    try log.write("0003")
    // Two rotations before the writer hears of one.
    try log.take("rotate")
    try log.write("0004")
    try log.take("rotate")
    try log.write("0005")
    #expect(log.first("x.log.1") == 2)
    #expect(
      try log.finish() == [
        "x.log": "", "x.log.1": "0003\n0004\n0005\n", "x.log.2": "0001\n0002\n",
      ])
    #expect(log.records("x.log.2") == ["1 0 0001", "2 5 0002"])
  }

  @Test("an empty log is not rotated")
  func empties() throws {
    let log = try PlacedLog(
      "rotates when told, keeps 3 as .1", "present from the start", steps: ["rotate x"])
    try log.take("rotate")
    #expect(try log.finish() == ["x.log": ""])
  }

  @Test("what is written to a file that was compressed meanwhile is lost, and counted")
  func lost() throws {
    let log = try PlacedLog(
      "rotates when told, keeps 3 as .1, gzip from .1", steps: ["rotate x", "reopen x"])
    try log.write("0001")
    try log.take("rotate")
    try log.write("0002")
    try log.take("reopen")
    try log.write("0003")
    #expect(try log.finish() == ["x.log": "0003\n", "x.log.1.gz": "0001\n"])
    #expect(log.placer.removed.records == 1)
    #expect(log.placer.written.records == 3)
    #expect(log.first("x.log") == 2)
  }

  @Test("so is what is written to a file that retention removed")
  func outlived() throws {
    let log = try PlacedLog(
      "rotates when told, keeps 1 as .1", steps: ["rotate x", "reopen x", "remove old x"])
    try log.write("0001")
    try log.take("rotate")
    try log.take("remove old")
    try log.write("0002")
    try log.take("reopen")
    try log.write("0003")
    #expect(try log.finish() == ["x.log": "0003\n"])
    #expect(log.placer.removed.files == 1 && log.placer.removed.records == 2)
    #expect(log.first("x.log") == 2)
  }

  @Test("by copy, the old file is a copy and the log goes on under its inode, with no reopening")
  func copies() throws {
    let log = try PlacedLog(
      "rotates when told by copy, keeps 2 as .1, gzip from .2", steps: ["rotate x"])
    var inodes: [Int?] = []
    for number in 1...4 {
      try log.write("000\(number)")
      inodes.append(try log.inode("x.log"))
      try log.take("rotate")
    }
    try log.write("0005")
    #expect(Set(inodes).count == 1)
    #expect(try log.inode("x.log.1") != inodes[0])
    #expect(log.first("x.log") == 4 && log.first("x.log.1") == 3)
    #expect(
      try log.finish() == ["x.log": "0005\n", "x.log.1": "0004\n", "x.log.2.gz": "0003\n"])
    for path in ["x.log", "x.log.1", "x.log.2.gz"] { #expect(log.records(path)?.count == 1) }
    #expect(log.placer.removed.records == 2)
  }

  @Test("emptied, a log goes on from its beginning under its inode")
  func emptied() throws {
    let log = try PlacedLog(steps: ["empty x"])
    try log.write("0001")
    try log.write("0002")
    let inode = try log.inode("x.log")
    try log.take("empty")
    try log.write("0003")
    #expect(try log.inode("x.log") == inode)
    #expect(log.first("x.log") == 2)
    #expect(log.placer.removed.records == 2 && log.placer.removed.files == 0)
    #expect(try log.finish() == ["x.log": "0003\n"])
    #expect(log.records("x.log") == ["1 0 0003"])
  }

  @Test("`remove` takes a log with its rotated files, `remove old` only these")
  func removals() throws {
    let log = try PlacedLog(
      "rotates before 10 bytes, keeps 9 as .1", steps: ["remove x", "remove old x"])
    for number in 1...3 { try log.write("000\(number)") }
    try log.take("remove old")
    #expect(log.placer.removed.files == 2 && log.placer.removed.records == 2)
    try log.write("0004")
    #expect(log.placer.all.flatMap(\.files).map(\.path) == ["x.log", "x.log.1"])
    try log.take("remove x")
    #expect(log.placer.all.flatMap(\.files).isEmpty)
    try log.write("0005")
    #expect(try log.finish() == ["x.log": "0005\n"])
    #expect(log.first("x.log") == 4)
  }

  @Test("`when over` rotates a file that is larger, and only then its block is written")
  func over() throws {
    let log = try PlacedLog(
      "rotates when told, keeps 3 as .1", steps: ["rotate x when over 10 bytes", "reopen x"])
    func turn() throws {
      try log.take("rotate")
      try log.write("sign", guarded: true)
      try log.take("reopen", guarded: true)
    }
    try log.write("0001")
    try log.write("0002")
    try turn()
    try log.write("0003")
    try turn()
    try log.write("0004")
    try turn()
    #expect(
      try log.finish() == ["x.log": "0004\n", "x.log.1": "0001\n0002\n0003\nsign\n"])
  }

  @Test("`when over` asks for the size of files that nobody wants, too")
  func shadow() throws {
    let log = try PlacedLog(
      "rotates when told by copy, keeps 3 as .1", steps: ["rotate x when over 10 bytes"],
      only: ["other.log"])
    for number in 1...3 { try log.write("000\(number)") }
    #expect(log.placer.all.isEmpty)
    #expect(log.placer.followed.flatMap(\.files).map(\.path) == ["x.log"])
    try log.take("rotate")
    #expect(log.placer.followed.flatMap(\.files).map(\.path) == ["x.log", "x.log.1"])
    #expect(log.placer.removed.records == 0 && log.placer.written.records == 0)
    #expect(try log.finish().isEmpty)
  }
}

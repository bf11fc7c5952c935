import FauxlogTestSupport
import Foundation
import Testing

@testable import FauxlogTree

/// Logs that several processes write, each with a file of its own open.
@Suite("Several writers") struct WriterTests {
  /// Writes records of five bytes: `A1` is the first of writer A.
  private func write(_ records: String, to log: PlacedLog) throws {
    for record in records.split(separator: " ") {
      let writer = UInt64(record.utf8.first ?? 0)
      try log.write(record + String(repeating: ".", count: 4 - record.count), by: writer)
    }
  }

  /// The records of each file, without their ends.
  private func finish(_ log: PlacedLog) throws -> [String: String] {
    try log.finish().mapValues { $0.replacing(".", with: "").replacing("\n", with: " ") }
  }

  @Test("after the first roll each appends to a generation of its own, some undersized")
  func race() throws {
    let log = try PlacedLog("rotates before 20 bytes, keeps 9 as .1", "written by $pid")
    try write("A1 A2 B3 A4 B5", to: log)
    // B found its own file full and rolled, though the log was A's new file.
    #expect(log.placer.all[0].files.map(\.size) == [5, 5, 15])
    try write("A6 B7 A8 A9 B10", to: log)
    #expect(
      try finish(log) == [
        "x.log": "A9 ", "x.log.1": "B5 B7 B10 ", "x.log.2": "A4 A6 A8 ", "x.log.3": "A1 A2 B3 ",
      ])
    #expect(log.records("x.log.1") == ["1 0 B5..", "2 5 B7..", "3 10 B10."])
    #expect(log.placer.removed.records == 0)
  }

  @Test("a process that opens the log later finds what the name means then")
  func late() throws {
    let log = try PlacedLog("rotates before 20 bytes, keeps 9 as .1", "written by $pid")
    try write("A1 A2 A3 A4 C5 A6", to: log)
    #expect(try finish(log) == ["x.log": "A4 C5 A6 ", "x.log.1": "A1 A2 A3 "])
  }

  @Test("what a process writes to a file that retention removed is lost")
  func lost() throws {
    let log = try PlacedLog("rotates before 20 bytes, keeps 1 as .1", "written by $pid")
    // A's second file is taken away by the rolls of B and C before it is full.
    try write("A1 A2 B3 A4 B5 C6 C7 C8 A9", to: log)
    #expect(log.placer.removed.records == 5 && log.placer.written.records == 9)
    #expect(try finish(log) == ["x.log": "C8 ", "x.log.1": "B5 C6 C7 "])
  }

  @Test("`reopen` is heard by all")
  func reopen() throws {
    let log = try PlacedLog(
      "rotates when told, keeps 3 as .1", "written by $pid", steps: ["rotate x", "reopen x"])
    try write("A1 B2", to: log)
    try log.take("rotate")
    try write("A3 B4", to: log)
    try log.take("reopen")
    try write("A5 B6", to: log)
    #expect(try finish(log) == ["x.log": "A5 B6 ", "x.log.1": "A1 B2 A3 B4 "])
  }

  /// Writes the lines it is given through a handler for each writer, as processes would.
  private static let handlers = """
    import logging.handlers, sys
    path, limit, keeps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    writers = {}
    for line in sys.stdin.read().splitlines():
        writer, text = line.split(" ", 1)
        if writer not in writers:
            writers[writer] = logging.handlers.RotatingFileHandler(
                path, maxBytes=limit, backupCount=keeps)
        writers[writer].emit(logging.LogRecord("x", 20, "", 0, text, None, None))
    """

  @Test(
    "Python's own handlers leave the same files",
    arguments: [(1, 200, 3), (2, 200, 4), (3, 500, 20), (5, 300, 2), (8, 1000, 6)])
  func python(writers: Int, limit: Int, keeps: Int) throws {
    let log = try PlacedLog(
      "rotates before \(limit) bytes, keeps \(keeps) as .1", "written by $pid")
    let noise = noise(2000, seed: UInt64(limit + writers))
    var lines = ""
    for turn in 0..<600 {
      let writer = Int(noise[turn]) % writers
      let text = "\(turn) " + String(repeating: "x", count: Int(noise[turn + 700]) % 40)
      lines += "\(writer) \(text)\n"
      try log.write(text, by: UInt64(writer + 1))
    }
    let scratch = try Scratch()
    try scratch.write("handlers.py", Self.handlers)
    try scratch.write("lines", lines)
    try FileManager.default.createDirectory(
      atPath: scratch["logs"], withIntermediateDirectories: false)
    let script =
      "python3 \(scratch["handlers.py"]) \(scratch["logs/x.log"]) \(limit) \(keeps) "
      + "< \(scratch["lines"])"
    try #require(try run("sh", ["-c", script]) != nil, "needs python3")
    let ours = try log.finish()
    #expect(ours.count == keeps + 1)
    for (name, text) in ours { #expect(scratch.text("logs/\(name)") == text, "\(name)") }
    let theirs = scratch.names.filter { $0.hasPrefix("logs/x") }
    #expect(theirs.map { String($0.dropFirst(5)) } == ours.keys.sorted())
  }

  @Test("no more writers are remembered than can be alive")
  func many() throws {
    let log = try PlacedLog("rotates before 100 bytes, keeps 3 as .1", "written by $pid")
    for number in 0..<3000 { try log.write("\(number)", by: UInt64(number + 1)) }
    #expect(log.placer.all[0].opened(by: 1) == nil)
    #expect(log.placer.all[0].opened(by: 3000) != nil)
  }

  @Test(
    "a name that has no place there is refused",
    arguments: [
      ("written by $nobody", "no event of g may lack the name of its writer"),
      (
        "written by $pid; held until flushed",
        "`written by` is for files that several processes append to, not for one that is held until "
          + "flushed"
      ),
    ])
  func refused(notes: String, message: String) {
    do {
      _ = try PlacedLog(notes)
      Issue.record("taken")
    } catch let refused as PlacedLog.Refused {
      #expect(refused.messages == [message])
    } catch {
      Issue.record(error)
    }
  }
}

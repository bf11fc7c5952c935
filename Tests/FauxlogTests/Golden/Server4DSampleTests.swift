import FauxlogTestSupport
import Foundation
import Testing

/// The grammars read what 4D wrote, and what its documentation shows of the forms that no file is known of.
@Suite("Genuine logs of 4D") struct Server4DSampleTests {
  /// What others published is no part of the repository.
  private static let genuine: URL? = {
    let folder = Project.root.deletingLastPathComponent()
      .appending(path: "shared/samples/4d/real")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// Counted in the files with grep: lines of which the last column is empty or not, or that have `end_`.
  @Test(
    "files that 4D wrote are read, each in its form",
    .enabled(if: genuine != nil, "there is no ../shared/samples/4d/real"),
    arguments: [
      ("4DDebugLogServer_1.head.txt", ["opening": 63, "task-start": 17, "closing": 62]),
      ("4DDebugLog_2.head.txt", ["opening": 69, "closing": 631]),
      ("4DDebugLog_2.tail.txt", ["opening": 38, "task-start": 2, "closing": 206, "startup": 1]),
      ("4DDebugLog_1.v17.head.txt", ["opening": 40, "closing": 38, "leaf": 220]),
    ])
  func published(name: String, events: [String: Int]) throws {
    let folder = try #require(Self.genuine)
    let report = try ReadReport(reading: folder.appending(path: name).path, as: "4d.debug")
    // The last line of one excerpt is cut in its middle, as 4D left it.
    #expect(report.recognized_lines >= report.lines - (name.contains("tail") ? 1 : 0))
    #expect(report.generic_lines == 0)
    for (event, count) in events {
      #expect(report.events["4d.debug/\(event)"] == count, "\(event)")
    }
  }

  @Test("captured mail sessions are read as they are written down")
  func dialogues() throws {
    let folder = Project.root.appending(path: "Tests/FauxlogTests/Samples/4d/mail").path
    let report = try ReadReport(reading: folder, as: "mail.dialogue")
    #expect(report.recognized_lines == report.lines && report.generic_lines == 0)
    // Counted with grep.
    #expect(report.events["mail.dialogue/server"] == 692)
    #expect(report.events["mail.dialogue/client"] == 447)
  }

  /// A record as far as it is asked for here.
  private struct Record: Decodable, Equatable {
    let event: String
    let fields: [String: Value]
  }
  private enum Value: Decodable, Equatable, ExpressibleByIntegerLiteral,
    ExpressibleByStringLiteral, ExpressibleByNilLiteral
  {
    case number(Int), text(String), none

    init(integerLiteral value: Int) { self = .number(value) }
    init(stringLiteral value: String) { self = .text(value) }
    init(nilLiteral: ()) { self = .none }
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .none
      } else if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  private func read(_ text: String, _ settings: [String]) throws -> [Record] {
    let scratch = try Scratch()
    try Data(text.utf8).write(to: URL(filePath: scratch["log.txt"]))
    let report = try ReadReport(
      reading: scratch["log.txt"], as: "4d.debug",
      ["--records", scratch["read"]] + settings.flatMap { ["--set", $0] })
    #expect(report.recognized_lines == report.lines)
    let records = FileManager.default.contents(
      atPath: scratch["read/records/log.txt.ndjson"])
    return try (records ?? Data()).split(separator: 0x0A).map {
      try JSONDecoder().decode(Record.self, from: $0)
    }
  }

  @Test("a command in the tabular log, its milliseconds without zeros in front")
  func tabular() throws {
    let records = try read(
      "92\t2025-05-15T11:44:59.45\t7\t3085\t1\t1\t246\t[Stock]\t0\t\t\n"
        + "93\t2025-05-15T11:44:59.45\t7\t3085\t1\t1\t246\t[Stock]\t0\t92\t14\n",
      ["version=v20", "debug_mode=tabular", "eol=LF"])
    #expect(records.map(\.event) == ["opening", "closing"])
    let fields = records.map(\.fields)
    #expect(fields[0]["operation"] == "246" && fields[0]["operation_parameters"] == "[Stock]")
    #expect(fields[0]["processID"] == 7 && fields[0]["unique_processID"] == 3085)
    #expect(fields[1]["stack_opening_sequence_number"] == 92)
    #expect(fields[1]["stack_level_execution_time"] == 14)
  }

  @Test("the tabular log of v14: the closing line has the opening's number and a negative type")
  func tabularOfV14() throws {
    // KB 77371, its blanks as the tabs that they were.
    let records = try read(
      "5\t15:12:55:438\t5\t7\t0\tArea;1\t\t6\t0\t\n6\t15:13:03:368\t5\t7\t0\t5\t\t-6\t0\t7930247\n"
        + "7\t10+15:13:03:368\t5\t7\t0\t5\t\t-6\t0\t7930247\n",
      ["version=v17", "debug_mode=tabular", "eol=LF"])
    #expect(records.map(\.event) == ["opening", "closing", "closing"])
    #expect(records[1].fields["stack_opening_sequence_number"] == 5)
    #expect(records[1].fields["stack_level_execution_time"] == 7_930_247)
    #expect(records[2].fields["days"] == 10)
  }

  @Test("the standard log: what stands in parentheses may hold what ends a line")
  func standard() throws {
    let records = try read(
      """
      -- Startup on: Tuesday, April 01, 2025 06:27:12 PM --
      1\t2025-04-01T18:27:13.284 p=1 puid=1\t(1)  cmd: SET TIMER
      2\t2025-04-01T18:27:13.284 p=1 puid=1\t(1)  end_cmd: SET TIMER. < ms
      3\t2025-04-01T18:27:13.290 p=1 puid=1\t(1)  cmd: Replace string("a. 3 ms (b)";". ";"(")
      9\t2025-04-01T18:27:13.294 p=1 puid=1\t(1)  end_cmd: Replace string("a. 3 ms (b)";". ";"("). 4 ms
      11\t2025-04-01T18:27:13.299 p=6 puid=10\t(0)  form: Alert during OnLoad

      """, ["version=v20", "debug_mode=standard", "eol=LF"])
    #expect(
      records.map(\.event) == ["opening", "closing", "opening", "closing", "form-opening"])
    #expect(records[0].fields["command"] == "SET TIMER")
    #expect(records[1].fields["duration"] == Value.none)
    #expect(records[3].fields["command"] == "Replace string")
    #expect(records[3].fields["operation_parameters"] == #""a. 3 ms (b)";". ";"(""#)
    #expect(records[3].fields["duration"] == 4)
    #expect(records[4].fields["form"] == "Alert")
  }

  @Test("the standard log of v17: milliseconds since the start, leaves in one line")
  func standardOfV17() throws {
    let records = try read(
      "523\t38 p=1 puid=3\t(1)  cmd: Picture size(16 672 KB). < ms\n"
        + "525\t57 p=1 puid=3\t(1)  cmd: PICTURE PROPERTIES(16 672 KB;$width;$height). 19 ms\n",
      ["version=v17", "debug_mode=standard", "eol=LF"])
    #expect(records.map(\.event) == ["leaf", "leaf"])
    #expect(records[1].fields["elapsed_ms"] == 57 && records[1].fields["duration"] == 19)
    #expect(records[1].fields["operation_parameters"] == "16 672 KB;$width;$height")
  }
}

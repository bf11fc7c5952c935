import Fauxlog
import FauxlogTestSupport
import Foundation
import Testing

/// How records stand in their file: line ends, encodings, headers and trailers, heads on each line.
@Suite struct FileFormTests {
  /// A tree that writes one constant record of a grammar each minute.
  private func constant(_ grammar: String, event: String = "line") throws -> Lab {
    try Lab([
      "t/log.grammar": "grammar t.log\n" + grammar,
      "t/t.scenario": "scenarios t\nscenario go\n  > t.log \(event)",
      "t/t.tree": "tree t\nstart 2026-01-02T03:04:00Z\nfile a.log takes t.log\nrate go every 1m",
    ])
  }

  @Test(
    "a line ends as the grammar says",
    arguments: [("LF", "x\ny\n"), ("CRLF", "x\r\ny\r\n"), ("CR", "x\ry\r")])
  func lineEnds(_ end: String, _ bytes: String) throws {
    let made = try constant("lines end \(end)\nevent line\n  | x\n  | y").generate("t", minutes: 2)
    #expect(try String(decoding: made.log("a.log"), as: UTF8.self) == bytes + bytes)
    let records = try made.records("a.log").map(\.view)
    #expect(records.map(\.offset) == [0, bytes.utf8.count])
    #expect(records.map(\.length) == [bytes.utf8.count, bytes.utf8.count])
    #expect(records.map(\.line) == [1, 3])
    #expect(records.map(\.lines) == [2, 2])
  }

  @Test("a parameter chooses the line end, and a reader finds out which it was")
  func lineEndByParameter() throws {
    let lab = try constant(
      """
      parameter eol: one of LF, CRLF, CR, default CRLF
      lines end eol
      event line
        | $n: $t
        n: 10..99
        t: text from ["a", "b c"]
      """)
    for (eol, end) in [("LF", "\n"), ("CRLF", "\r\n"), ("CR", "\r")] {
      let made = try lab.generate("t", minutes: 5, settings: [("eol", eol)])
      let text = try String(decoding: made.log("a.log"), as: UTF8.self)
      #expect(text.unicodeScalars.count { $0 == "\n" } == (end.contains("\n") ? 5 : 0))
      #expect(text.unicodeScalars.count { $0 == "\r" } == (end.contains("\r") ? 5 : 0))
      let report = try lab.library.recognize(.init(name: "t.log", path: made.tree + "/a.log"))
      #expect(report.files.map(\.records) == [5])
      #expect(report.files[0].parameters.map(\.value) == [eol])
    }
  }

  @Test("a value's line ends are the grammar's, a lone CR stays")
  func lineEndsInside() throws {
    let made = try constant(
      """
      lines end CRLF
      event line
        | [$t]
        t: lines from "a${U+0A}b${U+0D}c"
      """
    ).generate("t", minutes: 1)
    #expect(try made.log("a.log") == Data("[a\r\nb\rc]\r\n".utf8))
    let record = try made.records("a.log")[0]
    #expect(record.fields["t"] as? String == "a\nb\rc")
    #expect(record.view.spans["t"] == [1, 6])
    #expect(record.view.lines == 2)
  }

  @Test("code pages and UTF-16: bytes, offsets and spans are those of the file")
  func encodings() throws {
    let grammar = """
      event line
        | ${0xE9}$a;$b
        a: text from "ü€"
        b: text from "z"
      """
    let windows = try constant("encoding \"windows-1252\"\n" + grammar).generate("t", minutes: 2)
    let line = Data([0xE9, 0xFC, 0x80, 0x3B, 0x7A, 0x0A])
    #expect(try windows.log("a.log") == line + line)
    let second = try windows.records("a.log")[1]
    #expect(second.view.offset == 6)
    #expect(second.view.spans == ["a": [1, 2], "b": [4, 1]])
    #expect(second.fields["a"] as? String == "ü€")

    let wide = try constant(
      "lines end CRLF\nencoding \"utf-16\" with bom\nevent line\n  | €$a\n  a: text from \"😀\""
    ).generate("t", minutes: 2)
    let units: [UInt16] = [0x20AC, 0xD83D, 0xDE00, 0x0D, 0x0A]
    let bytes = Data(units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    #expect(try wide.log("a.log") == Data([0xFF, 0xFE]) + bytes + bytes)
    let records = try wide.records("a.log")
    #expect(records.map(\.view.offset) == [2, 12])
    #expect(records[1].view.spans["a"] == [2, 4])
    #expect(records[1].fields["a"] as? String == "😀")

    let latin = try constant(
      "encoding \"iso-8859-1\"\nevent line\n  | ÿ\n"
    ).generate("t", minutes: 1)
    #expect(try latin.log("a.log") == Data([0xFF, 0x0A]))
  }

  @Test("big-endian UTF-16 with a mark is read as well")
  func bigEndian() throws {
    let lab = try constant(
      "encoding \"utf-16\" with bom\nevent line\n  | n $a\n  a: word from \"é\"")
    let scratch = try Scratch()
    let units: [UInt16] = [0xFEFF, 0x6E, 0x20, 0xE9, 0x0A]
    try Data(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
      .write(to: URL(filePath: scratch["a.log"]))
    let report = try lab.library.recognize(.init(name: "t.log", path: scratch["a.log"]))
    #expect(report.files.map(\.records) == [1])
    #expect(report.unknown.isEmpty)
  }

  @Test("what an encoding does not have is an error, row by row")
  func unwritable() throws {
    let lab = try Lab([
      "t/log.grammar":
        "grammar t.log\nencoding \"windows-1252\"\nevent line\n  | Ω $a\n  a: text from t.rows",
      "t/rows.corpus": "corpus t.rows\nplain\nŁódź",
    ])
    #expect(
      lab.errors == [
        "3:7: \"Ω\" (U+3A9) is not in windows-1252",
        "4:7: $a cannot be written: t.rows row 2 has \"Ł\" (U+141), which is not in windows-1252",
      ])
    #expect(
      try constant("encoding \"klingon\"\nevent line | x").errors == [
        "2:1: no encoding \"klingon\""
      ])
  }

  @Test("headers and trailers: once a file, counted in lines, offsets and sizes")
  func frames() throws {
    let lab = try Lab([
      "t/log.grammar": """
      grammar t.log
      layout | $time $message
        time: time "HH:mm:ss"
      event line | of $name
      name: word
      header
        | # $name, $day
        | # no $n
        day: time "yyyy-MM-dd"
        n: 100..999
      trailer | # end
      """,
      "t/t.scenario": "scenarios t\nscenario go\n  name: one of a, b\n  > t.log line",
      "t/t.tree": """
      tree t
      start 2026-01-02T03:04:00Z
      file $name.log takes t.log
        rotates before 100 bytes, keeps 9 as .1
      rate go every 1m
      """,
    ])
    for seed: UInt64 in 1...3 {
      let made = try lab.generate("t", minutes: 20, seed: seed)
      var numbers: Set<String> = []
      for file in try made.manifest.files {
        let text = try String(decoding: made.log(file.path), as: UTF8.self)
        let lines = text.split(separator: "\n")
        let name = file.path.first.map(String.init) ?? ""
        #expect(lines[0] == "# \(name), 2026-01-02")
        #expect(lines[1].hasPrefix("# no "))
        numbers.insert(name + lines[1])
        let isOpen = file.path == file.log
        #expect((lines.last == "# end") == !isOpen)
        // The record that would reach 100 bytes went to the next file; the trailer came after that.
        #expect(text.utf8.count < 100 + 6)
        let records = try made.records(file.path)
        #expect(records[0].view.line == 3)
        #expect(records[0].view.offset == lines[0].utf8.count + lines[1].utf8.count + 2)
        #expect(records.count == lines.count - (isOpen ? 2 : 3))
        let report = try lab.library.recognize(
          .init(name: "t.log", path: "\(made.tree)/\(file.path)"))
        #expect(report.files[0].lines == Int64(lines.count))
        #expect(report.files[0].recognizedLines == Int64(lines.count))
        #expect(report.files[0].records == Int64(records.count))
      }
      // Each file draws its own.
      #expect(numbers.count > 2)
    }
  }

  @Test("a header may stand in the first file only")
  func firstFileOnly() throws {
    let lab = try Lab([
      "t/log.grammar": "grammar t.log\nheader in first file | begin\nevent line | x",
      "t/t.scenario": "scenarios t\nscenario go\n  > t.log line",
      "t/t.tree": """
      tree t
      file a.log takes t.log
        rotates before 9 bytes, keeps 2 as .1
      rate go every 1m
      """,
    ])
    let made = try lab.generate("t", minutes: 6)
    #expect(try made.log("a.log") == Data("x\n".utf8))
    #expect(try made.log("a.log.1") == Data("x\nx\nx\nx\n".utf8))
    #expect(try made.log("a.log.2") == Data("begin\nx\n".utf8))
  }

  @Test("a layout before each line of a record")
  func eachLine() throws {
    let lab = try Lab([
      "t/log.grammar": """
      grammar t.log
      layout | $time $message
        time: time "HH:mm:ss"
      layout console | $time $unit | $message
        time: time "HH:mm:ss"
        unit: one of web, worker
      event one | hello $n
        n: 1..9
      event trace
        | trace:
        | $frames
        | end $n
        frames: each f in list.all
          |   at $k
          k: word
        list: from t.frames, not written
        n: 1..9
      event rest generic | * $free
        free: lines from t.texts
      """,
      "t/frames.ndjson": """
      {"all": [{"k": "a"}, {"k": "b"}]}
      {"all": [{"k": "c"}]}
      """,
      "t/texts.corpus": """
      corpus t.texts
      card one
        free:
          | first
          |
          | third
      card two
        free: alone
      """,
      "t/t.scenario": """
      scenarios t
      scenario go
        > t.log one
        > t.log trace
        > t.log rest
        > t.log one
      """,
      "t/t.tree": """
      tree t
      file console.log takes t.log as console, each line
      file plain.log takes t.log
      rate go 20 a minute
      """,
    ])
    for seed: UInt64 in 1...4 {
      let made = try lab.generate("t", minutes: 10, seed: seed)
      let log = try made.log("console.log")
      let lines = String(decoding: log, as: UTF8.self).split(separator: "\n")
      let head = /[0-9]{2}:[0-9]{2}:[0-9]{2} (web|worker) \| .*/
      #expect(lines.allSatisfy { $0.wholeMatch(of: head) != nil })
      let records = try made.records("console.log")
      #expect(records.map(\.view.lines).reduce(0, +) == lines.count)
      let plain = try made.records("plain.log")
      #expect(records.map(\.view.event) == plain.map(\.view.event))
      for record in records.prefix(200) where record.view.event == "trace" {
        let text = String(decoding: record.view.bytes(in: log), as: UTF8.self)
        let unit = try #require(record.fields["unit"] as? String)
        let stripped = text.split(separator: "\n").map { $0.drop { $0 != "|" }.dropFirst(2) }
        #expect(stripped.first == "trace:" && stripped.last?.hasPrefix("end ") == true)
        #expect(text.split(separator: "\n").allSatisfy { $0.contains(" \(unit) | ") })
        let n = String(decoding: record.view.bytes(in: log, of: "n"), as: UTF8.self)
        #expect(Int(n) == record.fields["n"] as? Int)
      }
    }
  }

  @Test("what looks like a header further down is a record if an event takes it, else a header")
  func headersInside() throws {
    for (event, records) in [("event begun bare | # begun", Int64(4)), ("event other bare | !", 2)]
    {
      let lab = try Lab([
        "t/log.grammar": """
        grammar t.log
        header
          | # begun
          | # columns
        layout | [$message
        event line | x
        event columns bare | # columns
        \(event)
        """
      ])
      let scratch = try Scratch()
      let log = scratch["a.log"]
      let begin = "# begun\n# columns\n[x\n"
      try Data((begin + begin).utf8).write(to: URL(filePath: log))
      let report = try lab.library.recognize(.init(name: "t.log", path: log))
      #expect(report.files.map(\.records) == [records])
      #expect(report.files.map(\.recognizedLines) == [6])
    }
  }
}

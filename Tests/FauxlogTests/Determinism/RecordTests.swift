import Foundation
import Testing

/// What a record shows, and which file takes it.
@Suite struct RecordTests {
  @Test("a file that wants a level takes the records of that level, all of them")
  func levels() throws {
    let made = try GeneratedTree(Mill.library.get(), "mill", minutes: 30)
    let wanted = try String(decoding: made.log("logs/errors.log"), as: UTF8.self)
      .split(separator: "\n").filter { !$0.hasPrefix("  ") }
    let whole = try made.manifest.files.filter { $0.log == "logs/kept.log" }
      .sorted { ($0.first_record ?? 0) < ($1.first_record ?? 0) }
      .flatMap { try String(decoding: made.log($0.path), as: UTF8.self).split(separator: "\n") }
    #expect(wanted.count > 10)
    #expect(wanted == whole.filter { $0.contains(" ERROR ") })
  }

  @Test("a stamped record shows the stamp, and knows the step's time")
  func stamped() throws {
    let made = try GeneratedTree(Mill.library.get(), "mill", minutes: 30)
    let records = try Records(made)
    var compared = 0
    for (cause, record) in records.all where cause.hasPrefix("logs/audit.log order:") {
      let order = cause.replacing("logs/audit.log ", with: "logs/kept.log ")
        .replacing("mill.audit noted", with: "mill.log ordered")
      guard let begin = records.all[order]?.time else { continue }
      // One log shows microseconds, the other milliseconds.
      try #require(record.time?.prefix(23) == begin.prefix(23))
      try #require(record.fields["took"] != "0")
      compared += 1
    }
    #expect(compared > 100)
  }
}

import Foundation
import Testing

/// Which file takes which record.
@Suite struct RouteTests {
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
}

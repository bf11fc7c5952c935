import Foundation
import Testing

/// R1 and R3 where files depend on their sizes, on copies, on archives and on who writes them.
@Suite struct DepotTests {
  @Test("any number of threads gives the same bytes", arguments: [1, 5])
  func threads(jobs: Int) throws {
    #expect(
      differences(try Depot.made.get().files, try Depot.make(jobs: jobs).files) == [])
  }

  @Test("in a longer window each file goes on from what it is in a shorter one")
  func continuation() throws {
    let short = try Depot.make(minutes: 430)
    let long = try Depot.made.get()
    let before = try short.files
    let after = try long.files
    var later: [String: [Data]] = [:]
    for file in try long.manifest.files {
      guard let log = file.log, let bytes = after["tree/" + file.path] else { continue }
      later[log, default: []].append(bytes)
    }
    var compared: [String: Int] = [:]
    for file in try short.manifest.files {
      guard let log = file.log, let bytes = before["tree/" + file.path], !bytes.isEmpty else {
        continue
      }
      // A file is known by its first record, whatever it is called later.
      let end = try #require(bytes.firstIndex(of: 10))
      guard let found = later[log]?.first(where: { $0.starts(with: bytes[...end]) }) else {
        continue
      }
      #expect(found.starts(with: bytes), "\(file.path)")
      compared[log, default: 0] += 1
    }
    // By several writers, by copy, by size with a block, by name.
    for log in ["clerks.log", "yard.log", "gate/1.log"] {
      #expect(compared["var/log/depot/\(log)"] ?? 0 >= 2, "\(log)")
    }
    let archive = "tree/reports/logs_20210506T050000.tar.gz"
    #expect(before[archive] != nil && before[archive] == after[archive])
  }

  @Test(
    "a log alone has the bytes that it has in the whole tree",
    arguments: ["var/log/depot/gate/2.log", "**yard.log", "**clerks.log", "var/log/night.log"])
  func alone(_ glob: String) throws {
    let whole = try Depot.made.get()
    let part = try Depot.make(only: [glob])
    let files = try part.files.filter { !$0.key.hasSuffix("/") && $0.key.hasPrefix("tree/") }
    #expect(files.count >= 2)
    let all = try whole.files
    for (path, bytes) in files {
      #expect(all[path] == bytes, "\(path)")
      let records = "golden/records/\(path.dropFirst(5)).ndjson"
      #expect(try all[records] == part.files[records], "\(records)")
    }
  }

  @Test("a rotation by size is signalled only when it happens")
  func signals() throws {
    let made = try Depot.made.get()
    // Only `watch` signs with 9; it comes every half hour, and the gates fill in two or three.
    let text = try made.files.filter { $0.key.contains("/gate/") && $0.key.hasPrefix("tree/") }
      .values.map { String(decoding: $0, as: UTF8.self) }.joined()
    let minutes = Set(text.matches(of: /\ (\d\d:\d\d):\d\d,\d+ INFO \[9\]/).map { $0.1 })
    #expect((3...12).contains(minutes.count), "\(minutes.sorted())")
    #expect(minutes.allSatisfy { $0.hasSuffix(":00") || $0.hasSuffix(":30") })
  }

  @Test("several writers leave undersized files among full ones, each of one writer")
  func writers() throws {
    let made = try Depot.made.get()
    let files = try made.manifest.files.filter { $0.path.contains("/clerks.log.") }
    #expect(files.count == 20)
    #expect(files.contains { $0.size < 2000 })
    #expect(files.count { (7000..<8000).contains($0.size) } > 12)
    for file in files where file.size > 7000 {
      let text = String(decoding: try made.log(file.path), as: UTF8.self)
      // The night's and the watch's clerks come by now and then.
      let clerks = Set(text.matches(of: /(?m)^.{23} \w+ \[([1-4])\]/).map { $0.1 })
      #expect(clerks.count == 1, "\(file.path)")
    }
  }
}

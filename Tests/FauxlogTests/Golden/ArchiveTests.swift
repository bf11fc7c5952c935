import Fauxlog
import FauxlogEngine
import FauxlogTestSupport
import Foundation
import Testing

/// Archives hold what lay there, with golden records of their own.
@Suite struct ArchiveTests {
  @Test("archives are what the manifest and their records say", .needs("python3"))
  func judged() throws {
    let made = try Depot.made.get()
    let summary = try python("check_archive.py", [made.tree, made.golden])
    #expect(summary.hasPrefix("ok: 2 archives"))
    let shared = "var/log/depot/clerks.log"
    #expect(try python("check_totals.py", [made.tree, made.golden, shared]).hasPrefix("ok: "))
  }

  /// The path of the archive that was packed at the end.
  private func last(of made: GeneratedTree) throws -> String {
    let archives = try made.manifest.files.filter { $0.path.hasSuffix(".tar.gz") }
    return try #require(archives.last).path
  }

  @Test("GNU tar unpacks the last archive to what lies in the tree", .needs("tar"))
  func unpacked() throws {
    let made = try Depot.made.get()
    let path = try last(of: made)
    #expect(path == "reports/logs_20210506T095959.tar.gz")
    let scratch = try Scratch()
    try Tool("tar").output(["-xzf", "\(made.tree)/\(path)", "-C", scratch.path])
    var unpacked = contents(of: scratch["depot"])
    let night = unpacked.removeValue(forKey: "old/night.log.1")
    unpacked["old/"] = nil
    #expect(night == contents(of: "\(made.tree)/var/log")["night.log.1"])
    #expect(unpacked.count > 50 && unpacked.keys.contains("yard.log.2.gz"))
    #expect(differences(contents(of: "\(made.tree)/var/log/depot"), unpacked) == [])
  }

  @Test("headers have the notes' mode and owner, and the time of the last record", .needs("tar"))
  func headers() throws {
    let made = try Depot.made.get()
    let listing = try Tool("tar").output(
      ["--utc", "--full-time", "-tvzf", "\(made.tree)/\(last(of: made))"])
    let lines = String(decoding: listing, as: UTF8.self).split(separator: "\n")
    let text = String(decoding: try made.log("var/log/depot/gate/1.log"), as: UTF8.self)
    // The last line's stamp is Berlin's, two hours ahead.
    let stamp = try #require(text.split(separator: "\n").last?.prefix(19))
    let time = try #require(parseRFC3339(stamp.replacing(" ", with: "T") + "+02:00"))
    let shown = shown(time)
    let row = try row(in: lines, "depot/gate/1.log")
    #expect(row.hasPrefix("-rw-r----- clerk/clerk"))
    #expect(row.contains(" \(shown) "), "\(row) is not of \(shown)")
    #expect(try self.row(in: lines, "depot/spare/").hasPrefix("drwxr-xr-x root/root"))
    #expect(try self.row(in: lines, "depot/depot.conf").contains(" 2021-05-06 00:00:00 "))
    let attributes = try FileManager.default.attributesOfItem(
      atPath: "\(made.tree)/var/log/depot/gate/1.log.2.gz")
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
  }

  private func row(in lines: [Substring], _ name: String) throws -> Substring {
    try #require(lines.first { $0.hasSuffix(" " + name) })
  }

  /// As GNU tar shows a time in UTC.
  private func shown(_ instant: Instant) -> String {
    var line = LineWriter(capacity: 40)
    writeRFC3339(instant, digits: 0, into: &line)
    return line.string.replacing("T", with: " ").replacing("Z", with: "")
  }

  @Test("reading the tree back reads into its archives")
  func readBack() throws {
    let made = try Depot.made.get()
    let scratch = try Scratch()
    try Program.built.run([
      "recognize", "depot", made.tree, "--templates", Depot.folder, "--records", scratch["read"],
    ]).check()
    let read = contents(of: scratch["read/records"])
    let stated = contents(of: "\(made.golden)/records").filter { !$0.key.hasSuffix("/") }
    #expect(stated.keys.contains { $0.hasSuffix("!depot/gate/1.log.2.gz.ndjson") })
    #expect(Set(stated.keys) == Set(read.keys.filter { !$0.hasSuffix("/") }))
    for (path, lines) in stated {
      let known = String(decoding: lines, as: UTF8.self)
        .replacing(/\}, "scenario": .*/.anchorsMatchLineEndings(), with: "}}")
      #expect(String(decoding: read[path] ?? Data(), as: UTF8.self) == known, "\(path)")
    }
  }

  @Test("any number of threads reads the same")
  func threads() throws {
    let made = try Depot.made.get()
    var outputs: [Data] = []
    var records: [[String: Data]] = []
    for jobs in ["1", "4"] {
      let scratch = try Scratch()
      let outcome = try Program.built.run([
        "recognize", "depot", made.tree, "--templates", Depot.folder, "--json", "--jobs", jobs,
        "--records", scratch["read"],
      ])
      try outcome.check()
      outputs.append(outcome.output)
      records.append(contents(of: scratch["read"]))
    }
    #expect(outputs[0] == outputs[1] && outputs[0].count > 10_000)
    #expect(differences(records[0], records[1]) == [])
  }

  @Test(
    "an archive alone has the bytes that it has in the whole tree, and its records",
    arguments: ["reports/*", "**095959*"])
  func alone(_ glob: String) throws {
    let whole = try Depot.made.get()
    let part = try Depot.make(only: [glob])
    let files = contents(of: part.tree).filter { !$0.key.hasSuffix("/") }
    #expect(files.count == (glob == "reports/*" ? 2 : 1))
    for (path, bytes) in files { #expect(try whole.log(path) == bytes, "\(path)") }
    #expect(contents(of: part.tree).keys.filter { $0.hasSuffix("/") } == ["reports/"])
    let records = contents(of: "\(part.golden)/records")
    let all = contents(of: "\(whole.golden)/records")
    #expect(records.count > 100)
    for (path, bytes) in records { #expect(all[path] == bytes, "\(path)") }
    #expect(!contents(of: part.golden).keys.contains { $0.contains("unseen") })
  }
}

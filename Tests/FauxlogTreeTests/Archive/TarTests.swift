import FauxlogTestSupport
import Foundation
import Testing

@testable import FauxlogTree

/// Archives as GNU tar sees them, and GNU tar's as we do.
@Suite("Tar archives") struct TarTests {
  /// Names at the edges of what the header's fields hold: 100 bytes, 155 and 100, and beyond.
  private static let names = [
    "a", "b/c.log", String(repeating: "n", count: 100), String(repeating: "o", count: 101),
    String(repeating: "d", count: 155) + "/" + String(repeating: "e", count: 100),
    String(repeating: "f", count: 156) + "/" + String(repeating: "g", count: 99),
    String(repeating: "h/", count: 160) + "i", "ä/ö ü.log",
  ]

  private func packed(in scratch: Scratch) throws -> [String: [UInt8]] {
    let folder = try DiskFolder(root: scratch.path, shown: "out", digests: true)
    var files: [String: [UInt8]] = [:]
    var members = [ArchiveMember(path: "b", mode: 0o750, owner: "root", modified: 86_400)]
    for (number, name) in Self.names.enumerated() {
      let bytes = noise([0, 1, 511, 512, 513, 1024, 100_000, 70_000][number])
      let id = try folder.create(path: "files/\(number)")
      try folder.append(id, bytes)
      files[name] = bytes
      members.append(
        ArchiveMember(
          path: name, file: id, mode: 0o640, owner: number == 0 ? "root" : "frappe",
          modified: 1_620_259_200 + Int64(number)))
    }
    let archive = try folder.archive(members, to: "packed/all.tar.gz")
    let summaries = try folder.finish()
    let summary = try #require(summaries.first { $0.path == "packed/all.tar.gz" })
    #expect(summary.members?.map(\.path) == Self.names)
    let whole = try #require(FileManager.default.contents(atPath: scratch["packed/all.tar.gz"]))
    #expect(summary.size == whole.count)
    #expect(summary.sha256?.hex == SHA256.hex(Array(whole)))
    for member in summary.members ?? [] {
      #expect(member.size == files[member.path]?.count)
      #expect(member.sha256?.hex == files[member.path].map(SHA256.hex))
    }
    #expect(archive >= 0)
    return files
  }

  @Test("GNU tar lists and unpacks what was packed")
  func unpacked() throws {
    let scratch = try Scratch()
    let files = try packed(in: scratch)
    let path = scratch["packed/all.tar.gz"]
    let listing = try #require(try run("tar", ["--utc", "--full-time", "-tvzf", path]))
    let lines = String(decoding: listing, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == Self.names.count + 1)
    #expect(lines[0].hasPrefix("drwxr-x--- root/root"))
    #expect(lines[0].hasSuffix(" 1970-01-02 00:00:00 b/"))
    #expect(lines[2].hasPrefix("-rw-r----- frappe/frappe"))
    #expect(lines[2].hasSuffix(" 1 2021-05-06 00:00:01 b/c.log"))
    try FileManager.default.createDirectory(
      atPath: scratch["x"], withIntermediateDirectories: false)
    #expect(try run("tar", ["-xzf", path, "-C", scratch["x"]]) != nil)
    for (name, bytes) in files {
      #expect(FileManager.default.contents(atPath: scratch["x/\(name)"]) == Data(bytes), "\(name)")
    }
    // As tar does, whole records of twenty blocks.
    let plain = try #require(try run("gzip", ["-dc", path]))
    #expect(plain.count % 10_240 == 0)
  }

  @Test("Python's tarfile reads names, sizes, modes and times")
  func python() throws {
    let scratch = try Scratch()
    let files = try packed(in: scratch)
    let script =
      "import tarfile,sys\nfor m in tarfile.open(sys.argv[1]):\n"
      + "  print(m.name, m.size, oct(m.mode), m.mtime, m.uname, m.uid, m.isdir(), sep='|')"
    let output = try #require(
      try run("python3", ["-c", script, scratch["packed/all.tar.gz"]]))
    let rows = String(decoding: output, as: UTF8.self).split(separator: "\n")
    #expect(rows[0] == "b|0|0o750|86400|root|0|True")
    for (number, name) in Self.names.enumerated() {
      let row = "\(name)|\(files[name]?.count ?? -1)|0o640|\(1_620_259_200 + number)|"
      #expect(rows[number + 1].hasPrefix(row), "\(rows[number + 1])")
    }
  }

  /// What a reader hears of an archive.
  private final class Heard: TarReader.Visitor {
    var files: [(path: String, bytes: [UInt8])] = []
    private(set) var ended = 0

    func begin(_ path: String) { files.append((path, [])) }
    func take(_ bytes: UnsafeBufferPointer<UInt8>) {
      unsafe files[files.count - 1].bytes += bytes
    }
    func end() { ended += 1 }
  }

  /// Reads bytes in pieces of a length.
  private func read(_ bytes: [UInt8], by length: Int) throws -> Heard {
    let heard = Heard()
    let reader = TarReader(name: "x.tar", heard)
    var place = 0
    while place < bytes.count {
      let goesOn = try unsafe bytes[place..<min(place + length, bytes.count)]
        .withUnsafeBufferPointer { (piece) throws(OutputError) in try unsafe reader.feed(piece) }
      guard goesOn else { return heard }
      place += length
    }
    try reader.finish()
    return heard
  }

  @Test("reads its own archives, whatever the pieces", arguments: [1, 511, 512, 10_000, 1 << 20])
  func own(length: Int) throws {
    let scratch = try Scratch()
    let files = try packed(in: scratch)
    let plain = try #require(try run("gzip", ["-dc", scratch["packed/all.tar.gz"]]))
    let heard = try read(Array(plain), by: length)
    #expect(heard.files.map(\.path) == Self.names)
    #expect(heard.ended == Self.names.count)
    for (path, bytes) in heard.files { #expect(bytes == files[path], "\(path)") }
  }

  @Test(
    "reads GNU tar's formats, links and folders left out", arguments: ["gnu", "ustar", "posix"])
  func others(format: String) throws {
    let scratch = try Scratch()
    let long = String(repeating: "long", count: 40) + ".log"
    let short = format == "ustar" ? "in/short.log" : "in/\(long)"
    try scratch.write("in/a.log", "one\n")
    try scratch.write(short, "two\n")
    try FileManager.default.createSymbolicLink(
      atPath: scratch["in/link"], withDestinationPath: "a.log")
    #expect(
      try run(
        "tar",
        [
          "-c", "--format=\(format)", "--sort=name", "-f", scratch["x.tar"], "-C", scratch.path,
          "in",
        ]
      ) != nil)
    let bytes = try #require(FileManager.default.contents(atPath: scratch["x.tar"]))
    let heard = try read(Array(bytes), by: 700)
    #expect(heard.files.map(\.path) == ["in/a.log", short])
    #expect(heard.files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["one\n", "two\n"])
  }

  @Test("a path that leads out of the archive's folder is led back")
  func hostile() throws {
    var bytes = TarHeader(path: "../../etc/./passwd", size: 0, mode: 0o644, owner: "x", modified: 0)
      .bytes
    bytes += [UInt8](repeating: 0, count: 1024)
    #expect(try read(bytes, by: 4096).files.map(\.path) == ["etc/passwd"])
  }

  @Test("what is damaged or cut off is an error, not a crash")
  func damaged() throws {
    let whole =
      TarHeader(path: "a", size: 600, mode: 0o644, owner: "x", modified: 0).bytes
      + [UInt8](repeating: 65, count: 600) + [UInt8](repeating: 0, count: 424 + 1024)
    #expect(try read(whole, by: 99).files.map(\.bytes.count) == [600])
    let cut = OutputError.failed(.read, path: "x.tar", code: EIO)
    for length in [100, 512, 700, 1100] {
      #expect(throws: cut) { try read(Array(whole[..<length]), by: 64) }
    }
    // A bit in the name, the size, the sum; a number that is none; an endless extended header.
    for place in [0, 130, 150] {
      var broken = whole
      broken[place] ^= 1
      #expect(throws: cut, "byte \(place)") { try read(broken, by: 64) }
    }
    for seed in 1...300 as ClosedRange<UInt64> {
      var broken = whole
      let noise = noise(8, seed: seed)
      broken[Int(noise[0]) * 2] = noise[1]
      broken[156] = [0x78, 0x4C, 0x67, 0x30][Int(noise[2]) % 4]
      // Its sum is made to fit, so that what is behind it is asked for.
      let sum = (0..<512).reduce(0) { $0 + (148..<156 ~= $1 ? 0x20 : Int(broken[$1])) }
      let digits = Array(String(sum, radix: 8).utf8)
      let field = [UInt8](repeating: 0x30, count: 6 - digits.count) + digits + [0, 0x20]
      broken.replaceSubrange(148..<156, with: field)
      _ = try? read(broken, by: 100)
    }
  }
}

import FauxlogTestSupport
import Foundation
import Testing

@testable import FauxlogTree

@Suite("A folder on disk")
struct DiskFolderTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func folder(
    openFiles: Int = 4, bufferSize: Int = 64, digests: Bool = true
  ) throws -> DiskFolder {
    try DiskFolder(
      root: scratch.path, shown: "out", digests: digests, openFiles: openFiles,
      bufferSize: bufferSize)
  }

  @Test("writes what was appended, whatever the order, with few files open")
  func interleaved() throws {
    let folder = try folder(openFiles: 8)
    var expected: [String: [UInt8]] = [:]
    let ids = try (0..<500).map { try folder.create(path: "a\($0 % 7)/b/\($0).log") }
    for round in 0..<6 {
      for (number, id) in ids.enumerated() where (number + round) % 3 > 0 {
        let bytes = noise((number * 7 + round * 31) % 150, seed: UInt64(number + round))
        try folder.append(id, bytes)
        expected["a\(number % 7)/b/\(number).log", default: []] += bytes
      }
    }
    let summaries = try folder.finish()
    #expect(summaries.count == 500)
    for summary in summaries {
      let bytes = try #require(expected[summary.path])
      #expect(FileManager.default.contents(atPath: scratch[summary.path]) == Data(bytes))
      #expect(summary.size == bytes.count)
      #expect(summary.sha256?.hex == SHA256.hex(bytes))
    }
  }

  @Test("never has more files open than it may")
  func descriptors() throws {
    let folder = try folder(openFiles: 8)
    for number in 0..<100 { try folder.append(folder.create(path: "\(number)"), "x") }
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
      let goal = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0)
      return goal?.hasPrefix(scratch.path + "/") == true
    }
    #expect(open.count == 8)
  }

  @Test("takes pending bytes along through a chain of renames")
  func rotation() throws {
    let folder = try folder()
    var generations = [try folder.create(path: "log")]
    try folder.append(generations[0], "first")
    for turn in 1...5 {
      for (age, id) in generations.enumerated() {
        try folder.rename(id, to: "log.\(generations.count - age)")
      }
      generations.append(try folder.create(path: "log"))
      try folder.append(generations[turn], "turn \(turn)")
    }
    _ = try folder.finish()
    #expect(scratch.names == ["log", "log.1", "log.2", "log.3", "log.4", "log.5"])
    #expect(scratch.text("log.5") == "first")
    #expect(scratch.text("log.1") == "turn 4")
    #expect(scratch.text("log") == "turn 5")
  }

  @Test("keeps what has a name that is wanted for another")
  func takenNames() throws {
    let folder = try folder()
    let one = try folder.create(path: "one")
    try folder.append(folder.create(path: "two"), "kept")
    let exists = OutputError.failed(.rename, path: "out/two", code: EEXIST)
    #expect(throws: exists) { try folder.rename(one, to: "two") }
    #expect(throws: OutputError.cannotCreate(path: "out/two", code: EEXIST)) {
      try folder.create(path: "two")
    }
    #expect(throws: OutputError.cannotCreate(path: "out/two/x", code: ENOTDIR)) {
      try folder.create(path: "two/x")
    }
    #expect(throws: OutputError.cannotCreate(path: "out/two", code: EEXIST)) {
      try folder.compress(one, to: "two")
    }
    _ = try folder.finish()
    #expect(scratch.text("two") == "kept")
  }

  @Test("removes files and gives their ids again")
  func removal() throws {
    let folder = try folder(openFiles: 2)
    let kept = try folder.create(path: "kept")
    try folder.append(kept, "k")
    var ids: Set<Int> = []
    for number in 0..<50 {
      let id = try folder.create(path: "s/\(number)")
      try folder.append(id, noise(100))
      try folder.remove(id)
      ids.insert(id)
    }
    #expect(ids.count == 1)
    #expect(try folder.finish().map(\.path) == ["kept"])
    #expect(scratch.names == ["kept", "s/"])
  }

  @Test("starts anew after a truncation", arguments: [10, 1000])
  func truncation(_ before: Int) throws {
    let folder = try folder()
    let id = try folder.create(path: "log")
    try folder.append(id, noise(before))
    try folder.truncate(id)
    try folder.append(id, "new")
    let summary = try #require(try folder.finish().first)
    #expect(scratch.text("log") == "new")
    #expect(summary.size == 3)
    #expect(summary.sha256?.hex == SHA256.hex(Array("new".utf8)))
  }

  @Test("compresses, and remembers what was compressed", arguments: [0, 5, 70_000, 300_000])
  func compression(_ size: Int) throws {
    let folder = try folder()
    let bytes = noise(size)
    let id = try folder.create(path: "log.1")
    try folder.append(id, bytes)
    try folder.compress(id, to: "log.1.gz")
    try folder.rename(id, to: "old/log.2.gz")
    let summary = try #require(try folder.finish().first)
    let packed = try #require(FileManager.default.contents(atPath: scratch["old/log.2.gz"]))
    #expect(scratch.names == ["old/", "old/log.2.gz"])
    #expect(summary.path == "old/log.2.gz")
    #expect(summary.size == packed.count)
    #expect(summary.sha256?.hex == SHA256.hex(Array(packed)))
    #expect(summary.contentSize == size)
    #expect(summary.contentSHA256?.hex == SHA256.hex(bytes))
    // A header without flags, name or time.
    #expect(Array(packed.prefix(10)) == [31, 139, 8, 0, 0, 0, 0, 0, 0, 3])
    if let plain = try run("zcat", [scratch["old/log.2.gz"]]) { #expect(plain == Data(bytes)) }
  }

  @Test("sorts by the bytes of the paths")
  func order() throws {
    let folder = try folder()
    for path in ["b", "a/x", "a-b", "Z", "é", "e\u{301}"] { _ = try folder.create(path: path) }
    #expect(try folder.finish().map { Array($0.path.utf8) }.map(\.count) == [1, 3, 3, 1, 3, 2])
  }

  @Test("leaves digests out where none are wanted")
  func noDigests() throws {
    let folder = try folder(digests: false)
    try folder.append(folder.create(path: "x"), "text")
    #expect(try folder.finish() == [FileSummary(path: "x", size: 4)])
  }

  @Test("makes empty folders, and the same one twice")
  func folders() throws {
    let folder = try folder()
    try folder.makeFolder(path: "a/b/c")
    try folder.makeFolder(path: "a/b")
    #expect(scratch.names == ["a/", "a/b/", "a/b/c/"])
    _ = try folder.create(path: "f")
    #expect(throws: OutputError.cannotCreate(path: "out/f", code: EEXIST)) {
      try folder.makeFolder(path: "f")
    }
  }

  static let badPaths: [(String, OutputError.PathFault)] = [
    ("", .empty), ("/etc/x", .absolute), ("a//b", .emptyPart), ("a/", .emptyPart),
    ("..", .dotPart), ("a/../../b", .dotPart), ("./a", .dotPart), ("a\0b", .zeroByte),
    ("d/" + String(repeating: "é", count: 128), .longPart),
    (String(repeating: "a/", count: 600) + "b", .long),
  ]

  @Test("refuses a path that could lead out", arguments: badPaths)
  func paths(_ path: String, _ fault: OutputError.PathFault) throws {
    let disk = try folder()
    let id = try disk.create(path: "fine")
    for folder in [disk, DiscardingFolder()] as [any OutputFolder] {
      let error = OutputError.badPath(path, fault)
      #expect(throws: error) { try folder.create(path: path) }
      #expect(throws: error) { try folder.rename(id, to: path) }
      #expect(throws: error) { try folder.compress(id, to: path) }
      #expect(throws: error) { try folder.makeFolder(path: path) }
    }
  }

  @Test("follows no link out of the folder")
  func links() throws {
    try scratch.write("outside", "safe")
    let inner = scratch["in"]
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: inner + "/l", withDestinationPath: "../outside")
    let folder = try DiskFolder(root: inner, shown: "out", digests: true)
    #expect(throws: OutputError.self) { try folder.create(path: "l") }
    #expect(scratch.text("outside") == "safe")
  }

  @Test("writes through no link that was put in the place of a file")
  func replacedByLink() throws {
    let folder = try folder(openFiles: 1)
    let id = try folder.create(path: "log")
    _ = try folder.create(path: "other")
    // The file is closed now, to make room for the other.
    try FileManager.default.removeItem(atPath: scratch["log"])
    try FileManager.default.createSymbolicLink(
      atPath: scratch["log"], withDestinationPath: "/dev/full")
    #expect(throws: OutputError.failed(.open, path: "out/log", code: ELOOP)) {
      try folder.append(id, "x")
    }
  }

  @Test("reports a file-size limit as an error of its own")
  func sizeLimit() async {
    await #expect(processExitsWith: .exitCode(74)) {
      Interrupts.install()
      exit(try Self.writeBeyondLimit())
    }
  }

  /// The exit status for what comes of writing more than a file may hold; 0 for anything else.
  private static func writeBeyondLimit() throws -> Int32 {
    let scratch = try Scratch()
    let folder = try DiskFolder(root: scratch.path, shown: "out", digests: false)
    var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    let id = try folder.create(path: "log")
    do throws(OutputError) {
      for _ in 0..<10 { try folder.append(id, noise(20_000)) }
      _ = try folder.finish()
      return 0
    } catch {
      return error == .failed(.write, path: "out/log", code: EFBIG) ? error.exitStatus : 0
    }
  }
}

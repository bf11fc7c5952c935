import FauxlogTestSupport
import Foundation
import Glibc
import Testing

/// Where a tree may be put, and what is said where it may not.
@Suite struct OutputPlaceTests {
  private static let run = ["generate", "frappe-bench", "--duration", "2m", "--quiet", "-o"]

  @Test("a folder of others is left alone, unless by force")
  func foreign() throws {
    let scratch = try Scratch()
    try scratch.write("bench/mine.txt", "dear to me")
    let before = contents(of: scratch.path)
    let refused = try Program.built.run(Self.run + ["bench"], in: scratch.path)
    #expect(refused.status == 73)
    #expect(refused.errors.contains("--force"))
    #expect(differences(before, contents(of: scratch.path)) == [])
    let forced = try Program.built.run(Self.run + ["bench", "--force"], in: scratch.path)
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(scratch.text("bench/mine.txt") == nil)
    #expect(scratch.names.filter { !$0.dropLast().contains("/") } == ["bench.golden/", "bench/"])
  }

  @Test("a tree of ours is replaced, and nothing of it is left")
  func ours() throws {
    let scratch = try Scratch()
    try Program.built.run(Self.run + ["bench", "--set", "sites=3"], in: scratch.path).check()
    try Program.built.run(Self.run + ["bench", "--set", "sites=1"], in: scratch.path).check()
    let fresh = try Scratch()
    try Program.built.run(Self.run + ["bench", "--set", "sites=1"], in: fresh.path).check()
    #expect(differences(contents(of: fresh.path), contents(of: scratch.path)) == [])
  }

  @Test("the folder's name is in no file, nor is the time")
  func names() throws {
    let one = try Scratch()
    let other = try Scratch()
    try Program.built.run(Self.run + ["bench"], in: one.path).check()
    try Program.built.run(Self.run + ["quite/elsewhere"], in: other.path).check()
    #expect(differences(contents(of: one["bench"]), contents(of: other["quite/elsewhere"])) == [])
    #expect(
      differences(contents(of: one["bench.golden"]), contents(of: other["quite/elsewhere.golden"]))
        == [])
  }

  @Test(
    "a folder that may not be written is refused",
    .enabled(
      if: isRoot ? Tool("setpriv").path != nil : true, "needs setpriv, since root may write all"))
  func unwritable() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch["closed"], withIntermediateDirectories: false)
    try permit(0o555, scratch["closed"])
    defer { try? permit(0o755, scratch["closed"]) }
    // The program is copied, as its own folder may be closed to others.
    try FileManager.default.copyItem(atPath: Program.built.path, toPath: scratch["fauxlog"])
    try permit(0o755, scratch.path)
    let wrapper =
      isRoot
      ? [Tool("setpriv").path ?? "", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
    let outcome = try Program(path: scratch["fauxlog"]).run(
      Self.run + ["\(scratch["closed"])/bench"], in: "/", wrapper: wrapper)
    #expect(outcome.status == 73, "\(outcome.errors)")
    #expect(outcome.errors.contains("Permission denied"))
    #expect(contents(of: scratch["closed"]).isEmpty)
  }

  @Test(
    "a full disk ends the run, leaves what was there and says so",
    .enabled(if: canMount, "needs the right to mount a tmpfs"), arguments: [false, true])
  func fullDisk(replaces: Bool) throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch["disk"], withIntermediateDirectories: false)
    try Tool("mount").output(["-t", "tmpfs", "-o", "size=3m", "tmpfs", scratch["disk"]])
    defer { _ = try? Tool("umount").output(["-l", scratch["disk"]]) }
    if replaces { try Program.built.run(Self.run + ["\(scratch["disk"])/bench"]).check() }
    let before = contents(of: scratch["disk"])
    let outcome = try Program.built.run([
      "generate", "frappe-bench", "--quiet", "--start", "2021-05-06T09:00:00+05:30", "--duration",
      "4h", "-o", "\(scratch["disk"])/bench",
    ])
    #expect(outcome.status == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("No space left"))
    #expect(differences(before, contents(of: scratch["disk"])) == [])
  }

  private func permit(_ bits: Int, _ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: bits], ofItemAtPath: path)
  }

  private static let isRoot = getuid() == 0
  private var isRoot: Bool { Self.isRoot }

  /// Whether a tmpfs can be mounted here.
  private static let canMount: Bool = {
    guard isRoot, let scratch = try? Scratch() else { return false }
    guard
      (try? Tool("mount").output(["-t", "tmpfs", "-o", "size=1m", "tmpfs", scratch.path])) != nil
    else { return false }
    return (try? Tool("umount").output(["-l", scratch.path])) != nil
  }()
}

import FauxlogTestSupport
import Foundation
import Glibc
import Testing

/// S2 and S4: whatever befalls a run, there is the old tree or the new one, whole, and a status that
/// tells which.
@Suite struct DisturbedRunTests {
  /// What may be done to a run.
  enum Disturbance: Sendable, CustomTestStringConvertible {
    case signal(Int32, status: Int32)
    /// A limit of file sizes, in blocks of 1024 bytes.
    case fileSize(Int)

    var testDescription: String {
      switch self {
      case .signal(let number, _): "signal \(number)"
      case .fileSize(let blocks): "files of at most \(blocks) blocks"
      }
    }

    var status: Int32 {
      switch self {
      case .signal(_, let status): status
      case .fileSize: 74
      }
    }
  }

  /// A run that takes some seconds.
  private static let long = [
    "generate", "frappe-bench", "-o", "bench", "--seed", "2", "--start",
    "2021-05-06T09:00:00+05:30", "--duration", "8h", "--quiet",
  ]
  /// A run that takes none.
  private static let short = [
    "generate", "frappe-bench", "-o", "bench", "--seed", "1", "--duration", "2m", "--quiet",
  ]

  /// Leaves a small tree in a folder and says what it is made of.
  private func old(in scratch: Scratch) throws -> [String: Data] {
    let outcome = try Program.built.run(Self.short, in: scratch.path)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return contents(of: scratch.path)
  }

  @Test(
    "a run that is stopped leaves what was there",
    arguments: [
      Disturbance.signal(SIGINT, status: 130), .signal(SIGTERM, status: 143),
      .signal(SIGHUP, status: 129), .fileSize(64),
    ], [false, true])
  func stopped(_ disturbance: Disturbance, replaces: Bool) throws {
    let scratch = try Scratch()
    let before = try replaces ? old(in: scratch) : [:]
    let outcome = try disturbed(disturbance, in: scratch)
    #expect(outcome.status == disturbance.status, "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count <= 2, "\(outcome.errors)")
    #expect(differences(before, contents(of: scratch.path)) == [])
  }

  private func disturbed(_ disturbance: Disturbance, in scratch: Scratch) throws -> Program.Outcome
  {
    switch disturbance {
    case .signal(let number, _):
      try Program.built.run(Self.long, in: scratch.path) { process in
        waitForBytes(below: scratch, atLeast: 100_000)
        kill(process.processIdentifier, number)
      }
    case .fileSize(let blocks):
      try Program.built.run(
        Self.long, in: scratch.path,
        wrapper: ["/bin/bash", "-c", "ulimit -f \(blocks) && exec \"$0\" \"$@\""])
    }
  }

  /// Waits until a run has written so much, wherever it writes; at most 20 s.
  private func waitForBytes(below scratch: Scratch, atLeast bytes: Int) {
    for _ in 0..<2000 {
      let sizes = FileManager.default.enumerator(atPath: scratch.path)?.compactMap { name in
        let path = "\(scratch.path)/\(name)"
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size]
        return (size as? NSNumber)?.intValue
      }
      if (sizes ?? []).reduce(0, +) >= bytes { return }
      usleep(10_000)
    }
  }

  @Test("a run that waits for its input ends at a signal", arguments: [SIGINT, SIGTERM])
  func waiting(_ number: Int32) throws {
    let scratch = try Scratch()
    let fifo = "\(scratch.path)/fifo"
    try #require(unsafe mkfifo(fifo, 0o600) == 0)
    let outcome = try Program.built.run(
      ["recognize", "frappe.log", "-", "--records", "read"], in: scratch.path,
      wrapper: ["/bin/bash", "-c", "exec \"$0\" \"$@\" 0<>\(fifo)"]
    ) { process in
      // The folder is made once the templates are bound; then it waits.
      for _ in 0..<2000 {
        if FileManager.default.fileExists(atPath: "\(scratch.path)/read") { break }
        usleep(10_000)
      }
      usleep(100_000)
      kill(process.processIdentifier, number)
      let id = process.processIdentifier
      DispatchQueue.global().asyncAfter(deadline: .now() + 20) { kill(id, SIGKILL) }
    }
    #expect(outcome.status == 128 + number, "\(outcome.errors)")
  }

  @Test("a run that is killed at any moment leaves one whole tree, and the next run is like any")
  func killed() throws {
    let scratch = try Scratch()
    let fresh = try whole(Self.short)
    let other = try whole(Self.short.map { $0 == "1" ? "5" : $0 })
    try Program.built.run(Self.short, in: scratch.path).check()
    let began = ContinuousClock.now
    try Program.built.run(Self.short, in: scratch.path).check()
    let length = began.duration(to: .now)
    for turn in 0..<14 {
      let arguments = turn % 2 == 0 ? Self.short.map { $0 == "1" ? "5" : $0 } : Self.short
      _ = try Program.built.run(arguments, in: scratch.path) { process in
        // More often towards the end, where one tree takes the other's place.
        let share = 1 - Double((turn * 5) % 14) * Double((turn * 5) % 14) / 200
        usleep(UInt32(max(0, length / .microseconds(1) * share)))
        kill(process.processIdentifier, SIGKILL)
      }
      let left = contents(of: scratch.path)
      for tree in ["bench/", "bench.golden/"] {
        let part = left.filter { $0.key.hasPrefix(tree) && $0.key != tree }
        let matches = [fresh, other].contains { candidate in
          differences(candidate.filter { $0.key.hasPrefix(tree) && $0.key != tree }, part) == []
        }
        #expect(matches, "\(tree) is neither the old nor the new one, turn \(turn)")
      }
    }
    let outcome = try Program.built.run(Self.short, in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(differences(fresh, contents(of: scratch.path)) == [])
  }

  /// What an undisturbed run leaves.
  private func whole(_ arguments: [String]) throws -> [String: Data] {
    let scratch = try Scratch()
    try Program.built.run(arguments, in: scratch.path).check()
    return contents(of: scratch.path)
  }
}

extension Program.Outcome {
  /// Fails unless the run ended well.
  func check() throws {
    if status != 0 { throw Failure("status \(status): \(errors)") }
  }
}

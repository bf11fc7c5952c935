import FauxlogTestSupport
import Foundation
import Testing

@testable import FauxlogTree

/// The beginning of a manifest of ours.
private let manifest = #"{"fauxlog": "1.0", "tree": "shop", "seed": "1"}"#

/// A pair of folders as one run writes it: every file says which run.
private func fill(_ publisher: Publisher, _ run: String) throws {
  let log = try publisher.tree.create(path: "logs/site.log")
  try publisher.tree.append(log, run)
  _ = try publisher.tree.create(path: "only in \(run)")
  try publisher.golden.append(publisher.golden.create(path: "manifest.json"), manifest + run)
  try publisher.golden.append(publisher.golden.create(path: "records/x.ndjson"), run)
  _ = try publisher.tree.finish()
  _ = try publisher.golden.finish()
}

private func generate(_ folder: String, _ run: String, force: Bool = false) throws {
  let publisher = try Publisher(folder: folder, force: force)
  try fill(publisher, run)
  try publisher.publish()
}

/// The run that a whole tree is of; nil where the tree is missing or not whole.
private func treeRun(_ scratch: Scratch) -> String? {
  guard let run = scratch.text("out/logs/site.log") else { return nil }
  let names = scratch.names.filter { $0.hasPrefix("out/") }
  return names == ["out/", "out/logs/", "out/logs/site.log", "out/only in \(run)"] ? run : nil
}

private func goldenRun(_ scratch: Scratch) -> String? {
  guard let run = scratch.text("out.golden/records/x.ndjson") else { return nil }
  return scratch.text("out.golden/manifest.json") == manifest + run ? run : nil
}

/// What is beside the two folders; a test expects nothing.
private func leftovers(_ scratch: Scratch) -> [String] {
  scratch.names.filter { !$0.hasPrefix("out/") && !$0.hasPrefix("out.golden/") }
}

/// Throws at the step of that number, counted from 0.
private final class Trap {
  private var left: Int
  private(set) var sprung = false

  init(at step: Int) { left = step }

  func step() throws(OutputError) {
    if left == 0 {
      sprung = true
      throw .failed(.sync, path: "test", code: EIO)
    }
    left -= 1
  }

  func swap(exchanges: Bool) -> FolderSwap {
    var swap = FolderSwap()
    swap.checkpoint = { () throws(OutputError) in try self.step() }
    swap.exchanges = exchanges
    return swap
  }
}

@Suite("Publishing")
struct PublisherTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test("puts a new pair in place, and another in its stead")
  func replaces() throws {
    try generate(scratch["out"], "one")
    #expect(treeRun(scratch) == "one" && goldenRun(scratch) == "one")
    try generate(scratch["out"] + "//", "two")
    #expect(treeRun(scratch) == "two" && goldenRun(scratch) == "two")
    #expect(leftovers(scratch) == [])
  }

  @Test("shows nothing before it is whole, and takes everything back")
  func abandons() throws {
    let publisher = try Publisher(folder: scratch["a/b/out"], force: false)
    try fill(publisher, "one")
    #expect(!FileManager.default.fileExists(atPath: scratch["a/b/out"]))
    publisher.abandon()
    #expect(scratch.names == [])
  }

  /// A swap over an old pair or over nothing, with and without the exchange of folders.
  static let manners = [(true, true), (true, false), (false, true)]

  @Test("a kill at any step leaves whole folders, and the next run finishes", arguments: manners)
  func kills(hasOld: Bool, exchanges: Bool) throws {
    var steps = 0
    var endings: Set<String> = []
    while true {
      let scratch = try Scratch()
      if hasOld { try generate(scratch["out"], "old") }
      let trap = Trap(at: steps)
      var publisher: Publisher? = nil
      do {
        publisher = try Publisher(
          folder: scratch["out"], force: false, swap: trap.swap(exchanges: exchanges))
        if let publisher {
          try fill(publisher, "new")
          try publisher.publish()
        }
      } catch OutputError.failed(.sync, "test", _) {}
      publisher = nil
      if !trap.sprung { break }
      if hasOld && exchanges {
        // At each place stands something whole at every moment.
        #expect(["old", "new"].contains(treeRun(scratch)), "step \(steps)")
        #expect(["old", "new"].contains(goldenRun(scratch)), "step \(steps)")
      }
      let next = try Publisher(folder: scratch["out"], force: false)
      #expect(treeRun(scratch) == goldenRun(scratch), "step \(steps)")
      let ending = treeRun(scratch)
      #expect(ending == "new" || ending == (hasOld ? "old" : nil), "step \(steps)")
      endings.insert(ending ?? "nothing")
      next.abandon()
      #expect(leftovers(scratch) == [], "step \(steps)")
      #expect(treeRun(scratch) == ending && goldenRun(scratch) == ending, "step \(steps)")
      steps += 1
    }
    #expect(endings == [hasOld ? "old" : "nothing", "new"])
    #expect(steps > 8)
  }

  @Test("a real kill leaves a pair, and a lock that holds nobody back", arguments: 3..<14)
  func realKill(step: Int) async throws {
    let scratch = try Scratch()
    try generate(scratch["out"], "old")
    let folder = scratch["out"]
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = folder as String, step = step as Int] in
      var left = step
      var swap = FolderSwap()
      swap.checkpoint = { () throws(OutputError) in
        if left == 0 { kill(getpid(), SIGKILL) }
        left -= 1
      }
      let publisher = try Publisher(folder: folder, force: false, swap: swap)
      try fill(publisher, "new")
      try publisher.publish()
      kill(getpid(), SIGKILL)
    }
    try Publisher(folder: folder, force: false).abandon()
    let run = treeRun(scratch)
    #expect(run != nil && run == goldenRun(scratch))
    #expect(leftovers(scratch) == [])
  }

  @Test("a recovery that is killed can be done again", arguments: [true, false])
  func killedRecovery(exchanges: Bool) throws {
    for first in 5..<14 {
      for second in 0..<10 {
        let scratch = try Scratch()
        try generate(scratch["out"], "old")
        for step in [first, second] {
          let swap = Trap(at: step).swap(exchanges: exchanges)
          if let publisher = try? Publisher(folder: scratch["out"], force: false, swap: swap) {
            try fill(publisher, "new")
            try? publisher.publish()
          }
        }
        try Publisher(folder: scratch["out"], force: false).abandon()
        let run = treeRun(scratch)
        #expect(run != nil && run == goldenRun(scratch), "steps \(first) and \(second)")
        #expect(leftovers(scratch) == [])
      }
    }
  }

  @Test("a step that fails leaves the old pair, or the new one", arguments: manners)
  func failures(hasOld: Bool, exchanges: Bool) throws {
    for step in 5..<20 {
      let scratch = try Scratch()
      if hasOld { try generate(scratch["out"], "old") }
      let trap = Trap(at: step)
      // Undoing must not fail as well: the trap springs once.
      let publisher = try Publisher(
        folder: scratch["out"], force: false, swap: OnceTrap(trap).swap(exchanges: exchanges))
      try fill(publisher, "new")
      do {
        try publisher.publish()
        break
      } catch {
        publisher.abandon()
      }
      let run = treeRun(scratch)
      #expect(run == goldenRun(scratch), "step \(step)")
      #expect(run == "new" || run == (hasOld ? "old" : nil), "step \(step)")
      #expect(leftovers(scratch) == [], "step \(step)")
    }
  }

  @Test("a note that is cut short counts as none")
  func cutJournal() throws {
    try generate(scratch["out"], "old")
    let publisher = try Publisher(folder: scratch["out"], force: false)
    try fill(publisher, "new")
    let golden = try #require(try FolderCalls.inode(scratch[".out.golden.fauxlog-new"]))
    let tree = try #require(try FolderCalls.inode(scratch[".out.fauxlog-new"]))
    let whole = "golden \(golden)\ntree \(tree)\n"
    let journal = scratch[".out.fauxlog-swap"]
    for length in 0..<whole.utf8.count {
      try scratch.write(".out.fauxlog-swap", String(whole.prefix(length)))
      #expect(try SwapJournal(path: journal) == nil, "\(length) bytes")
    }
    try scratch.write(".out.fauxlog-swap", whole)
    #expect(try SwapJournal(path: journal) == SwapJournal(golden: golden, tree: tree))
    publisher.abandon()
  }

  @Test("keeps a second run on the same place away")
  func busy() throws {
    let first = try Publisher(folder: scratch["out"], force: false)
    #expect(throws: OutputError.busy(path: scratch["out"])) {
      try Publisher(folder: scratch["out"] + "/", force: true)
    }
    try fill(first, "one")
    try first.publish()
    #expect(treeRun(scratch) == "one")
    try generate(scratch["out"], "two")
    #expect(leftovers(scratch) == [])
  }

  @Test("removes an old tree that was made read-only")
  func readOnly() throws {
    try generate(scratch["out"], "one")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o555], ofItemAtPath: scratch["out/logs"])
    try generate(scratch["out"], "two")
    #expect(treeRun(scratch) == "two" && leftovers(scratch) == [])
  }

  @Test("removes no more than a link when an old tree has one")
  func linkInOldTree() throws {
    try generate(scratch["out"], "one")
    try scratch.write("precious/file", "kept")
    let link = scratch["out/logs/link"]
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: scratch["precious"])
    try generate(scratch["out"], "two")
    #expect(scratch.text("precious/file") == "kept")
  }
}

/// A trap that lets pass what comes after it has sprung.
private final class OnceTrap {
  private let trap: Trap

  init(_ trap: Trap) { self.trap = trap }

  func swap(exchanges: Bool) -> FolderSwap {
    var swap = FolderSwap()
    swap.checkpoint = { () throws(OutputError) in
      if !self.trap.sprung { try self.trap.step() }
    }
    swap.exchanges = exchanges
    return swap
  }
}

import FauxlogLanguage
import FauxlogTestSupport
import Foundation

@testable import FauxlogEngine
@testable import FauxlogTree

/// A log that a test writes record by record, by the notes of its rule alone.
final class PlacedLog {
  let scratch: Scratch
  private let tree: DiskFolder
  private let golden: DiskFolder
  let placer: Placer
  /// The steps that the test may take, in this order.
  private let steps: [String]
  private var time: Instant = 0
  /// The number of the last rotation.
  private var decision: Int64 = 0

  /// A log `x.log`, or of another path, with notes; and steps of a scenario that care for it.
  init(
    _ notes: String..., steps: [String] = [], path: String = "x.log",
    only: [String] = []
  ) throws {
    var loader = CatalogueLoader()
    loader.add(
      path: "g.grammar",
      text: "grammar g\nevent e | $text\n  text: text\n  pid: 1..9, not written\n",
      layer: 0)
    loader.add(
      path: "g.scenario",
      text: "scenarios g\nscenario s\n  > g e\n" + steps.map { "  \($0)\n" }.joined(), layer: 0)
    loader.add(
      path: "t.tree",
      text: "tree t\nfile \(path) takes g\n  named x\n" + notes.map { "  \($0)\n" }.joined()
        + "rate s 1 a minute\n", layer: 0)
    let binder = Binder(loader.finish(), settings: [:])
    let model = binder.tree(Name("t", Position(line: 1, column: 1)))
    let faults = loader.diagnostics + binder.diagnostics.filter { $0.severity == .error }
    guard let model, faults.isEmpty else { throw Refused(messages: faults.map(\.message)) }
    self.steps = steps
    scratch = try Scratch()
    for name in ["tree", "golden"] {
      try FileManager.default.createDirectory(
        atPath: scratch[name], withIntermediateDirectories: false)
    }
    tree = try DiskFolder(root: scratch["tree"], shown: "tree", digests: true)
    golden = try DiskFolder(root: scratch["golden"], shown: "golden", digests: false)
    placer = try Placer(
      model, world: binder.finish(), host: 0, kinds: [], tree: tree, golden: golden, start: 0,
      selection: Selection(only))
  }

  /// What is wrong with the notes.
  struct Refused: Error { let messages: [String] }

  /// Writes a record of one line, a second after what was before.
  func write(_ text: String, by writer: UInt64 = 0, guarded: Bool = false) throws {
    var batch = batch()
    batch.bytes.text(text + "\n")
    batch.golden.text("\"text\": \"\(text)\"}\n")
    var entry = RenderedBatch.Entry(kind: .record)
    entry.length = batch.bytes.count
    entry.goldenLength = batch.golden.count
    entry.lines = 1
    entry.time = time
    entry.guardedBy = guarded ? decision : -1
    entry.writer = writer
    batch.entries = [entry]
    try placer.place(batch)
  }

  /// Takes one of the steps.
  func take(_ step: String, guarded: Bool = false) throws {
    guard let control = steps.firstIndex(where: { $0.hasPrefix(step) }) else {
      throw Refused(messages: ["no step \(step)"])
    }
    var batch = batch()
    var action = FileAction(control: Int32(control), holes: [])
    if guarded { action.guardedBy = decision }
    if step.hasPrefix("rotate") {
      decision += 1
      action.decision = decision
    }
    batch.actions = [action]
    batch.entries = [RenderedBatch.Entry(kind: .action(0), time: time)]
    try placer.place(batch)
  }

  private func batch() -> RenderedBatch {
    time += 1_000_000_000
    var batch = RenderedBatch()
    batch.instances = [
      InstanceInfo(
        number: 0, scenario: 0, name: "s", label: -1, incidents: 0, begin: 0, actor: nil)
    ]
    return batch
  }

  /// Ends the writing: each file's text by its name, that of a compressed one uncompressed.
  func finish() throws -> [String: String] {
    try placer.finish()
    _ = try golden.finish()
    var texts: [String: String] = [:]
    for file in try tree.finish() {
      var bytes = FileManager.default.contents(atPath: scratch["tree/\(file.path)"]) ?? Data()
      if file.path.hasSuffix(".gz") {
        bytes = try run("gzip", ["-dc", scratch["tree/\(file.path)"]]) ?? Data("damaged".utf8)
      }
      texts[file.path] = String(decoding: bytes, as: UTF8.self)
    }
    return texts
  }

  /// The golden records of a file: number of the line, offset and text of each.
  func records(_ path: String) -> [String]? {
    scratch.text("golden/records/\(path).ndjson").map { text in
      text.split(separator: "\n").compactMap { line in
        guard
          let found = line.firstMatch(
            of: /"line": (\d+), "lines": 1, "offset": (\d+), .*"text": "(.*)"}/)
        else { return nil }
        return "\(found.1) \(found.2) \(found.3)"
      }
    }
  }

  /// The inode of a file that is there now.
  func inode(_ path: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: scratch["tree/\(path)"])
    return (attributes[.systemFileNumber] as? NSNumber)?.intValue
  }

  /// `first_record` of a file.
  func first(_ path: String) -> Int64? {
    placer.all.flatMap(\.files).first { $0.path == path }?.first
  }
}

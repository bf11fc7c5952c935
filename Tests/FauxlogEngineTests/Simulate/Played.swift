import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// A tree `t` of the files of a system `g`, played; what its records show.
struct Played {
  private let model: TreeModel
  private let world: World

  /// A record: when it was written, and its text.
  struct Record: Equatable {
    var time: Instant
    var text: String
  }

  /// A tree that takes `g` in one file, and begins its scenarios.
  init(
    scenarios: String, grammar: String, tree: String = "file log takes g\nrate s every 1h",
    files: [(path: String, text: String)] = []
  ) throws {
    var loader = CatalogueLoader()
    let all =
      [
        ("g.scenario", "scenarios g\n\(scenarios)\n"), ("g.grammar", "grammar g\n\(grammar)\n"),
        ("t.tree", "tree t\n\(tree)\n"),
      ] + files
    for (path, text) in all { loader.add(path: path, text: text, layer: 0) }
    let binder = Binder(loader.finish(), settings: [:])
    let model = binder.tree(Name("t", Position(line: 1, column: 1)))
    let faults = (loader.diagnostics + binder.diagnostics).filter { $0.severity == .error }
    try #require(faults.isEmpty, "\(faults.map { "\($0.position.line) \($0.message)" })")
    self.model = try #require(model)
    world = binder.finish()
  }

  /// The records of a window in their order.
  func records(
    from start: Int64 = 0, seconds: Int64 = 3600, seed: UInt64 = 1
  ) throws -> [Record] {
    let window = start * 1_000_000_000..<(start + seconds) * 1_000_000_000
    var simulation = Simulation(world, model.plan, seed: seed, window: window)
    var evaluator = Evaluator(world)
    evaluator.host = simulation.host
    var state = RenderState()
    var result: [Record] = []
    var batch = EventBatch()
    while try simulation.next(into: &batch) {
      swap(&evaluator.slots, &batch.values)
      swap(&evaluator.heap, &batch.heap)
      for event in batch.events {
        guard case .record(let site) = event.kind else { continue }
        evaluator.recordKey = event.key
        evaluator.now = event.written
        evaluator.stamp = event.time
        evaluator.slotBase = Int(event.values)
        for output in model.plan.sites[Int(site)].outputs {
          var line = LineWriter()
          evaluator.render(output.program.tables, marked: false, into: &line, state: &state)
          result.append(Record(time: event.written, text: line.string.trimmingLineEnd))
        }
      }
    }
    return result
  }

  /// The texts of a window's records.
  func lines(from start: Int64 = 0, seconds: Int64 = 3600, seed: UInt64 = 1) throws -> [String] {
    try records(from: start, seconds: seconds, seed: seed).map(\.text)
  }
}

extension String {
  fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}

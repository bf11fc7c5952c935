package import FauxlogEngine
import FauxlogLanguage

/// What a generation is asked for, apart from where it goes.
package struct GenerationRequest: Sendable {
  /// The seed.
  package var seed: UInt64 = 1
  /// What is seen of history.
  package var window: Range<Instant>
  /// The bytes by which the window's end was found, if it was.
  package var size: Int64?
  /// Threads.
  package var jobs = 1
  /// Whether golden records are wanted.
  package var golden = true
  /// Globs of the logs that are wanted; none is all.
  package var only: [String] = []
  /// Parameters as they stand after all defaults, sorted by name.
  package var parameters: [(name: String, value: String)] = []
  /// Parameters that were set, sorted by name.
  package var settings: [(name: String, value: String)] = []
  /// The program's version.
  package var version: String
  /// The digest of all templates and corpora.
  package var templates: String

  /// A request for a window.
  package init(window: Range<Instant>, version: String, templates: String) {
    self.window = window
    self.version = version
    self.templates = templates
  }
}

/// What was generated.
package struct GenerationSummary: Sendable {
  /// Files in the tree.
  package var files = 0
  /// Records and bytes that are there at the end.
  package var records: Int64 = 0
  package var bytes: Int64 = 0
  /// Records and bytes that were written, whether still there or not.
  package var written: (records: Int64, bytes: Int64) = (0, 0)
  /// Logs that are there, each with the number of its rule.
  package var logs: [(path: String, rule: Int)] = []
}

/// Makes a tree and its golden files in two folders.
package struct Generation {
  private let model: TreeModel
  private let world: World
  private let request: GenerationRequest

  /// A generation of a bound tree.
  package init(_ model: TreeModel, _ world: World, _ request: GenerationRequest) {
    self.model = model
    self.world = world
    self.request = request
  }

  /// Fills the folders, golden last; publishing is the caller's.
  ///
  /// `progress` hears how much of the window is done, and what was written, now and then.
  package func run(
    tree: any OutputFolder, golden: any OutputFolder,
    progress: @escaping (_ done: Instant, _ records: Int64, _ bytes: Int64) -> Void = { _, _, _ in
    },
    isCancelled: @escaping () -> Bool = { Interrupts.pending != nil }
  ) throws -> GenerationSummary {
    let placer = try play(tree, golden, progress, isCancelled)
    try placer.finish()
    let files = try tree.finish()
    if request.golden { try Totals.write(placer, model, to: golden) }
    let summary = try Manifest.write(model, request, placer, files, to: golden)
    _ = try golden.finish()
    return summary
  }

  /// Writes all records; what that takes is gone when it returns.
  private func play(
    _ tree: any OutputFolder, _ golden: any OutputFolder,
    _ progress: @escaping (_ done: Instant, _ records: Int64, _ bytes: Int64) -> Void,
    _ isCancelled: @escaping () -> Bool
  ) throws -> Placer {
    let simulation = Simulation(
      world, model.plan, seed: request.seed, window: request.window, naming: request.golden)
    let plan = RenderPlan(
      world, model.plan, golden: request.golden, host: simulation.host)
    let placer = try Placer(
      model, world: world, host: simulation.host, kinds: plan.kinds, tree: tree,
      golden: request.golden ? golden : nil,
      start: request.window.lowerBound, selection: Selection(request.only))
    let pipeline = Pipeline(
      simulation, plan, jobs: request.jobs, isCancelled: isCancelled
    ) { (batch) throws(OutputError) in
      try placer.place(batch)
      progress(batch.reached, placer.written.records, placer.written.bytes)
      return true
    }
    try pipeline.run()
    return placer
  }

  /// Where the window is to end so that the whole tree writes `size` bytes in it.
  ///
  /// It is the instant of the first event beyond; nil if the request's window is too short for that.
  /// Everything is written once for that, to nowhere; so the tree is that of a window given by its
  /// end.
  package func end(
    forSize size: Int64, progress: @escaping (_ records: Int64, _ bytes: Int64) -> Void
  ) throws -> Instant? {
    let simulation = Simulation(world, model.plan, seed: request.seed, window: request.window)
    let plan = RenderPlan(world, model.plan, golden: false, host: simulation.host)
    let placer = try Placer(
      model, world: world, host: simulation.host, kinds: [], tree: DiscardingFolder(), golden: nil,
      start: request.window.lowerBound, selection: Selection())
    var end: Instant?
    let pipeline = Pipeline(
      simulation, plan, jobs: request.jobs, isCancelled: { Interrupts.pending != nil }
    ) { (batch) throws(OutputError) in
      end = try placer.place(batch, upTo: size)
      progress(placer.written.records, placer.written.bytes)
      return end == nil
    }
    try pipeline.run()
    return end
  }
}

package import FauxlogEngine
package import FauxlogTree

/// How far a window is searched for its end: 20 years, in nanoseconds.
private let longestSearch: Int64 = 20 * 366 * 86_400_000_000_000

/// Why a tree cannot be generated as it was asked for.
package enum GenerationError: Error, Equatable {
  /// The tree does not write so many bytes in 20 years.
  case sizeNotReached(Int64)
}

/// Where and how a tree is to be generated.
package struct TreeOrder: Sendable {
  /// The tree's name.
  package var tree: String
  /// Where it belongs; the golden files go to `FOLDER.golden`.
  package var folder: String
  /// The seed.
  package var seed: UInt64 = 1
  /// The start as RFC 3339; nil is the tree's own.
  package var start: Instant?
  /// The length of the window in nanoseconds.
  package var duration: Int64 = 86_400_000_000_000
  /// Bytes after which the window ends, instead of a duration.
  package var size: Int64?
  /// Parameters that are set.
  package var settings: [(name: String, value: String)] = []
  /// Globs of wanted logs.
  package var only: [String] = []
  /// Threads.
  package var jobs = 1
  /// Whether golden records are wanted.
  package var golden = true
  /// Whether the tree is read back and held against them before it takes its place.
  package var verify = false
  /// Whether a folder that is not ours may be replaced.
  package var force = false

  /// An order for a tree.
  package init(tree: String, folder: String) {
    self.tree = tree
    self.folder = folder
  }
}

extension TemplateLibrary {
  /// Generates a tree and puts it in its place, whole or not at all.
  package func generate(
    _ order: TreeOrder,
    progress: @escaping (_ fraction: Double, _ records: Int64, _ bytes: Int64) -> Void = {
      _, _, _ in
    }
  ) throws -> (summary: GenerationSummary, window: Range<Instant>) {
    let bound = try tree(order.tree, settings: order.settings)
    var request = self.request(order, bound)
    let publisher = try Publisher(folder: order.folder, force: order.force)
    do {
      if let size = order.size {
        request.window = try window(ofSize: size, bound, request) { records, bytes in
          progress(0.3 * Double(bytes) / Double(max(size, 1)), records, bytes)
        }
      }
      let window = request.window
      let span = Double(max(window.upperBound - window.lowerBound, 1))
      // What comes before and after the writing itself takes about so much of the time.
      let from = order.size == nil ? 0 : 0.3
      let to = order.verify ? 0.7 : 1
      let summary = try Generation(bound.model, bound.world, request).run(
        tree: publisher.tree, golden: publisher.golden,
        progress: { done, records, bytes in
          let share = Double(done - window.lowerBound) / span
          progress(from + (to - from) * share, records, bytes)
        })
      if order.verify, order.golden {
        let verification = Verification(self, bound, start: window.lowerBound)
        try verification.run(
          summary.logs, tree: publisher.staged.tree, golden: publisher.staged.golden
        ) { done in
          let share = Double(done) / Double(summary.logs.count)
          progress(to + (1 - to) * share, summary.records, summary.bytes)
        }
      }
      try publisher.publish()
      return (summary, window)
    } catch let fault as Simulation.Fault {
      publisher.abandon()
      throw TemplateError.templates(text(of: [fault.diagnostic]))
    } catch {
      publisher.abandon()
      throw error
    }
  }

  /// The window in which the tree writes so many bytes.
  private func window(
    ofSize size: Int64, _ bound: BoundTree, _ request: GenerationRequest,
    progress: @escaping (_ records: Int64, _ bytes: Int64) -> Void
  ) throws -> Range<Instant> {
    var longest = request
    let start = request.window.lowerBound
    longest.window = start..<(start + longestSearch)
    let generation = Generation(bound.model, bound.world, longest)
    guard let end = try generation.end(forSize: size, progress: progress) else {
      throw GenerationError.sizeNotReached(size)
    }
    return start..<end
  }

  /// What is asked of the engine.
  package func request(_ order: TreeOrder, _ bound: BoundTree) -> GenerationRequest {
    let start = order.start ?? bound.model.start
    var request = GenerationRequest(
      window: start..<(start + order.duration), version: fauxlogVersion,
      templates: digest(ofTree: order.tree))
    request.seed = order.seed
    request.jobs = order.jobs
    request.golden = order.golden
    request.only = order.only
    request.size = order.size
    request.parameters = bound.parameters
    request.settings = order.settings.sorted { $0.name < $1.name }
    return request
  }
}

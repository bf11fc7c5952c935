package import FauxlogEngine
package import FauxlogTree

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
  /// Parameters that are set.
  package var settings: [(name: String, value: String)] = []
  /// Globs of wanted logs.
  package var only: [String] = []
  /// Threads.
  package var jobs = 1
  /// Whether golden records are wanted.
  package var golden = true
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
    let request = self.request(order, bound)
    let publisher = try Publisher(folder: order.folder, force: order.force)
    do {
      let window = request.window
      let span = Double(window.upperBound - window.lowerBound)
      let summary = try Generation(bound.model, bound.world, request).run(
        tree: publisher.tree, golden: publisher.golden,
        progress: { done, records, bytes in
          progress(Double(done - window.lowerBound) / span, records, bytes)
        })
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

  /// What is asked of the engine.
  package func request(_ order: TreeOrder, _ bound: BoundTree) -> GenerationRequest {
    let start = order.start ?? bound.model.start
    var request = GenerationRequest(
      window: start..<(start + order.duration), version: fauxlogVersion, templates: digest)
    request.seed = order.seed
    request.jobs = order.jobs
    request.golden = order.golden
    request.only = order.only
    request.parameters = bound.parameters
    request.settings = order.settings.sorted { $0.name < $1.name }
    return request
  }
}

package import FauxlogEngine
package import FauxlogTree

/// Which records are to be streamed.
package struct StreamOrder: Sendable {
  /// A format or a tree.
  package var name: String
  /// The seed.
  package var seed: UInt64 = 1
  /// The start; nil is the tree's own, or a fixed one for formats.
  package var start: Instant?
  /// Records; nil is endless.
  package var count: Int64?
  /// Parameters that are set.
  package var settings: [(name: String, value: String)] = []
  /// Threads.
  package var jobs = 1
  /// So many a second, if they are to be paced.
  package var pace: (records: UInt64, nanoseconds: UInt64)?
  /// Where golden lines go.
  package var golden: String?

  /// An order for a format or tree.
  package init(name: String) { self.name = name }
}

extension TemplateLibrary {
  /// Streams records until there are enough of them, the reader goes, or a signal comes.
  package func stream(_ order: StreamOrder, to output: StandardOutput) throws {
    do {
      try run(order, to: output)
    } catch let fault as Simulation.Fault {
      throw TemplateError.templates(text(of: [fault.diagnostic]))
    }
  }

  private func run(_ order: StreamOrder, to output: StandardOutput) throws {
    if treeName(order.name) != nil {
      let bound = try tree(order.name, settings: order.settings)
      let writer = try writer(order, output)
      try TreeStream(
        bound.model, bound.world, seed: order.seed, start: order.start ?? bound.model.start,
        jobs: order.jobs, to: writer
      ).run()
      return
    }
    guard formatName(order.name) != nil else {
      throw unknownFormatOrTree(order.name)
    }
    let bound = try format(order.name, settings: order.settings)
    let writer = try writer(order, output)
    let plan = FormatPlan(
      bound.format, bound.world, seed: order.seed, start: order.start ?? formatStart,
      golden: order.golden != nil)
    try FormatStream(plan, to: writer, jobs: order.jobs).run()
  }

  private func writer(
    _ order: StreamOrder, _ output: StandardOutput
  ) throws(OutputError) -> StreamWriter {
    var golden: StandardOutput?
    if let path = order.golden { golden = try StandardOutput(path: path) }
    let pace = order.pace.map { Pace(records: $0.records, span: $0.nanoseconds) }
    return StreamWriter(output: output, golden: golden, pace: pace, limit: order.count)
  }
}

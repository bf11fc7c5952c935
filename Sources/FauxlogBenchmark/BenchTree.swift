import Fauxlog
import FauxlogEngine
import FauxlogTree

/// A whole tree, simulated, rendered and placed in folders that keep nothing.
struct BenchTree {
  private let library: TemplateLibrary
  private let bound: BoundTree
  private let order: TreeOrder

  init(_ library: TemplateLibrary, _ tree: String, days: Int64) throws {
    self.library = library
    var order = TreeOrder(tree: tree, folder: "tree")
    order.duration *= days
    self.order = order
    bound = try library.tree(order.tree, settings: [])
  }

  /// Prints how fast one thread and two are; gives back the one.
  func report(golden: Bool, _ report: Report) throws -> Measurement {
    let name = golden ? "frappe-bench with golden" : "frappe-bench"
    let one = try measure(golden: golden, jobs: 1)
    report.add("\(name), one thread", one, wanted: golden ? "" : "0.15")
    let two = try measure(golden: golden, jobs: 2)
    report.add("\(name), two threads", two)
    report.add("  two threads / one", two.rate / one.rate, "", wanted: "1.6")
    return one
  }

  /// Prints how fast one thread is, golden off.
  func reportPlain(_ report: Report, wanted: String) throws {
    let one = try measure(golden: false, jobs: 1)
    report.add("\(order.tree), one thread", one, wanted: wanted)
  }

  /// Makes the days; bytes and records are those of the logs, golden or not.
  private func measure(golden: Bool, jobs: Int) throws -> Measurement {
    var order = order
    order.golden = golden
    order.jobs = jobs
    let request = library.request(order, bound)
    return try best(of: 3) {
      let summary = try Generation(bound.model, bound.world, request).run(
        tree: DiscardingFolder(), golden: DiscardingFolder())
      return (Int(summary.written.bytes), Int(summary.written.records))
    }
  }
}

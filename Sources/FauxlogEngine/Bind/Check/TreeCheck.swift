import FauxlogLanguage

/// Proves that a tree's files do not stand in each other's way and that a window can be opened.
struct TreeCheck {
  let binder: Binder
  let tree: Catalogue.Tree
  let model: TreeModel

  /// Checks the tree.
  func run() {
    checkPaths()
    checkLead()
    checkOpening()
  }

  /// What counts has to be played since the generations began that are alive.
  private func checkOpening() {
    let plan = model.plan
    let folding = plan.foldingActors(binder.builder.actors).map { binder.builder.actors[$0] }
    guard let actor = folding.max(by: { $0.renewal < $1.renewal }),
      !binder.diagnostics.contains(where: { $0.severity == .error })
    else { return }
    // A life is at most one and a half times as long as its mean.
    let (span, isEndless) = (actor.renewal / 2 * 3)
      .addingReportingOverflow(plan.lead(where: \.counts))
    if isEndless { return }
    var steps = 0.0
    for rate in plan.rates + plan.incidents.flatMap(\.rates) {
      let scenario = plan.scenarios[Int(rate.scenario)]
      guard scenario.counts else { continue }
      let actors = rate.actor < 0 ? 1 : binder.builder.actors[Int(rate.actor)].count
      steps += Double(rate.arrivals(in: span)) * Double(actors) * scenario.typicalSteps
    }
    guard steps > Limit.opening else { return }
    let name = actor.name.split(separator: ".").last ?? ""
    binder.fail(
      tree.position,
      "opening a window replays up to \(Limit.show(Int64(min(steps, 1e18)))) steps",
      help: "shorten `renewed every` of \(name), whose counters are taken from")
  }

  /// A file is no folder of another, and stands there once.
  private func checkPaths() {
    let files = model.rules.map { ($0.path.text, $0.path.position) }
    let statics = model.statics.filter { !$0.isFolder }.map { ($0.path, $0.position) }
    let folders = Set(model.statics.filter(\.isFolder).map(\.path))
    let paths = Set((files + statics).map(\.0))
    for (path, position) in files + statics {
      var folder = path[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        if paths.contains(String(folder)) {
          binder.fail(position, "\(path) stands below \(folder), which is a file")
        }
      }
      if folders.contains(path) { binder.fail(position, "\(path) is a file and a folder") }
    }
    let logs = Set(files.map(\.0))
    var seen: Set<String> = []
    for (path, position) in statics where !seen.insert(path).inserted || logs.contains(path) {
      binder.fail(position, "two files are both called \(path)")
    }
  }

  /// What began before the window and may still go on in it has to be played.
  private func checkLead() {
    let plan = model.plan
    let leads = plan.leads
    var played: Int64 = 0
    var most: (product: Int64, scenario: Int) = (0, 0)
    for rate in plan.rates + plan.incidents.flatMap(\.rates) {
      let actors = rate.actor < 0 ? 1 : binder.builder.actors[Int(rate.actor)].count
      let (product, isMany) = rate.arrivals(in: leads[Int(rate.scenario)])
        .multipliedReportingOverflow(by: actors)
      if isMany || product > most.product { most = (isMany ? .max : product, Int(rate.scenario)) }
      let (sum, overflow) = played.addingReportingOverflow(product)
      played = isMany || overflow ? .max : sum
    }
    guard played > Limit.lead else { return }
    binder.fail(
      tree.position,
      "opening a window plays more than \(Limit.show(Limit.lead)) scenarios: "
        + "\(plan.scenarios[most.scenario].name) can last "
        + "\(leads[most.scenario] / 3_600_000_000_000) h",
      help: "shorten its `lasts at most`, or begin less")
  }
}

extension RatePlan {
  /// What it begins in a span, about; clocks do not count.
  fileprivate func arrivals(in span: Int64) -> Int64 {
    switch often {
    case .mean(let mean, let slice):
      let (product, overflow) = Int64(mean >> 20)
        .multipliedReportingOverflow(by: span / max(slice, 1))
      return overflow ? .max : product >> 20
    case .every(let pause): return span / max(pause, 1)
    case .at, .once: return 0
    }
  }
}

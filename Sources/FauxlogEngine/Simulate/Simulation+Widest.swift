/// What is widest in each file, or in all files of a name, in each generation of an actor.
struct WidthBook: ~Copyable {
  /// One of them.
  struct File: Hashable, BitwiseCopyable {
    var file: Key = 0
    var actor: Int32 = -1
    var generation: Int64 = 0
  }

  /// What a place that adds records found last.
  struct Found: BitwiseCopyable {
    var file = File()
    var place = -1
  }

  private var places: [File: Int] = [:]
  private var widths = FlatStack<Int64>()
  private var found = FlatStack<Found>()

  init(_ plan: SimulationPlan) { found.append(repeating: Found(), count: plan.folds.count) }

  /// Where the widest of a file stands, for one of those who add to it.
  mutating func place(of file: File, for fold: Int, atLeast: Int64) -> Int {
    let last = found[fold]
    if last.file == file, last.place >= 0 { return last.place }
    let place = places[file] ?? widths.count
    if place == widths.count {
      widths.append(atLeast)
      places[file] = place
    }
    found[fold] = Found(file: file, place: place)
    return place
  }

  /// The widest so far.
  subscript(place: Int) -> Int64 {
    get { widths[place] }
    set { widths[place] = newValue }
  }
}

extension Simulation {
  /// Adds a record to the widest of its file; the frame gets what it is then.
  ///
  /// What the record shows is computed here as it will be when it is written: from the same keys.
  mutating func fold(_ index: Int32, _ instance: Instance, _ base: Int) {
    let fold = tables.folds[index]
    // Whoever sees the widest was begun while its actor lives.
    if instance.rootBegin < needs[Int(fold.actor)] { return }
    let site = tables.sites[fold.site]
    let mark = evaluator.heap.mark
    let (start, key) = (evaluator.slots.count, evaluator.recordKey)
    let shown = site.stamp >= 0 ? evaluator.evaluate(site.stamp).word : now
    for place in 0..<site.captures.count {
      evaluator.slots.append(evaluator.slots[base + Int(site.captures[place])])
    }
    let step = mix(evaluator.slots[base + Int(site.scope)].key, site.key)
    evaluator.recordKey = site.bar < 0 ? step : mix(step, UInt64(site.bar))
    evaluator.slotBase = start
    evaluator.stamp = shown
    evaluator.clearRegisters(fold.registers)
    for index in 0..<fold.loads.count {
      let value = evaluator.evaluate(fold.loads[index].node)
      evaluator.registers[Int(fold.loads[index].slot)] = value
    }
    let actor = evaluator.living(Int(fold.actor), number: 0, at: instance.rootBegin)
    var file = mix(fold.key, UInt64(fold.rule))
    if fold.path >= 0 {
      file = mix(file, nameKey(evaluator.string(evaluator.evaluate(fold.path))))
    }
    let place = widths.place(
      of: WidthBook.File(file: file, actor: fold.actor, generation: actor.actorGeneration),
      for: Int(index), atLeast: fold.atLeast)
    if fold.condition < 0 || evaluator.isTrue(evaluator.evaluate(fold.condition)) {
      let value = evaluator.evaluate(fold.value)
      widths[place] = max(widths[place], evaluator.number(value)?.word ?? 0)
    }
    evaluator.heap.shrink(to: mark)
    evaluator.slots.truncate(to: start)
    evaluator.slotBase = base
    evaluator.recordKey = key
    evaluator.stamp = now
    evaluator.slots[base + Int(fold.slot)] = .integer(widths[place])
  }
}

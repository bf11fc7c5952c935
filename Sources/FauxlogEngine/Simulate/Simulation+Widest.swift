/// One file, or one name of files, in one generation of an actor.
struct FoldKey: Hashable {
  var file: Key
  var actor: Int32
  var generation: Int64
}

extension Simulation {
  /// Adds a record to the widest of its file; the frame gets what it is then.
  ///
  /// What the record shows is computed here as it will be when it is written: from the same keys.
  mutating func fold(_ index: Int32, _ instance: Instance, _ base: Int) {
    let fold = plan.folds[Int(index)]
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
    for (register, node) in fold.loads {
      let value = evaluator.evaluate(node)
      evaluator.registers[register] = value
    }
    let actor = evaluator.living(Int(fold.actor), number: 0, at: instance.rootBegin)
    var file = mix(fold.key, UInt64(fold.rule))
    if fold.path >= 0 {
      file = mix(file, nameKey(evaluator.string(evaluator.evaluate(fold.path))))
    }
    let place = FoldKey(file: file, actor: fold.actor, generation: actor.actorGeneration)
    var widest = widths[place] ?? fold.atLeast
    if fold.condition < 0 || evaluator.isTrue(evaluator.evaluate(fold.condition)) {
      let value = evaluator.evaluate(fold.value)
      widest = max(widest, evaluator.number(value)?.word ?? 0)
      widths[place] = widest
    }
    evaluator.heap.shrink(to: mark)
    evaluator.slots.truncate(to: start)
    evaluator.slotBase = base
    evaluator.recordKey = key
    evaluator.stamp = now
    evaluator.slots[base + Int(fold.slot)] = .integer(widest)
  }
}

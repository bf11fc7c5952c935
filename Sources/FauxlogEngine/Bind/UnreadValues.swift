import FauxlogLanguage

/// Leaves out of scenarios what nothing reads.
///
/// A scenario computes what any line behind it may want; what a tree's lines show is known only when
/// all of them are compiled. What goes are values that are taken, arguments and defaults whose slots
/// nothing reads any more, choices between nothing and nothing, and jumps to the next step.
struct UnreadValues {
  private let binder: Binder
  private(set) var plan: SimulationPlan
  /// Which slots of each scenario are read.
  private var read: [[Bool]] = []
  /// What each expression reads.
  private var known: [Int32: Reading] = [:]
  /// Whether a field of some actor asks a dial.
  private let actorsAskDials: Bool

  /// What an expression reads.
  private struct Reading {
    var slots: [Int32] = []
    /// Whether it may read any slot.
    var isOpen = false
    /// Whether it asks a dial: an incident is noted by who asked.
    var asksDial = false
  }

  init(_ binder: Binder, _ plan: SimulationPlan) {
    self.binder = binder
    self.plan = plan
    actorsAskDials = binder.builder.actors.contains { actor in
      actor.fields.contains { field in
        field.node >= 0 && Self.reading(field.node, binder, actorsAskDials: false).asksDial
      }
    }
  }

  /// Leaves out until nothing more is to be left out.
  mutating func run() {
    repeat { findRead() } while leaveOut()
  }

  // MARK: - What is read

  private mutating func findRead() {
    read = plan.scenarios.map { Array(repeating: false, count: $0.slots) }
    var isNew = true
    while isNew {
      isNew = false
      // What is called mostly comes behind its caller, what reads a value behind what takes it.
      for number in plan.scenarios.indices.reversed() {
        for step in plan.scenarios[number].steps.reversed() {
          for node in needed(by: step, in: number) where note(node, in: number) { isNew = true }
          guard case .emit(let site) = step else { continue }
          for slot in plan.sites[Int(site)].captures where !read[number][Int(slot)] {
            read[number][Int(slot)] = true
            isNew = true
          }
        }
        for standard in plan.scenarios[number].standards
        where isWanted(standard.slot, standard.node, in: number)
          && note(standard.node, in: number)
        {
          isNew = true
        }
      }
    }
  }

  /// The expressions that a step evaluates as far as it is known to be wanted; -1 is none.
  private mutating func needed(by step: Instruction, in number: Int) -> [Int32] {
    switch step {
    case .wait(let node), .jumpUnless(let node, _): return [node]
    case .take(let slot, let node): return isWanted(slot, node, in: number) ? [node] : []
    case .emit(let site): return [plan.sites[Int(site)].stamp]
    case .race(let race): return plan.races[Int(race)].alternatives.map(\.condition)
    case .loopBegin(let loop): return [plan.loops[Int(loop)].node, plan.loops[Int(loop)].until]
    case .call(let call), .start(let call):
      let callee = Int(plan.calls[Int(call)].scenario)
      return plan.calls[Int(call)].arguments.compactMap {
        isWanted($0.slot, $0.node, in: callee) ? $0.node : nil
      }
    case .control(let control):
      return plan.controls[Int(control)].holes.map(\.node) + plan.controls[Int(control)].texts
    case .advance(let advance): return [plan.advances[Int(advance)].node]
    case .fork(let fork): return [plan.forks[Int(fork)].list]
    case .stopBegin(let stop): return [plan.stops[Int(stop)].condition]
    case .hold(let hold): return [plan.holds[Int(hold)].condition]
    case .enter, .jump, .loopNext, .label, .end, .fold, .branchEnd, .stopEnd, .letGo, .guarded:
      return []
    }
  }

  /// Notes what an expression reads; true if some of it is new.
  private mutating func note(_ node: Int32, in number: Int) -> Bool {
    guard node >= 0 else { return false }
    let reading = reading(node)
    var isNew = false
    for slot in reading.isOpen ? Array(read[number].indices.map(Int32.init)) : reading.slots
    where !read[number][Int(slot)] {
      read[number][Int(slot)] = true
      isNew = true
    }
    return isNew
  }

  /// Whether an expression that fills a slot is to be evaluated.
  private mutating func isWanted(_ slot: Int32, _ node: Int32, in number: Int) -> Bool {
    read[number][Int(slot)] || reading(node).asksDial
  }

  private mutating func reading(_ node: Int32) -> Reading {
    if let reading = known[node] { return reading }
    let reading = Self.reading(node, binder, actorsAskDials: actorsAskDials)
    known[node] = reading
    return reading
  }

  private static func reading(_ node: Int32, _ binder: Binder, actorsAskDials: Bool) -> Reading {
    var reading = Reading()
    var seen: Set<Int32> = []
    var open = [node]
    while let next = open.popLast() {
      switch binder.builder.nodes[Int(next)] {
      case .constant, .now, .stamp: continue
      case .slot(let slot):
        reading.slots.append(slot)
        continue
      case .dial: reading.asksDial = true
      case .part: reading.isOpen = true
      case .member, .actorField: if actorsAskDials { reading.asksDial = true }
      default: break
      }
      if seen.insert(next).inserted { open += binder.operands(of: next) }
    }
    return reading
  }

  // MARK: - Leaving out

  /// Whether something was left out on which the reading of something else depends.
  private mutating func leaveOut() -> Bool {
    var isChanged = false
    for number in plan.scenarios.indices {
      let before = plan.scenarios[number].standards.count
      plan.scenarios[number].standards = plan.scenarios[number].standards.filter {
        isWanted($0.slot, $0.node, in: number)
      }
      if plan.scenarios[number].standards.count < before { isChanged = true }
      if leaveOutSteps(of: number) { isChanged = true }
    }
    for number in plan.calls.indices {
      let callee = Int(plan.calls[number].scenario)
      let before = plan.calls[number].arguments.count
      plan.calls[number].arguments = plan.calls[number].arguments.filter {
        isWanted($0.slot, $0.node, in: callee)
      }
      if plan.calls[number].arguments.count < before { isChanged = true }
    }
    return isChanged
  }

  private mutating func leaveOutSteps(of number: Int) -> Bool {
    let steps = plan.scenarios[number].steps
    var stays = Array(repeating: true, count: steps.count)
    // The first step behind the one that is looked at which stays.
    var next = steps.count
    var isChanged = false
    for place in steps.indices.reversed() {
      switch steps[place] {
      case .take(let slot, let node): stays[place] = isWanted(slot, node, in: number)
      case .jump(let target): stays[place] = target <= place || target > next
      case .jumpUnless(let node, let target):
        stays[place] = target <= place || target > next || reading(node).asksDial
      default: break
      }
      if stays[place] {
        next = place
      } else if case .jump = steps[place] {
      } else {
        isChanged = true
      }
    }
    var places: [Int32] = []
    var count: Int32 = 0
    for stay in stays {
      places.append(count)
      if stay { count += 1 }
    }
    places.append(count)
    /// Where a step goes on: not at a jump, but where that leads.
    func target(_ old: Int32) -> Int32 {
      var place = Int(old)
      while place < steps.count {
        if !stays[place] {
          place += 1
        } else if case .jump(let next) = steps[place], next > place {
          place = Int(next)
        } else {
          break
        }
      }
      return places[place]
    }
    plan.scenarios[number].steps = steps.indices.compactMap { place in
      guard stays[place] else { return nil }
      switch steps[place] {
      case .jump(let old): return .jump(target(old))
      case .jumpUnless(let node, let old): return .jumpUnless(node, target: target(old))
      case .race(let race):
        for index in plan.races[Int(race)].alternatives.indices {
          plan.races[Int(race)].alternatives[index].target = target(
            plan.races[Int(race)].alternatives[index].target)
        }
      case .loopBegin(let loop): plan.loops[Int(loop)].exit = target(plan.loops[Int(loop)].exit)
      case .fork(let fork):
        for index in plan.forks[Int(fork)].branches.indices {
          plan.forks[Int(fork)].branches[index].target = target(
            plan.forks[Int(fork)].branches[index].target)
        }
        plan.forks[Int(fork)].body = target(plan.forks[Int(fork)].body)
        plan.forks[Int(fork)].exit = target(plan.forks[Int(fork)].exit)
      case .stopBegin(let stop): plan.stops[Int(stop)].exit = target(plan.stops[Int(stop)].exit)
      case .hold(let hold): plan.holds[Int(hold)].exit = target(plan.holds[Int(hold)].exit)
      default: break
      }
      return steps[place]
    }
    return isChanged
  }
}

import FauxlogEngine
import FauxlogLanguage
import Foundation

/// Runs the stages of a generation on several threads: simulate, render, place.
///
/// Simulation and placing are each done by one thread at a time, in order; batches in between are
/// rendered by whoever is free. What comes out does not depend on who did what.
final class Pipeline: @unchecked Sendable {
  private var simulation: Simulation
  private let plan: RenderPlan
  /// Places a batch; false once nothing more is wanted.
  private let place: (borrowing RenderedBatch) throws(OutputError) -> Bool
  private let jobs: Int
  private let isCancelled: () -> Bool

  /// What the threads share, under the condition's lock.
  private let condition = NSCondition()
  private var simulated: [EventBox] = []
  private var rendered: [Int: BatchBox] = [:]
  private var spare: [BatchBox] = []
  private var spareEvents: [EventBox] = []
  private var inFlight = 0
  private var nextToPlace = 0
  private var isSimulating = false
  private var isPlacing = false
  private var isExhausted = false
  private var isStopped = false
  private var failure: (any Error)?

  /// A batch that changes hands.
  private final class BatchBox {
    var batch = RenderedBatch()
  }

  /// Events that change hands.
  private final class EventBox {
    var batch = EventBatch()
  }

  init(
    _ simulation: consuming Simulation, _ plan: RenderPlan, jobs: Int,
    isCancelled: @escaping () -> Bool,
    place: @escaping (borrowing RenderedBatch) throws(OutputError) -> Bool
  ) {
    self.simulation = simulation
    self.plan = plan
    self.jobs = max(jobs, 1)
    self.isCancelled = isCancelled
    self.place = place
  }

  /// Runs to the end of the window, or until nothing more is wanted; throws what stopped it before.
  func run() throws {
    if jobs == 1 {
      work()
    } else {
      DispatchQueue.concurrentPerform(iterations: jobs) { _ in work() }
    }
    if let failure { throw failure }
  }

  /// What a free thread does next: place what is due, else simulate while others have something to
  /// render, else render.
  ///
  /// Who simulates goes on with it, since only one can: whoever is woken for the rest comes late.
  private func work() {
    var renderer = BatchRenderer(plan)
    condition.lock()
    defer { condition.unlock() }
    while failure == nil, !isStopped {
      if isCancelled() {
        fail(OutputError.interrupted(signal: Interrupts.pending ?? 0))
      } else if !isPlacing, let box = rendered[nextToPlace] {
        placeNext(box)
      } else if !isSimulating, !isExhausted, inFlight < (jobs == 1 ? 1 : jobs + 2) {
        simulateNext()
      } else if !simulated.isEmpty {
        render(simulated.removeFirst(), &renderer)
      } else if isExhausted, inFlight == 0 {
        break
      } else {
        condition.wait()
      }
    }
    condition.broadcast()
  }

  private func fail(_ error: any Error) {
    if failure == nil { failure = error }
    condition.broadcast()
  }

  private func placeNext(_ box: BatchBox) {
    isPlacing = true
    rendered[nextToPlace] = nil
    condition.unlock()
    var problem: OutputError?
    var goesOn = true
    do throws(OutputError) { goesOn = try place(box.batch) } catch { problem = error }
    condition.lock()
    if !goesOn { isStopped = true }
    isPlacing = false
    nextToPlace += 1
    inFlight -= 1
    spare.append(box)
    if let problem { fail(problem) }
    condition.broadcast()
  }

  private func render(_ events: EventBox, _ renderer: inout BatchRenderer) {
    let box = spare.popLast() ?? BatchBox()
    condition.unlock()
    let number = events.batch.number
    renderer.render(&events.batch, into: &box.batch)
    condition.lock()
    spareEvents.append(events)
    if let site = renderer.unwritable {
      fail(Simulation.Fault.unwritable(event: "\(site.format) \(site.event)", site.position))
    }
    if let fault = renderer.fault { fail(fault) }
    rendered[number] = box
    condition.broadcast()
  }

  private func simulateNext() {
    isSimulating = true
    let events = spareEvents.popLast() ?? EventBox()
    condition.unlock()
    var problem: Simulation.Fault?
    var goesOn = false
    do throws(Simulation.Fault) {
      goesOn = try simulation.next(into: &events.batch)
    } catch { problem = error }
    condition.lock()
    isSimulating = false
    if let problem { fail(problem) }
    if goesOn {
      simulated.append(events)
      inFlight += 1
    } else {
      isExhausted = true
    }
    condition.broadcast()
  }
}

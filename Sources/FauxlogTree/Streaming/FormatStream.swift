import FauxlogEngine
import Foundation

/// Writes records of one format, drawn by several threads, in the order of their numbers.
package final class FormatStream: @unchecked Sendable {
  private let plan: FormatPlan
  private let writer: StreamWriter
  private let jobs: Int
  /// Records in a chunk.
  private static let size: Int64 = 4096

  /// What the threads share, under the condition's lock.
  private let condition = NSCondition()
  private var next: Int64 = 0
  private var turn: Int64 = 0
  private var isOver = false
  private var failure: (any Error)?
  /// Records of the whole stream; nil is endless.
  private let total: Int64?
  private let wantsPlaces: Bool

  /// A stream of a plan to a writer.
  package init(_ plan: FormatPlan, to writer: StreamWriter, jobs: Int) {
    self.plan = plan
    self.writer = writer
    self.jobs = max(jobs, 1)
    total = writer.rest == .max ? nil : writer.rest
    wantsPlaces = writer.wantsRecords
  }

  /// Runs to the count that is wanted; without one, until the reader goes or a signal comes.
  ///
  /// - Throws: ``OutputError``, and ``Simulation/Fault`` of a record that cannot be drawn; those before
  ///   its chunk are written then.
  package func run() throws {
    if jobs == 1 {
      work()
    } else {
      DispatchQueue.concurrentPerform(iterations: jobs) { _ in work() }
    }
    if let failure { throw failure }
    try writer.flush()
  }

  /// Takes the next chunk, draws it, and writes it when its turn comes.
  private func work() {
    var drawer = FormatDrawer(plan)
    var chunk = StreamChunk()
    condition.lock()
    defer { condition.unlock() }
    while !isOver {
      let number = next
      let first = number * Self.size
      let count = min(Self.size, (total ?? .max) - first)
      if count <= 0 { return }
      next += 1
      condition.unlock()
      chunk.removeAll()
      for record in first..<first + count { drawer.draw(record, places: wantsPlaces, into: &chunk) }
      condition.lock()
      while turn != number, !isOver { condition.wait() }
      if isOver { return }
      // Only the thread whose turn it is writes, so nobody waits for it under the lock.
      condition.unlock()
      var goesOn = false
      var problem: (any Error)? = drawer.fault
      if problem == nil {
        do throws(OutputError) { goesOn = try writer.write(chunk) } catch { problem = error }
      }
      condition.lock()
      turn += 1
      failure = problem
      if !goesOn { isOver = true }
      condition.broadcast()
    }
  }
}

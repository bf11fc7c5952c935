import Fauxlog
import FauxlogEngine
import FauxlogTree
import Foundation

extension CommandSpec {
  /// Writes records to standard output.
  static let stream = CommandSpec(
    name: "stream",
    abstract: "write records to standard output",
    discussion: [
      "Of a tree, the records of all its files in the order of their times. Of a format, its "
        + "events, each drawn by its own legend: a second of log time for each thousand.",
      "Without a count it goes on for ever. Ends quietly when the reader does.",
    ],
    arguments: [.formatOrTree],
    options: [
      .count, .seed, .start, .settings, .templates, .goldenFile, .jobs, .rate,
    ],
    examples: [
      Example(line: "fauxlog stream frappe.log -n 5", meaning: "five records"),
      Example(
        line: "fauxlog stream frappe.log --rate 100", meaning: "a hundred a second, endlessly"),
    ],
    run: runStream)
}

/// Streams what the line asks for.
private func runStream(_ invocation: Invocation, _ console: Console) throws(CommandFailure) {
  var order = StreamOrder(name: invocation.argument(.formatOrTree))
  order.seed = invocation.number(.seed) ?? 1
  order.start = invocation.instant(.start).flatMap(parseRFC3339)
  order.count = invocation.number(.count).map { Int64(clamping: $0) }
  order.settings = invocation.settings.map { ($0.name, $0.value) }
  order.jobs = jobs(invocation)
  order.golden = invocation.string(.goldenFile)
  if order.golden == "-" {
    throw .usage(
      "standard output has the records themselves", advice: "name a file for the golden records")
  }
  if let rate = invocation.rate(.rate) {
    order.pace = (rate.records, UInt64(rate.each.nanoseconds))
  }
  Interrupts.install()
  let folders = invocation.strings(.templates)
  do throws(CommandFailure) {
    try reportingFailures { () throws in
      try TemplateLibrary(folders: folders, for: order.name).stream(order, to: StandardOutput())
    }
  } catch {
    // An endless stream is ended by a signal: nothing is wrong that would have to be told.
    if case .failed(let status, _, _) = error, status.isSignal { throw .ended(status) }
    throw error
  }
}

/// The number of threads that are to work.
func jobs(_ invocation: Invocation) -> Int {
  Int(invocation.number(.jobs) ?? UInt64(ProcessInfo.processInfo.activeProcessorCount))
}

import Fauxlog
import FauxlogEngine
import FauxlogTree

extension CommandSpec {
  /// Writes a tree and its golden files.
  static let generate = CommandSpec(
    name: "generate",
    abstract: "write a tree and its golden files",
    discussion: [
      "Writes the log tree of a whole installation in DIR, exactly as the real one would show it, "
        + "and everything that is fauxlog's own in DIR.golden: the manifest and, for every record, "
        + "what a correct tool must read out of it.",
      "The same tree, seed, window and parameters give the same bytes everywhere. The tree appears "
        + "whole or not at all, and replaces only what fauxlog wrote.",
    ],
    arguments: [.tree],
    options: [
      .seed, .start, .duration, .size, .settings, .only, .templates,
      .output, .goldenForm, .force, .jobs, .verify, .quiet,
    ],
    required: [.output],
    examples: [
      Example(
        line: "fauxlog generate frappe-bench -o bench --seed 42",
        meaning: "a bench, and bench.golden beside it"),
      Example(
        line: "fauxlog generate frappe-bench -o bench --duration 7d --set sites=3",
        meaning: "a week of three sites"),
    ],
    run: runGenerate)
}

/// Generates the tree that the line asks for.
private func runGenerate(_ invocation: Invocation, _ console: Console) throws(CommandFailure) {
  var order = TreeOrder(
    tree: invocation.argument(.tree), folder: invocation.string(.output) ?? "")
  if order.folder == "-" {
    throw .usage("a tree cannot be written to standard output", advice: "name a folder with -o")
  }
  order.seed = invocation.number(.seed) ?? 1
  order.start = invocation.instant(.start).flatMap(parseRFC3339)
  if let duration = invocation.duration(.duration) { order.duration = duration.nanoseconds }
  order.size = invocation.size(.size)
  if order.size != nil, invocation.duration(.duration) != nil {
    throw .usage(
      "--size and --duration both say where the window ends", advice: "give one of them")
  }
  order.settings = invocation.settings.map { ($0.name, $0.value) }
  order.only = invocation.strings(.only)
  order.jobs = jobs(invocation)
  order.golden = !invocation.isOff(.goldenForm)
  order.force = invocation.flag(.force)
  order.verify = invocation.flag(.verify)
  if order.verify, !order.golden {
    throw .usage("--verify needs golden records", advice: "leave out --no-golden or --verify")
  }
  Interrupts.install()
  let progress = console.progress(isQuiet: invocation.flag(.quiet))
  defer { progress.finish() }
  let folders = invocation.strings(.templates)
  let (summary, window) = try reportingFailures { () throws in
    try TemplateLibrary(folders: folders, for: order.tree).generate(order) {
      fraction, records, bytes in
      progress.update(fraction: fraction, records: UInt64(records), bytes: UInt64(bytes))
    }
  }
  progress.finish()
  guard !invocation.flag(.quiet) else { return }
  var start = LineWriter(capacity: 32)
  writeRFC3339(window.lowerBound, digits: 0, into: &start)
  console.note(
    "\(order.folder): \(summary.files) files, \(summary.records) records, \(summary.bytes) bytes; "
      + "seed \(order.seed), start \(start.string)\n")
}

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
    run: notBuiltYet)
}

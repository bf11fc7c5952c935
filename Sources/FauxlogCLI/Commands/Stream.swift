extension CommandSpec {
  /// Writes records to standard output.
  static let stream = CommandSpec(
    name: "stream",
    abstract: "write records to standard output",
    discussion: [
      "Of a tree, the records of all its files in the order of their times. Of a format, its "
        + "events, each drawn by its own legend: a second of log time for each thousand.",
      "Ends quietly when the reader does.",
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
    run: notBuiltYet)
}

extension CommandSpec {
  /// Reads logs with the grammars.
  static let recognize = CommandSpec(
    name: "recognize",
    abstract: "read logs with the grammars",
    discussion: [
      "Reads real or generated logs and tells the records of each event, how far the lines are "
        + "understood, and the lines that are not, each with the nearest event.",
      "With a tree, a file's format is that of the tree's path that its own ends like; else the "
        + "format that fits its beginning best.",
    ],
    arguments: [.formatOrTree, .path],
    options: [.firstTime, .settings, .templates, .records, .json],
    examples: [
      Example(
        line: "fauxlog recognize frappe-bench /home/frappe/bench/logs",
        meaning: "how far real logs are understood"),
      Example(line: "fauxlog recognize frappe.log - < frappe.log", meaning: "one log, piped in"),
    ],
    run: notBuiltYet)
}

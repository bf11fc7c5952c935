extension CommandSpec {
  /// Tells where a line comes from.
  static let explain = CommandSpec(
    name: "explain",
    abstract: "tell what made a line of a log",
    discussion: [
      "Tells which scenario, event and line of a template made the line, its fields, and the other "
        + "lines that the same happening left."
    ],
    arguments: [.place],
    options: [.goldenFolder, .json],
    examples: [
      Example(line: "fauxlog explain bench/logs/frappe.log:412", meaning: "the record at line 412")
    ],
    run: notBuiltYet)
}

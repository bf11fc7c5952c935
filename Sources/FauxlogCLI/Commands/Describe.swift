extension CommandSpec {
  /// Tells of one format, scenario or tree.
  static let describe = CommandSpec(
    name: "describe",
    abstract: "tell of one format, scenario or tree, with samples",
    arguments: [.name],
    options: [.json],
    examples: [
      Example(line: "fauxlog describe frappe-bench", meaning: "its files, parameters and scenarios")
    ],
    run: notBuiltYet)
}

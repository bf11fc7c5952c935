extension CommandSpec {
  /// Prints a JSON Schema.
  static let schema = CommandSpec(
    name: "schema",
    abstract: "print the JSON Schema of a file that fauxlog writes",
    arguments: [.schema],
    examples: [
      Example(line: "fauxlog schema manifest", meaning: "of the manifest beside a tree")
    ],
    run: notBuiltYet)
}

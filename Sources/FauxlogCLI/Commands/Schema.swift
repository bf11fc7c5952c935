import FauxlogSchemas

extension CommandSpec {
  /// Prints a JSON Schema.
  static let schema = CommandSpec(
    name: "schema",
    abstract: "print the JSON Schema of a file that fauxlog writes",
    arguments: [.schema],
    examples: [
      Example(line: "fauxlog schema manifest", meaning: "of the manifest beside a tree"),
      Example(line: "fauxlog schema record", meaning: "of a line of golden records"),
    ],
    run: { invocation, console throws(CommandFailure) in
      let name = invocation.argument(.schema)
      for schema in SchemaFiles.all where schema.name == name { try console.write(schema.text) }
    })
}

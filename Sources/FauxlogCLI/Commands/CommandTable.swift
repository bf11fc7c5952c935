extension CommandSpec {
  /// Every command, in the order of the help page.
  static let all: [CommandSpec] = [
    generate, stream, recognize, explain, list, describe, lint, schema, completions, man, help,
  ]
}

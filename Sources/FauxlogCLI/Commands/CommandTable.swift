extension CommandSpec {
  /// Every command, in the order of the help page.
  static let all: [CommandSpec] = [
    generate, stream, recognize, explain, list, describe, lint, schema, help,
  ]

  /// Stands where a command's work is to come.
  @Sendable
  static func notBuiltYet(_: Invocation, _: Console) throws(CommandFailure) {
    throw .fault("this command is not built yet")
  }
}

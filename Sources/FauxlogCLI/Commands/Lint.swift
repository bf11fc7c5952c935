extension CommandSpec {
  /// Checks templates.
  static let lint = CommandSpec(
    name: "lint",
    abstract: "check templates",
    discussion: [
      "Checks every template in DIR as it would be laid over the built-in ones, and tells each "
        + "error with its place and what would be right."
    ],
    optionalArgument: .folder,
    options: [.json],
    run: notBuiltYet)
}

extension CommandSpec {
  /// Lists what is built in.
  static let list = CommandSpec(
    name: "list",
    abstract: "list the formats, scenarios and trees",
    options: [.json],
    run: notBuiltYet)
}

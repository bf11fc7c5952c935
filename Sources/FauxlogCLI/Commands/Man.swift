extension CommandSpec {
  /// Prints the manual page.
  static let man = CommandSpec(
    name: "man",
    abstract: "print the manual page, for man to format",
    examples: [
      Example(line: "fauxlog man | man -l -", meaning: "read it"),
      Example(
        line: "fauxlog man > ~/.local/share/man/man1/fauxlog.1",
        meaning: "so that \"man fauxlog\" finds it"),
    ],
    run: { _, console throws(CommandFailure) in try console.write(ManualPage.text) })
}

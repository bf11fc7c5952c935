extension CommandSpec {
  /// Prints the page of a command, or the list of all.
  static let help = CommandSpec(
    name: "help",
    abstract: "print the page of a command",
    optionalArgument: .topic,
    run: { invocation, console throws(CommandFailure) in
      let page = try helpPage(of: invocation.optional(.topic))
      try console.write(page.text(in: console.output.terminal))
    })
}

private func helpPage(of topic: String?) throws(CommandFailure) -> HelpPage {
  guard let topic else { return .overview }
  do throws(UsageError) {
    return .command(try CommandSpec.named(topic))
  } catch {
    throw CommandFailure(error)
  }
}

/// What the whole command line asks for.
enum Request {
  case help(HelpPage)
  case version
  case run(CommandSpec, Invocation)

  /// Reads the words after the program's name.
  ///
  /// A word that asks for help is heeded before any other is found wrong.
  init(_ words: [String]) throws(UsageError) {
    let options = words.prefix { $0 != "--" }
    let wantsHelp = options.contains { $0 == "--help" || $0 == "-h" }
    guard let first = words.first else { throw UsageError(command: nil, problem: .noCommand) }
    guard !first.hasPrefix("-") else {
      self = try Self.beforeCommand(first, wantsHelp: wantsHelp)
      return
    }
    let command = try CommandSpec.named(first)
    if wantsHelp {
      self = .help(.command(command))
    } else if options.contains("--version") {
      self = .version
    } else {
      self = .run(command, try Self.invocation(words.dropFirst(), of: command))
    }
  }

  private static func beforeCommand(_ word: String, wantsHelp: Bool) throws(UsageError) -> Request {
    if wantsHelp { return .help(.overview) }
    if word == "--version" { return .version }
    throw UsageError(command: nil, problem: .optionBeforeCommand(word))
  }

  private static func invocation(_ words: ArraySlice<String>, of command: CommandSpec)
    throws(UsageError) -> Invocation
  {
    do throws(UsageProblem) {
      return try Invocation(try TypedLine(words, of: command), of: command)
    } catch {
      throw UsageError(command: command.name, problem: error)
    }
  }
}

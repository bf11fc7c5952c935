import FauxlogLanguage

/// A command: its name, what it takes, what its help page says, and what it does.
struct CommandSpec: Sendable {
  let name: String
  /// A few words for the list of commands, without a full stop.
  let abstract: String
  /// Paragraphs for the command's own page.
  var discussion: [String] = []
  /// Arguments that must be given, in order.
  var arguments: [Argument] = []
  /// The argument that may follow them.
  var optionalArgument: Argument?
  /// What every argument behind them is; they are taken as they were typed.
  var restArgument: Argument?
  /// Options besides those that every command takes, in the order of the help page.
  var options: [Option] = []
  /// Those of `options` that must be given.
  var required: [Option] = []
  var examples: [Example] = []
  /// Does the command's work: results to the console's output, all talk to its errors.
  let run: @Sendable (Invocation, Console) throws(CommandFailure) -> Void

  /// A command line worth showing.
  struct Example: Sendable {
    let line: String
    let meaning: String
  }

  /// What the command does, as a sentence.
  var sentence: String { abstract.prefix(1).uppercased() + abstract.dropFirst() + "." }

  /// Every argument that the command takes, in order.
  var allArguments: [Argument] {
    arguments + [optionalArgument, restArgument].compactMap { $0 }
  }

  /// How the command is called, in a line.
  var synopsis: String {
    var words = ["fauxlog", name] + arguments.map(\.spec.placeholder)
    words += allArguments.dropFirst(arguments.count).map { "[\($0.spec.placeholder)]" }
    for option in required {
      let spec = option.spec
      words.append(spec.short.map { "-\($0)" } ?? "--\(spec.long)")
      if let value = spec.value { words.append(value.placeholder) }
    }
    if !options.isEmpty { words.append("[OPTIONS]") }
    return words.joined(separator: " ")
  }

  /// Every option that the command takes.
  var allOptions: [Option] { options + Option.everywhere }

  /// The option of this long or short spelling, if the command takes it.
  func option(where fits: (OptionSpec) -> Bool) -> Option? {
    allOptions.first { fits($0.spec) }
  }

  /// Every long spelling that the command takes, the `--no-` forms included, without dashes.
  var longSpellings: [String] {
    var spellings: [String] = []
    for option in allOptions {
      spellings.append(option.spec.long)
      if let negated = option.spec.negatedLong { spellings.append(negated) }
    }
    return spellings
  }

  /// The command of this name.
  static func named(_ name: String) throws(UsageError) -> CommandSpec {
    if let command = all.first(where: { $0.name == name }) { return command }
    let near = suggestion(for: name, among: all.map(\.name))
    throw UsageError(command: nil, problem: .unknownCommand(name, nearest: near))
  }
}

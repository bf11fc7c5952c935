import FauxlogLanguage

/// What was typed after a command's name: options and arguments, told apart but not yet understood.
struct TypedLine: Equatable {
  private(set) var options: [TypedOption] = []
  private(set) var arguments: [String] = []

  /// One use of an option.
  struct TypedOption: Equatable {
    let option: Option
    /// As it was typed, with its dashes.
    let spelling: String
    let use: Use
  }

  /// In which of its forms an option was used.
  enum Use: Equatable {
    case on
    case off
    case value(String)
  }

  /// Tells the words of one command line apart by what `command` takes.
  init(_ words: some Sequence<String>, of command: CommandSpec) throws(UsageProblem) {
    var rest = Array(words)[...]
    while let word = rest.popFirst() {
      if word == "--" {
        arguments += rest
        return
      } else if word.hasPrefix("--") {
        try readLong(word, &rest, command)
      } else if word.hasPrefix("-"), word != "-" {
        try readShort(word, &rest, command)
      } else {
        arguments.append(word)
      }
    }
  }

  /// Reads `--name`, `--no-name`, `--name=value` or `--name` and the next word.
  private mutating func readLong(
    _ word: String, _ rest: inout ArraySlice<String>, _ command: CommandSpec
  ) throws(UsageProblem) {
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let attached = parts.count > 1 ? String(parts[1]) : nil
    let spelling = "--\(name)"
    if let option = command.option(where: { $0.long == name }) {
      try append(option, spelling, attached, &rest)
    } else if let option = command.option(where: { $0.negatedLong == name }) {
      if let attached { throw .unwantedValue(spelling: spelling, value: attached) }
      options.append(TypedOption(option: option, spelling: spelling, use: .off))
    } else {
      throw Self.unknown(spelling, name, command)
    }
  }

  /// Reads `-x`, `-xvalue`, `-x=value` or `-x` and the next word.
  private mutating func readShort(
    _ word: String, _ rest: inout ArraySlice<String>, _ command: CommandSpec
  ) throws(UsageProblem) {
    let name = word.dropFirst()
    guard let option = command.option(where: { $0.short != nil && $0.short == name.first }) else {
      throw Self.unknown(word, String(name.prefix { $0 != "=" }), command)
    }
    var attached = name.count > 1 ? String(name.dropFirst()) : nil
    if let value = attached, value.hasPrefix("=") { attached = String(value.dropFirst()) }
    try append(option, String(word.prefix(2)), attached, &rest)
  }

  /// Adds an option in its plain form, with the value that it needs.
  ///
  /// A next word that begins with a dash is no value: far more often, the value was forgotten.
  private mutating func append(
    _ option: Option, _ spelling: String, _ attached: String?, _ rest: inout ArraySlice<String>
  ) throws(UsageProblem) {
    guard let value = option.spec.value else {
      if let attached { throw .unwantedValue(spelling: spelling, value: attached) }
      options.append(TypedOption(option: option, spelling: spelling, use: .on))
      return
    }
    if let attached {
      options.append(TypedOption(option: option, spelling: spelling, use: .value(attached)))
    } else if let next = rest.first, next == "-" || !next.hasPrefix("-") {
      rest.removeFirst()
      options.append(TypedOption(option: option, spelling: spelling, use: .value(next)))
    } else {
      throw .missingValue(spelling: spelling, placeholder: value.placeholder)
    }
  }

  private static func unknown(_ spelling: String, _ name: String, _ command: CommandSpec)
    -> UsageProblem
  {
    let near = suggestion(for: name, among: command.longSpellings)
    if let near { return .unknownOption(spelling, nearest: "--\(near)", takers: []) }
    let takers = CommandSpec.all.filter { $0.longSpellings.contains(name) }.map(\.name)
    return .unknownOption(spelling, nearest: nil, takers: takers)
  }
}

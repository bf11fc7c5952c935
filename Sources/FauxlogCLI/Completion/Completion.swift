/// What may stand in the place of the last word of a command line.
enum Completion: Equatable {
  /// These words.
  case words([Candidate])
  /// A path: shells know best how to complete one.
  case files, folders

  /// A word that may stand there; one that ends with `=` goes on.
  struct Candidate: Equatable {
    let word: String
    /// A few words for shells that show them.
    let meaning: String
  }

  /// What a script reads: how to complete, in a line, then a line for each word, its meaning behind
  /// a tab.
  var text: String {
    switch self {
    case .files: "files\n"
    case .folders: "folders\n"
    case .words(let candidates):
      "words\n" + candidates.map { "\($0.word)\t\(Self.line($0.meaning))\n" }.joined()
    }
  }

  /// A meaning as a part of a line that is not too long.
  private static func line(_ meaning: String) -> String {
    let line = meaning.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined()
    return line.count <= 80 ? line : line.prefix(79) + "…"
  }
}

/// A command line while it is typed.
struct UnfinishedLine {
  /// Whole words behind the program's name, and the one that the cursor stands in.
  private let words: [String]
  private let current: String
  private let command: CommandSpec?

  /// - Parameter words: the words behind the program's name, up to the cursor.
  init(_ words: [String]) {
    self.words = words.dropLast()
    current = words.last ?? ""
    command = words.count > 1 ? try? CommandSpec.named(words[0]) : nil
  }

  /// What may stand in the place of the last word.
  func completion(in names: some KnownNames) -> Completion {
    guard let command else {
      guard words.isEmpty else { return .words([]) }
      return current.hasPrefix("-")
        ? options(Option.everywhere, but: nil)
        : words(CommandSpec.all.map { ($0.name, $0.abstract) })
    }
    let before = Array(words.dropFirst())
    do throws(UsageProblem) {
      let line = try TypedLine(before, of: command)
      if before.contains("--") { return argument(of: command, line, names) }
      if current.hasPrefix("--"), let equals = current.firstIndex(of: "=") {
        let spelling = String(current[..<equals])
        return value(of: spelling, line, names, behind: spelling + "=")
      }
      if current.hasPrefix("-") {
        return options(command.allOptions, but: line)
      }
      return argument(of: command, line, names)
    } catch {
      // The last word is an option whose value is being typed.
      guard case .missingValue(let spelling, _) = error, before.last == spelling,
        let line = try? TypedLine(before.dropLast(), of: command)
      else { return current.hasPrefix("-") ? options(command.allOptions, but: nil) : .words([]) }
      return value(of: spelling, line, names, behind: "")
    }
  }

  private func argument(
    of command: CommandSpec, _ line: TypedLine, _ names: some KnownNames
  ) -> Completion {
    let arguments = command.arguments + [command.optionalArgument].compactMap { $0 }
    guard line.arguments.count < arguments.count else {
      return command.restArgument == nil ? options(command.allOptions, but: line) : .words([])
    }
    return values(
      of: arguments[line.arguments.count].spec.kind, line, names, behind: "")
  }

  private func value(
    of spelling: String, _ line: TypedLine, _ names: some KnownNames, behind prefix: String
  ) -> Completion {
    let option = command?.option { spec in
      spelling == "--\(spec.long)" || spelling == spec.short.map { "-\($0)" }
    }
    guard let kind = option?.spec.value?.kind else { return .words([]) }
    return values(of: kind, line, names, behind: prefix)
  }

  /// What a value of a kind may be; words have `prefix` before them.
  private func values(
    of kind: ValueKind, _ line: TypedLine, _ names: some KnownNames, behind prefix: String
  ) -> Completion {
    let folders = line.options.compactMap { typed -> String? in
      guard typed.option == .templates, case .value(let folder) = typed.use else { return nil }
      return folder
    }
    switch kind {
    case .file, .place: return .files
    case .folder: return .folders
    case .choice(let choices): return words(choices.map { ($0, "") }, behind: prefix)
    case .command:
      return words(CommandSpec.all.map { ($0.name, $0.abstract) }, behind: prefix)
    case .name(let kind):
      return words(names.names(of: kind, like: current, in: folders), behind: prefix)
    case .setting:
      guard let template = line.arguments.first else { return .words([]) }
      let parameters = names.parameters(of: template, in: folders)
      return words(
        parameters.flatMap { name, meaning, values -> [(String, String)] in
          let isNamed = current.hasPrefix("\(prefix)\(name)=")
          return isNamed ? values.map { ("\(name)=\($0)", "") } : [("\(name)=", meaning)]
        }, behind: prefix)
    case .text, .number, .duration, .size, .instant, .rate: return .words([])
    }
  }

  /// Options that may still be given; `line` is what stands there already.
  private func options(_ all: [Option], but line: TypedLine?) -> Completion {
    let used = (line?.options ?? []).map(\.option)
    var rows: [(String, String)] = []
    for option in all where option.spec.isRepeatable || !used.contains(option) {
      let spec = option.spec
      // The short spelling is for those who know it; the long one tells what it is.
      if let short = spec.short, current == "-\(short)" { rows.append((current, spec.summary)) }
      rows.append(("--\(spec.long)", spec.summary))
      guard let negated = spec.negatedLong else { continue }
      if case .described(let meaning) = spec.negation {
        rows.append(("--\(negated)", meaning))
      } else if current.hasPrefix("--n") {
        rows.append(("--\(negated)", "take back --\(spec.long)"))
      }
    }
    return words(rows)
  }

  private func words(
    _ rows: [(word: String, meaning: String)], behind prefix: String = ""
  ) -> Completion {
    .words(
      rows.map { Completion.Candidate(word: prefix + $0.word, meaning: $0.meaning) }
        .filter { $0.word.hasPrefix(current) })
  }
}

/// What the templates have names for.
protocol KnownNames {
  /// Names that an argument of this kind may be, at least those that begin as what was typed.
  func names(
    of kind: ValueKind.Names, like typed: String, in folders: [String]
  ) -> [(word: String, meaning: String)]
  /// Parameters of a format or tree.
  func parameters(
    of name: String, in folders: [String]
  ) -> [(name: String, words: String, values: [String])]
}

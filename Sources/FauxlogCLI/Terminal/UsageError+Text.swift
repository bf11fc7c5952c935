// A wrong command line in words: what is wrong, and what to do about it.
extension CommandFailure {
  init(_ error: UsageError) {
    let program = ["fauxlog", error.command].compactMap { $0 }.joined(separator: " ")
    let text = error.problem.text(subject: error.command ?? "fauxlog")
    self = .failed(
      .usage, message: text.message,
      advice: text.advice ?? "\"\(program) --help\" tells what may stand here")
  }
}

extension UsageProblem {
  /// The words about `subject`, which is the command, or the program where none is known.
  ///
  /// Where there is no special advice, the help page is advice enough.
  fileprivate func text(subject: String) -> (message: String, advice: String?) {
    switch self {
    case .noCommand:
      return ("no command is given", nil)
    case .unknownCommand(let name, let nearest):
      return ("unknown command \(quoted(name))\(didYouMean(nearest))", nil)
    case .optionBeforeCommand(let option):
      return ("a command must come before \(quoted(option))", nil)
    case .unknownOption(let spelling, let nearest, let takers):
      return (
        "\(subject) has no option \(quoted(spelling))\(didYouMean(nearest))",
        elsewhere(takers)
      )
    case .missingValue(let spelling, let placeholder):
      let form =
        spelling.hasPrefix("--") ? "\(spelling)=\(placeholder)" : "\(spelling)\(placeholder)"
      return (
        "\(spelling) needs a value",
        "write \"\(spelling) \(placeholder)\"; if the value begins with a dash, \"\(form)\""
      )
    case .unwantedValue(let spelling, let value):
      return ("\(spelling) takes no value, but \(quoted(value)) is given", nil)
    case .badValue(let name, let text, let fault):
      let words = fault.text(of: quoted(text))
      return ("\(name): \(words.message)", words.advice)
    case .missingArgument(let placeholder):
      return ("\(subject) needs \(placeholder)", nil)
    case .missingOption(let long, let placeholder):
      return (
        "\(subject) needs \([long, placeholder].compactMap { $0 }.joined(separator: " "))", nil
      )
    case .excessArgument(let text):
      return ("one argument too many: \(quoted(text))", nil)
    }
  }

  private func elsewhere(_ takers: [String]) -> String? {
    guard !takers.isEmpty else { return nil }
    return "it is an option of \(takers.map(quoted).joined(separator: ", "))"
  }
}

extension ValueFault {
  fileprivate func text(of value: String) -> (message: String, advice: String) {
    switch self {
    case .malformed(let kind):
      return ("\(value) is not \(kind.article)", kind.advice)
    case .tooLarge(let kind):
      return ("\(value) is too large", kind.advice)
    case .outside(let range):
      return ("\(value) is out of range", ValueKind.number(range).advice)
    case .notAmong(let words, let nearest):
      return (
        "\(value) is not known here\(didYouMean(nearest))",
        "it may be \(words.map(quoted).joined(separator: ", "))"
      )
    case .standardStream:
      return (
        "a folder is needed, not a standard stream", "name a folder; for one called \"-\", \"./-\""
      )
    }
  }
}

extension ValueKind {
  /// What a value of this kind is, after "is not".
  fileprivate var article: String {
    switch self {
    case .text, .name, .command, .choice: "a text"
    case .file: "a file"
    case .folder: "a folder"
    case .number: "a decimal number"
    case .duration: "a duration"
    case .size: "a size"
    case .instant: "a time"
    case .rate: "a rate"
    case .setting: "a setting"
    case .place: "a line of a file"
    }
  }

  /// Whether there is more to say of how to write it than that something must stand there.
  var hasForm: Bool {
    switch self {
    case .duration, .size, .instant, .rate, .setting, .place: true
    case .text, .name, .command, .choice, .file, .folder, .number: false
    }
  }

  /// How to write a value of this kind.
  var advice: String {
    switch self {
    case .text, .name, .command, .choice, .file, .folder: "it must not be empty"
    case .number(let range):
      "write a whole number from \(range.lowerBound) to \(range.upperBound), without a sign"
    case .duration: "write 250ms, 90s, 15m, 24h, 7d, or several as in 1h30m; at most 100000d"
    case .size:
      "write 500000, 10MB (millions of bytes) or 10MiB; also k, G and T"
    case .instant: "write 2026-05-06T08:30:00Z, 2026-05-06T14:00:00.250+05:30 or 2026-05-06"
    case .rate: "write 100 or 100/s for a hundred a second, 90/m a minute, 10/h an hour"
    case .setting: "write NAME=VALUE, such as sites=3"
    case .place: "write FILE:LINE, such as bench/logs/frappe.log:412"
    }
  }
}

private func didYouMean(_ nearest: String?) -> String {
  nearest.map { "; did you mean \(quoted($0))?" } ?? ""
}

/// A text from outside in quotes, on one line whatever it holds, and not endless.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars.prefix(200) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + (text.unicodeScalars.count > 200 ? "…\"" : "\"")
}

/// What is wrong with a command line, and of which command it is (nil before one is known).
struct UsageError: Error, Equatable {
  let command: String?
  let problem: UsageProblem
}

/// What is wrong with a command line.
///
/// Spellings and texts stand as they were typed.
enum UsageProblem: Error, Equatable {
  case noCommand
  case unknownCommand(String, nearest: String?)
  case optionBeforeCommand(String)
  /// Where no option of the command is near, `takers` are the commands that have this one.
  case unknownOption(String, nearest: String?, takers: [String])
  case missingValue(spelling: String, placeholder: String)
  case unwantedValue(spelling: String, value: String)
  case badValue(of: String, text: String, fault: ValueFault)
  case missingArgument(placeholder: String)
  case missingOption(long: String, placeholder: String?)
  case excessArgument(String)
}

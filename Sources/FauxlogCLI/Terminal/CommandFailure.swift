/// Why a command ends before its work is done.
enum CommandFailure: Error, Equatable {
  /// Whoever read the standard output has gone. That is their right (`| head`), and no failure:
  /// the program ends quietly and with success, for a pipe's status should tell of errors only.
  case outputClosed
  /// The work ended before its time, and there is nothing to say about it.
  case ended(ExitStatus)
  /// Something is wrong: what, and what to do about it. Neither ends in a full stop or a newline.
  case failed(ExitStatus, message: String, advice: String?)

  /// The command line is wrong in a way that only the command can tell.
  static func usage(_ message: String, advice: String? = nil) -> CommandFailure {
    .failed(.usage, message: message, advice: advice)
  }

  /// A template or other input is wrong.
  static func data(_ message: String, advice: String? = nil) -> CommandFailure {
    .failed(.data, message: message, advice: advice)
  }

  /// A file or folder cannot be made.
  static func cannotCreate(_ message: String, advice: String? = nil) -> CommandFailure {
    .failed(.cannotCreate, message: message, advice: advice)
  }

  /// Reading or writing failed.
  static func inputOutput(_ message: String, advice: String? = nil) -> CommandFailure {
    .failed(.inputOutput, message: message, advice: advice)
  }

  /// The program is at fault.
  static func fault(_ message: String, advice: String? = nil) -> CommandFailure {
    .failed(.fault, message: message, advice: advice)
  }
}

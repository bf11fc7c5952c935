/// Where a command's results and its talk go.
struct Console: Sendable {
  let output: StandardStream
  let errors: StandardStream

  /// The process's own streams.
  ///
  /// To be asked for before any file is opened. A closed pipe is from here on an error to be
  /// handled.
  static var standard: Console {
    reserveStandardStreams()
    ignoreClosedPipes()
    return Console(output: .output, errors: .errors)
  }

  /// Writes a part of the result, unbuffered: hand over a lot at once.
  func write(_ bytes: Span<UInt8>) throws(CommandFailure) {
    do throws(StandardStream.WriteError) {
      try output.write(bytes)
    } catch {
      switch error {
      case .closed: throw .outputClosed
      case .failed(let reason):
        throw .inputOutput(
          "cannot write to standard output: \(reason)", advice: "make room, or write elsewhere")
      }
    }
  }

  /// Writes a part of the result.
  func write(_ text: String) throws(CommandFailure) {
    try write(Array(text.utf8).span)
  }

  /// Writes to standard error.
  ///
  /// If nobody can hear it, so be it.
  func note(_ text: String) {
    try? errors.write(Array(text.utf8).span)
  }

  /// Tells a failure, and gives the status to end with.
  func report(_ failure: CommandFailure) -> ExitStatus {
    switch failure {
    case .outputClosed:
      return .success
    case .ended(let status):
      return status
    case .failed(let status, let message, let advice):
      note(errors.terminal.alarm("fauxlog:") + " \(message)\n" + (advice.map { "  \($0)\n" } ?? ""))
      return status
    }
  }

  /// A progress line on standard error; a silent one if `isQuiet`, or if that is no terminal.
  func progress(isQuiet: Bool) -> Progress {
    guard !isQuiet, errors.terminal.allowsRedrawing else { return Progress(screen: nil) }
    return Progress(screen: Progress.Screen(draw: note, width: { errors.terminal.width }))
  }
}

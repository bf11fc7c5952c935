/// How the program ends, as scripts see it.
///
/// The numbers are those of BSD's sysexits.
enum ExitStatus: Int32, CaseIterable, Sendable {
  case success = 0
  /// The command line is wrong.
  case usage = 64
  /// A template or other input is wrong.
  case data = 65
  /// A fault of the program's own.
  case fault = 70
  /// Something that was to be written cannot be made.
  case cannotCreate = 73
  /// Reading or writing failed.
  case inputOutput = 74
  /// The terminal is gone.
  case hungUp = 129
  /// Ctrl-C.
  case interrupted = 130
  /// `kill`.
  case terminated = 143

  /// Whether it tells of a signal.
  var isSignal: Bool { rawValue > 128 }

  /// A few words for the help page.
  var meaning: String {
    switch self {
    case .success: "done"
    case .usage: "the command line is wrong"
    case .data: "a template or other input is wrong"
    case .fault: "a fault of fauxlog's own"
    case .cannotCreate: "the output cannot be made"
    case .inputOutput: "reading or writing failed"
    case .hungUp, .interrupted, .terminated: "ended by a signal; nothing was changed"
    }
  }
}

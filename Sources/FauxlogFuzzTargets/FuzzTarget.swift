import Foundation

/// What reads an input, and must come to an end without a trap whatever it is.
enum FuzzTarget {
  case templates(TemplateTarget)
  case recognizer(RecognizerTarget)

  /// The one that the environment asks for.
  static let chosen: FuzzTarget =
    if ProcessInfo.processInfo.environment["FAUXLOG_FUZZ"] == "recognizer" {
      .recognizer(RecognizerTarget())
    } else {
      .templates(TemplateTarget())
    }

  /// Reads one input.
  func run(_ input: [UInt8]) {
    switch self {
    case .templates(let target): target.run(input)
    case .recognizer(let target): target.run(input)
    }
  }
}

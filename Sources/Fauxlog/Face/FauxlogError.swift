import FauxlogEngine
import FauxlogLanguage
import FauxlogTree

/// Why something cannot be done.
public enum FauxlogError: Error, Sendable, CustomStringConvertible {
  /// Templates have errors: each with its place, its line and a caret.
  case templates([String])
  /// There is no such tree, format, parameter or time.
  case unknown(String)
  /// A file or folder that cannot be read or written.
  case file(String)
  /// The templates make too much happen at once.
  case tooMuch(String)

  /// What to tell a person.
  public var description: String {
    switch self {
    case .templates(let texts): texts.joined(separator: "\n")
    case .unknown(let text), .file(let text), .tooMuch(let text): text
    }
  }

  init(_ error: any Error) {
    switch error {
    case let error as FauxlogError: self = error
    case let error as TemplateError: self.init(error)
    case let error as OutputError: self = .file(error.message)
    case let fault as Simulation.Fault: self = .tooMuch(fault.diagnostic.message)
    default: self = .file("\(error)")
    }
  }

  init(_ error: TemplateError) {
    switch error {
    case .templates(let texts): self = .templates(texts)
    case .unknown(let what, let name, let near, _):
      self = .unknown("no \(what) \"\(name)\"" + (near.map { "; did you mean \($0)?" } ?? ""))
    case .unreadable(let path, let reason): self = .file("\(path): \(reason)")
    }
  }
}

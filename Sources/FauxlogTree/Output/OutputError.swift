import Glibc

/// What can go wrong while something is written.
package enum OutputError: Error, Equatable {
  /// A path inside the output that may not be used; it comes from a template.
  case badPath(String, PathFault)
  /// A file or folder cannot be made; `code` is the system's errno.
  case cannotCreate(path: String, code: Int32)
  /// Any other call that failed on a file that is there; `code` is the system's errno.
  case failed(Operation, path: String, code: Int32)
  /// Where the output belongs there is something that may not be replaced.
  case foreign(path: String, Obstacle)
  /// Another run is writing the same output.
  case busy(path: String)
  /// Nobody reads the standard output any more.
  case closedPipe
  /// A signal came while the standard output was stuck.
  case interrupted(signal: Int32)

  package enum Operation: String, Sendable {
    case open, read, write, rename, remove, truncate, sync, lock
    case compress
  }

  /// Why a path inside the output is refused.
  package enum PathFault: Sendable {
    case empty, absolute, emptyPart, dotPart, zeroByte, longPart, long
  }

  /// Why a folder may not be replaced.
  package enum Obstacle: Sendable {
    /// A folder with something in it that no manifest of ours vouches for.
    case notOurs
    case notFolder
    case link
    case mountPoint
    case currentFolder
    case root
  }

  /// The error for a call that just failed with `code`.
  ///
  /// A full disk or a failing device is told apart from a place where nothing may be made, since
  /// the two have different exit statuses.
  static func creating(_ path: String, code: Int32) -> OutputError {
    switch code {
    case ENOSPC, EDQUOT, EIO, EFBIG, EMFILE, ENFILE, ENOMEM:
      .failed(.open, path: path, code: code)
    default: .cannotCreate(path: path, code: code)
    }
  }
}

extension OutputError {
  /// The status the program exits with: 65, 73 or 74; 0 for a closed pipe, which ends quietly.
  package var exitStatus: Int32 {
    switch self {
    case .badPath: 65
    case .cannotCreate, .foreign, .busy: 73
    case .failed: 74
    case .closedPipe: 0
    case .interrupted(let signal): 128 + signal
    }
  }

  /// One line that says what went wrong and what to do about it.
  package var message: String {
    switch self {
    case .badPath(let path, let fault): "bad path \(Self.quoted(path)): \(fault.text)"
    case .cannotCreate(let path, let code): "cannot create \(path): \(Self.reason(code))"
    case .failed(let operation, let path, let code):
      "cannot \(operation.rawValue) \(path): \(Self.reason(code))"
    case .foreign(let path, let obstacle): "\(path) \(obstacle.text)"
    case .busy(let path): "another run is writing \(path); wait for it or name another folder"
    case .closedPipe: "the reader of standard output is gone"
    case .interrupted: "interrupted"
    }
  }

  private static func quoted(_ path: String) -> String {
    "\"" + path.unicodeScalars.map { $0.value < 32 ? "?" : String($0) }.joined() + "\""
  }

  /// The system's words for an errno, and what helps where that is plain.
  private static func reason(_ code: Int32) -> String {
    let text = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    switch code {
    case ENOSPC, EDQUOT: return text + "; free some space or name another folder"
    case EFBIG: return text + "; raise the limit (ulimit -f) or ask for less"
    case EMFILE: return text + "; raise the limit (ulimit -n)"
    case EACCES, EPERM, EROFS: return text + "; name a folder that you may write"
    default: return text
    }
  }
}

extension OutputError.PathFault {
  fileprivate var text: String {
    switch self {
    case .empty: "it is empty"
    case .absolute: "it must be relative to the output folder"
    case .emptyPart: "a part of it is empty"
    case .dotPart: "a part of it is \".\" or \"..\""
    case .zeroByte: "it has a zero byte"
    case .longPart: "a part of it is longer than 255 bytes"
    case .long: "it is longer than 1024 bytes"
    }
  }
}

extension OutputError.Obstacle {
  fileprivate var text: String {
    switch self {
    case .notOurs:
      "is already there and not a tree of fauxlog; name another folder, or replace it with --force"
    case .notFolder: "is already there and no folder; name another"
    case .link: "is a symbolic link; name the folder that it points to"
    case .mountPoint: "is a mount point and cannot be replaced whole; name a folder inside it"
    case .currentFolder: "is the current folder and cannot be replaced; name a folder inside it"
    case .root: "cannot be replaced; name a folder inside it"
    }
  }
}

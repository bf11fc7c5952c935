import Foundation
import Glibc
import Synchronization

/// The built program, run as a user's shell would.
struct Program: Sendable {
  /// What a run left.
  struct Outcome: Sendable {
    var output: Data
    var errors: String
    /// The exit status, or 128 and the signal's number.
    var status: Int32
  }

  /// Where it is.
  let path: String

  /// The program beside the tests.
  static var built: Program {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
    return Program(path: folder.appending(path: "fauxlog").path)
  }

  /// The release build that CI names in `FAUXLOG_RELEASE`; nil elsewhere.
  static var release: Program? {
    ProcessInfo.processInfo.environment["FAUXLOG_RELEASE"].map(Program.init(path:))
  }

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - environment: all that the program sees.
  ///   - wrapper: words before the program, such as `setpriv …`.
  ///   - began: is called once it runs, with the process.
  func run(
    _ arguments: [String], environment: [String: String] = ["PATH": "/usr/bin:/bin"],
    in folder: String? = nil, wrapper: [String] = [], began: (Process) throws -> Void = { _ in }
  ) throws -> Outcome {
    let process = Process()
    let words = wrapper + [path] + arguments
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.environment = environment
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    return try process.outcome(began)
  }
}

extension Process {
  /// Starts the process and collects what it writes, to its end.
  func outcome(_ began: (Process) throws -> Void = { _ in }) throws -> Program.Outcome {
    let output = Pipe()
    let errors = Pipe()
    standardInput = FileHandle.nullDevice
    standardOutput = output
    standardError = errors
    try runWithSignals()
    let complaint = Mutex(Data())
    let reader = DispatchWorkItem {
      complaint.withLock { $0 = (try? errors.fileHandleForReading.readToEnd()) ?? Data() }
    }
    DispatchQueue.global().async(execute: reader)
    try began(self)
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    reader.wait()
    waitUntilExit()
    return Program.Outcome(
      output: text, errors: complaint.withLock { String(decoding: $0, as: UTF8.self) },
      status: terminationReason == .exit ? terminationStatus : 128 + terminationStatus)
  }

  /// Starts the process with no signal blocked, as a shell would; threads of tests block them all,
  /// and a process inherits that.
  private func runWithSignals() throws {
    var none = sigset_t()
    var before = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
    try run()
  }
}

import Foundation
import Testing

@testable import FauxlogCLI

/// Runs the program that was built beside the tests, in a fresh folder of its own.
struct Program {
  /// What a run left.
  struct Outcome {
    let output: String
    let errors: String
    let status: Int32
    /// Whether it ended by itself, and not by a signal.
    let exited: Bool
  }

  /// What stands where the standard output goes.
  enum Destination {
    case pipe
    /// A pipe that nobody reads.
    case closedPipe
    /// Nothing: the descriptor is closed.
    case closed
    /// A file or device.
    case file(String)
  }

  /// Runs the program with these arguments, to its end; its standard input is a file or empty.
  static func run(
    _ arguments: [String], to destination: Destination = .pipe, from input: String? = nil
  ) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fauxlog-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    if case .closed = destination {
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", "exec \"$0\" \"$@\" >&-", executable.path] + arguments
    } else {
      process.executableURL = executable
      process.arguments = arguments
    }
    process.currentDirectoryURL = folder
    process.environment = ["TERM": "xterm", "PATH": "/usr/bin:/bin"]
    process.standardInput =
      try input.map { try FileHandle(forReadingFrom: URL(filePath: $0)) } ?? .nullDevice
    let output = Pipe()
    let errors = Pipe()
    process.standardError = errors
    switch destination {
    case .pipe, .closed: process.standardOutput = output
    case .closedPipe:
      try output.fileHandleForReading.close()
      process.standardOutput = output
    case .file(let path): process.standardOutput = try FileHandle(forWritingTo: URL(filePath: path))
    }
    try process.run()
    let text: Data
    if case .pipe = destination {
      text = try output.fileHandleForReading.readToEnd() ?? Data()
    } else {
      text = Data()
    }
    let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Outcome(
      output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaint, as: UTF8.self),
      status: process.terminationStatus, exited: process.terminationReason == .exit)
  }

  /// The program, in the folder of the bundle or executable that runs the tests.
  static var executable: URL {
    var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path.contains(".xctest") { folder.deleteLastPathComponent() }
    return folder.appending(path: "fauxlog")
  }
}

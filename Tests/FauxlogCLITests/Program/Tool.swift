import FauxlogTestSupport
import Foundation
import Testing

/// A program of the system.
struct Tool: Sendable {
  let name: String

  init(_ name: String) { self.name = name }

  /// Where it is; nil if it is not installed.
  var path: String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs it, with the program that is tested on its path, and gives all that it wrote.
  func output(_ arguments: [String], in folder: Scratch) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: try #require(path))
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    let programs = Program.executable.deletingLastPathComponent().path
    process.environment = [
      "PATH": "\(programs):/usr/local/bin:/usr/bin:/bin", "HOME": folder.path,
      "LC_ALL": "C.UTF-8", "TERM": "xterm",
    ]
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test, visibly, where the tool is not installed; in CI it runs and fails.
  static func needs(_ tool: String) -> Self {
    .enabled(
      if: ProcessInfo.processInfo.environment["FAUXLOG_REQUIRE_TOOLS"] == "1"
        || Tool(tool).path != nil, "needs \(tool)")
  }
}

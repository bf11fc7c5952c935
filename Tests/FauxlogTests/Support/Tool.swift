import Foundation
import Testing

/// A program of the system that judges what we write.
struct Tool: Sendable {
  let name: String

  init(_ name: String) { self.name = name }

  /// Whether a missing tool fails a test instead of skipping it; so in CI.
  static var areRequired: Bool {
    ProcessInfo.processInfo.environment["FAUXLOG_REQUIRE_TOOLS"] == "1"
  }

  /// Where it is; nil if it is not installed.
  var path: String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs it and gives what it wrote; a failure of the tool fails the test with what it says.
  @discardableResult
  func output(_ arguments: [String], environment: [String: String] = [:]) throws -> Data {
    let process = Process()
    guard let path else { throw Failure("\(name) is not installed") }
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let outcome = try process.outcome()
    guard outcome.status == 0 else {
      let said = String(decoding: outcome.output.prefix(4000), as: UTF8.self)
      throw Failure("\(name) \(arguments.joined(separator: " ")): \(outcome.errors)\(said)")
    }
    return outcome.output
  }
}

/// Runs a Python script of Scripts/; one that finds a fault says so and exits with 1.
@discardableResult
func python(_ script: String, _ arguments: [String]) throws -> String {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let path = folder.appending(path: "Scripts/\(script)").path
  let output = try Tool("python3").output(
    ["-W", "ignore", path] + arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1"])
  return String(decoding: output, as: UTF8.self)
}

extension Trait where Self == ConditionTrait {
  /// Skips a test, visibly, where one of these tools is not installed; in CI it runs and fails.
  static func needs(_ tools: String...) -> Self {
    .enabled(
      if: Tool.areRequired || tools.allSatisfy { Tool($0).path != nil },
      "needs \(tools.joined(separator: ", "))")
  }
}

import Foundation
import Testing

/// What `recognize --json` says, as far as tests ask for it.
struct ReadReport: Decodable {
  struct File: Decodable {
    let path: String
    let format: String
    let lines: Int
    let recognized_lines: Int
  }

  let lines: Int
  let recognized_lines: Int
  let generic_lines: Int
  let files: [File]
  let events: [String: Int]
  let skipped: [String]

  /// Reads logs by a format or tree; `more` are other words of the command.
  init(
    reading path: String, as name: String, _ more: [String] = [], by program: Program = .built
  ) throws {
    let outcome = try program.run(["recognize", name, path, "--json"] + more)
    try #require(outcome.status == 0, "\(outcome.errors)")
    self = try JSONDecoder().decode(Self.self, from: outcome.output)
  }
}

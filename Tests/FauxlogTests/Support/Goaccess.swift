import FauxlogTestSupport
import Foundation

/// What goaccess makes of an access log.
struct Goaccess: Decodable {
  struct General: Decodable {
    let valid_requests: Int
    let failed_requests: Int
  }

  let general: General

  /// Reads a log; `form` says how its lines look.
  ///
  /// The lines it could not read stand in `invalid` of the scratch folder.
  init(_ log: String, form: [String], in scratch: Scratch) throws {
    try Tool("goaccess").output(
      [log] + form + [
        "--no-global-config", "--no-progress", "--invalid-requests=\(scratch["invalid"])",
        "-o", scratch["report.json"],
      ])
    self = try JSONDecoder().decode(
      Self.self, from: Data((scratch.text("report.json") ?? "").utf8))
  }
}

import FauxlogTestSupport
import Foundation
import Testing

/// fail2ban finds in a bench's access log who guesses passwords and who looks for holes, and nobody else.
@Suite(.needs("fail2ban-regex", "gzip")) struct BenchGuardTests {
  private static let bench = GoldenTests.cases[0].made
  private static let log = "nginx/access.log"

  @Test("failed log-ins, with an expression of its own")
  func logins() throws {
    let planted = try requests(401) { _, path in path == "/api/method/login" }
    #expect(planted.count > 10)
    #expect(
      try found(#"^<HOST> \S+ \S+ \[\] "POST /api/method/login HTTP/[\d.]+" 401 "#)
        == planted.map(\.client).sorted())
    #expect(planted.contains { $0.scenario == "password-guessing" })
  }

  @Test("scanners, with the filter that fail2ban brings")
  func scanners() throws {
    let pages = ["/wp-login.php", "/cgi-bin/", "/phpmyadmin/"]
    let planted = try requests(404) { scenario, path in
      scenario == "scan" && pages.contains { path.hasPrefix($0) }
    }
    #expect(planted.count > 10)
    #expect(try found("nginx-botsearch") == planted.map(\.client).sorted())
  }

  /// The addresses of all lines that a filter matches, sorted.
  private func found(_ filter: String) throws -> [String] {
    let scratch = try Scratch()
    let files = try Self.bench.get().files
    let paths = try Self.bench.get().manifest.files.filter { $0.log == Self.log }.map(\.path)
    let text = paths.compactMap { files["tree/\($0)"] }.reduce(Data(), +)
    try text.write(to: URL(filePath: scratch["access.log"]))
    let output = try Tool("fail2ban-regex").output([
      "--usedns=no", "-o", "ip", scratch["access.log"], filter,
    ])
    return String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map(String.init).sorted()
  }

  /// The requests that ended with a status, by their scenario and path.
  private func requests(
    _ status: Int, where isMeant: (_ scenario: String, _ path: String) -> Bool
  ) throws -> [(client: String, scenario: String)] {
    try Self.bench.get().records(ofLog: Self.log).compactMap { record in
      guard record.fields["status"] as? Int == status, let path = record.fields["path"] as? String,
        isMeant(record.view.scenario, path)
      else { return nil }
      return (try #require(record.fields["client"] as? String), record.view.scenario)
    }
  }
}

import Foundation
import Testing

/// fail2ban finds in a bench's access log who guesses passwords and who looks for holes, and nobody else.
@Suite(.needs("fail2ban-regex", "gzip")) struct BenchGuardTests {
  private static let bench = GoldenTests.cases[0].made
  private static let log = "nginx/access.log"

  @Test("failed log-ins, with an expression of its own")
  func logins() throws {
    let planted = try records().filter {
      $0.fields.status == 401 && $0.fields.path == "/api/method/login"
    }
    #expect(planted.count > 10)
    #expect(
      try found(#"^<HOST> \S+ \S+ \[\] "POST /api/method/login HTTP/[\d.]+" 401 "#)
        == planted.map(\.fields.client).sorted())
    #expect(planted.contains { $0.scenario == "password-guessing" })
  }

  @Test("scanners, with the filter that fail2ban brings")
  func scanners() throws {
    let pages = ["/wp-login.php", "/cgi-bin/", "/phpmyadmin/"]
    let planted = try records().filter { record in
      record.scenario == "scan" && record.fields.status == 404
        && pages.contains { record.fields.path?.hasPrefix($0) == true }
    }
    #expect(planted.count > 10)
    #expect(try found("nginx-botsearch") == planted.map(\.fields.client).sorted())
  }

  /// The addresses of all lines that a filter matches, sorted.
  private func found(_ filter: String) throws -> [String] {
    let scratch = try Scratch()
    let files = try Self.bench.get().files
    let text = try paths().compactMap { files["tree/\($0)"] }.reduce(Data(), +)
    try text.write(to: URL(filePath: scratch["access.log"]))
    let output = try Tool("fail2ban-regex").output([
      "--usedns=no", "-o", "ip", scratch["access.log"], filter,
    ])
    return String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map(String.init).sorted()
  }

  private func records() throws -> [Record] {
    let golden = try Self.bench.get().golden
    return try paths().flatMap { path in
      let data = FileManager.default.contents(atPath: "\(golden)/records/\(path).ndjson") ?? Data()
      return try data.split(separator: 10).map { try JSONDecoder().decode(Record.self, from: $0) }
    }
  }

  /// The generations of the log.
  private func paths() throws -> [String] {
    try Self.bench.get().manifest.files.filter { $0.log == Self.log }.map(\.path)
  }

  private struct Record: Decodable {
    struct Fields: Decodable {
      var client: String
      var path: String?
      var status: Int?
    }
    var fields: Fields
    var scenario: String
  }
}

import Foundation
import Testing

/// fail2ban finds in a bench's access log who guesses passwords and who looks for holes, and nobody else.
@Suite(.needs("fail2ban-regex")) struct BenchGuardTests {
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
    // Somebody who guesses is one who fails often.
    let guessers = Set(planted.filter { $0.scenario == "password_guessing" }.map(\.fields.client))
    let often = Dictionary(grouping: planted, by: \.fields.client).filter { $0.value.count >= 8 }
    #expect(!guessers.isEmpty && guessers.isSubset(of: often.keys))
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
    let made = try Self.bench.get()
    let output = try Tool("fail2ban-regex").output([
      "--usedns=no", "-o", "ip", "\(made.tree)/\(Self.log)", filter,
    ])
    return String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map(String.init).sorted()
  }

  private func records() throws -> [Record] {
    let place = "\(try Self.bench.get().golden)/records/\(Self.log).ndjson"
    let data = FileManager.default.contents(atPath: place) ?? Data()
    return try data.split(separator: 10).map { try JSONDecoder().decode(Record.self, from: $0) }
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

import Foundation

/// What tests read of a golden record.
struct GoldenView: Decodable {
  var line: Int
  var lines: Int
  var offset: Int
  var length: Int
  var event: String
  var scenario: String
  var time: String?
  var level: String?
  var spans: [String: [Int]]

  /// The bytes of the record in its file, and those of a field.
  func bytes(in file: Data, of field: String? = nil) -> Data {
    let record = file.dropFirst(offset).prefix(length)
    guard let field else { return Data(record) }
    let span = spans[field] ?? [0, 0]
    return Data(record.dropFirst(span[0]).prefix(span[1]))
  }
}

extension GeneratedTree {
  /// The golden records of a log, and what their `fields` say.
  func records(_ path: String) throws -> [(view: GoldenView, fields: [String: Any])] {
    guard let data = FileManager.default.contents(atPath: "\(golden)/records/\(path).ndjson") else {
      throw Failure("no golden records of \(path)")
    }
    return try data.split(separator: 0x0A).map { line in
      let all = try JSONSerialization.jsonObject(with: line) as? [String: Any]
      let fields = all?["fields"] as? [String: Any] ?? [:]
      return (try JSONDecoder().decode(GoldenView.self, from: line), fields)
    }
  }

  /// The golden records of all generations of a log.
  func records(ofLog log: String) throws -> [(view: GoldenView, fields: [String: Any])] {
    try manifest.files.filter { $0.log == log }.flatMap { try records($0.path) }
  }
}

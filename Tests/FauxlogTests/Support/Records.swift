import Foundation

/// The records of a tree by what caused them: what a change of templates must leave alone.
///
/// A record is known by its file's log, its instance, its step, and its number among the records of
/// that step in that log.
struct Records {
  /// One record.
  struct Record: Equatable {
    var text: String
    var time: String?
    var event: String
    /// The JSON of each field, by name.
    var fields: [String: String]
  }

  var all: [String: Record] = [:]
  /// Static files and folders.
  var others: [String: Data] = [:]

  init(_ made: GeneratedTree) throws {
    let files = try made.files
    var counts: [String: Int] = [:]
    let manifest = try made.manifest.files
    for file in manifest.sorted(by: { ($0.first_record ?? 0) < ($1.first_record ?? 0) }) {
      guard let log = file.log else {
        others[file.path] = files["tree/" + file.path]
        continue
      }
      let bytes = files["tree/" + file.path] ?? Data()
      for line in (files["golden/records/\(file.path).ndjson"] ?? Data()).split(separator: 10) {
        guard let golden = try JSONSerialization.jsonObject(with: line) as? [String: Any],
          let offset = golden["offset"] as? Int, let length = golden["length"] as? Int,
          let fields = golden["fields"] as? [String: Any]
        else { throw Failure("a golden record of \(file.path) is odd") }
        let cause = "\(log) \(golden["instance"] ?? "") \(golden["step"] ?? "")"
        counts[cause, default: 0] += 1
        all["\(cause) #\(counts[cause, default: 0])"] = Record(
          text: String(decoding: bytes[offset..<offset + length], as: UTF8.self),
          time: golden["time"] as? String, event: golden["event"] as? String ?? "",
          fields: try fields.mapValues(Self.json))
      }
    }
  }

  private static func json(_ value: Any) throws -> String {
    let data = try JSONSerialization.data(
      withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }
}

/// How the records of a changed system differ from those before.
struct Change {
  /// Records that are there before and after, but not the same, by their cause.
  var changed: [String: (before: Records.Record, after: Records.Record)] = [:]
  var added: [String: Records.Record] = [:]
  var removed: [String: Records.Record] = [:]
  /// Records that are the same.
  var kept = 0

  init(from before: Records, to after: Records) {
    for (cause, record) in before.all {
      switch after.all[cause] {
      case record?: kept += 1
      case let other?: changed[cause] = (record, other)
      case nil: removed[cause] = record
      }
    }
    added = after.all.filter { before.all[$0.key] == nil }
  }

  /// Names of the fields that have another value in some record that is there before and after.
  var fields: Set<String> {
    var names: Set<String> = []
    for (before, after) in changed.values {
      for name in Set(before.fields.keys).union(after.fields.keys)
      where before.fields[name] != after.fields[name] { names.insert(name) }
    }
    return names
  }

  /// Events of the records that are there before and after, but not the same.
  var events: Set<String> { Set(changed.values.map(\.after.event)) }
}

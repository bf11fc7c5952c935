import FauxlogTree

/// What was read of logs, and what was not understood.
package struct RecognitionReport: Sendable {
  /// One file.
  package struct File: Sendable {
    /// Its path below the folder that was read; of a lone file, its name.
    package var path: String
    /// Full name of the format.
    package var format: String
    /// Parameters that were set, or chosen by the best fit.
    package var parameters: [(name: String, value: String)]
    /// All lines, those of records, those of records of generic events, those that were cut off.
    package var lines: Int64 = 0
    package var recognizedLines: Int64 = 0
    package var genericLines: Int64 = 0
    package var cutLines: Int64 = 0
    package var records: Int64 = 0
  }

  /// Lines that no event takes.
  package struct Unknown: Sendable {
    package var file: String
    /// The number of the line, and where it begins in the content.
    package var line: Int64
    package var offset: Int64
    /// Its beginning.
    package var text: String
    /// The event that took the most of it, as users write it.
    package var nearest: String?
    /// The line and column where that event did not fit, from 1.
    package var stopped: (line: Int64, column: Int64)
  }

  /// Files that have a format.
  package var files: [File] = []
  /// Records by format and event.
  package var events: [String: Int64] = [:]
  /// Files that have none.
  package var skipped: [String] = []
  /// The first of what was not understood.
  package var unknown: [Unknown] = []
  /// How many such places the report keeps.
  static let mostUnknown = 10_000

  /// Adds what was read of a log.
  mutating func add(_ reading: LogReading) {
    files.append(reading.file)
    for (name, count) in reading.events { events[name, default: 0] += count }
    unknown += reading.unknown.prefix(Self.mostUnknown - unknown.count)
  }

  /// Adds what was read of files that follow.
  mutating func add(_ other: RecognitionReport) {
    files += other.files
    events.merge(other.events, uniquingKeysWith: +)
    skipped += other.skipped
    unknown += other.unknown.prefix(Self.mostUnknown - unknown.count)
  }

  /// A sum over all files.
  package func sum(_ count: (File) -> Int64) -> Int64 { files.reduce(0) { $0 + count($1) } }

  /// The report as a JSON object.
  package var json: String {
    var json = JSONLine()
    json.add("lines", sum(\.lines))
    json.add("recognized_lines", sum(\.recognizedLines))
    json.add("cut_lines", sum(\.cutLines))
    json.add("generic_lines", sum(\.genericLines))
    json.add("records", sum(\.records))
    json.addList("files", files.map(\.json))
    json.addCounts(
      "events",
      events.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { ($0.key, $0.value) })
    json.add("skipped", skipped)
    json.addList("unknown", unknown.map(\.json))
    return json.text
  }
}

extension RecognitionReport.File {
  fileprivate var json: String {
    var json = JSONLine()
    json.add("path", path)
    json.add("format", format)
    json.addObject("parameters", parameters.map { ($0.name, $0.value) })
    json.add("lines", lines)
    json.add("recognized_lines", recognizedLines)
    json.add("generic_lines", genericLines)
    json.add("cut_lines", cutLines)
    json.add("records", records)
    return json.text
  }
}

extension RecognitionReport.Unknown {
  fileprivate var json: String {
    var json = JSONLine()
    json.add("file", file)
    json.add("line", line)
    json.add("offset", offset)
    json.add("text", text)
    json.add("nearest", nearest)
    json.add("stopped_at", stopped.column)
    json.add("stopped_line", stopped.line)
    return json.text
  }
}

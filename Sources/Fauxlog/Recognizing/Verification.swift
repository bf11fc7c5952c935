import FauxlogEngine
import FauxlogTree

/// A record that is not read as it was written: a fault of the templates or of fauxlog.
package struct VerificationError: Error, Equatable {
  /// The log, and the number of its record from 1.
  package var path: String
  package var record: Int
  /// The golden record and what was read, from a little before the first difference on.
  package var written: String
  package var read: String
}

/// Reads a generated tree back and holds it against its golden records, byte for byte; what no
/// reader can know (scenario, instance, step, links) apart.
struct Verification {
  private let chooser: FormatChooser
  private let model: TreeModel
  private let start: Instant

  init(_ library: TemplateLibrary, _ bound: BoundTree, start: Instant) {
    chooser = FormatChooser(library, tree: bound.model.name, settings: bound.parameters)
    model = bound.model
    self.start = start
  }

  /// Verifies logs, given with the numbers of their rules.
  func run(
    _ logs: [(path: String, rule: Int)], tree: String, golden: String,
    progress: (_ done: Int) -> Void
  ) throws {
    for (number, log) in logs.enumerated() {
      let rule = model.rules[log.rule]
      let format = try chooser.format(rule.key)
      let reading = LogReading(log.path, format, near: start, golden: true)
      let lines = try GoldenLines("\(golden)/records/\(log.path).ndjson")
      var fault: VerificationError?
      func compare() throws(OutputError) {
        try unsafe reading.takeGolden { (read) throws(OutputError) in
          if fault == nil { fault = try unsafe lines.difference(from: read, in: log.path) }
        }
      }
      try unsafe LogInput.read("\(tree)/\(log.path)") { (bytes) throws(OutputError) in
        unsafe reading.feed(bytes)
        try compare()
        return fault == nil
      }
      if fault == nil {
        reading.finish()
        try compare()
      }
      if let fault = try fault ?? lines.missing(in: log.path) { throw fault }
      progress(number + 1)
    }
  }
}

/// The lines of a golden file, one after the other.
private final class GoldenLines {
  /// Where what no reader can know begins.
  private static let unknowable = Array(", \"scenario\": ".utf8)

  private let file: LineFile
  private var count = 0

  init(_ path: String) throws(OutputError) { file = try LineFile(path) }

  /// The first difference from lines that were read, each ending `}` and a line end.
  func difference(
    from read: UnsafeBufferPointer<UInt8>, in log: String
  ) throws(OutputError) -> VerificationError? {
    var start = 0
    while start < read.count {
      var end = start
      while unsafe read[end] != 0x0A { end += 1 }
      let wanted = try next()
      let line = unsafe read[start..<end - 1]
      let fits =
        unsafe wanted.starts(with: line)
        && wanted.dropFirst(line.count).starts(with: Self.unknowable)
      if !fits { return unsafe fault(in: log, wanted, Array(line)) }
      start = end + 1
    }
    return nil
  }

  /// The next golden line, if one is left that was not read.
  func missing(in log: String) throws(OutputError) -> VerificationError? {
    let rest = try next()
    return rest.isEmpty ? nil : fault(in: log, rest, [])
  }

  private func fault(
    in log: String, _ written: ArraySlice<UInt8>, _ read: [UInt8]
  ) -> VerificationError {
    let same = zip(written, read).prefix { $0 == $1 }.count
    func shown(_ bytes: some Collection<UInt8>) -> String {
      if bytes.isEmpty { return "nothing" }
      let part = bytes.dropFirst(max(same - 60, 0)).prefix(240)
      return (same > 60 ? "…" : "") + String(decoding: part, as: UTF8.self)
    }
    return VerificationError(path: log, record: count, written: shown(written), read: shown(read))
  }

  /// The next line without its end; empty after the last.
  private func next() throws(OutputError) -> ArraySlice<UInt8> {
    count += 1
    return try file.next() ?? []
  }
}

import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// Reads texts with a grammar and shows what was found, a line for each finding.
struct Reading {
  let reader: FormatReader

  init(
    _ name: String, _ files: [(path: String, text: String)], settings: [String: String] = [:]
  ) throws {
    var loader = CatalogueLoader()
    for file in files { loader.add(path: file.path, text: file.text, layer: 0) }
    let catalogue = loader.finish()
    let binder = Binder(catalogue, settings: settings)
    let format = binder.format(Name(name, Position(line: 1, column: 1)))
    let faults = (loader.diagnostics + binder.diagnostics).filter { $0.severity == .error }
    try #require(faults.isEmpty, "\(faults.map(\.message))")
    reader = FormatReader(try #require(format), binder.finish())
  }

  /// A format of one grammar in one file.
  init(grammar: String, settings: [String: String] = [:]) throws {
    let name = grammar.split(separator: "\n").first?.split(separator: " ").last.map(String.init)
    try self.init(name ?? "", [("test.grammar", grammar + "\n")], settings: settings)
  }

  /// What is found in a text that comes in chunks of a size.
  func found(in text: String, chunk: Int = .max) -> [String] { found(in: Array(text.utf8), chunk) }

  func found(in bytes: [UInt8], _ chunk: Int = .max) -> [String] {
    let recognizer = Recognizer(reader)
    var result: [String] = []
    var at = 0
    while at < bytes.count {
      let end = at + min(chunk, bytes.count - at)
      unsafe bytes[at..<end].withUnsafeBufferPointer { chunk in
        unsafe recognizer.feed(chunk) { result.append(show($0)) }
      }
      at = end
    }
    recognizer.finish { result.append(show($0)) }
    return result
  }

  /// `line-lines event name=value …`, the values with their spans if they are not what is there.
  private func show(_ finding: Finding) -> String {
    switch finding {
    case .frame(let lines): return "frame+\(lines)"
    case .unknown(let lines): return "\(lines.line)+\(lines.lines) ? \(stopped(lines))"
    case .cut(let lines): return "\(lines.line)+\(lines.lines) cut \(stopped(lines))"
    case .record(let record):
      let pattern = record.pattern
      var text = "\(record.line)+\(record.lines) \(reader.format.events[record.event].name)"
      for entry in pattern.goldenOrder {
        guard let field = entry.fields.first(where: { record.span(of: $0) != nil }) else {
          continue
        }
        var line = LineWriter()
        Notation.json.write(record.value(of: field), into: &line)
        text += " \(entry.name)=\(line.string)"
      }
      return text
    }
  }

  private func stopped(_ lines: UnknownLines) -> String {
    let nearest = lines.nearest.map { reader.format.events[$0].name } ?? "-"
    return "\(nearest) \(lines.stoppedAt.line):\(lines.stoppedAt.column)"
  }
}

extension Reading {
  /// How many lines all findings have; each must begin where the one before ended.
  func lines(in bytes: [UInt8]) -> Int {
    let recognizer = Recognizer(reader)
    var next = 1
    let handle: (Finding) -> Void = { finding in
      let (line, lines) =
        switch finding {
        case .record(let record): (record.line, record.lines)
        case .frame(let lines): (next, lines)
        case .unknown(let unknown), .cut(let unknown): (unknown.line, unknown.lines)
        }
      #expect(line == next)
      next = line + lines
    }
    unsafe bytes.withUnsafeBufferPointer { unsafe recognizer.feed($0, handle) }
    recognizer.finish(handle)
    return next - 1
  }
}

import Fauxlog
import FauxlogEngine
import FauxlogLanguage

/// Reads an input with a built-in format, whole and in chunks.
///
/// The first line of an input names the format; what is no name chooses one by its first byte. The
/// rest is the log. What is found must account for every line, however the bytes come.
struct RecognizerTarget {
  private let readers: [FormatReader]

  /// Binds every built-in format.
  init() {
    guard let library = try? TemplateLibrary() else { preconditionFailure("no templates") }
    let binder = Binder(library.catalogue, settings: [:])
    let formats = library.catalogue.grammars.keys.sorted().compactMap {
      binder.format(Name($0, Position(line: 1, column: 1)))
    }
    let world = binder.finish()
    readers = formats.map { FormatReader($0, world) }
  }

  /// Reads one input.
  func run(_ input: [UInt8]) {
    let name = input.prefix { $0 != 0x0A }
    let log = Array(input.dropFirst(name.count + 1))
    let wanted = String(decoding: name, as: UTF8.self)
    let number =
      readers.firstIndex { $0.format.name == wanted } ?? Int(name.first ?? 0) % readers.count
    let whole = read(log, with: readers[number], chunk: max(log.count, 1))
    let parts = read(log, with: readers[number], chunk: 1 + log.count % 61)
    precondition(whole == parts, "what is found depends on where the bytes were cut")
    let lines = log.count { $0 == 0x0A } + (log.last.map { $0 == 0x0A ? 0 : 1 } ?? 0)
    precondition(whole.lines == lines, "some lines were lost")
  }

  /// What was found in a log.
  private struct Found: Equatable {
    var records: [[Int]] = []
    var unknown: [Int] = []
    var lines = 0
  }

  private func read(_ log: [UInt8], with reader: FormatReader, chunk: Int) -> Found {
    var found = Found()
    let recognizer = Recognizer(reader)
    func note(_ finding: Finding) {
      switch finding {
      case .record(let record):
        var fields = [record.event, record.line, record.lines, record.length]
        for field in record.pattern.fields.indices {
          guard let span = record.span(of: field) else { continue }
          fields += [field, span.start, span.length]
          _ = record.value(of: field)
        }
        found.records.append(fields)
        found.lines += record.lines
      case .frame(let lines): found.lines += lines
      case .unknown(let lines), .cut(let lines):
        found.unknown += [lines.line, lines.lines]
        found.lines += lines.lines
      }
    }
    for start in stride(from: 0, to: log.count, by: chunk) {
      unsafe log[start..<min(start + chunk, log.count)].withUnsafeBufferPointer {
        unsafe recognizer.feed($0, note)
      }
    }
    recognizer.finish(note)
    return found
  }
}

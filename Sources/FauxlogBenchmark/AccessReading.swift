import Fauxlog
import FauxlogEngine
import FauxlogLanguage

/// The access log that the stream writes, read back by one thread.
struct AccessReading {
  private let stream: AccessStream
  private let reader: FormatReader

  init(_ library: TemplateLibrary, _ stream: AccessStream) throws {
    self.stream = stream
    let binder = Binder(library.catalogue, settings: [:])
    let name = Name("nginx.access", Position(line: 1, column: 1))
    guard let format = binder.format(name) else {
      throw TemplateError.unknown("format", "nginx.access", near: nil)
    }
    reader = FormatReader(format, binder.finish())
  }

  /// Reads 200,000 records; one that is not read as a record stops the benchmark.
  func measure() -> Measurement {
    let lines = 200_000
    let text = stream.text(lines)
    return best(of: 5) {
      var records = 0
      let recognizer = Recognizer(reader)
      func count(_ finding: Finding) { if case .record = finding { records += 1 } }
      unsafe text.withBytes { unsafe recognizer.feed($0, count) }
      recognizer.finish(count)
      precondition(records == lines, "every line of our own is read")
      return (text.count, records)
    }
  }
}

import FauxlogEngine
import FauxlogGolden
import FauxlogLanguage
import FauxlogTree

/// Reads one log with its format: counts, and golden records for whoever wants them.
final class LogReading {
  private let format: ChosenFormat
  private let recognizer: Recognizer
  private var writer: ReadRecordWriter
  /// Golden lines of what was read since the last time they were taken.
  private var golden = LineWriter(capacity: 4096)
  private let wantsGolden: Bool
  private(set) var file: RecognitionReport.File
  private(set) var unknown: [RecognitionReport.Unknown] = []
  /// Records by event number.
  private var counts: [Int64]

  init(_ path: String, _ format: ChosenFormat, near start: Instant?, golden wantsGolden: Bool) {
    self.format = format
    self.wantsGolden = wantsGolden
    recognizer = Recognizer(format.reader)
    writer = ReadRecordWriter(format.reader.format, near: start)
    counts = Array(repeating: 0, count: format.reader.format.events.count)
    file = RecognitionReport.File(
      path: path, format: format.reader.format.name, parameters: format.parameters)
  }

  /// Records by format and event.
  var events: [(name: String, count: Int64)] {
    let format = format.reader.format
    return counts.enumerated().filter { $0.element > 0 }.map { number, count in
      ("\(format.name)/\(outsideName(format.events[number].name))", count)
    }
  }

  func feed(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe recognizer.feed(bytes, note(_:)) }

  func finish() { recognizer.finish(note(_:)) }

  /// Hands out the golden lines of what was read since the last time.
  func takeGolden(
    _ take: (UnsafeBufferPointer<UInt8>) throws(OutputError) -> Void
  ) throws(OutputError) {
    if golden.count > 0 { try unsafe golden.withBytes(take) }
    golden.removeAll()
  }

  private func note(_ finding: Finding) {
    switch finding {
    case .record(let record):
      let lines = Int64(record.lines)
      file.lines += lines
      file.recognizedLines += lines
      if format.reader.format.events[record.event].isGeneric { file.genericLines += lines }
      file.records += 1
      counts[record.event] += 1
      if wantsGolden { writer.write(record, into: &golden) }
    case .frame(let lines):
      file.lines += Int64(lines)
      file.recognizedLines += Int64(lines)
    case .unknown(let lines):
      file.lines += Int64(lines.lines)
      note(lines)
    case .cut(let lines):
      file.lines += Int64(lines.lines)
      file.cutLines += Int64(lines.lines)
    }
  }

  private func note(_ lines: UnknownLines) {
    guard unknown.count < RecognitionReport.mostUnknown else { return }
    unknown.append(
      RecognitionReport.Unknown(
        file: file.path, line: Int64(lines.line), offset: lines.offset,
        text: String(decoding: lines.text, as: UTF8.self),
        nearest: lines.nearest.map { outsideName(format.reader.format.events[$0].name) },
        stopped: (Int64(lines.stoppedAt.line), Int64(lines.stoppedAt.column))))
  }
}

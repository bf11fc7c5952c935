import Fauxlog
import FauxlogEngine
import FauxlogLanguage
import Foundation

/// An access log, each record drawn by its own legend, streamed to /dev/null by one thread.
struct AccessStream {
  private let program: RecordProgram
  private let tables: RecordTables
  private let world: World

  init(_ library: TemplateLibrary) throws {
    let binder = Binder(library.catalogue, settings: [:])
    let name = Name("nginx.access", Position(line: 1, column: 1))
    guard let event = binder.format(name)?.events.first(where: { $0.name == "access" }) else {
      throw TemplateError.unknown("format", "nginx.access", near: nil)
    }
    program = event.program
    tables = program.tables
    world = binder.finish()
  }

  /// Renders and writes a million records.
  func measure() throws -> (speed: Measurement, drawsPerLine: Double) {
    let lines = 1_000_000
    let null = try FileHandle(forWritingTo: URL(fileURLWithPath: "/dev/null"))
    var draws = 0
    let speed = best(of: 5) {
      let made = write(lines, to: null.fileDescriptor)
      draws = made.draws
      return (made.bytes, lines)
    }
    return (speed, Double(draws) / Double(lines))
  }

  /// The first records as one text.
  func text(_ lines: Int) -> LineWriter {
    var evaluator = Evaluator(world)
    var state = RenderState()
    var text = LineWriter(capacity: 1 << 20)
    for number in 0..<lines { render(number, &evaluator, &state, into: &text) }
    return text
  }

  private func render(
    _ number: Int, _ evaluator: inout Evaluator, _ state: inout RenderState,
    into buffer: inout LineWriter
  ) {
    evaluator.recordKey = mix(Self.host, UInt64(number))
    evaluator.now = Int64(number) * 1_000_000
    evaluator.render(tables, marked: false, into: &buffer, state: &state)
    evaluator.heap.removeAll()
  }

  private static let host = nameKey("benchmark")

  private func write(_ lines: Int, to descriptor: Int32) -> (bytes: Int, draws: Int) {
    var evaluator = Evaluator(world)
    var state = RenderState()
    var buffer = LineWriter(capacity: 1 << 18)
    var bytes = 0
    for number in 0..<lines {
      render(number, &evaluator, &state, into: &buffer)
      if buffer.count >= 1 << 18 - 4096 || number == lines - 1 {
        bytes += buffer.count
        unsafe buffer.withBytes {
          _ = unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
        }
        buffer.removeAll()
      }
    }
    return (bytes, evaluator.draws)
  }
}

import FauxlogLanguage
import Testing

@testable import FauxlogEngine

/// Formats of many events: what a line costs, and that the index leaves nothing out.
@Suite struct RecognizeIndexTests {
  /// A grammar of so many events behind one layout: most begin with a text, a few with a hole.
  private func grammar(events: Int) -> String {
    var text = """
      grammar many
      layout | $source $level $message
        source: word
        level: one of debug, info, warn, error
      """
    for number in 0..<events {
      let level = ["debug", "info", "warn", "error"][number % 4]
      let begin = number % 20 == 7 ? "$n: step\(number)" : "Event\(number / 3) of \(number): $n"
      text += "\nevent e\(number) \(level) | \(begin) done\n  n: 1..99"
    }
    return text
  }

  private func line(_ number: Int) -> String {
    let level = ["debug", "info", "warn", "error"][number % 4]
    let begin = number % 20 == 7 ? "42: step\(number)" : "Event\(number / 3) of \(number): 42"
    return "core \(level) \(begin) done\n"
  }

  @Test("every event of many is found")
  func all() throws {
    let reading = try Reading(grammar: grammar(events: 300))
    let text = (0..<300).map(line).joined()
    let found = reading.found(in: text, chunk: 997)
    #expect(found.count == 300)
    for (number, one) in found.enumerated() {
      #expect(one.hasPrefix("\(number + 1)+1 e\(number) "), "\(one)")
    }
  }

  @Test("few of many events are tried for a line")
  func few() throws {
    let reading = try Reading(grammar: grammar(events: 900))
    let reader = reading.reader
    #expect(reader.heads.count == 4)
    for number in stride(from: 0, to: 900, by: 13) {
      let message = Array(
        line(number).utf8.drop { $0 != 0x20 }.dropFirst().drop { $0 != 0x20 }
          .dropFirst())
      let counts = unsafe message.withUnsafeBufferPointer { bytes in
        let view = unsafe ByteView(bytes)
        return reader.headedIndex.map { $0.events(at: 0, view, limit: view.count).count }
      }
      // Those that begin with a number are tried for a line that does.
      let most = number % 20 == 7 ? 900 / 20 : 8
      #expect(counts.allSatisfy { $0 <= most }, "\(number): \(counts)")
    }
  }
}

import FauxlogLanguage
import Testing

@Suite("Hostile files")
struct HostileTests {
  /// Texts that would take a stack, a day or all memory.
  static let texts: [Sample] = [
    Sample("brackets", "grammar g\na: " + String(repeating: "(", count: 200_000)),
    Sample("lists", "grammar g\na: " + String(repeating: "[", count: 200_000)),
    Sample("records", "grammar g\na: " + String(repeating: "{a:", count: 200_000)),
    Sample("not", "grammar g\na: " + String(repeating: "not ", count: 200_000) + "b"),
    Sample("functions", "grammar g\na: " + String(repeating: "f of ", count: 150_000) + "b"),
    Sample("sums", "grammar g\na: 1" + String(repeating: "+1", count: 400_000)),
    Sample("disjunctions", "scenarios g\na: b" + String(repeating: " or b", count: 190_000)),
    Sample(
      "inline blocks", "scenarios g\nscenario s\n  " + String(repeating: "when a: ", count: 100_000)
    ),
    Sample(
      "stairs",
      "grammar g\n" + (0..<200).map { String(repeating: "  ", count: $0) + "a: maybe\n" }.joined()),
    Sample("a long line", "grammar g\nevent e | " + String(repeating: "$a", count: 5_000_000)),
    Sample("stray dollars", "grammar g\nevent e | " + String(repeating: "${", count: 400_000)),
  ]

  @Test("are refused", arguments: texts)
  func refused(_ example: Sample) {
    let (_, diagnostics) = parse(SourceFile(path: "x", text: example.text), file: 0)
    #expect(!diagnostics.isEmpty && diagnostics.count <= 20)
  }

  @Test("as deep as the limit are read")
  func deepest() throws {
    let brackets = String(repeating: "(", count: 64) + "1" + String(repeating: ")", count: 64)
    _ = try parsed("grammar g\na: \(brackets)")
    _ = try parsed("grammar g\na: 1" + String(repeating: "+1", count: 63))
    let stairs = (1..<63).map { String(repeating: "  ", count: $0) + "when a\n" }.joined()
    _ = try parsed(
      "scenarios g\nscenario s\n" + stairs + String(repeating: "  ", count: 63) + "end")
  }

  @Test("of many words are read in linear time")
  func wide() throws {
    let words = (0..<100_000).map { "w\($0)" }.joined(separator: ", ")
    _ = try parsed("grammar g\na: one of \(words)")
    _ = try parsed("grammar g\nevent e | " + String(repeating: "$a", count: 400_000))
    _ = try parsed("scenarios g\nscenario s\n  " + String(repeating: "end;", count: 200_000))
    _ = try parsed("corpus c\n" + String(repeating: "a ⇥ 5\n", count: 50_000))
  }

  @Test("made of good ones by damage do no harm", arguments: Sample.all)
  func damaged(_ sample: Sample) {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func draw(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(1, bound)))
    }
    let pieces = [
      "", " ", "  ", "\t", "\n", "\u{0}", "\"", "$", "${", "|", ":", ";", ",", "(",
      "9999999999999999999", "U+", "⇥", "%", "..", " of ", " when ", "é",
    ]
    for source in sample.files {
      let scalars = Array(source.lines.joined(separator: "\n").unicodeScalars)
      for _ in 0..<60 {
        var text = String.UnicodeScalarView(scalars.prefix(draw(scalars.count)))
        text.append(contentsOf: pieces[draw(pieces.count)].unicodeScalars)
        text.append(contentsOf: scalars.dropFirst(text.count + draw(4)))
        let damaged = SourceFile(path: source.path, text: String(text))
        let (_, diagnostics) = parse(damaged, file: 0)
        #expect(diagnostics.count <= 20)
        for diagnostic in diagnostics {
          let at = diagnostic.position
          #expect(
            at.line >= 1 && at.line <= max(1, damaged.lines.count) && at.column >= 1
              && at.length >= 1)
          #expect(describe(diagnostic, in: [damaged]).contains("^") || damaged.lines.isEmpty)
        }
      }
    }
  }
}

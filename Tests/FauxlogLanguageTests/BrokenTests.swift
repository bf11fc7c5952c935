import FauxlogLanguage
import Testing

/// A broken file, and the first line of each error.
struct BrokenCase: Sendable, CustomTestStringConvertible {
  let text: String
  let errors: [String]
  init(_ text: String, _ errors: String...) {
    self.text = text
    self.errors = errors
  }
  var testDescription: String { text }
}

@Suite("Broken files")
struct BrokenTests {
  static let blank = "a blank at the end of the line cannot be seen: write ␠"
  static let tab = "a tab cannot be seen: write ⇥ in a line, two blanks to indent"

  static let headers: [BrokenCase] = [
    BrokenCase("", "1:1: the first line says what the file is"),
    BrokenCase("# only this\n\n", "1:1: the first line says what the file is"),
    BrokenCase("event x | y", "1:1: the first line says what the file is"),
    BrokenCase("gramar x", "1:1: the first line says what the file is [did you mean grammar?]"),
    BrokenCase("grammar", "1:8: expected the name of the grammar here"),
    BrokenCase("grammar Big", "1:9: \"Big\" is no name of a file"),
    BrokenCase("  grammar x", "1:3: the first line is not indented"),
    BrokenCase("grammar x y", "1:11: nothing may stand behind the name of the file"),
    BrokenCase(
      "tree x\n  zone UTC", "2:3: what stands below the first line is not indented"),
  ]

  static let lines: [BrokenCase] = [
    BrokenCase("grammar x\nevent e\n  | a ", "3:6: " + blank),
    BrokenCase("grammar x\nevent e\n  | ", "3:4: " + blank),
    BrokenCase("grammar x\nevent e\n  | a\tb", "3:6: " + tab),
    BrokenCase("grammar x\nevent e\n\t| a", "3:1: " + tab),
    BrokenCase("grammar x\na:\tword", "2:3: " + tab),
    BrokenCase("grammar x\nevent e\n  | a\u{0}b", "3:6: U+0000 cannot be seen: write ${U+0000}"),
    BrokenCase(
      "grammar x\nevent e\n   | a", "3:1: 3 blanks are no indentation: two blanks a level"),
    BrokenCase("grammar x\nevent e\n      | a", "3:7: indented too far"),
    BrokenCase("grammar x\na: \"b", "2:4: this text has no end"),
    BrokenCase("grammar x\nevent e | a $B", "2:13: a hole is $name, with a name of a-z, 0-9 and _"),
    BrokenCase("grammar x\nevent e | é $", "2:13: a hole is $name, with a name of a-z, 0-9 and _"),
    BrokenCase("grammar x\nevent e | ${a", "2:11: this hole has no end"),
    BrokenCase("grammar x\nevent e | ${a.b}", "2:11: a hole in a grammar's line is a plain name"),
    BrokenCase(
      "grammar x\nevent e | ${U+D800}",
      "2:11: U+D800 is no character: U+0 to U+10FFFF, without U+D800 to U+DFFF"),
    BrokenCase("grammar x\nevent e | ${0xE}", "2:11: a byte is ${0x00} to ${0xFF}"),
    BrokenCase(
      "grammar x\nevent e\n  jsn| {}", "3:3: \"jsn\" is no notation of a bar [did you mean json|?]"),
    BrokenCase("grammar x\nevent e\n  | a\n    b: word", "4:5: nothing may stand below a bar"),
    BrokenCase(
      "grammar x\nevent e\n  | a\n  b word",
      "4:3: expected a bar, or a name and a colon [write b: …]"),
    BrokenCase("grammar x\na = 5", "2:3: \"=\" means nothing here"),
    BrokenCase(
      "grammar x\notherwise: a: word", "2:1: no \"when\" stands before this \"otherwise\""),
    BrokenCase("grammar x\na: word b", "2:9: expected a comma or the end of the line, not \"b\""),
  ]

  static let sentences: [BrokenCase] = [
    BrokenCase(
      "grammar x\nevnt e | a", "2:1: \"evnt\" begins no sentence of a grammar [did you mean event?]"
    ),
    BrokenCase(
      "grammar x\nscenario e",
      "2:1: \"scenario\" begins no sentence of a grammar [it stands in a scenarios file]"),
    BrokenCase(
      "scenarios x\nscenario e\n  afer 5ms",
      "3:3: expected a step, not \"afer\" [did you mean after?]"),
    BrokenCase(
      "scenarios x\nscenario e\n  set a.b to 1",
      "3:3: \"set\" on a.b: only names of this scenario may be set"),
    BrokenCase("scenarios x\nscenario e\n  | a", "3:3: no bar may stand here"),
    BrokenCase(
      "scenarios x\nscenario e\n  hold clerk\n    end\n  w: hold any clerk, waiting at most 1s\n  b: hold any c: end",
      "3:8: expected any ACTOR, not \"clerk\"", "5:6: nothing is done while it is held",
      "6:16: expected \", waiting at most D\" here, but the line ends"),
    BrokenCase(
      "scenarios x\nscenario e\n  when a\n    lasts at most 1h",
      "4:5: \"lasts\" stands right below a scenario, not here"),
    BrokenCase(
      "tree x\nwhen a is b\n  parameter c: 1..3",
      "3:3: \"parameter\" stands at the top of its file, not under `when`"),
    BrokenCase(
      "scenarios x\nwhen a is b\n  scenario e\n    > f",
      "3:3: \"scenario\" stands at the top of its file, not under `when`"
    ),
    BrokenCase(
      "scenarios x\nscenario e\n  > a b c",
      "3:9: expected stamped, with, a bar or the end of the line, not \"c\""),
    BrokenCase("scenarios x\nscenario e\n  one of", "3:3: nothing to choose from"),
    BrokenCase(
      "scenarios x\nscenario e\n  end\n    > a", "4:5: nothing may stand below \"end\""),
    BrokenCase(
      "tree x\nrate a 5 a minut",
      "2:12: expected second, minute, hour, day, week, month or year, not \"minut\" [did you mean minute?]"
    ),
    BrokenCase(
      "tree x\nrate a on Sundy at 06:25",
      "2:11: expected a day of the week, like Sunday, not \"Sundy\" [did you mean Sunday?]"),
    BrokenCase("tree x\nrate a at 26:25", "2:11: a clock shows 00:00 to 23:59, not \"26:25\""),
    BrokenCase(
      "tree x\nfile a\n  rotates befor 1MB",
      "3:11: expected before, after or when told, not \"befor\" [did you mean before?]"),
    BrokenCase("tree x\ncurve a: 06:00 4%, 05:00 5%", "2:20: the times of a curve go up"),
    BrokenCase(
      "grammar x\nencoder e\n  U+00..U+1F becomes U+2400..U+2401",
      "3:22: the two ranges have different lengths"),
  ]

  static let values: [BrokenCase] = [
    BrokenCase(
      "grammar x\na: abot 5ms, rarely 7ms", "2:4: \"abot\" is no kind [did you mean about?]"),
    BrokenCase(
      "scenarios x\nscenario e\n  a: chanse 5%", "3:6: \"chanse\" is no kind [did you mean chance?]"
    ),
    BrokenCase(
      "grammar x\na: one off b, c",
      "2:8: expected a comma or the end of the line, not \"off\" [did you mean of?]"),
    BrokenCase(
      "grammar x\na: 1..99999999999999999999",
      "2:7: \"99999999999999999999\" is out of range: at most 9223372036854775807 in all digits"),
    BrokenCase("grammar x\na: 5..1", "2:7: the range ends below its beginning"),
    BrokenCase(
      "grammar x\na: about 5ms",
      "2:13: expected \", rarely\" and what one in twenty is above here, but the line ends"),
    BrokenCase(
      "grammar x\na: word default \"b\"",
      "2:9: expected a comma or the end of the line, not \"default\" [put a comma before default]"),
    BrokenCase("grammar x\na: word, deflt \"b\"", "2:10: expected an option, not \"deflt\""),
    BrokenCase(
      "grammar x\na: word, sortd", "2:10: expected an option, not \"sortd\" [did you mean sorted?]"),
    BrokenCase(
      "grammar x\na: chance 101%", "2:11: a chance is 0% to 100%, with at most four decimals"),
    BrokenCase("grammar x\na: chance 5", "2:11: expected a chance, not \"5\""),
    BrokenCase(
      "grammar x\na: one of x-y", "2:11: a word of a choice is letters, digits, _ and dots"),
    BrokenCase("grammar x\na: (b", "2:6: expected a closing bracket here, but the line ends"),
    BrokenCase("grammar x\na: b +", "2:7: expected a value here, but the line ends"),
    BrokenCase("grammar x\na: maybe 5%", "2:4: nothing stands in this piece"),
    BrokenCase(
      "scenarios x\nscenario e\n  after 5min", "3:9: \"min\" is no unit [did you mean m?]"),
    BrokenCase(
      "scenarios x\nactor e\n  renewed every 5",
      "3:17: expected how long an actor lives: a number with ns, us, ms, s, m, h or d"),
    BrokenCase("grammar x\nA: word", "2:1: expected a name, and \"A\" is no such name"),
  ]

  static let corpora: [BrokenCase] = [
    BrokenCase("corpus x\na ", "2:2: " + blank),
    BrokenCase("corpus x\na ⇥ 99999999999", "2:5: a weight is 0 to 1000000000"),
    BrokenCase("corpus x\ncolumns a, b\nc", "3:1: 1 cell in a table of 2 columns"),
    BrokenCase("corpus x\ncard A", "2:6: expected the card's name, and \"A\" is no such name"),
    BrokenCase(
      "corpus x\ncard a\n  b: c \n  d: $", "3:7: " + blank,
      "4:6: a hole is $name, with a name of a-z, 0-9 and _"),
    BrokenCase("corpus x\ncard a\n    b: c", "3:5: indented too far"),
    BrokenCase("corpus x\ncard a\n  B: c", "3:3: a member's name is a-z, then a-z, 0-9 and _"),
  ]

  static let several: [BrokenCase] = [
    BrokenCase(
      "grammar x\na: word,\nb: text",
      "3:1: expected an option, not \"b\" [the line above ends with a comma, so it goes on here]"),
    BrokenCase(
      "grammar x\nevnt a\n  | b\nevent c\n  | $\n  d: word e\nevent f | g",
      "2:1: \"evnt\" begins no sentence of a grammar [did you mean event?]",
      "5:5: a hole is $name, with a name of a-z, 0-9 and _",
      "6:11: expected a comma or the end of the line, not \"e\""),
    BrokenCase(
      "scenarios x\nscenario a\n  when \"b\n    end\n  otherwise\n    end",
      "3:8: this text has no end"),
  ]

  @Test(
    "are told at the right place",
    arguments: headers + lines + sentences + values + corpora + several)
  func errors(_ example: BrokenCase) {
    let (_, diagnostics) = parse(SourceFile(path: "x", text: example.text), file: 0)
    let found = diagnostics.map { error in
      let isGuess =
        error.help?.contains(" mean ") == true || error.help?.hasPrefix("put a comma") == true
        || error.help?.hasPrefix("the line above") == true
        || error.help?.hasPrefix("it stands") == true || error.help?.hasPrefix("write b") == true
      return "\(error.position.line):\(error.position.column): \(error.message)"
        + (isGuess ? " [\(error.help ?? "")]" : "")
    }
    #expect(found == example.errors)
  }

  @Test("leave the rest readable")
  func recovery() throws {
    let text = "grammar x\nevnt a\n  | b\nevent c\n  | d\n  | $\nevent e | f"
    let (file, diagnostics) = parse(SourceFile(path: "x", text: text), file: 7)
    #expect(diagnostics.map(\.position.file) == [7, 7])
    let entries = try #require(file?.entries)
    guard case .event(let first) = entries.first, case .event(let last) = entries.last else {
      Issue.record("no events")
      return
    }
    #expect(entries.count == 2 && first.name.text == "c" && last.name.text == "e")
    #expect(first.body.items.count == 1)
  }

  @Test("give at most twenty errors")
  func limit() {
    let text = "grammar x\n" + String(repeating: "?\n", count: 1000)
    #expect(parse(SourceFile(path: "x", text: text), file: 0).diagnostics.count == 20)
    let other = "grammar x\n" + String(repeating: "a b\n", count: 1000)
    #expect(parse(SourceFile(path: "x", text: other), file: 0).diagnostics.count == 20)
  }
}

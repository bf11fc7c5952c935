/// Writes a page in the language of man(7).
struct Roff {
  /// What was written so far.
  private(set) var text = ""

  /// A text as it stands in the source: no dash becomes a hyphen, nothing is a request.
  static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }

  /// The page's first line.
  mutating func title(_ name: String, section: Int, date: String, source: String) {
    line(".TH \(name) \(section) \(date) \"\(source)\"")
  }

  /// A line as it is.
  mutating func line(_ text: String) { self.text += text + "\n" }

  /// A heading.
  mutating func section(_ title: String) { line(".SH \(title)") }

  /// A heading below another.
  mutating func subsection(_ title: String) { line(".SS \(Self.escaped(title))") }

  /// A paragraph, its first word bold.
  mutating func paragraph(bold: String, _ text: some StringProtocol) {
    line("\\fB\(Self.escaped(bold))\\fR\(Self.escaped(text))")
  }

  /// A paragraph.
  ///
  /// Sentences begin lines of their own, as roff wants them.
  mutating func paragraph(_ text: String) {
    if !isBehindHeading { line(".PP") }
    for part in Self.lines(text) { line(Self.escaped(part)) }
  }

  /// A name and what it means.
  mutating func item(bold: String, _ meaning: String) { item(bold: [bold], italic: nil, meaning) }

  /// A placeholder and what it means.
  mutating func item(italic: String, _ meaning: String) { item(bold: [], italic: italic, meaning) }

  /// Spellings, the placeholder behind them, and what they mean.
  mutating func item(bold: [String], italic: String?, _ meaning: String) {
    var words = bold.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ")
    if let italic { words += (words.isEmpty ? "" : " ") + "\\fI\(Self.escaped(italic))\\fR" }
    line(".TP\n\(words)")
    for part in Self.lines(meaning) { line(Self.escaped(part)) }
  }

  /// A line to be typed.
  mutating func example(_ command: String) {
    line(".PP\n.RS 4\n.EX\n\(Self.escaped(command))\n.EE\n.RE")
  }

  private var isBehindHeading: Bool {
    let last = text.split(separator: "\n").last ?? ""
    return last.hasPrefix(".SH") || last.hasPrefix(".SS")
  }

  /// A text in lines that a terminal shows whole.
  private static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var rest = text[...]
    while let end = rest.firstRange(of: ". ") {
      lines += wrapped(rest[..<end.lowerBound] + ".", width: lineWidth)
      rest = rest[end.upperBound...]
    }
    return lines + wrapped(String(rest), width: lineWidth)
  }

  /// Escapes take some more.
  private static let lineWidth = 70
}

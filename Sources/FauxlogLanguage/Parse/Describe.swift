/// How many characters of a line an error shows.
private let shownWidth = 160

/// A diagnostic as a user reads it: `file:line:column: message`, the line, a caret with the help.
package func describe(_ diagnostic: Diagnostic, in sources: [SourceFile]) -> String {
  let place = diagnostic.position
  let number = Int(place.file)
  let source = sources.indices.contains(number) ? sources[number] : nil
  var text = "\(source?.path ?? "?"):\(place.line):\(place.column): \(diagnostic.message)"
  switch diagnostic.severity {
  case .error: break
  case .note: text += "  [note]"
  case .advice: text += "  [advice]"
  }
  let line = Int(place.line) - 1
  guard let source, source.lines.indices.contains(line) else { return text }
  let column = max(0, Int(place.column) - 1)
  let start = column < shownWidth ? 0 : column - shownWidth / 2
  let rest = source.lines[line].unicodeScalars.dropFirst(start)
  text += "\n  | " + (start > 0 ? "…" : "") + visible(rest.prefix(shownWidth))
  if rest.dropFirst(shownWidth).first != nil { text += "…" }
  let shown = rest.prefix(shownWidth).count
  let before = column - start
  let length = max(1, min(Int(place.length), max(1, shown - before)))
  text += "\n  | " + String(repeating: " ", count: before + (start > 0 ? 1 : 0))
  text += "^" + String(repeating: "~", count: length - 1)
  if let help = diagnostic.help { text += " " + help }
  return text
}

/// A line with a sign for each character that cannot be seen.
private func visible(_ scalars: some Sequence<Unicode.Scalar>) -> String {
  var text = String.UnicodeScalarView()
  for scalar in scalars {
    if scalar == "\t" {
      text.append("⇥")
    } else if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
      text.append(picture)
    } else {
      text.append(scalar.isInvisible ? "\u{FFFD}" : scalar)
    }
  }
  return String(text)
}

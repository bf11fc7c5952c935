/// What may be done to whoever reads a stream.
struct Terminal: Equatable, Sendable {
  /// How many columns a text may take.
  let width: Int
  /// Whether text may have colours and weights.
  let allowsStyle: Bool
  /// Whether a line may be written over.
  let allowsRedrawing: Bool

  /// A file, or a pipe.
  static let plain = Terminal(columns: nil, environment: { _ in nil })

  /// Judges by the window's columns (nil: no terminal) and by what `TERM` and `NO_COLOR` say.
  init(columns: Int?, environment: (String) -> String?) {
    let isCapable =
      columns != nil && environment("TERM").map { $0 != "dumb" && !$0.isEmpty } == true
    width = columns.map { max(20, $0) } ?? 80
    allowsRedrawing = isCapable
    allowsStyle = isCapable && (environment("NO_COLOR") ?? "").isEmpty
  }

  /// Headings on a help page.
  func heading(_ text: String) -> String { styled(text, "1") }

  /// The word that an error begins with.
  func alarm(_ text: String) -> String { styled(text, "1;31") }

  private func styled(_ text: String, _ code: String) -> String {
    allowsStyle ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

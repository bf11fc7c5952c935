/// One thing to say about a template: where, what is wrong, and what to do about it.
package struct Diagnostic: Error, Sendable, Hashable {
  /// How much it matters.
  package enum Severity: Sendable, Hashable, Comparable {
    /// Worth knowing; changes nothing.
    case advice
    /// Not proven, or not wrong; fails only where it is asked for.
    case note
    /// The template cannot be used.
    case error
  }

  /// Where.
  package var position: Position
  /// How much it matters.
  package var severity: Severity
  /// What is wrong, in a line.
  package var message: String
  /// What stands behind the caret: the nearest right name, what was expected.
  package var help: String?

  /// A diagnostic; an error unless said otherwise.
  package init(
    _ position: Position, _ message: String, help: String? = nil, severity: Severity = .error
  ) {
    self.position = position
    self.severity = severity
    self.message = message
    self.help = help
  }

  /// A name that nothing has, with the nearest one that something has.
  package static func unknown(
    _ what: String, _ name: Name, among names: some Sequence<String>
  ) -> Diagnostic {
    let near = nearest(to: name.text, among: names)
    return Diagnostic(
      name.position, "no \(what) \"\(name.text)\" here", help: near.map { "did you mean \($0)?" })
  }
}

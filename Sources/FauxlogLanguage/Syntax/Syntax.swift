// The syntax tree: what a file says, before anything is looked up. One file of the language gives
// one ``SyntaxFile``; the parser makes it, the catalogue joins the files and overlays.

/// A name as it stands in a file, plain or dotted.
package struct Name: Sendable, Hashable {
  /// The name, `frappe.log` with its dots.
  package var text: String
  /// Where it stands.
  package var position: Position

  /// A name at a place.
  package init(_ text: String, _ position: Position) {
    self.text = text
    self.position = position
  }

  /// Names are equal by their text.
  package static func == (left: Name, right: Name) -> Bool { left.text == right.text }
  /// Hashes the text.
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// One file in the language.
package struct SyntaxFile: Sendable {
  /// The four kinds of file.
  package enum Kind: String, Sendable { case grammar, scenarios, tree, corpus }
  /// What the first line says it is.
  package var kind: Kind
  /// Whether it begins with `extend`.
  package var extends: Bool
  /// Its full name.
  package var name: Name
  /// Everything below the header, in order.
  package var entries: [Entry]
  /// For a corpus only: what it holds.
  package var corpus: CorpusSyntax?

  /// A file.
  package init(
    kind: Kind, extends: Bool, name: Name, entries: [Entry] = [], corpus: CorpusSyntax? = nil
  ) {
    self.kind = kind
    self.extends = extends
    self.name = name
    self.entries = entries
    self.corpus = corpus
  }
}

/// One entry of a grammar, scenarios or tree file.
package indirect enum Entry: Sendable {
  case parameter(Definition)
  case definition(Definition)
  /// Consecutive `when`s with their `otherwise`, folded by parameters.
  case choice(Choice<[Entry]>)
  case without(kind: String, name: Name, Position)
  // grammars
  case setting(Setting, Position)
  case layout(LayoutSyntax)
  case event(EventSyntax)
  /// `events NAME, NAME from GRAMMAR`: another grammar's, as if they stood here; a catalogue has none.
  case events([Name], from: Name)
  case part(PartSyntax)
  /// An id made of bars has no shape and no source, only a body.
  case id(Definition)
  case encoder(EncoderSyntax)
  case names(NamesSyntax)
  // scenarios
  case actor(ActorSyntax)
  case dial(Definition)
  case scenario(ScenarioSyntax)
  // trees
  case zone(PathSyntax)
  /// `start 2021-05-06T00:00:00+05:30`: where the tree's window begins by default.
  case start(String, Position)
  case file(FileSyntax)
  case statics(StaticSyntax)
  case rate(RateSyntax)
  case curve(CurveSyntax)
  case incident(IncidentSyntax)
  case run(RunSyntax)
}

/// `when V … when W … otherwise …`: the first that holds.
package struct Choice<Body: Sendable>: Sendable {
  /// The conditions with what they guard; a nil condition is `otherwise`.
  package var branches: [(condition: Expression?, body: Body)]
  /// Where the first `when` stands.
  package var position: Position

  /// A choice.
  package init(branches: [(condition: Expression?, body: Body)], position: Position) {
    self.branches = branches
    self.position = position
  }
}

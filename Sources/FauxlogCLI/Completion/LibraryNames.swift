import Fauxlog

/// The names of the built-in templates and of those in a user's folders.
struct LibraryNames: KnownNames {
  func names(
    of kind: ValueKind.Names, like typed: String, in folders: [String]
  ) -> [(word: String, meaning: String)] {
    if kind == .described, let slash = typed.firstIndex(of: "/") {
      let events = TemplateNames.events(of: String(typed[..<slash]), in: folders)
      return events.map { ($0.name, $0.words) }
    }
    let (trees, formats) = TemplateNames.treesAndFormats(in: folders)
    let both = (trees + formats).map { (word: $0.name, meaning: $0.words) }
    switch kind {
    case .tree: return trees.map { ($0.name, $0.words) }
    case .formatOrTree: return both
    case .described:
      let scenarios = try? TemplateLibrary(folders: folders).listing.scenarios.flatMap(\.rows)
      return both + (scenarios ?? []).map { ($0.name, $0.words) }
    }
  }

  func parameters(
    of name: String, in folders: [String]
  ) -> [(name: String, words: String, values: [String])] {
    TemplateNames.parameters(of: name, in: folders)
  }
}

/// Puts parts where cards say `with NAME`.
struct CardJoiner {
  let library: CorpusLibrary
  let corpus: String
  /// What was found wrong.
  private(set) var diagnostics: [Diagnostic] = []
  /// Parts by the corpus that has them, and what has become of each; nil while it is being joined.
  private var parts: [String: [String: CorpusSyntax.Card]] = [:]
  private var done: [String: Joined?] = [:]

  /// Members with those of parts among them.
  private struct Joined {
    var members: [CorpusSyntax.CardMember] = []
    /// How many members they are, with those inside of them.
    var count = 0
    /// How many of them stand in each other.
    var height = 0
  }

  init(library: CorpusLibrary, corpus: String) {
    self.library = library
    self.corpus = corpus
  }

  /// The cards that can be drawn, each with all its members.
  mutating func joined(_ cards: [CorpusSyntax.Card]) -> [CorpusSyntax.Card] {
    var result: [CorpusSyntax.Card] = []
    for card in cards {
      if card.isPart {
        // Looked at even if no card asks for it.
        _ = part(card.name, of: corpus, in: corpus)
        continue
      }
      result.append(card)
      guard card.hasParts else { continue }
      result[result.count - 1].members = joined(card.members, in: corpus).members
    }
    return result
  }

  private mutating func joined(
    _ members: [CorpusSyntax.CardMember], in corpus: String
  ) -> Joined {
    var result = Joined()
    for member in members {
      var inner = Joined()
      switch member {
      case .text: result.members.append(member)
      case .record(let name, let members):
        inner = joined(members, in: corpus)
        result.members.append(.record(name, inner.members))
      case .element(let name, let members):
        inner = joined(members, in: corpus)
        result.members.append(.element(name, inner.members))
      case .part(let name, let home):
        inner = part(name, of: home?.text ?? corpus, at: home, in: corpus)
        if let fault = fault(of: inner, added: result.count, at: name.position) {
          report(fault)
          continue
        }
        result.members += inner.members
      }
      result.count += inner.count + 1
      result.height = max(result.height, inner.height + 1)
    }
    return result
  }

  /// Why a part cannot stand here: a part that holds one twice doubles it.
  private func fault(of part: Joined, added: Int, at position: Position) -> Diagnostic? {
    if part.height >= ParseLimit.blocks {
      return Diagnostic(position, "more than \(ParseLimit.blocks) parts and blocks in each other")
    }
    if part.count + added > ParseLimit.partMembers {
      return Diagnostic(position, "more than \(ParseLimit.partMembers) members of parts in a card")
    }
    return nil
  }

  private mutating func part(
    _ name: Name, of owner: String, at home: Name? = nil, in corpus: String
  ) -> Joined {
    let title = "\(owner) \(name.text)"
    if let known = done[title] {
      if known == nil { report(Diagnostic(name.position, "\(name.text) is made of itself")) }
      return known ?? Joined()
    }
    guard let all = parts[owner] ?? library.parts(of: owner) else {
      report(.unknown("corpus", home ?? name, among: library.names))
      return Joined()
    }
    parts[owner] = all
    guard let part = all[name.text] else {
      report(.unknown("part of \(owner)", name, among: all.keys))
      return Joined()
    }
    // What goes in a circle would never come back.
    guard done.values.count(where: { $0 == nil }) < ParseLimit.blocks else {
      report(Diagnostic(name.position, "more than \(ParseLimit.blocks) parts in each other"))
      return Joined()
    }
    done[title] = .some(nil)
    let result = joined(part.members, in: owner)
    done[title] = result
    return result
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    guard diagnostics.count < ParseLimit.errors, !diagnostics.contains(diagnostic) else { return }
    diagnostics.append(diagnostic)
  }
}

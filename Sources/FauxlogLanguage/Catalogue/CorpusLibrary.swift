import Synchronization

/// The corpora by full name; a corpus is parsed when it is first asked for.
package final class CorpusLibrary: Sendable {
  private struct State {
    var texts: [String: (source: SourceFile, file: Int32)] = [:]
    var parsed: [String: Result] = [:]
    /// The same with parts of cards where they are asked for.
    var joined: [String: Result] = [:]
  }

  /// A corpus, or what is wrong with it.
  package struct Result: Sendable {
    /// What the file holds; nil if it could not be read.
    package var corpus: CorpusSyntax?
    /// What the parser said.
    package var diagnostics: [Diagnostic]
    /// Where its header stands.
    package var position: Position
  }

  private let state = Mutex(State())

  /// An empty library.
  package init() {}

  /// Adds a file; one of the same name is replaced.
  func add(name: String, source: SourceFile, file: Int32) {
    state.withLock {
      $0.texts[name] = (source, file)
      ($0.parsed[name], $0.joined[name]) = (nil, nil)
    }
  }

  /// Whether there is a corpus of that name.
  package func contains(_ name: String) -> Bool {
    state.withLock { $0.texts[name] != nil }
  }

  /// Where a corpus begins; nil if there is none of that name.
  package func position(of name: String) -> Position? {
    state.withLock { state in
      state.texts[name].map { Position(file: $0.file, line: 1, column: 1) }
    }
  }

  /// All names, sorted.
  package var names: [String] { state.withLock { $0.texts.keys.sorted() } }

  /// The corpus of that name; nil if there is none.
  package subscript(name: String) -> Result? {
    if let known = state.withLock({ $0.joined[name] }) { return known }
    guard var result = parsed(name) else { return nil }
    if case .cards(let cards)? = result.corpus {
      var joiner = CardJoiner(library: self, corpus: name)
      result.corpus = .cards(joiner.joined(cards))
      result.diagnostics += joiner.diagnostics
    }
    state.withLock { $0.joined[name] = result }
    return result
  }

  /// The parts of cards that a corpus has, by name.
  package func parts(of name: String) -> [String: CorpusSyntax.Card]? {
    guard let corpus = parsed(name)?.corpus else { return nil }
    guard case .cards(let cards) = corpus else { return [:] }
    return Dictionary(
      cards.filter(\.isPart).map { ($0.name.text, $0) }, uniquingKeysWith: { $1 })
  }

  /// The corpus as its file says it.
  private func parsed(_ name: String) -> Result? {
    state.withLock { state in
      if let known = state.parsed[name] { return known }
      guard let text = state.texts[name] else { return nil }
      let (file, diagnostics) = parse(text.source, file: text.file)
      let result = Result(
        corpus: file?.corpus, diagnostics: diagnostics,
        position: Position(file: text.file, line: 1, column: 1))
      state.parsed[name] = result
      return result
    }
  }

  /// Adds rows of an extension to a corpus.
  func extend(_ name: String, with more: CorpusSyntax) -> Bool {
    guard let base = parsed(name)?.corpus, let joined = base.joined(with: more) else {
      return false
    }
    state.withLock {
      $0.parsed[name]?.corpus = joined
      $0.joined = [:]
    }
    return true
  }
}

extension CorpusSyntax {
  /// The rows of both; nil if they are of different kinds.
  func joined(with more: CorpusSyntax) -> CorpusSyntax? {
    switch (self, more) {
    case (.list(let rows), .list(let others)): return .list(rows + others)
    case (.table(let columns, let rows), .table(let others, let added)) where columns == others:
      return .table(columns: columns, rows: rows + added)
    case (.cards(let cards), .cards(let others)):
      let replaced = Set(others.map(\.name))
      return .cards(cards.filter { !replaced.contains($0.name) } + others)
    case (.ndjson(let lines), .ndjson(let others)): return .ndjson(lines + others)
    default: return nil
    }
  }
}

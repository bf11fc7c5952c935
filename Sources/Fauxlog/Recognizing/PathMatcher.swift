import FauxlogEngine
import FauxlogLanguage

/// Finds the file of a tree whose path shares the longest tail with that of a log.
struct PathMatcher {
  /// One path of the tree, in parts between slashes, from the last on.
  private struct Candidate {
    /// A part is texts with holes between them.
    let parts: [[String]]
    /// The rule it belongs to; nil for a fixed file.
    let rule: FileRule?
  }

  /// What stands at a path of the tree.
  enum Match {
    case log(FileRule)
    /// A file that is the same always; it has no records.
    case fixed
  }

  private let candidates: [Candidate]

  init(_ model: TreeModel) {
    let logs = model.rules.map { Candidate(parts: Self.parts($0.path.segments), rule: $0) }
    let fixed = model.statics.filter { !$0.isFolder }.map {
      Candidate(parts: Self.parts($0.segments), rule: nil)
    }
    candidates = logs + fixed
  }

  /// The best match of a path, as it is or without what rotation and compression added.
  func match(_ path: String) -> Match? {
    for name in Self.names(of: path) {
      var best: (shared: Int, literal: Int, candidate: Candidate)?
      for candidate in candidates {
        let (shared, literal) = tail(candidate, name)
        guard shared > 0 else { continue }
        if let best, (best.shared, best.literal) >= (shared, literal) { continue }
        best = (shared, literal, candidate)
      }
      if let best { return best.candidate.rule.map(Match.log) ?? .fixed }
    }
    return nil
  }

  /// How many parts a path shares with a candidate, from the last on, and the literal characters in
  /// them.
  private func tail(_ candidate: Candidate, _ path: [Substring]) -> (shared: Int, literal: Int) {
    var shared = 0
    var literal = 0
    for (part, name) in zip(candidate.parts, path) {
      guard Self.fits(name, part[...]) else { break }
      shared += 1
      literal += part.reduce(0) { $0 + $1.utf8.count }
    }
    return (shared, literal)
  }

  /// Whether a name is the texts in order, with at least a character in each hole between them.
  private static func fits(_ name: Substring, _ texts: ArraySlice<String>) -> Bool {
    guard let first = texts.first else { return name.isEmpty }
    guard name.hasPrefix(first) else { return false }
    var rest = name.dropFirst(first.count)
    if texts.count == 1 { return rest.isEmpty }
    while !rest.isEmpty {
      rest = rest.dropFirst()
      if fits(rest, texts.dropFirst()) { return true }
    }
    return false
  }

  private static func parts(_ segments: [Bar.Segment]) -> [[String]] {
    var parts: [[String]] = [[""]]
    for segment in segments {
      switch segment {
      case .text(let text):
        let pieces = text.split(separator: "/", omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
          if index > 0 { parts.append([""]) }
          parts[parts.count - 1][parts[parts.count - 1].count - 1] += piece
        }
      case .byte: break
      case .hole: parts[parts.count - 1].append("")
      }
    }
    return parts.reversed()
  }

  /// The parts of a path from the last on: as it is, without `.gz`, without what rotation added.
  private static func names(of path: String) -> [[Substring]] {
    let parts = Array(path.split(separator: "/").reversed())
    guard let last = parts.first else { return [] }
    var names = [last]
    if last.hasSuffix(".gz") { names.append(last.dropLast(3)) }
    for name in names {
      let digits = name.reversed().prefix { $0.isNumber || $0 == "-" }.count
      let stem = name.dropLast(digits)
      // `.1`, `_2`, `-20260301`, `.2026-03-01`
      if digits > 0, let mark = stem.last, mark == "." || mark == "_" {
        names.append(stem.dropLast())
      } else if digits > 1, let dash = name.suffix(digits).firstIndex(of: "-") {
        names.append(name[..<dash])
      }
    }
    return names.map { [$0] + parts.dropFirst() }
  }
}

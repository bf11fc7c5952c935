/// One sentence, definition or bar with what is indented below it.
struct Node: Sendable {
  /// What stands on it, a bar at its end aside.
  var tokens: [Token]
  /// The bar at its end.
  var bar: Bar?
  /// How many nodes it stands below.
  var depth: Int
  /// The index behind its last descendant: in the list of nodes it is followed by them.
  var end = 0
  /// Whether an error in it was reported already.
  var isBroken = false
  /// Its first character.
  var position: Position

  /// Whether it begins with this keyword and is no definition of that name.
  func begins(_ keyword: String) -> Bool {
    guard let first = tokens.first, first.kind == .word, first.text == keyword else { return false }
    return definedNames == nil
  }

  /// How many tokens the names before a colon take: `a:` 1, `a, b:` 3; nil if this is no definition.
  var definedNames: Int? {
    var index = 0
    while index < tokens.count, tokens[index].kind == .word {
      guard index + 1 < tokens.count, tokens[index + 1].kind == .mark else { return nil }
      if tokens[index + 1].text == ":" { return index + 1 }
      guard tokens[index + 1].text == "," else { return nil }
      index += 2
    }
    return nil
  }
}

/// What no template can be: limits against hostile input.
enum ParseLimit {
  /// Errors that are reported for one file.
  static let errors = 20
  /// Blocks in blocks.
  static let blocks = 64
  /// Operators, brackets and functions in each other.
  static let values = 64
  /// Members that the cards of a corpus get from parts.
  static let partMembers = 100_000
  /// Bytes of a line, a file of JSON lines aside.
  static let line = 1_000_000
}

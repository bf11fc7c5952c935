// What stands behind commas after a kind.

/// The words that options begin with.
let optionWords = [
  "default", "none", "padded", "cut", "to", "indented", "sorted", "compact", "through", "grouped",
  "not", "forges", "as", "kept", "tells",
]

extension Cursor {
  /// Whether an option begins so many tokens behind the next one, and not a word of a list.
  func beginsOption(_ distance: Int) -> Bool {
    if isKind(.percent, distance) { return isWord("none", distance + 1) }
    guard let token = peek(distance), token.kind == .word else { return false }
    switch token.text {
    case "default": return !isEnd(distance + 1)
    case "none": return isWord("as", distance + 1)
    case "padded": return isWord("to", distance + 1) || isWord("left", distance + 1)
    case "cut": return isWord("to", distance + 1)
    case "to": return isWord("last", distance + 1)
    case "indented", "grouped": return isWord("by", distance + 1)
    case "not": return isWord("written", distance + 1)
    case "as": return isWord("text", distance + 1) || isWord("fields", distance + 1)
    case "through", "tells": return isKind(.word, distance + 1)
    case "sorted", "compact", "forges", "kept": return isEnd(distance + 1)
    default: return false
    }
  }

  /// All options up to the end.
  mutating func options() throws(Diagnostic) -> [Option] {
    var options: [Option] = []
    while takeMark(",") { options.append(try option()) }
    return options
  }

  private mutating func option() throws(Diagnostic) -> Option {
    let at = position
    if isKind(.percent) {
      let share = try percent("the share of none")
      try expect("none", "as")
      return .noneAs(try text("what none is written as"), share: share, at)
    }
    guard let token = peek(), token.kind == .word else { throw unexpected("an option") }
    index += 1
    switch token.text {
    case "default": return .standard(try kind(), at)
    case "none":
      try expect("as")
      return .noneAs(try text("what none is written as"), share: nil, at)
    case "padded": return try padded(at)
    case "cut":
      try expect("to")
      let length = try integer("a length", in: 1...1_000_000)
      return .cut(to: length, as: take("as") ? try text("what shows the cut") : nil, at)
    case "to":
      try expect("last")
      return .toLast(at)
    case "indented":
      try expect("by")
      return .indented(by: try integer("an indentation", in: 0...64), at)
    case "sorted": return .sorted(at)
    case "compact": return .compact(at)
    case "through": return .through(try dottedName("the name of an encoder"))
    case "grouped":
      try expect("by")
      return .grouped(by: try text("what stands between groups"), at)
    case "not":
      try expect("written")
      return .notWritten(at)
    case "forges": return .forges(at)
    case "as":
      if take("fields") { return .asFields(try name("what their names begin with"), at) }
      try expect("text")
      return .asText(at)
    case "kept": return .kept(at)
    case "tells":
      var told: [Name] = []
      repeat { told.append(try name("the name of what it tells")) } while !isWord("from")
      try expect("from")
      return .tells(told, from: try dottedName("the name of a table"))
    default:
      index -= 1
      throw unexpected("an option", near: optionWords)
    }
  }

  private mutating func padded(_ at: Position) throws(Diagnostic) -> Option {
    let left = take("left")
    try expect("to")
    if let token = peek(), isName(token.text), token.kind == .word {
      return .paddedToName(try name("a name"), left: left)
    }
    return .padded(to: try integer("a width", in: 1...1_000_000), left: left, at)
  }
}

/// A pattern of paths: `*` is any run without a slash, `**` any run, `?` one character.
struct Glob: Sendable {
  private let pattern: [UInt8]

  init(_ text: String) { pattern = Array(text.utf8) }

  /// Whether a path fits as a whole.
  func matches(_ path: String) -> Bool {
    fits(0, Array(path.utf8), 0, isBeginning: false)
  }

  /// Whether some path that begins so fits.
  func mayMatch(beginning: String) -> Bool {
    fits(0, Array(beginning.utf8), 0, isBeginning: true)
  }

  private func fits(_ at: Int, _ path: [UInt8], _ place: Int, isBeginning: Bool) -> Bool {
    var at = at
    var place = place
    while at < pattern.count {
      if isBeginning, place == path.count { return true }
      switch pattern[at] {
      case 0x2A:
        let crosses = at + 1 < pattern.count && pattern[at + 1] == 0x2A
        let next = crosses ? at + 2 : at + 1
        while true {
          if fits(next, path, place, isBeginning: isBeginning) { return true }
          guard place < path.count, crosses || path[place] != 0x2F else { return false }
          place += 1
        }
      case 0x3F:
        guard place < path.count, path[place] != 0x2F else { return false }
      default:
        guard place < path.count, path[place] == pattern[at] else { return false }
      }
      at += 1
      place += 1
    }
    return place == path.count
  }
}

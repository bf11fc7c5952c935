/// The name among `candidates` that a typist most likely meant by `name`; nil if none is near.
package func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  var best: (distance: Int, name: String)?
  let limit = max(1, name.count / 3)
  for candidate in candidates {
    let distance = editDistance(Array(name.utf8), Array(candidate.utf8), limit: limit)
    guard distance <= limit else { continue }
    if let known = best, (known.distance, known.name) <= (distance, candidate) { continue }
    best = (distance, candidate)
  }
  return best?.name
}

/// The name that a typist most likely meant: one that is nearly it, or the only one it begins.
///
/// The names are in small letters; the word need not be.
package func suggestion(for word: String, among names: [String]) -> String? {
  let word = word.lowercased()
  if let near = nearest(to: word, among: names) { return near }
  let longer = Set(names.filter { !word.isEmpty && $0.hasPrefix(word) })
  return longer.count == 1 ? longer.first : nil
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other;
/// anything above `limit` once that is certain.
private func editDistance(_ from: [UInt8], _ to: [UInt8], limit: Int) -> Int {
  if abs(from.count - to.count) > limit { return limit + 1 }
  var beforeLast: [Int] = []
  var last = Array(0...to.count)
  for i in 0..<from.count {
    var row = [i + 1] + Array(repeating: 0, count: to.count)
    for j in 0..<to.count {
      row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (from[i] == to[j] ? 0 : 1))
      if i > 0, j > 0, from[i] == to[j - 1], from[i - 1] == to[j] {
        row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[to.count]
}

import FauxlogLanguage

/// The name that a typist most likely meant: one that is nearly it, or the only one it begins.
///
/// The names are in small letters; the word need not be.
func suggestion(for word: String, among names: [String]) -> String? {
  let word = word.lowercased()
  if let near = nearest(to: word, among: names) { return near }
  let longer = names.filter { !word.isEmpty && $0.hasPrefix(word) }
  return longer.count == 1 ? longer.first : nil
}

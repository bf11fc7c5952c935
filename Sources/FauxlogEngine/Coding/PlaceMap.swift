/// Where bytes that were translated while reading stand in the file.
///
/// Places on either side count from the file's start.
final class PlaceMap {
  /// From `text` on, each byte of the text is `unit` bytes of the file from `file` on.
  private struct Anchor {
    var text: Int64
    var file: Int64
  }
  private var anchors: [Anchor]
  private let unit: Int64
  /// What the file of this map is translated from.
  private let outer: PlaceMap?

  init(unit: Int, outer: PlaceMap? = nil) {
    self.unit = Int64(unit)
    self.outer = outer
    anchors = [Anchor(text: 0, file: 0)]
  }

  /// Notes where a place stands, behind all that are known.
  func add(text: Int64, file: Int64) {
    if anchors.last?.text == text { anchors.removeLast() }
    anchors.append(Anchor(text: text, file: file))
  }

  /// Notes where the stretch stands that took the place of what was there.
  func replace(_ text: Range<Int64>, file: Int64) {
    anchors.removeAll { text.contains($0.text) }
    let place = anchors.firstIndex { $0.text > text.lowerBound } ?? anchors.count
    anchors.insert(Anchor(text: text.lowerBound, file: file), at: place)
  }

  /// Where a place of the text stands in the file.
  func file(_ text: Int64) -> Int64 {
    let anchor = anchors[index(of: text)]
    let place = anchor.file + (text - anchor.text) * unit
    return outer?.file(place) ?? place
  }

  /// Where what ends at a place of the text ends in the file.
  ///
  /// What was left out of the file there comes behind.
  func end(_ text: Int64) -> Int64 {
    guard let outer else { return file(text) }
    let anchor = anchors[index(of: text - 1)]
    return outer.file(anchor.file + (text - anchor.text) * unit)
  }

  /// Forgets what lies before a place.
  func drop(before text: Int64) {
    let place = index(of: text)
    if place > 256 { anchors.removeFirst(place) }
    outer?.drop(before: anchors[0].file)
  }

  /// The last anchor at or before a place.
  private func index(of text: Int64) -> Int {
    var (low, high) = (0, anchors.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if anchors[middle].text <= text { low = middle } else { high = middle }
    }
    return low
  }
}

/// Appends the first `limit` characters of a text; of a longer one, fewer and `marker` behind them.
///
/// The result has at most `limit` characters, the marker's included. A character is never split.
package func writeCut(
  _ bytes: UnsafeBufferPointer<UInt8>, to limit: Int, as marker: String = "",
  into writer: inout LineWriter
) {
  guard unsafe isLonger(bytes, than: limit) else { return unsafe writer.bytes(bytes) }
  let kept = max(0, limit - marker.unicodeScalars.count)
  let end = unsafe offset(ofCharacter: kept, in: bytes)
  unsafe writer.bytes(UnsafeBufferPointer(rebasing: bytes[..<end]))
  writer.text(marker)
}

/// Appends a text that is cut in the middle, as Python's `pydoc` does: `limit` characters with `...`.
package func writeShort(
  _ bytes: UnsafeBufferPointer<UInt8>, to limit: Int, into writer: inout LineWriter
) {
  guard unsafe isLonger(bytes, than: limit) else { return unsafe writer.bytes(bytes) }
  let before = max(0, (limit - 3) / 2)
  let after = max(0, limit - 3 - before)
  let end = unsafe offset(ofCharacter: before, in: bytes)
  let start = unsafe offset(ofCharacter: characterCount(bytes) - after, in: bytes)
  unsafe writer.bytes(UnsafeBufferPointer(rebasing: bytes[..<end]))
  writer.text("...")
  unsafe writer.bytes(UnsafeBufferPointer(rebasing: bytes[start...]))
}

/// Whether a text has more characters than `limit`; looks at no more of it than needed.
private func isLonger(_ bytes: UnsafeBufferPointer<UInt8>, than limit: Int) -> Bool {
  guard bytes.count > limit else { return false }
  return unsafe offset(ofCharacter: limit, in: bytes) < bytes.count
}

/// Where the character with this number, from 0, begins; the end if there are fewer.
private func offset(ofCharacter number: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
  var at = 0
  var left = number
  while left > 0, at < bytes.count {
    at += unsafe UTF8Scalar(bytes, at: at).length
    left -= 1
  }
  return at
}

private func characterCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
  var at = 0
  var count = 0
  while at < bytes.count {
    at += unsafe UTF8Scalar(bytes, at: at).length
    count += 1
  }
  return count
}

// Texts of ASCII are compared as bytes; others have characters that can be written in several ways.
extension UnsafeBufferPointer<UInt8> {
  /// Whether all characters are ASCII.
  @inline(__always)
  var isASCII: Bool {
    var all: UInt8 = 0
    for place in 0..<count { all |= unsafe self[place] }
    return all < 0x80
  }

  /// Whether another stretch of bytes stands in this one.
  func holds(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe part.first else { return true }
    var start = 0
    while start + part.count <= count {
      if unsafe self[start] == first,
        unsafe UnsafeBufferPointer(rebasing: self[start..<start + part.count]).elementsEqual(part)
      {
        return true
      }
      start += 1
    }
    return false
  }
}

/// Whether a text is printable ASCII without quotes and backslashes: what most notations and encoders
/// leave as it is.
///
/// It is looked at eight bytes at a time.
@inline(__always)
func isPlainText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  unsafe find(in: bytes, notPlain) == 0
}

/// Whether a text is printable ASCII.
@inline(__always)
func isPrintable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  unsafe find(in: bytes, notPrintable) == 0
}

/// What a test finds in any eight bytes of a text; blanks stand for what a short one lacks.
@inline(__always)
private func find(in bytes: UnsafeBufferPointer<UInt8>, _ test: (UInt64) -> UInt64) -> UInt64 {
  let count = bytes.count
  let raw = UnsafeRawBufferPointer(bytes)
  if count >= 8 {
    var found: UInt64 = 0
    var at = 0
    while at &+ 8 <= count {
      found |= unsafe test(raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at &+= 8
    }
    return unsafe found | test(raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
  }
  var word: UInt64 = 0x2020_2020_2020_2020
  for place in 0..<count { word = unsafe word &<< 8 | UInt64(bytes[place]) }
  return test(word)
}

/// Not zero if a byte of the word is not printable.
@inline(__always)
private func notPrintable(_ word: UInt64) -> UInt64 {
  let control = (word &- 0x2020_2020_2020_2020) & ~word
  let delete = word &+ 0x0101_0101_0101_0101
  return (control | delete | word) & 0x8080_8080_8080_8080
}

/// Not zero if a byte of the word is not plain.
@inline(__always)
private func notPlain(_ word: UInt64) -> UInt64 {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let highs: UInt64 = 0x8080_8080_8080_8080
  let double = word ^ 0x2222_2222_2222_2222
  let single = word ^ 0x2727_2727_2727_2727
  let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
  let quotes = ((double &- ones) & ~double) | ((single &- ones) & ~single)
  let control = (word &- 0x2020_2020_2020_2020) & ~word
  let delete = word &+ ones
  return (quotes | ((backslash &- ones) & ~backslash) | control | delete | word) & highs
}

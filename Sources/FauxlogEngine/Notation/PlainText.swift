/// Whether a text is printable ASCII without quotes and backslashes: what most notations and encoders
/// leave as it is.
///
/// It is looked at eight bytes at a time.
@inline(__always)
func isPlainText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  let count = bytes.count
  let raw = UnsafeRawBufferPointer(bytes)
  var found: UInt64 = 0
  if count >= 8 {
    var at = 0
    while at &+ 8 <= count {
      found |= unsafe notPlain(raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      at &+= 8
    }
    found |= unsafe notPlain(raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
  } else {
    var word: UInt64 = 0x2020_2020_2020_2020
    for place in 0..<count { word = unsafe word &<< 8 | UInt64(bytes[place]) }
    found = notPlain(word)
  }
  return found == 0
}

/// Where printable ASCII ends that begins at a place; less than eight bytes of it may follow there.
@inline(__always)
func endOfPrintable(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
  let raw = UnsafeRawBufferPointer(bytes)
  var at = start
  while at &+ 8 <= bytes.count {
    let word = unsafe raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
    let control = (word &- 0x2020_2020_2020_2020) & ~word
    let delete = word &+ 0x0101_0101_0101_0101
    if (control | delete | word) & 0x8080_8080_8080_8080 != 0 { break }
    at &+= 8
  }
  return at
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

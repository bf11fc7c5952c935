/// Writes what stands between the quotes of a JSON string; the caller writes the quotes.
///
/// Escapes as Python's `json` does: `\" \\ \n \r \t \b \f`, other control characters as `\u00XX`;
/// with `ascii` also U+007F and all above. Bytes that are no UTF-8 become U+FFFD. Clean text is
/// looked at and copied eight bytes at a time.
package func writeJSONString(
  _ bytes: UnsafeBufferPointer<UInt8>, ascii: Bool, into writer: inout LineWriter
) {
  writer.reserve(bytes.count)
  let third: UInt64 = ascii ? 0x7F7F_7F7F_7F7F_7F7F : quotes
  let count = bytes.count
  var at = 0
  while at &+ 8 <= count {
    let word = unsafe UnsafeRawBufferPointer(bytes)
      .loadUnaligned(fromByteOffset: at, as: UInt64.self)
    let special = specialBytes(of: UInt64(littleEndian: word), third: third)
    if special == 0 {
      writer.word(UInt64(littleEndian: word), length: 8)
      at &+= 8
    } else {
      let clean = special.trailingZeroBitCount &>> 3
      writer.word(UInt64(littleEndian: word), length: clean)
      at &+= clean
      at &+= unsafe writeJSONSpecial(bytes, at: at, ascii: ascii, into: &writer)
    }
  }
  while at < count {
    let byte = unsafe bytes[at]
    if byte >= 0x20, byte < 0x7F, byte != 0x22, byte != 0x5C {
      writer.byte(byte)
      at &+= 1
    } else {
      at &+= unsafe writeJSONSpecial(bytes, at: at, ascii: ascii, into: &writer)
    }
  }
}

/// Writes a stretch of a line as ``writeJSONString(_:ascii:into:)`` does.
package func writeJSONString(
  of line: borrowing LineWriter, _ range: Range<Int>, into writer: inout LineWriter
) {
  unsafe line.withBytes { bytes in
    unsafe writeJSONTextWithSlack(UnsafeBufferPointer(rebasing: bytes[range]), into: &writer)
  }
}

/// Writes a text behind which ``LineWriter/slack`` more bytes may be read.
@inline(__always)
@unsafe
func writeJSONTextWithSlack(
  _ bytes: UnsafeBufferPointer<UInt8>, into writer: inout LineWriter
) {
  if unsafe isPlainText(bytes) { return unsafe writer.bytesWithSlack(bytes) }
  unsafe writeJSONString(bytes, ascii: false, into: &writer)
}

/// Writes a text as ``writeJSONString(_:ascii:into:)`` does.
package func writeJSONString(_ text: String, ascii: Bool = false, into writer: inout LineWriter) {
  var text = text
  text.withUTF8 { unsafe writeJSONString($0, ascii: ascii, into: &writer) }
}

private let ones: UInt64 = 0x0101_0101_0101_0101
private let highs: UInt64 = 0x8080_8080_8080_8080
private let quotes: UInt64 = 0x2222_2222_2222_2222
private let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C
private let blanks: UInt64 = 0x2020_2020_2020_2020

/// The high bit of each byte that cannot be copied as it is; right up to and with the lowest such.
///
/// A byte above a found one may be marked wrongly (a borrow), never a lower one.
@inline(__always)
private func specialBytes(of word: UInt64, third: UInt64) -> UInt64 {
  let quote = word ^ quotes
  let backslash = word ^ backslashes
  let other = word ^ third
  let controls = (word &- blanks) & ~word
  let equal =
    ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | ((other &- ones) & ~other)
  return (controls | equal | word) & highs
}

/// Writes the character at `position` that needs a look of its own; how many bytes it takes.
private func writeJSONSpecial(
  _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, ascii: Bool,
  into writer: inout LineWriter
) -> Int {
  let first = unsafe bytes[position]
  if first < 0x80 {
    writeJSONEscape(first, ascii: ascii, into: &writer)
    return 1
  }
  let scalar = unsafe UTF8Scalar(bytes, at: position)
  if ascii {
    writeUTF16Escapes(scalar.code, into: &writer)
  } else {
    writer.scalar(scalar.code)
  }
  return scalar.length
}

private func writeJSONEscape(_ byte: UInt8, ascii: Bool, into writer: inout LineWriter) {
  let letter: UInt8
  switch byte {
  case 0x22, 0x5C: letter = byte
  case 0x08: letter = 0x62
  case 0x09: letter = 0x74
  case 0x0A: letter = 0x6E
  case 0x0C: letter = 0x66
  case 0x0D: letter = 0x72
  case 0x00..<0x20: return writeUTF16Escapes(UInt32(byte), into: &writer)
  case 0x7F where ascii: return writeUTF16Escapes(UInt32(byte), into: &writer)
  default: return writer.byte(byte)
  }
  writer.byte(0x5C)
  writer.byte(letter)
}

/// Writes a character as one or two `\uXXXX`.
private func writeUTF16Escapes(_ code: UInt32, into writer: inout LineWriter) {
  if code >= 0x10000 {
    writeUTF16Escapes(0xD800 + (code - 0x10000) >> 10, into: &writer)
    writeUTF16Escapes(0xDC00 + (code - 0x10000) & 0x3FF, into: &writer)
  } else {
    writer.byte(0x5C)
    writer.byte(0x75)
    writer.hex(UInt64(code), digits: 4)
  }
}

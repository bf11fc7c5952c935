/// Writes a text as `repr` shows it, quotes included.
///
/// The quotes are `'`, or `"` if there is a `'` and no `"` inside. Bytes that are no UTF-8 are
/// shown as Python shows undecodable bytes, `\udcXX`.
///
/// In Python 2 all that is not ASCII is escaped: characters in a text, single bytes in bytes.
package func writePythonString(
  _ bytes: UnsafeBufferPointer<UInt8>, _ notation: Notation = .python,
  into writer: inout LineWriter
) {
  let quote = unsafe pythonQuote(for: bytes)
  writer.byte(quote)
  unsafe writePythonStretch(bytes, quote: quote, notation, into: &writer)
  writer.byte(quote)
}

/// Writes a text as ``writePythonString(_:into:)`` does.
package func writePythonString(
  _ text: String, _ notation: Notation = .python, into writer: inout LineWriter
) {
  var text = text
  text.withUTF8 { unsafe writePythonString($0, notation, into: &writer) }
}

/// The quote that `repr` puts around a text.
package func pythonQuote(for bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
  let single: UInt8 = 0x27
  let double: UInt8 = 0x22
  var hasSingle = false
  for place in 0..<bytes.count {
    let byte = unsafe bytes[place]
    if byte == double { return single }
    if byte == single { hasSingle = true }
  }
  return hasSingle ? double : single
}

/// Writes a text as it stands inside a string that is quoted with `quote`.
package func writePythonStretch(
  _ bytes: UnsafeBufferPointer<UInt8>, quote: UInt8, _ notation: Notation = .python,
  into writer: inout LineWriter
) {
  writer.reserve(bytes.count)
  var at = 0
  while at < bytes.count {
    let byte = unsafe bytes[at]
    if byte >= 0x20, byte < 0x7F {
      if byte == quote || byte == 0x5C { writer.byte(0x5C) }
      writer.byte(byte)
      at &+= 1
    } else if notation == .python2Bytes {
      writePythonScalar(UInt32(byte), showsPrintable: false, into: &writer)
      at &+= 1
    } else {
      let scalar = unsafe UTF8Scalar(bytes, at: at)
      if scalar.isValid {
        writePythonScalar(scalar.code, showsPrintable: notation == .python, into: &writer)
        at &+= scalar.length
      } else {
        writer.word(0x6364_755C, length: 4)  // \udc
        writer.hex(UInt64(byte), digits: 2)
        at &+= 1
      }
    }
  }
}

/// Writes a character that is not printable ASCII.
private func writePythonScalar(
  _ code: UInt32, showsPrintable: Bool, into writer: inout LineWriter
) {
  let letter: UInt8
  var digits = 0
  switch code {
  case 0x09: letter = 0x74
  case 0x0A: letter = 0x6E
  case 0x0D: letter = 0x72
  case _ where showsPrintable && isPythonPrintable(code): return writer.scalar(code)
  case 0..<0x100: (letter, digits) = (0x78, 2)
  case 0x100..<0x10000: (letter, digits) = (0x75, 4)
  default: (letter, digits) = (0x55, 8)
  }
  writer.byte(0x5C)
  writer.byte(letter)
  if digits > 0 { writer.hex(UInt64(code), digits: digits) }
}

// Bytes that are no text: numbers as bytes, bytes behind one another, and the texts that show them.
extension Evaluator {
  /// Bytes with what follows them, or what they follow; nil if neither is bytes.
  mutating func joined(_ first: Value, _ second: Value) -> Value? {
    guard isBytes(first) || isBytes(second) else { return nil }
    let start = heap.texts.count
    appendBytes(of: first)
    appendBytes(of: second)
    return heap.bytes(from: start)
  }

  /// Whether a value is bytes that are no text.
  mutating func isBytes(_ value: Value) -> Bool {
    switch value.tag {
    case .bytes: true
    case .made: if case .bytes = makers[value.reference] { true } else { false }
    case .fixed: if case .bytes = fixed.data[Int(value.word)] { true } else { false }
    default: false
    }
  }

  private mutating func appendBytes(of value: Value) {
    switch value.tag {
    case .bytes: heap.writeAgain(value)
    case .made:
      let makers = makers
      heap.write { makers[value.reference].write(value.key, into: &$0) }
    default:
      var line = LineWriter(capacity: 64)
      write(value, into: &line)
      heap.write { $0.bytes(of: line, from: 0, count: line.count) }
    }
  }

  /// A number as big-endian bytes, shown through `hex of` and the like.
  mutating func bigEndian(_ operand: Value, _ count: Int) -> Value {
    guard let number = number(operand) else { return .none }
    let start = heap.texts.count
    heap.write { line in
      for place in (0..<max(count, 0)).reversed() {
        let shifted = place >= 8 ? number.word >> 63 : number.word >> Int64(8 * place)
        line.byte(UInt8(truncatingIfNeeded: shifted))
      }
    }
    return heap.bytes(from: start)
  }

  /// Bytes as the text of a function that shows bytes; nil for all other functions.
  mutating func shown(bytes operand: Value, by function: Function, _ argument: Value) -> Value? {
    guard function == .hex || function == .HEX || function == .base64 else { return nil }
    var own = LineWriter(capacity: 64)
    if operand.tag == .bytes {
      own.bytes(of: heap.texts, from: Int(operand.word), count: Int(operand.reference))
    } else {
      write(operand, into: &own)
    }
    let start = heap.texts.count
    let letters = argument.tag == .text ? texts[Int(argument.word)] : nil
    let pool = pool
    heap.write { line in
      unsafe own.withBytes { bytes in
        switch function {
        case .base64: unsafe writeBase64(bytes, letters, pool, into: &line)
        default: unsafe writeHex(bytes, upperCase: function == .HEX, into: &line)
        }
      }
    }
    return heap.text(from: start)
  }
}

/// Appends bytes as hexadecimal digits.
func writeHex(_ bytes: UnsafeBufferPointer<UInt8>, upperCase: Bool, into line: inout LineWriter) {
  for place in bytes.indices {
    line.hex(UInt64(unsafe bytes[place]), digits: 2, upperCase: upperCase)
  }
}

/// Appends base 64 with the usual alphabet and padding, or with letters of a pool and none.
private func writeBase64(
  _ bytes: UnsafeBufferPointer<UInt8>, _ letters: World.Piece?, _ pool: PooledBytes,
  into line: inout LineWriter
) {
  guard let letters else {
    return unsafe writeBase64(
      bytes, UnsafeBufferPointer(start: usualLetters.utf8Start, count: 64), isPadded: true,
      into: &line)
  }
  unsafe pool.withBytes(offset: Int(letters.offset), count: 64) {
    unsafe writeBase64(bytes, $0, isPadded: false, into: &line)
  }
}

private func writeBase64(
  _ bytes: UnsafeBufferPointer<UInt8>, _ letters: UnsafeBufferPointer<UInt8>, isPadded: Bool,
  into line: inout LineWriter
) {
  var start = 0
  while start < bytes.count {
    let count = min(bytes.count - start, 3)
    var group: UInt32 = 0
    for place in start..<start + 3 {
      group = unsafe group << 8 | (place < bytes.count ? UInt32(bytes[place]) : 0)
    }
    var word: UInt64 = 0
    for place: UInt32 in 0..<4 {
      let letter = unsafe place <= count ? letters[Int(group >> (18 - 6 * place) & 63)] : 0x3D
      word |= UInt64(letter) << UInt64(8 * place)
    }
    line.word(word, length: isPadded ? 4 : count + 1)
    start += 3
  }
}

private let usualLetters: StaticString =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

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
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let count = min(bytes.count - start, 3)
    var word = 0
    for place in start..<start + 3 {
      word = unsafe word << 8 | (place < bytes.count ? Int(bytes[place]) : 0)
    }
    for place in 0..<4 {
      let digit = word >> (18 - 6 * place) & 63
      if place > count {
        if letters == nil { line.byte(0x3D) }
      } else if let letters {
        line.piece(pool, offset: Int(letters.offset) + digit, count: 1)
      } else {
        line.byte(base64Letter(digit))
      }
    }
  }
}

/// A letter of the usual alphabet.
private func base64Letter(_ digit: Int) -> UInt8 {
  switch digit {
  case ..<26: UInt8(0x41 + digit)
  case ..<52: UInt8(0x61 + digit - 26)
  case ..<62: UInt8(0x30 + digit - 52)
  case 62: 0x2B
  default: 0x2F
  }
}

/// Turns a record as fauxlog has it into the bytes of its file.
package struct TextEncoder: ~Copyable {
  /// Where each byte of the record stands in what was made of it, and one place more for its end;
  /// empty if nobody asked.
  package private(set) var places: [Int32] = []
  /// Whether a character had no byte in the code page; a question mark stands for it.
  package private(set) var hasLost = false
  private var made = LineWriter(capacity: 64)
  private var isMarking = false

  /// An encoder.
  package init() {}

  /// Encodes the record that stands in `line` from `start` on.
  ///
  /// Its first `head` bytes stand before each of its lines if the coding says so. Only with
  /// `marked` places are noted.
  mutating func encode(
    _ line: borrowing LineWriter, from start: Int, head: Int, _ coding: TextCoding, marked: Bool
  ) {
    made.removeAll()
    places.removeAll(keepingCapacity: true)
    isMarking = marked
    let head = coding.repeatsHead ? head : 0
    unsafe line.withBytes { line in
      let bytes = unsafe UnsafeBufferPointer(rebasing: line[start...])
      var at = 0
      while at < bytes.count {
        at = unsafe stretch(bytes, from: at, coding)
        guard at < bytes.count else { break }
        let isLineEnd = unsafe bytes[at] == 0x0A
        at += unsafe put(bytes, at, coding)
        guard isLineEnd, at < bytes.count else { continue }
        var inside = 0
        while inside < head { inside += unsafe write(bytes, inside, coding) }
      }
    }
    if marked { places.append(Int32(truncatingIfNeeded: made.count)) }
  }

  /// Copies what stands in the file as it is, up to a line end or another character; returns where
  /// that is.
  private mutating func stretch(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ coding: TextCoding
  ) -> Int {
    if coding.charset == .utf16 { return start }
    let most: UInt8 = coding.charset == .utf8 ? 0xFF : 0x7F
    let high: UInt64 = most == 0x7F ? 0x8080_8080_8080_8080 : 0
    var end = start
    // Eight at a time while none of them ends the stretch.
    while end &+ 8 <= bytes.count {
      let word = unsafe UnsafeRawBufferPointer(bytes)
        .loadUnaligned(fromByteOffset: end, as: UInt64.self)
      let other = word ^ 0x0A0A_0A0A_0A0A_0A0A
      let ends = (other &- 0x0101_0101_0101_0101) & ~other & 0x8080_8080_8080_8080
      if ends | (word & high) != 0 { break }
      end &+= 8
    }
    while end < bytes.count, unsafe bytes[end] != 0x0A, unsafe bytes[end] <= most { end &+= 1 }
    if isMarking {
      for place in 0..<end - start {
        places.append(Int32(truncatingIfNeeded: made.count + place))
      }
    }
    unsafe made.bytes(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    return end
  }

  /// Puts what was made in the place of the record.
  package func replace(in line: inout LineWriter, from start: Int) {
    line.truncate(to: start)
    line.bytes(of: made, from: 0, count: made.count)
  }

  /// Writes a character and notes where it stands; how many bytes it has in the record.
  private mutating func put(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ coding: TextCoding
  ) -> Int {
    let place = Int32(truncatingIfNeeded: made.count)
    let length = unsafe write(bytes, at, coding)
    if isMarking {
      for _ in 0..<length { places.append(place) }
    }
    return length
  }

  private mutating func write(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ coding: TextCoding
  ) -> Int {
    let byte = unsafe bytes[at]
    if byte == 0x0A {
      writeLineEnd(coding)
      return 1
    }
    if coding.charset == .utf8 || (byte < 0x80 && coding.charset != .utf16) {
      made.byte(byte)
      return 1
    }
    let scalar = unsafe UTF8Scalar(bytes, at: at)
    if coding.charset == .utf16 {
      writeUTF16(scalar.code)
      return scalar.length
    }
    guard scalar.isValid else {
      made.byte(byte)
      return 1
    }
    if let single = coding.charset.byte(of: scalar.code) {
      made.byte(single)
    } else {
      hasLost = true
      made.byte(0x3F)
    }
    return scalar.length
  }

  /// Writes ``TextCoding/lineEndBytes``, for each line and so without an array.
  private mutating func writeLineEnd(_ coding: TextCoding) {
    let unit = coding.charset.unit
    if coding.lineEnd != .lf { made.word(0x0D, length: unit) }
    if coding.lineEnd != .cr { made.word(0x0A, length: unit) }
  }

  private mutating func writeUTF16(_ code: UInt32) {
    if code < 0x10000 { return made.word(UInt64(code), length: 2) }
    made.word(UInt64(0xD800 + ((code - 0x10000) >> 10)), length: 2)
    made.word(UInt64(0xDC00 + ((code - 0x10000) & 0x3FF)), length: 2)
  }
}

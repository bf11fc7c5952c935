/// Turns the bytes of a file, in chunks of any size, into text as fauxlog has it.
///
/// A line end of another form than the coding's stays what it is: only LF ends a line.
struct TextDecoder {
  private let coding: TextCoding
  let map: PlaceMap
  /// Bytes that begin something whose end has not come yet.
  private var rest: [UInt8] = []
  /// Bytes of the file that were read, and of the text that was made.
  private var read: Int64 = 0
  private var made: Int64 = 0
  private var isBigEndian = false

  init(_ coding: TextCoding) {
    self.coding = coding
    map = PlaceMap(unit: coding.charset.unit)
  }

  /// Appends the text of more bytes; with `isLast`, of all that are left.
  mutating func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool = false, into text: inout LineWriter
  ) {
    if rest.isEmpty {
      unsafe take(bytes, isLast, &text)
    } else {
      let all = unsafe rest + Array(bytes)
      rest = []
      unsafe all.withUnsafeBufferPointer { unsafe take($0, isLast, &text) }
    }
  }

  private mutating func take(
    _ bytes: UnsafeBufferPointer<UInt8>, _ isLast: Bool, _ text: inout LineWriter
  ) {
    var at = 0
    if read == 0, !bytes.isEmpty {
      guard isLast || bytes.count > 3 else {
        unsafe rest = Array(bytes)
        return
      }
      at = unsafe skipMark(bytes)
    }
    while at < bytes.count {
      guard let (code, length) = unsafe character(bytes, at, isLast) else { break }
      let before = text.count
      let isRaw = coding.charset == .utf8 && code != 0x0A
      if isRaw { text.byte(UInt8(code)) } else { text.scalar(code) }
      let count = text.count - before
      (at, read, made) = (at + length, read + Int64(length), made + Int64(count))
      if length != count * coding.charset.unit { map.add(text: made, file: read) }
    }
    if at < bytes.count { unsafe rest = Array(bytes[at...]) }
  }

  private mutating func skipMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let marks: [[UInt8]] =
      switch coding.charset {
      case .utf16: [[0xFF, 0xFE], [0xFE, 0xFF]]
      case .utf8: [[0xEF, 0xBB, 0xBF]]
      default: []
      }
    for (number, mark) in marks.enumerated() where unsafe bytes.starts(with: mark) {
      isBigEndian = number == 1
      read = Int64(mark.count)
      map.add(text: 0, file: read)
      return mark.count
    }
    return 0
  }

  /// The next character, a byte if the text has bytes as the file has, and its bytes in the file;
  /// nil if more must come.
  private func character(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ isLast: Bool
  ) -> (code: UInt32, length: Int)? {
    guard let (code, length) = unsafe unit(bytes, at, isLast) else { return nil }
    guard code == 0x0D else { return (code, length) }
    switch coding.lineEnd {
    case .lf: return (code, length)
    case .cr: return (0x0A, length)
    case .crlf:
      if at + length >= bytes.count { return isLast ? (code, length) : nil }
      guard let next = unsafe unit(bytes, at + length, isLast) else { return nil }
      return next.code == 0x0A ? (0x0A, length + next.length) : (code, length)
    }
  }

  private func unit(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ isLast: Bool
  ) -> (code: UInt32, length: Int)? {
    guard coding.charset == .utf16 else {
      let byte = unsafe bytes[at]
      return (coding.charset == .utf8 ? UInt32(byte) : coding.charset.code(of: byte), 1)
    }
    guard at + 1 < bytes.count else { return isLast ? (0xFFFD, 1) : nil }
    let high = unsafe word(bytes, at)
    guard high & 0xFC00 == 0xD800 else {
      return (high & 0xFC00 == 0xDC00 ? 0xFFFD : high, 2)
    }
    guard at + 3 < bytes.count else { return isLast ? (0xFFFD, 2) : nil }
    let low = unsafe word(bytes, at + 2)
    guard low & 0xFC00 == 0xDC00 else { return (0xFFFD, 2) }
    return (0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF), 4)
  }

  private func word(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32 {
    let (first, second) = unsafe (UInt32(bytes[at]), UInt32(bytes[at + 1]))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }
}

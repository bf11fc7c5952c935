/// A place in bytes that a notation is read from, with the steps that all notations share.
@safe
struct NotationCursor {
  /// Lists, records and other brackets inside one another that are read; deeper values are refused.
  static let deepest = 64

  let bytes: UnsafeBufferPointer<UInt8>
  /// Bytes there are.
  let count: Int
  /// The next byte to look at.
  var at: Int
  /// Whether values are wanted; if not, every value is `.none` and nothing is allocated.
  let builds: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>, at: Int, builds: Bool) {
    unsafe self.bytes = unsafe bytes
    count = bytes.count
    self.at = at
    self.builds = builds
  }

  var isAtEnd: Bool { at >= count }

  /// The byte at a position; 0, which no notation has a use for, outside the bytes.
  @inline(__always)
  subscript(position: Int) -> UInt8 {
    guard position >= 0, position < count else { return 0 }
    return unsafe bytes[position]
  }

  @inline(__always)
  var current: UInt8 { self[at] }

  /// The value, if values are wanted.
  func made(_ value: @autoclosure () -> Datum) -> Datum { builds ? value() : Datum.none }

  /// Steps over a byte if it is the next one.
  mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte, !isAtEnd else { return false }
    at += 1
    return true
  }

  /// Steps over a word if it comes next.
  mutating func take(word: StaticString) -> Bool {
    let end = at + word.utf8CodeUnitCount
    guard spells(word, from: at, to: end) else { return false }
    at = end
    return true
  }

  /// Whether a word is all that stands in a range.
  func spells(_ word: StaticString, from start: Int, to end: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard end <= count, end - start == length else { return false }
    for place in 0..<length {
      let letter = unsafe word.utf8Start[place]
      if self[start + place] != letter { return false }
    }
    return true
  }

  mutating func skipBlanks() {
    while current == 0x20 || current == 0x0A || current == 0x09 || current == 0x0D { at += 1 }
  }

  /// Whether a digit stands at a position.
  func isDigit(at position: Int) -> Bool { self[position] &- 0x30 < 10 }

  private mutating func skipDigits() {
    while isDigit(at: at) { at += 1 }
  }

  /// Reads `-12`, `0.50`, `1e+16`, as far as it goes; no zeros in front, no bare point.
  mutating func number() -> Datum? {
    let start = at
    _ = take(0x2D)
    guard isDigit(at: at) else { return nil }
    if !take(0x30) { skipDigits() }
    if current == 0x2E, isDigit(at: at + 1) {
      at += 1
      skipDigits()
    }
    if current | 0x20 == 0x65 {
      let sign = self[at + 1] == 0x2B || self[at + 1] == 0x2D ? 1 : 0
      if isDigit(at: at + 1 + sign) {
        at += 1 + sign
        skipDigits()
      }
    }
    guard builds else { return Datum.none }
    let spelled = text(from: start, to: at)
    return Int64(canonical: spelled).map(Datum.integer) ?? .number(spelled)
  }

  /// The bytes of a range as a text; those that are no UTF-8 become U+FFFD.
  func text(from start: Int, to end: Int) -> String {
    unsafe String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Lends the bytes of a range.
  func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    unsafe body(UnsafeBufferPointer(rebasing: bytes[range]))
  }
}

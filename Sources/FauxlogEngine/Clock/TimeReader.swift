/// Reads the pieces of a time from bytes that someone else owns.
///
/// Each method moves past what it took; after one that failed the place is of no use.
@safe
struct TimeReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next byte stands.
  private(set) var at: Int

  @unsafe
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    precondition(start >= 0)
    unsafe self.bytes = bytes
    at = start
  }

  /// How many bytes are left.
  var left: Int { unsafe bytes.count - at }

  /// The next byte if it is a digit, as its value; else something above 9.
  @inline(__always)
  private func digit(ahead: Int = 0) -> Int {
    let place = at &+ ahead
    return unsafe place < bytes.count ? Int(bytes[place] ^ 0x30) : 255
  }

  /// Takes a byte if it comes next.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard unsafe at < bytes.count && bytes[at] == byte else { return false }
    at &+= 1
    return true
  }

  /// Takes exactly two digits; nil if they are not there or their number lies out of the range.
  @inline(__always)
  mutating func pair(_ low: Int, _ high: Int) -> Int? {
    let (tens, ones) = (digit(), digit(ahead: 1))
    let value = tens &* 10 &+ ones
    guard tens <= 9 && ones <= 9 && value >= low && value <= high else { return nil }
    at &+= 2
    return value
  }

  /// Takes exactly so many digits, at most 18.
  @inline(__always)
  mutating func number(digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      let digit = digit()
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ digit
      at &+= 1
    }
    return value
  }

  /// Takes as many digits as there are, but only if that is within the range, at most 18, and none
  /// of them is a leading zero.
  mutating func run(_ lengths: ClosedRange<Int>) -> Int? {
    var length = 0
    while length <= lengths.upperBound && digit(ahead: length) <= 9 { length += 1 }
    guard lengths.contains(length), length == 1 || digit() != 0 else { return nil }
    return number(digits: length)
  }

  /// Takes a number within limits, written in one of the three widths.
  @inline(__always)
  mutating func number(_ width: TimeWidth, _ low: Int, _ high: Int) -> Int? {
    switch width {
    case .padded: return pair(low, high)
    case .blank:
      if take(0x20) { return number(digits: 1).flatMap { $0 >= max(low, 1) ? $0 : nil } }
      return pair(max(low, 10), high)
    case .plain:
      guard let value = run(1...2), value >= low, value <= high else { return nil }
      return value
    }
  }

  /// Takes one of these names, whole or its first three letters; its place in the list.
  mutating func name(among names: [TimeName], whole: Bool) -> Int? {
    guard left >= 3 else { return nil }
    let short = unsafe UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
    guard let index = names.firstIndex(where: { $0.short == short }) else { return nil }
    let name = names[index]
    let length = whole ? name.length : 3
    guard left >= length else { return nil }
    for place in 3..<length {
      guard unsafe bytes[at + place] == name[place] else { return nil }
    }
    at += length
    return index
  }

  /// Takes an offset from UTC, in seconds east of it.
  mutating func offset(_ form: TimeOffsetForm) -> Int32? {
    if form == .zulu && take(UInt8(ascii: "Z")) { return 0 }
    let isEast = take(UInt8(ascii: "+"))
    guard isEast || take(UInt8(ascii: "-")), let hours = pair(0, 18) else { return nil }
    guard form == .basic || take(UInt8(ascii: ":")), let minutes = pair(0, 59) else { return nil }
    let seconds = Int32(hours * 3600 + minutes * 60)
    return isEast ? seconds : -seconds
  }

  /// Takes what is shown of a second's fraction, in nanoseconds.
  @inline(__always)
  mutating func fraction(_ fraction: TimeFraction) -> Int? {
    switch fraction {
    case .digits(let count):
      return number(digits: count).map { $0 &* TimePattern.nanoseconds(ofDigit: count) }
    case .milliseconds: return run(1...3).map { $0 &* 1_000_000 }
    case .optional(let separator, let count):
      let start = at
      guard take(separator), let value = number(digits: count), value != 0 else {
        at = start
        return 0
      }
      return value &* TimePattern.nanoseconds(ofDigit: count)
    }
  }
}

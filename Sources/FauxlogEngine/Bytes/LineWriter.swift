/// Appends bytes to memory it owns, without a check per byte.
///
/// Room is asked for once with ``reserve(_:)`` by whoever knows how much comes next; the appending
/// methods then store whole words and may scribble up to ``slack`` bytes past the end. Raw
/// memory is touched in types like this one only, each of which checks every use.
@safe
package struct LineWriter: ~Copyable, @unchecked Sendable {
  /// Bytes that are always there past the reserved room.
  package static let slack = 64

  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  /// Bytes written so far.
  @usableFromInline package internal(set) var count = 0

  /// An empty writer with room for `capacity` bytes.
  package init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    unsafe base = .allocate(capacity: self.capacity + Self.slack)
  }

  deinit { unsafe base.deallocate() }

  /// Forgets what was written, keeps the memory.
  package mutating func removeAll() { count = 0 }

  /// Drops what was written after the first `length` bytes.
  package mutating func truncate(to length: Int) {
    precondition(length >= 0 && length <= count)
    count = length
  }

  /// Makes sure that `more` bytes can be appended.
  @inlinable @inline(__always)
  package mutating func reserve(_ more: Int) {
    if count &+ more > capacity { grow(more) }
  }

  /// Gives back memory for more bytes than there are, and than `room`.
  package mutating func trim(to room: Int) {
    let wanted = max(count, room, 64)
    if capacity < 2 * wanted { return }
    move(to: wanted)
  }

  @usableFromInline @inline(never)
  mutating func grow(_ more: Int) {
    move(to: max(capacity * 2, count + more))
  }

  private mutating func move(to wanted: Int) {
    let other = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted + Self.slack)
    unsafe other.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = other
    capacity = wanted
  }

  /// Appends one byte.
  @inlinable @inline(__always)
  package mutating func byte(_ byte: UInt8) {
    reserve(1)
    unsafe base[count] = byte
    count &+= 1
  }

  /// Appends the low `length` bytes of `word`, least significant first; `length` is at most 8.
  @inlinable @inline(__always)
  package mutating func word(_ word: UInt64, length: Int) {
    reserve(8)
    unsafe UnsafeMutableRawPointer(base + count).storeBytes(of: word.littleEndian, as: UInt64.self)
    count &+= length
  }

  /// Appends what stands at `offset` of a pool of bytes.
  @inline(__always)
  package mutating func piece(_ pool: PooledBytes, offset: Int, count length: Int) {
    precondition(offset >= 0 && length >= 0 && offset &+ length <= pool.count)
    reserve(length)
    unsafe copy(from: pool.base + offset, length)
  }

  /// Copies `length` bytes; up to 32 of them in one go (a pool has as much slack as a writer).
  @inline(__always)
  private mutating func copy(from source: UnsafePointer<UInt8>, _ length: Int) {
    let target = unsafe base + count
    if length <= 32 {
      let words = unsafe UnsafeRawPointer(source).loadUnaligned(as: SIMD32<UInt8>.self)
      unsafe UnsafeMutableRawPointer(target).storeBytes(of: words, as: SIMD32<UInt8>.self)
    } else if length <= 192 {
      // A call of memmove costs more than these.
      var at = 0
      repeat {
        let words = unsafe UnsafeRawPointer(source + at).loadUnaligned(as: SIMD64<UInt8>.self)
        unsafe UnsafeMutableRawPointer(target + at).storeBytes(of: words, as: SIMD64<UInt8>.self)
        at &+= 64
      } while at < length
    } else {
      unsafe target.update(from: source, count: length)
    }
    count &+= length
  }

  /// Appends a text's UTF-8.
  package mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in unsafe bytes(utf8) }
  }

  /// Appends bytes that someone else owns.
  package mutating func bytes(_ source: UnsafeBufferPointer<UInt8>) {
    guard let start = source.baseAddress, source.count > 0 else { return }
    reserve(source.count)
    unsafe (base + count).update(from: start, count: source.count)
    count &+= source.count
  }

  /// Appends bytes behind which ``slack`` more may be read.
  @inline(__always)
  @unsafe
  mutating func bytesWithSlack(_ source: UnsafeBufferPointer<UInt8>) {
    guard let start = source.baseAddress else { return }
    reserve(source.count)
    unsafe copy(from: start, source.count)
  }

  /// Appends the bytes of an array.
  package mutating func bytes(_ source: [UInt8]) {
    unsafe source.withUnsafeBufferPointer { unsafe bytes($0) }
  }

  /// Appends bytes of another writer.
  package mutating func bytes(of other: borrowing LineWriter, from start: Int, count length: Int) {
    precondition(start >= 0 && length >= 0 && start &+ length <= other.count)
    reserve(length)
    unsafe copy(from: UnsafePointer(other.base) + start, length)
  }

  /// Appends what stands at `start` of this writer once more.
  @inline(__always)
  mutating func again(from start: Int, count length: Int) {
    precondition(start >= 0 && length >= 0 && start &+ length <= count)
    reserve(length)
    unsafe copy(from: UnsafePointer(base) + start, length)
  }

  /// Appends a number in decimal.
  @inline(__always)
  package mutating func integer(_ value: Int64) {
    reserve(20)
    if value < 0 {
      unsafe base[count] = 0x2D
      count &+= 1
    }
    digits(value.magnitude)
  }

  /// Appends a number in decimal, with zeros on the left up to `width` digits (at most 19).
  @inline(__always)
  package mutating func zeroPadded(_ value: Int64, width: Int) {
    if width <= 1 { return integer(value) }
    if width <= 4, value >= 0, value < 10000 {
      let word = digitWords.word(Int(value))
      let zeros = (word & 0x0F0F_0F0F).trailingZeroBitCount &>> 3
      let skip = min(zeros, 4 &- width)
      return self.word(UInt64(word &>> UInt32(8 &* skip)), length: 4 &- skip)
    }
    reserve(40)
    var magnitude = value.magnitude
    if value < 0 { byte(0x2D) }
    let length = max(width, Self.digitCount(magnitude))
    var at = count &+ length
    count = at
    for _ in 0..<length {
      at &-= 1
      unsafe base[at] = 0x30 &+ UInt8(truncatingIfNeeded: magnitude % 10)
      magnitude /= 10
    }
  }

  /// Appends `value` / 10^`places` with exactly `places` digits behind the point.
  package mutating func decimal(_ value: Int64, places: Int) {
    guard places > 0 else { return integer(value) }
    var unit: UInt64 = 1
    for _ in 0..<places { unit *= 10 }
    if value < 0 { byte(0x2D) }
    let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: unit)
    reserve(42)
    digits(whole)
    byte(0x2E)
    zeroPadded(Int64(part), width: places)
  }

  /// Appends a number with at most so many decimals, whose zeros at the end are left out as far as
  /// `least` decimals stay; of a whole number without decimals the point is left out, too.
  package mutating func decimal(_ value: Int64, places: Int, least: Int) {
    decimal(value, places: places)
    guard least < places else { return }
    var spare = places - least
    while spare > 0, self[count - 1] == 0x30 {
      truncate(to: count - 1)
      spare -= 1
    }
    if self[count - 1] == 0x2E { truncate(to: count - 1) }
  }

  @inline(__always)
  private mutating func digits(_ value: UInt64) {
    if value < 10000 {
      let small = Int(truncatingIfNeeded: value)
      let word = digitWords.word(small)
      let skip = small >= 1000 ? 0 : small >= 100 ? 1 : small >= 10 ? 2 : 3
      unsafe UnsafeMutableRawPointer(base + count)
        .storeBytes(of: (word &>> UInt32(8 &* skip)).littleEndian, as: UInt32.self)
      count &+= 4 &- skip
    } else {
      manyDigits(value)
    }
  }

  private mutating func manyDigits(_ value: UInt64) {
    let (upper, low) = value.quotientAndRemainder(dividingBy: 10000)
    digits(upper)
    unsafe UnsafeMutableRawPointer(base + count)
      .storeBytes(of: digitWords.word(Int(low)).littleEndian, as: UInt32.self)
    count &+= 4
  }

  /// How many decimal digits a number has; 1 for 0.
  static func digitCount(_ value: UInt64) -> Int {
    var length = 1
    var limit: UInt64 = 10
    while value >= limit {
      length &+= 1
      let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
      if overflow { break }
      limit = next
    }
    return length
  }

  /// Appends the lowest `digits` hexadecimal digits of a number, at most 16.
  @inline(__always)
  package mutating func hex(_ value: UInt64, digits: Int, upperCase: Bool = false) {
    if digits > 8 {
      word(
        Self.hex(value &>> 32, upperCase) &>> UInt64(8 &* (16 &- digits)), length: digits &- 8)
      word(Self.hex(value, upperCase), length: 8)
    } else {
      word(Self.hex(value, upperCase) &>> UInt64(8 &* (8 &- digits)), length: digits)
    }
  }

  /// The lowest eight digits at once: each gets a byte.
  @inline(__always)
  private static func hex(_ value: UInt64, _ upperCase: Bool) -> UInt64 {
    var word = (value & 0xFFFF) | (value & 0xFFFF_0000) &<< 16
    word = (word & 0x0000_00FF_0000_00FF) | (word & 0x0000_FF00_0000_FF00) &<< 8
    word = (word & 0x000F_000F_000F_000F) | (word & 0x00F0_00F0_00F0_00F0) &<< 4
    let isLetter = (word &+ 0x0606_0606_0606_0606) &>> 4 & 0x0101_0101_0101_0101
    word = word &+ 0x3030_3030_3030_3030 &+ isLetter &* (upperCase ? 7 : 39)
    return word.byteSwapped
  }

  /// Appends `count` copies of a byte.
  package mutating func fill(_ byte: UInt8, count length: Int) {
    guard length > 0 else { return }
    reserve(length)
    unsafe (base + count).initialize(repeating: byte, count: length)
    count &+= length
  }

  /// Opens a gap of `length` bytes at `position` and fills it.
  package mutating func insert(_ byte: UInt8, count length: Int, at position: Int) {
    guard length > 0 else { return }
    precondition(position >= 0 && position <= count)
    reserve(length)
    unsafe (base + position + length).update(from: base + position, count: count - position)
    unsafe (base + position).initialize(repeating: byte, count: length)
    count &+= length
  }

  /// Takes out `length` bytes at `position`.
  package mutating func remove(at position: Int, count length: Int) {
    precondition(position >= 0 && length >= 0 && position &+ length <= count)
    unsafe (base + position).update(
      from: base + position + length, count: count - position - length)
    count &-= length
  }

  /// Copies bytes over others.
  mutating func move(from start: Int, to target: Int, count length: Int) {
    precondition(start >= 0 && target >= 0 && length >= 0)
    precondition(start &+ length <= count && target &+ length <= count)
    unsafe (base + target).update(from: base + start, count: length)
  }

  /// The byte at a position.
  package subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < count)
    return unsafe base[position]
  }

  /// Lends what was written.
  @inline(__always)
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeBufferPointer(start: base, count: count))
  }

  /// What was written in a range, as a text; bytes that are no UTF-8 become U+FFFD.
  package func string(from start: Int, to end: Int) -> String {
    precondition(start >= 0 && start <= end && end <= count)
    return unsafe String(
      decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self)
  }

  /// All that was written, as a text.
  package var string: String { string(from: 0, to: count) }
}

extension LineWriter {
  /// How many characters begin in what was written from `start` on.
  func characters(from start: Int) -> Int {
    precondition(start >= 0 && start <= count)
    var characters = 0
    for place in start..<count where unsafe base[place] & 0xC0 != 0x80 { characters &+= 1 }
    return characters
  }
}

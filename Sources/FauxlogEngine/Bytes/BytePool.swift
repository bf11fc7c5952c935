/// The bytes of a ``BytePool``, which whoever keeps this keeps too: a copy counts no reference.
@safe
package struct PooledBytes: @unchecked Sendable {
  let base: UnsafePointer<UInt8>
  /// Bytes in the pool.
  package let count: Int

  /// Lends the bytes in a range.
  @inline(__always)
  package func withBytes<Result>(
    offset: Int, count length: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    precondition(offset >= 0 && length >= 0 && offset &+ length <= count)
    return unsafe body(UnsafeBufferPointer(start: base + offset, count: length))
  }
}

/// Bytes that are fixed once everything is compiled: literals, corpus rows, names.
///
/// Behind the last byte stands slack, so that short pieces can be copied 32 bytes at a time.
@safe
package final class BytePool: @unchecked Sendable {
  let base: UnsafePointer<UInt8>
  /// Bytes in the pool.
  package let count: Int

  /// A pool that holds a copy of these bytes.
  package init(_ bytes: [UInt8]) {
    count = bytes.count
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + LineWriter.slack)
    for (index, byte) in bytes.enumerated() { unsafe memory[index] = byte }
    unsafe (memory + bytes.count).initialize(repeating: 0, count: LineWriter.slack)
    unsafe base = UnsafePointer(memory)
  }

  deinit { unsafe UnsafeMutablePointer(mutating: base).deallocate() }

  /// The pool's bytes without its reference.
  package var bytes: PooledBytes { unsafe PooledBytes(base: base, count: count) }

  /// Lends the bytes in a range.
  @inline(__always)
  package func withBytes<Result>(
    offset: Int, count length: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    precondition(offset >= 0 && length >= 0 && offset &+ length <= count)
    return unsafe body(UnsafeBufferPointer(start: base + offset, count: length))
  }
}

/// The texts of 0000…9999 as words of four bytes, first digit lowest.
///
/// They are computed: a table would have to be asked, each time, whether it is there already.
struct DigitWords {
  @inline(__always)
  func word(_ value: Int) -> UInt32 {
    precondition(value >= 0 && value < 10000)
    let all = UInt32(truncatingIfNeeded: value)
    let hundreds = (all &* 5243) &>> 19
    // Two numbers below 100 side by side, then the tens and ones of each.
    let pair = hundreds | (all &- hundreds &* 100) &<< 16
    let tens = ((pair &* 103) &>> 10) & 0x000F_000F
    return 0x3030_3030 | tens | (pair &- tens &* 10) &<< 8
  }
}

let digitWords = DigitWords()

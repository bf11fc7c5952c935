import FauxlogEngine
import Glibc

extension LineWriter {
  /// How many lines begin in what was written from `start` on; an unended last line counts.
  ///
  /// Most records are one line: the C library finds its end faster than any loop of ours.
  func lines(from start: Int) -> Int32 {
    precondition(start >= 0 && start <= count)
    return unsafe withBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      var lines: Int32 = 0
      var place = start
      while place < bytes.count {
        lines &+= 1
        guard let end = unsafe memchr(base + place, 0x0A, bytes.count &- place) else { break }
        place = unsafe UnsafeRawPointer(base).distance(to: end) &+ 1
      }
      return lines
    }
  }
}

import Foundation

/// How fast memory is copied here, for scale: 64 KiB at a time, in cache.
func measureMemoryCopy() -> Measurement {
  let size = 1 << 16
  let turns = 20_000
  let source = [UInt8](repeating: 0x61, count: size)
  var target = [UInt8](repeating: 0, count: size)
  let result = best(of: 3) {
    unsafe source.withUnsafeBytes { from in
      unsafe target.withUnsafeMutableBytes { to in
        guard let from = from.baseAddress, let to = to.baseAddress else { return }
        for _ in 0..<turns { unsafe memcpy(to, from, size) }
      }
    }
    return (size * turns, 0)
  }
  precondition(target == source)
  return result
}

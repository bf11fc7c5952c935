/// What a draw is for, as 64 bits: the whole way from the seed to a hole, mixed name by name.
///
/// Keys are a promise to users from the first release on: the functions of this file may never
/// change, or every tree of every seed changes with them.
package typealias Key = UInt64

/// Mixes a key with one more part of the way; not symmetric, so the order of parts counts.
@inline(__always)
package func mix(_ key: Key, _ part: UInt64) -> Key {
  // The finaliser of MurmurHash3 over a multiply-add of the two halves.
  var word = (key ^ 0x9E37_79B9_7F4A_7C15) &+ (part &* 0xD6E8_FEB8_6659_FD93)
  word ^= word &>> 33
  word &*= 0xFF51_AFD7_ED55_8CCD
  word ^= word &>> 33
  word &*= 0xC4CE_B9FE_1A85_EC53
  word ^= word &>> 33
  return word
}

/// Mixes a key with a signed number.
@inline(__always)
package func mix(_ key: Key, signed part: Int64) -> Key { mix(key, UInt64(bitPattern: part)) }

/// The hash of a name: FNV-1a over its UTF-8, then finalised.
package func nameKey(_ name: String) -> Key {
  var name = name
  return name.withUTF8 { unsafe mix(fnv1a($0), 0) }
}

/// FNV-1a of some bytes.
@inline(__always)
func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  return hash
}

/// Draws that use up one key each; a draw is a pure function of its key.
package enum Draw {
  /// A whole number from 0 below `bound`, which is at least 1; every number has the same share.
  @inline(__always)
  package static func below(_ bound: UInt64, _ key: Key) -> UInt64 {
    // Multiply and shift: the bias is below bound / 2^64.
    key.multipliedFullWidth(by: bound).high
  }

  /// A number from `low` through `high`.
  @inline(__always)
  package static func within(_ low: Int64, _ high: Int64, _ key: Key) -> Int64 {
    let span = UInt64(bitPattern: high &- low)
    if span == .max { return Int64(bitPattern: key) }
    return low &+ Int64(bitPattern: below(span &+ 1, key))
  }

  /// True in `share` of 2^32 cases.
  @inline(__always)
  package static func chance(_ share: UInt64, _ key: Key) -> Bool { (key &>> 32) < share }
}

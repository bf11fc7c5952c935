/// Makes a text from a key alone: ids, and values of kinds that have no source.
///
/// Whatever it makes keeps to S1: documentation addresses, reserved hosts, plainly made-up words.
package enum Maker: Sendable, Hashable {
  /// So many hexadecimal digits.
  case hex(Int, upperCase: Bool)
  /// A version 4 UUID.
  case uuid
  /// Characters of a class.
  case string(least: Int, most: Int, of: [UInt8])
  /// An IPv4 address from the documentation ranges.
  case ipv4
  /// An IPv6 address from 2001:db8::/32.
  case ipv6
  case host, email, url, path, word, text
  /// So many random bytes, shown as they are only through an encoding function.
  case bytes(Int)

  /// Whether what it makes is text, whatever the key.
  var makesText: Bool {
    if case .bytes = self { return false }
    return true
  }

  /// Whether what it makes is text that ``isPlainText(_:)``, whatever the key.
  var makesPlainText: Bool {
    switch self {
    case .bytes: false
    case .string(_, _, let letters):
      unsafe letters.withUnsafeBufferPointer { unsafe isPlainText($0) }
    default: true
    }
  }

  /// Appends the text of `key`.
  func write(_ key: Key, into line: inout LineWriter) {
    switch self {
    case .hex(let digits, let upperCase): Self.hex(key, digits, upperCase, into: &line)
    case .uuid: Self.uuid(key, into: &line)
    case .string(let least, let most, let letters):
      let length = Int(Draw.within(Int64(least), Int64(most), mix(key, 0)))
      line.reserve(length)
      for place in 0..<length {
        line.byte(letters[Int(Draw.below(UInt64(letters.count), mix(key, UInt64(place + 1))))])
      }
    case .ipv4: Self.ipv4(key, into: &line)
    case .ipv6:
      line.text("2001:db8::")
      line.hex(key & 0xFFFF, digits: 4)
      line.byte(0x3A)
      line.hex(mix(key, 1) & 0xFFFF, digits: 4)
    case .host:
      Self.word(key, into: &line)
      line.text(".example.com")
    case .email:
      Self.word(key, into: &line)
      line.text("@example.com")
    case .url:
      line.text("https://www.example.com/")
      Self.word(key, into: &line)
    case .path:
      line.byte(0x2F)
      Self.word(key, into: &line)
      line.byte(0x2F)
      Self.word(mix(key, 1), into: &line)
    case .word: Self.word(key, into: &line)
    case .text:
      for index in 0..<(2 + Draw.below(5, mix(key, 99))) {
        if index > 0 { line.byte(0x20) }
        Self.word(mix(key, index), into: &line)
      }
    case .bytes(let length):
      for place in 0..<length { line.byte(UInt8(truncatingIfNeeded: mix(key, UInt64(place)))) }
    }
  }

  private static func hex(_ key: Key, _ digits: Int, _ upperCase: Bool, into line: inout LineWriter)
  {
    var rest = digits
    var part: UInt64 = 0
    while rest > 0 {
      let some = min(rest, 16)
      line.hex(part == 0 ? key : mix(key, part), digits: some, upperCase: upperCase)
      rest -= some
      part += 1
    }
  }

  private static func uuid(_ key: Key, into line: inout LineWriter) {
    let other = mix(key, 1)
    line.reserve(36)
    line.hex(key &>> 32, digits: 8)
    line.byte(0x2D)
    line.hex(key &>> 16, digits: 4)
    line.byte(0x2D)
    line.hex(0x4000 | key & 0xFFF, digits: 4)
    line.byte(0x2D)
    line.hex(0x8000 | other &>> 48 & 0x3FFF, digits: 4)
    line.byte(0x2D)
    line.hex(other, digits: 12)
  }

  private static func ipv4(_ key: Key, into line: inout LineWriter) {
    let nets: [StaticString] = ["192.0.2.", "198.51.100.", "203.0.113."]
    line.text(nets[Int(Draw.below(3, key))].description)
    line.integer(Int64(1 + Draw.below(254, mix(key, 1))))
  }

  /// Two to four syllables, plainly made up.
  private static func word(_ key: Key, into line: inout LineWriter) {
    let consonants = Array("bdfgklmnprstvz".utf8)
    let vowels = Array("aeiou".utf8)
    let syllables = 2 + Draw.below(3, key)
    for syllable in 0..<syllables {
      let one = mix(key, syllable + 1)
      line.byte(consonants[Int(Draw.below(UInt64(consonants.count), one))])
      line.byte(vowels[Int(Draw.below(UInt64(vowels.count), mix(one, 1)))])
    }
  }
}

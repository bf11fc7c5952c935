/// What stands before a member's bytes in a tar archive: the `ustar` header of POSIX, after an
/// extended one where a name or a size does not fit in it.
struct TarHeader {
  /// Headers and contents come in blocks of so many bytes.
  static let block = 512
  /// An archive's length is a multiple of this, as `tar` makes it.
  static let record = 20 * block

  /// Relative, without a slash at its end.
  var path: String
  var isFolder = false
  /// Bytes of the content.
  var size: Int64 = 0
  var mode: Int
  var owner: String
  /// Seconds since 1970.
  var modified: Int64

  /// The blocks.
  var bytes: [UInt8] {
    let name = Array((isFolder ? path + "/" : path).utf8)
    let split = Self.split(name)
    var extended: [UInt8] = []
    if split == nil { extended += Self.pair("path", name) }
    if size > Self.mostSize { extended += Self.pair("size", Array(String(size).utf8)) }
    var blocks: [UInt8] = []
    if !extended.isEmpty {
      blocks = Self.padded(
        header(name: Array("PaxHeader".utf8), prefix: [], kind: "x", size: Int64(extended.count)))
      blocks += Self.padded(extended)
    }
    let (prefix, rest) = split ?? ([], name.suffix(100))
    return blocks
      + Self.padded(
        header(
          name: Array(rest), prefix: Array(prefix), kind: isFolder ? "5" : "0",
          size: size > Self.mostSize ? 0 : size))
  }

  /// How many zeros follow a content.
  static func padding(after size: Int64) -> Int {
    Int((Int64(block) - size % Int64(block)) % Int64(block))
  }

  /// What eleven octal digits hold.
  private static let mostSize: Int64 = 0o777_7777_7777

  /// A name in its two fields, parted at a slash; nil where it does not fit.
  private static func split(_ name: [UInt8]) -> (
    prefix: ArraySlice<UInt8>, rest: ArraySlice<UInt8>
  )? {
    if name.count <= 100 { return ([], name[...]) }
    for place in name.indices.dropLast() where name[place] == 0x2F && place <= 155 {
      if name.count - place - 1 <= 100 { return (name[..<place], name[(place + 1)...]) }
    }
    return nil
  }

  /// `27 path=…` and a line end; the number counts itself.
  private static func pair(_ key: String, _ value: [UInt8]) -> [UInt8] {
    let rest = Array(" \(key)=".utf8) + value + [0x0A]
    var length = rest.count + 1
    while String(length).utf8.count + rest.count != length {
      length = String(length).utf8.count + rest.count
    }
    return Array(String(length).utf8) + rest
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + Array(repeating: 0, count: padding(after: Int64(bytes.count)))
  }

  private func header(name: [UInt8], prefix: [UInt8], kind: Character, size: Int64) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.block)
    func put(_ value: some Collection<UInt8>, at place: Int) {
      bytes.replaceSubrange(place..<place + value.count, with: value)
    }
    func put(octal number: Int64, digits: Int, at place: Int) {
      let text = String(max(number, 0), radix: 8)
      put(
        Array((String(repeating: "0", count: max(digits - text.count, 0)) + text).utf8), at: place)
    }
    put(name, at: 0)
    put(octal: Int64(mode), digits: 7, at: 100)
    put(octal: number(of: owner), digits: 7, at: 108)
    put(octal: number(of: owner), digits: 7, at: 116)
    put(octal: size, digits: 11, at: 124)
    put(octal: min(modified, Self.mostSize), digits: 11, at: 136)
    put(Array(repeating: UInt8(ascii: " "), count: 8), at: 148)
    put(String(kind).utf8, at: 156)
    put("ustar\u{0}00".utf8, at: 257)
    put(owner.utf8.prefix(31), at: 265)
    put(owner.utf8.prefix(31), at: 297)
    put(octal: 0, digits: 7, at: 329)
    put(octal: 0, digits: 7, at: 337)
    put(prefix, at: 345)
    // The sum over all bytes, its own field taken as blanks.
    let sum = bytes.reduce(Int64(0)) { $0 + Int64($1) }
    put(octal: sum, digits: 6, at: 148)
    bytes[154] = 0
    return bytes
  }

  /// A number that users of this name have: who unpacks an archive as root gets it by the name.
  private func number(of owner: String) -> Int64 {
    if owner == "root" { return 0 }
    return 100 + owner.utf8.reduce(Int64(0)) { ($0 * 31 + Int64($1)) % 900 }
  }
}

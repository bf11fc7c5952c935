import Glibc

/// Reads a tar archive from its bytes as they come, in constant memory: `ustar`, the extended headers
/// of POSIX and the long names of GNU.
package final class TarReader {
  /// What hears of the files in it; folders, links and the like are left out.
  package protocol Visitor: AnyObject {
    /// A file begins.
    func begin(_ path: String) throws(OutputError)
    /// The next bytes of its content.
    func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError)
    /// It is over.
    func end() throws(OutputError)
  }

  /// What the bytes are that come next.
  private enum State {
    case header
    case content(of: Content, left: Int64)
    case padding(left: Int)
    case over
  }

  /// What a content is for.
  private enum Content { case file, other, extended, longName }

  private static let block = TarHeader.block
  /// Longer extended headers and names are none that a log has.
  private static let mostExtended: Int64 = 64 << 10

  private let name: String
  private let visitor: any Visitor
  private var state = State.header
  /// Bytes of a header, an extended header or a long name so far.
  private var held: [UInt8] = []
  private var padding = 0
  /// What the next header's fields give way to.
  private var longPath: [UInt8]?
  private var longSize: Int64?

  /// - Parameter name: the archive's name in messages.
  package init(name: String, _ visitor: any Visitor) {
    self.name = name
    self.visitor = visitor
  }

  /// Takes the next bytes; false once the archive is over.
  package func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws(OutputError) -> Bool {
    var place = 0
    while place < bytes.count {
      switch state {
      case .header:
        let count = min(Self.block - held.count, bytes.count - place)
        unsafe held += bytes[place..<place + count]
        place += count
        if held.count == Self.block { try readHeader() }
      case .content(let content, let left):
        let count = Int(min(left, Int64(bytes.count - place)))
        try unsafe take(UnsafeBufferPointer(rebasing: bytes[place..<place + count]), content)
        place += count
        state = .content(of: content, left: left - Int64(count))
        if left == Int64(count) { try end(content) }
      case .padding(let left):
        let count = min(left, bytes.count - place)
        place += count
        state = left == count ? .header : .padding(left: left - count)
      case .over: return false
      }
    }
    if case .over = state { return false }
    return true
  }

  /// Ends the reading; an archive that is cut off is an error (EIO).
  package func finish() throws(OutputError) {
    switch state {
    case .over: return
    case .header where held.isEmpty: return
    default: throw damaged
    }
  }

  private var damaged: OutputError { .failed(.read, path: name, code: EIO) }

  // MARK: - Headers

  private func readHeader() throws(OutputError) {
    defer { held.removeAll(keepingCapacity: true) }
    if held.allSatisfy({ $0 == 0 }) {
      state = .over
      return
    }
    let sum = held.indices.reduce(Int64(0)) {
      $0 + (148..<156 ~= $1 ? 0x20 : Int64(held[$1]))
    }
    guard number(148..<156) == sum, let stated = number(124..<136), stated >= 0 else {
      throw damaged
    }
    let kind = held[156]
    switch kind {
    case UInt8(ascii: "x"), UInt8(ascii: "L"):
      guard stated <= Self.mostExtended else { throw damaged }
      try begin(kind == UInt8(ascii: "x") ? .extended : .longName, stated)
    case UInt8(ascii: "0"), UInt8(ascii: "7"), 0:
      let path = self.path
      let size = longSize ?? stated
      (longPath, longSize) = (nil, nil)
      // Before POSIX a folder was a file whose name ends so.
      if path.hasSuffix("/") { return try begin(.other, size) }
      try visitor.begin(path)
      try begin(.file, size)
    case UInt8(ascii: "g"): try begin(.other, stated)
    default:
      (longPath, longSize) = (nil, nil)
      // Links and folders have no content, whatever size they state.
      try begin(.other, (0x31...0x36).contains(kind) ? 0 : stated)
    }
  }

  private func begin(_ content: Content, _ size: Int64) throws(OutputError) {
    padding = TarHeader.padding(after: size)
    state = .content(of: content, left: size)
    if size == 0 {
      held.removeAll(keepingCapacity: true)
      try end(content)
    }
  }

  private func take(
    _ bytes: UnsafeBufferPointer<UInt8>, _ content: Content
  ) throws(OutputError) {
    switch content {
    case .file: try unsafe visitor.take(bytes)
    case .extended, .longName: unsafe held += bytes
    case .other: break
    }
  }

  private func end(_ content: Content) throws(OutputError) {
    state = padding == 0 ? .header : .padding(left: padding)
    switch content {
    case .file: try visitor.end()
    case .longName: longPath = Array(held.prefix { $0 != 0 })
    case .extended: try readExtended()
    case .other: break
    }
    held.removeAll(keepingCapacity: true)
  }

  /// Lines such as `27 path=…`.
  private func readExtended() throws(OutputError) {
    var rest = held[...]
    while let blank = rest.firstIndex(of: 0x20) {
      guard let length = Int(String(decoding: rest[..<blank], as: UTF8.self)),
        length > blank - rest.startIndex + 1, length <= rest.count
      else { throw damaged }
      let pair = rest[(blank + 1)..<(rest.startIndex + length - 1)]
      rest = rest[(rest.startIndex + length)...]
      guard let mark = pair.firstIndex(of: 0x3D) else { throw damaged }
      let value = pair[(mark + 1)...]
      switch String(decoding: pair[..<mark], as: UTF8.self) {
      case "path": longPath = Array(value)
      case "size":
        guard let size = Int64(String(decoding: value, as: UTF8.self)), size >= 0 else {
          throw damaged
        }
        longSize = size
      default: break
      }
    }
  }

  /// The member's path: no part of it leads out of a folder.
  private var path: String {
    var bytes = longPath ?? []
    if bytes.isEmpty {
      // Only `ustar` of POSIX has a prefix there.
      if held[257..<263].elementsEqual("ustar\u{0}".utf8) { bytes = field(345..<500) }
      bytes += (bytes.isEmpty ? [] : [0x2F]) + field(0..<100)
    }
    let isFolder = bytes.last == 0x2F
    let parts = bytes.split(separator: 0x2F).filter { $0 != [0x2E] && $0 != [0x2E, 0x2E] }
    return String(decoding: Array(parts.joined(separator: [0x2F])), as: UTF8.self)
      + (isFolder ? "/" : "")
  }

  private func field(_ range: Range<Int>) -> [UInt8] { Array(held[range].prefix { $0 != 0 }) }

  /// An octal number, or one of GNU's in base 256; nil if it is neither.
  private func number(_ range: Range<Int>) -> Int64? {
    if held[range.lowerBound] == 0x80 {
      var sum: Int64 = 0
      for byte in held[range].dropFirst() {
        guard sum < 1 << 54 else { return nil }
        sum = sum << 8 | Int64(byte)
      }
      return sum
    }
    let digits = held[range].drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
    return digits.isEmpty ? 0 : Int64(String(decoding: digits, as: UTF8.self), radix: 8)
  }
}

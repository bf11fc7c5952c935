/// Decodes what stands behind bars and in quotes: holes, `⇥`, `␠`, `$$`, `${U+1B}`, `${0xE9}`.
struct TemplateReader {
  private let bytes: ArraySlice<UInt8>
  private var offset: Int
  private var position: Position
  private let allowsPaths: Bool
  private let allowsTabs: Bool
  private var text: [UInt8] = []
  private var segments: [Bar.Segment] = []

  /// A reader of bytes whose first stands at `position`.
  private init(_ bytes: ArraySlice<UInt8>, at position: Position, paths: Bool, tabs: Bool) {
    self.bytes = bytes
    offset = bytes.startIndex
    self.position = position
    allowsPaths = paths
    allowsTabs = tabs
  }

  /// The segments of a text; `paths` says whether `${a.b}` may stand in it, `tabs` raw tabs.
  static func segments(
    of bytes: ArraySlice<UInt8>, at position: Position, paths: Bool, tabs: Bool = false
  ) throws(Diagnostic) -> [Bar.Segment] {
    var reader = TemplateReader(bytes, at: position, paths: paths, tabs: tabs)
    try reader.read()
    return reader.segments
  }

  private mutating func read() throws(Diagnostic) {
    while let byte = peek() {
      switch byte {
      case 0x24: try dollar()
      case 0x09 where !allowsTabs: throw .tab(at: position)
      case 0x00...0x08, 0x0A...0x1F, 0x7F: throw control(byte)
      case 0xE2 where follows(0x87, 0xA5): take(3, as: 0x09)
      case 0xE2 where follows(0x90, 0xA0): take(3, as: 0x20)
      default: take(1, as: byte)
      }
    }
    flush()
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    offset + distance < bytes.endIndex ? bytes[offset + distance] : nil
  }

  /// Whether the two bytes behind the next one are these.
  private func follows(_ second: UInt8, _ third: UInt8) -> Bool {
    peek(1) == second && peek(2) == third
  }

  /// Goes over so many bytes of one character and writes one.
  private mutating func take(_ count: Int, as byte: UInt8) {
    text.append(byte)
    skip(count)
  }

  private mutating func skip(_ count: Int) {
    for _ in 0..<count where offset < bytes.endIndex {
      offset += 1
      if peek()?.isContinuation != true { position.column += 1 }
    }
  }

  private mutating func flush() {
    guard !text.isEmpty else { return }
    segments.append(.text(String(decoding: text, as: UTF8.self)))
    text.removeAll(keepingCapacity: true)
  }

  private func control(_ byte: UInt8) -> Diagnostic {
    let name = codeName(Unicode.Scalar(byte))
    return Diagnostic(position, "\(name) cannot be seen: write ${\(name)}")
  }

  private mutating func dollar() throws(Diagnostic) {
    switch peek(1) {
    case 0x24:
      text.append(0x24)
      skip(2)
    case 0x7B: try braces()
    case .some(let byte) where byte.isLower: plainHole()
    default:
      throw Diagnostic(
        position, "a hole is $name, with a name of a-z, 0-9 and _",
        help: "a dollar is written $$")
    }
  }

  /// `$name`.
  private mutating func plainHole() {
    var place = position
    var length = 1
    while peek(length)?.isNameByte == true { length += 1 }
    place.length = Int32(clamping: length)
    let name = String(decoding: bytes[(offset + 1)..<(offset + length)], as: UTF8.self)
    flush()
    segments.append(.hole(path: [Name(name, place)], place))
    skip(length)
  }

  /// `${name}`, `${a.b}`, `${U+1B}`, `${0xE9}`.
  private mutating func braces() throws(Diagnostic) {
    var length = 2
    while let byte = peek(length), byte != 0x7D, byte != 0x24, byte != 0x20, length < 200 {
      length += 1
    }
    guard peek(length) == 0x7D else {
      throw Diagnostic(position, "this hole has no end", help: "put a } behind its name")
    }
    var place = position
    place.length = Int32(clamping: length + 1)
    let inner = String(decoding: bytes[(offset + 2)..<(offset + length)], as: UTF8.self)
    if inner.hasPrefix("U+") {
      text.append(contentsOf: String(try character(inner.dropFirst(2), at: place)).utf8)
    } else if inner.hasPrefix("0x") {
      try byte(inner.dropFirst(2), at: place)
    } else {
      let path = try holePath(inner, at: place)
      flush()
      segments.append(.hole(path: path, place))
    }
    skip(length + 1)
  }

  private func character(_ digits: Substring, at place: Position) throws(Diagnostic) -> Character {
    guard digits.count <= 6, digits.utf8.allSatisfy(\.isHexDigit),
      let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code)
    else {
      throw Diagnostic(
        place, "U+\(digits.prefix(20)) is no character: U+0 to U+10FFFF, without U+D800 to U+DFFF")
    }
    return Character(scalar)
  }

  private mutating func byte(_ digits: Substring, at place: Position) throws(Diagnostic) {
    guard digits.count == 2, digits.utf8.allSatisfy(\.isHexDigit),
      let byte = UInt8(digits, radix: 16)
    else { throw Diagnostic(place, "a byte is ${0x00} to ${0xFF}") }
    flush()
    segments.append(.byte(byte))
  }

  private func holePath(_ inner: String, at place: Position) throws(Diagnostic) -> [Name] {
    guard isDottedName(inner) else {
      throw Diagnostic(
        place, "a hole is ${name}, with a name of a-z, 0-9 and _",
        help: "any other character is ${U+1B}, a byte ${0xE9}")
    }
    let parts = inner.split(separator: ".")
    guard parts.count == 1 || allowsPaths else {
      throw Diagnostic(
        place, "a hole in a grammar's line is a plain name",
        help: "define one below: \(parts.last ?? "name"): text from \(inner)")
    }
    var start = place
    start.column += 2
    return names(in: inner, at: start)
  }
}

/// The names between the dots of a text, each where it stands.
func names(in text: String, at start: Position) -> [Name] {
  var place = start
  return text.split(separator: ".").map { part in
    place.length = Int32(clamping: part.utf8.count)
    defer { place.column += place.length + 1 }
    return Name(String(part), place)
  }
}

/// How the text of a record stands in its file: its characters as bytes, and its line ends.
///
/// Inside fauxlog a record is UTF-8 with LF at the end of each line; writing and reading translate.
package struct TextCoding: Sendable, Hashable {
  /// What ends a line.
  package enum LineEnd: String, Sendable, CaseIterable {
    case lf = "LF"
    case crlf = "CRLF"
    case cr = "CR"
  }

  /// What characters are as bytes.
  package enum Charset: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    case latin1 = "iso-8859-1"
    /// The byte order is that of the mark at the file's start, else little-endian.
    case utf16 = "utf-16"

    /// Bytes of a line end, and of all else that is ASCII.
    var unit: Int { self == .utf16 ? 2 : 1 }
  }

  /// What ends a line.
  package var lineEnd = LineEnd.lf
  /// What characters are as bytes.
  package var charset = Charset.utf8
  /// Whether a byte order mark stands at the start of each file.
  package var hasMark = false
  /// Whether a layout's head stands before every line of a record.
  package var repeatsHead = false

  /// UTF-8, LF.
  package init() {}

  /// Whether a record stands in its file as it is.
  package var isPlain: Bool { self == TextCoding() }

  /// Whether nothing but a mark is to be translated.
  var isByteForByte: Bool { lineEnd == .lf && charset == .utf8 && !repeatsHead }

  /// What stands at the start of each file before all else.
  package var mark: [UInt8] {
    guard hasMark else { return [] }
    return charset == .utf16 ? [0xFF, 0xFE] : charset == .utf8 ? [0xEF, 0xBB, 0xBF] : []
  }

  /// A line end as it stands in the file.
  package var lineEndBytes: [UInt8] {
    let bytes: [UInt8] =
      switch lineEnd {
      case .lf: [0x0A]
      case .crlf: [0x0D, 0x0A]
      case .cr: [0x0D]
      }
    return charset == .utf16 ? bytes.flatMap { [$0, 0] } : bytes
  }

  /// Ends a record of one line as lines of its file end; false, and nothing is done, if more of it
  /// is to be translated.
  package func endOnlyLine(of line: inout LineWriter) -> Bool {
    guard charset == .utf8, line.count > 0, line[line.count - 1] == 0x0A else { return false }
    line.truncate(to: line.count - 1)
    if lineEnd != .lf { line.byte(0x0D) }
    if lineEnd != .cr { line.byte(0x0A) }
    return true
  }

  /// Whether the first line of a log ends as lines do.
  package func fits(_ beginning: [UInt8]) -> Bool {
    guard let place = beginning.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return true }
    let next = place + charset.unit
    let found: LineEnd =
      beginning[place] == 0x0A
      ? .lf : next < beginning.count && beginning[next] == 0x0A ? .crlf : .cr
    return found == lineEnd
  }

  /// The first character of a text that cannot be written; nil if all can.
  package func unwritable(in bytes: some Collection<UInt8>) -> UInt32? {
    guard charset == .windows1252 || charset == .latin1 else { return nil }
    let all = Array(bytes)
    return unsafe all.withUnsafeBufferPointer { bytes in
      var at = 0
      while at < bytes.count {
        let scalar = unsafe UTF8Scalar(bytes, at: at)
        if scalar.isValid, charset.byte(of: scalar.code) == nil { return scalar.code }
        at += scalar.length
      }
      return nil
    }
  }
}

extension TextCoding.Charset {
  /// The byte of a character in a code page; nil if it has none.
  func byte(of code: UInt32) -> UInt8? {
    if code < 0x80 || (code < 0x100 && (self == .latin1 || code >= 0xA0)) { return UInt8(code) }
    guard self == .windows1252 else { return nil }
    return Self.upper.firstIndex(of: UInt16(truncatingIfNeeded: code)).flatMap {
      code <= 0xFFFF ? UInt8($0 + 0x80) : nil
    }
  }

  /// The character of a byte in a code page.
  func code(of byte: UInt8) -> UInt32 {
    self == .windows1252 && byte &- 0x80 < 0x20
      ? UInt32(Self.upper[Int(byte - 0x80)]) : UInt32(byte)
  }

  /// What the bytes 80 to 9F are in Windows 1252; those it does not define are C1 controls, as
  /// browsers and Windows itself read them.
  private static let upper: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]
}

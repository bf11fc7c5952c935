/// One text file in the language, with its lines.
package struct SourceFile: Sendable {
  /// The path as the user knows it, `Templates/frappe/log.grammar`.
  package let path: String
  /// Where it comes from: built-in files are layer 0, the user's folders follow.
  package let layer: Int
  /// The lines without their ends.
  package let lines: [String]

  /// A file of this text; `\r\n` ends a line as `\n` does, a byte order mark is left out.
  package init(path: String, text: String, layer: Int = 0) {
    self.path = path
    self.layer = layer
    var text = text
    lines = text.withUTF8 { unsafe Self.lines(of: $0) }
  }

  /// Whether it is no file of a user's.
  package var isBuiltIn: Bool { layer == 0 }

  private static func lines(of bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    var lines: [String] = []
    var start = unsafe bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let end = unsafe bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let isCRLF = unsafe end < bytes.count && end > start && bytes[end - 1] == 0x0D
      let line = unsafe UnsafeBufferPointer(rebasing: bytes[start..<(isCRLF ? end - 1 : end)])
      unsafe lines.append(String(decoding: line, as: UTF8.self))
      start = end + 1
    }
    return lines
  }

  /// The words of the line that says what the file is, `grammar frappe.log`, found without parsing
  /// it, and its number from 0; nil if there is none.
  package var header: (words: [String], line: Int)? {
    guard
      let line = lines.firstIndex(where: { line in
        !line.hasPrefix("#") && line.contains { $0 != " " }
      })
    else { return nil }
    let words = lines[line].split(separator: " ").prefix { !$0.hasPrefix("#") }
    return (words.map(String.init), line)
  }
}

/// A stretch of one line of a source file.
package struct Position: Sendable, Hashable {
  /// The number of the file among all that were loaded.
  package var file: Int32
  /// The line, from 1.
  package var line: Int32
  /// The column of the first character, from 1.
  package var column: Int32
  /// How many characters are meant, at least 1.
  package var length: Int32

  /// A stretch of a line.
  package init(file: Int32 = 0, line: Int32, column: Int32, length: Int32 = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.length = length
  }
}

/// The units of a size with their bytes.
private let units: [(name: String, bytes: Int64)] = [
  ("", 1), ("B", 1),
  ("kB", 1000), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
  ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
]

/// Reads a number of bytes: `500000`, `10MB` (millions) or `10MiB` (of 1024 times 1024).
func readSize(_ text: String) throws(ValueFault) -> Int64 {
  var cursor = TextCursor(text)
  guard let number = try cursor.number(of: .size) else { throw .malformed(.size) }
  let name = cursor.rest
  guard let unit = units.first(where: { $0.name == name }) else { throw .malformed(.size) }
  guard let count = Int64(exactly: number) else { throw .tooLarge(.size) }
  let size = count.multipliedReportingOverflow(by: unit.bytes)
  guard !size.overflow else { throw .tooLarge(.size) }
  return size.partialValue
}

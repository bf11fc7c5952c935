/// The units of a duration with their milliseconds, from the longest.
private let units: [(name: String, milliseconds: UInt64)] = [
  ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
]

/// The longest duration: 100000 days, so that its nanoseconds fit 64 bits.
private let longest: UInt64 = 100_000 * 86_400_000

/// Reads `90s`, `15m`, `24h`, `7d`, `250ms` or several such in falling order: `1h30m`.
func readDuration(_ text: String) throws(ValueFault) -> Duration {
  var cursor = TextCursor(text)
  var total: UInt64 = 0
  var smaller = units[...]
  repeat {
    guard let number = try cursor.number(of: .duration) else { throw .malformed(.duration) }
    let name = cursor.letters()
    guard let index = smaller.firstIndex(where: { $0.name == name }) else {
      throw .malformed(.duration)
    }
    let part = number.multipliedReportingOverflow(by: units[index].milliseconds)
    guard !part.overflow, part.partialValue <= longest - total else { throw .tooLarge(.duration) }
    total += part.partialValue
    smaller = units[(index + 1)...]
  } while !cursor.isAtEnd
  return .milliseconds(Int64(total))
}

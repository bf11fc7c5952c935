/// How far a long work is, in one line of text.
struct ProgressLine: Equatable {
  /// From 0 to 1; nil if the end is not known.
  let fraction: Double?
  let records: UInt64
  let bytes: UInt64
  /// Since the work began.
  let elapsed: Duration

  /// The line, as many of its parts as `width` columns hold, the first being the dearest.
  func text(width: Int) -> String {
    var line = ""
    for part in parts {
      let longer = line.isEmpty ? part : "\(line)  \(part)"
      if longer.utf8.count > width { break }
      line = longer
    }
    return line
  }

  private var parts: [String] {
    var parts: [String] = []
    if let done = share { parts.append(padded("\(Int(done * 100))%", to: 4)) }
    if let rate = perSecond(records).map(shortened) {
      parts.append("\(rate.digits)\(rate.prefix.isEmpty ? "" : " \(rate.prefix)") records/s")
    }
    if let rate = perSecond(bytes).map(shortened) {
      parts.append("\(rate.digits) \(rate.prefix)B/s")
    }
    if let remaining { parts.append("\(remaining) left") }
    return parts
  }

  /// The fraction, whatever was handed in, from 0 to 1.
  private var share: Double? {
    fraction.map { $0.isNaN ? 0 : min(max($0, 0), 1) }
  }

  private var seconds: Double { elapsed / .seconds(1) }

  private func perSecond(_ count: UInt64) -> UInt64? {
    guard seconds > 0 else { return nil }
    return UInt64(exactly: (Double(count) / seconds).rounded())
  }

  /// Judged by the time it took so far; nil in the first second, when that says little.
  private var remaining: String? {
    guard let share, share > 0, seconds >= 1 else { return nil }
    let rest = (seconds * (1 - share) / share).rounded()
    guard rest < 100 * 86_400 else { return nil }
    let total = Int(rest)
    switch total {
    case ..<60: return "\(total)s"
    case ..<3600: return "\(total / 60)m\(twoDigits(total % 60))s"
    case ..<86_400: return "\(total / 3600)h\(twoDigits(total / 60 % 60))m"
    default: return "\(total / 86_400)d\(twoDigits(total / 3600 % 24))h"
    }
  }
}

/// A number cut to three digits, and its decimal prefix: `999`, `1.20 M`, `34.5 k`.
private func shortened(_ number: UInt64) -> (digits: String, prefix: String) {
  if number < 1000 { return ("\(number)", "") }
  var unit: UInt64 = 1000
  var prefixes = ["k", "M", "G", "T", "P", "E"][...]
  while number / unit >= 1000, prefixes.count > 1 {
    unit *= 1000
    prefixes.removeFirst()
  }
  let whole = number / unit
  let hundredths = number % unit / (unit / 100)
  let digits =
    switch whole {
    case ..<10: "\(whole).\(twoDigits(Int(hundredths)))"
    case ..<100: "\(whole).\(hundredths / 10)"
    default: "\(whole)"
    }
  return (digits, prefixes.first ?? "")
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func padded(_ text: String, to width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.utf8.count)) + text
}

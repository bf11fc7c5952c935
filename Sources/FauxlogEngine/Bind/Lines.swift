import FauxlogLanguage

/// Lines of a record under construction.
struct Lines {
  /// One line without its end, or a piece that makes lines of its own.
  enum Unit {
    case line([Pattern])
    case block([Pattern])
  }
  var units: [Unit] = []

  /// How many patterns stand in it.
  var count: Int { units.count }

  /// All of it; the last line has its end only if wanted.
  func joined(finalLineEnd: Bool) -> [Pattern] {
    var result: [Pattern] = []
    for (index, unit) in units.enumerated() {
      switch unit {
      case .line(let line):
        result += line
        if finalLineEnd || index < units.count - 1 { result.append(.literal([0x0A])) }
      case .block(let block): result += block
      }
    }
    return result
  }
}

/// Where a bar of a notation stands: inside or outside of a quoted string.
struct NotationContext {
  /// The notation of the bars.
  let notation: Bar.Notation?
  /// The quote of the string that is open.
  private(set) var quote: UInt8?
  /// Whether a `u` stands before that quote.
  private(set) var isPrefixed = false
  private var isEscaped = false
  private var last: UInt8 = 0

  init(_ notation: Bar.Notation?) { self.notation = notation }

  /// Goes over literal text.
  mutating func pass(_ bytes: some Sequence<UInt8>) {
    guard notation != nil else { return }
    for byte in bytes {
      if isEscaped {
        isEscaped = false
      } else if let open = quote {
        if byte == 0x5C { isEscaped = true } else if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27 && notation != .json {
        quote = byte
        isPrefixed = last == 0x75
      }
      last = byte
    }
  }

  /// Leaves the string whose closing quote belongs to a hole.
  mutating func close() { quote = nil }
}

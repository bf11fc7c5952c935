/// How a log writes a time: letters after Unicode's TR 35, ready to be written and read.
///
/// `yyyy yy MM M MMM MMMM dd d EEE EEEE HH H hh h mm ss S… a Z xx xxx XXX`, text in `'…'`; beyond
/// that `_d` (the day padded with a blank), `f` (milliseconds unpadded), `[.SSSSSS]` (left out when
/// zero), and as whole patterns `epoch` and `epoch ms`. Names are English. Digits are cut, never
/// rounded.
package struct TimePattern: Sendable {
  /// What a pattern is made of.
  enum Form: Equatable, Sendable {
    /// Of its items.
    case items
    /// Seconds since 1970.
    case unixSeconds
    /// Milliseconds since 1970.
    case unixMilliseconds
  }

  /// The pattern as it was written.
  package let text: String
  let form: Form
  let items: [TimeItem]
  let plan: TimePlan
  /// The smallest thing shown.
  private let finest: Finest

  /// Things that a time can end with.
  private enum Finest: Comparable, Sendable { case year, month, day, hour, minute, second }

  /// How many digits of the second's fraction are shown, at most: 0 through 9.
  package let precision: Int
  /// The bytes that a text of the pattern can begin with.
  package let firstBytes: ByteSet
  /// The bytes that, right behind a text of the pattern, could be taken for more of it.
  package let continuation: ByteSet
  /// The length of the shortest text, in bytes.
  package let minLength: Int
  /// The length of the longest text, in bytes.
  package let maxLength: Int

  /// Compiles a pattern.
  package init(_ text: String) throws(TimePatternError) {
    switch text {
    case "epoch": self.init(text, unix: .unixSeconds)
    case "epoch ms": self.init(text, unix: .unixMilliseconds)
    default:
      var compiler = TimePatternCompiler(text)
      self.init(text, items: try compiler.compile())
    }
  }

  /// A pattern of items that are known to be sound.
  init(_ text: String, items: [TimeItem]) {
    self.text = text
    self.items = items
    form = .items
    plan = TimePlan(items)
    finest = Self.finest(items)
    precision = items.map(\.precision).max() ?? 0
    minLength = items.reduce(0) { $0 + $1.lengths.lowerBound }
    maxLength = items.reduce(0) { $0 + $1.lengths.upperBound }
    var first = ByteSet()
    for item in items {
      first.formUnion(item.firstBytes)
      if item.lengths.lowerBound > 0 { break }
    }
    firstBytes = first
    continuation = items.last?.continuation ?? ByteSet()
  }

  /// Seconds or milliseconds since 1970; lengths are those of 2000 through 2040.
  private init(_ text: String, unix form: Form) {
    self.text = text
    self.form = form
    items = []
    plan = TimePlan([])
    finest = .second
    precision = form == .unixMilliseconds ? 3 : 0
    minLength = 9 + precision
    maxLength = 10 + precision
    firstBytes = ByteSet(0x31...0x39)
    continuation = .digits
  }

  private static func finest(_ items: [TimeItem]) -> Finest {
    items.reduce(.year) { finest, item in
      switch item {
      case .fraction, .number(.second, _): .second
      case .number(.minute, _): max(finest, .minute)
      case .number(.hour, _), .number(.halfDayHour, _): max(finest, .hour)
      case .number(.day, _), .weekdayName: max(finest, .day)
      case .number(.month, _), .monthName: max(finest, .month)
      default: finest
      }
    }
  }

  /// An instant as far as the pattern shows it.
  ///
  /// That is the first instant at which the pattern shows the same. The year counts as shown.
  package func cut(_ instant: Instant, zone: Zone) -> Instant {
    if finest == .second {
      return instant - floorDivide(instant, by: Int64(Self.nanoseconds(ofDigit: precision))).rest
    }
    let minute = floorDivide(instant, by: 60 * nanosecondsPerSecond)
    let wholeMinute = instant - minute.rest
    if finest == .minute { return wholeMinute }
    var civil = CivilTime(instant: wholeMinute, offset: zone.offset(at: instant))
    if finest == .hour { return wholeMinute - Int64(civil.minute) * 60 * nanosecondsPerSecond }
    (civil.hour, civil.minute) = (0, 0)
    if finest <= .month { civil.day = 1 }
    if finest == .year { civil.month = 1 }
    return zone.firstInstant(ofLocal: civil.localSecond)
  }
}

extension TimeItem {
  /// How many digits of the second's fraction the item shows.
  fileprivate var precision: Int {
    switch self {
    case .fraction(.digits(let count)), .fraction(.optional(_, let count)): count
    case .fraction(.milliseconds): 3
    default: 0
    }
  }
}

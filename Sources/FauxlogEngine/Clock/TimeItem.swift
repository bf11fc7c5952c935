/// One piece of a time pattern.
enum TimeItem: Equatable, Sendable {
  /// A byte that stands for itself.
  case literal(UInt8)
  /// `yyyy`.
  case year
  /// `yy`: the last two digits of a year from 2000 to 2099.
  case shortYear
  /// A number of one or two digits.
  case number(TimeUnit, TimeWidth)
  /// `MMM`, or `MMMM` if whole.
  case monthName(whole: Bool)
  /// `EEE`, or `EEEE` if whole.
  case weekdayName(whole: Bool)
  /// `a`: AM or PM.
  case halfDay
  /// `S…`, `f`, `[.SSS]`.
  case fraction(TimeFraction)
  /// `Z`, `xx`, `xxx`, `XXX`.
  case offset(TimeOffsetForm)
}

/// What a number of one or two digits counts.
enum TimeUnit: Equatable, Sendable {
  case month, day, hour, halfDayHour, minute, second
}

/// How a number of one or two digits is written.
enum TimeWidth: Equatable, Sendable {
  /// Two digits always.
  case padded
  /// A digit or two.
  case plain
  /// Two characters; a blank stands for the first digit if it is 0.
  case blank
}

/// What is shown of the part of a second.
enum TimeFraction: Equatable, Sendable {
  /// So many digits, 1 through 9, the rest cut off.
  case digits(Int)
  /// The milliseconds as a number: 0 through 999.
  case milliseconds
  /// A separator and so many digits, or nothing if these digits are all 0.
  case optional(separator: UInt8, digits: Int)
}

/// How an offset from UTC is shown.
enum TimeOffsetForm: Equatable, Sendable {
  /// `+0530`.
  case basic
  /// `+05:30`.
  case extended
  /// `+05:30`, and `Z` for zero.
  case zulu
}

extension TimeItem {
  /// The fewest and the most bytes that the item's text can have.
  var lengths: ClosedRange<Int> {
    switch self {
    case .literal: 1...1
    case .year: 4...4
    case .shortYear, .halfDay: 2...2
    case .number(_, let width): (width == .plain ? 1 : 2)...2
    case .monthName(let whole): 3...(whole ? 9 : 3)
    case .weekdayName(let whole): whole ? 6...9 : 3...3
    case .fraction(.digits(let count)): count...count
    case .fraction(.milliseconds): 1...3
    case .fraction(.optional(_, let count)): 0...(count + 1)
    case .offset(.basic): 5...5
    case .offset(.extended): 6...6
    case .offset(.zulu): 1...6
    }
  }

  /// The bytes that the item's text can begin with.
  var firstBytes: ByteSet {
    switch self {
    case .literal(let byte): ByteSet(CollectionOfOne(byte))
    case .year, .shortYear, .fraction(.digits), .fraction(.milliseconds): .digits
    case .number(let unit, let width): Self.firstBytes(of: unit, width)
    case .monthName: ByteSet(TimeName.months.map { $0[0] })
    case .weekdayName: ByteSet(TimeName.weekdays.map { $0[0] })
    case .halfDay: ByteSet("AP".utf8)
    case .fraction(.optional(let separator, _)): ByteSet(CollectionOfOne(separator))
    case .offset(let form): ByteSet((form == .zulu ? "+-Z" : "+-").utf8)
    }
  }

  private static func firstBytes(of unit: TimeUnit, _ width: TimeWidth) -> ByteSet {
    if width == .plain { return unit == .hour ? .digits : ByteSet("123456789".utf8) }
    if width == .blank { return ByteSet(" 123".utf8) }
    return switch unit {
    case .month, .halfDayHour: ByteSet("01".utf8)
    case .hour: ByteSet("012".utf8)
    case .day: ByteSet("0123".utf8)
    case .minute: ByteSet("012345".utf8)
    case .second: ByteSet("0123456".utf8)
    }
  }

  /// The bytes that, right behind the item's text, could be taken for more of it.
  var continuation: ByteSet {
    switch self {
    case .number(_, .plain), .fraction(.milliseconds): .digits
    case .fraction(.optional(let separator, _)): ByteSet(CollectionOfOne(separator))
    default: ByteSet()
    }
  }
}

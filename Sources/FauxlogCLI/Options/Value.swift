/// A value as it was understood.
enum Value: Equatable, Sendable {
  case text(String)
  case number(UInt64)
  case duration(Duration)
  case size(Int64)
  case instant(String)
  case rate(Rate)
  case setting(Setting)
  case place(Place)
}

/// A parameter and the text it is set to.
struct Setting: Equatable, Sendable {
  /// Words joined by `_`, however it was typed.
  let name: String
  /// May be empty.
  let value: String
}

/// So many records in each stretch of time.
struct Rate: Equatable, Sendable {
  /// At least 1.
  let records: UInt64
  let each: Duration
}

/// A line of a file.
struct Place: Equatable, Sendable {
  let file: String
  /// From 1.
  let line: UInt64
}

/// What is wrong with a value.
enum ValueFault: Error, Equatable {
  /// It does not look like one of its kind.
  case malformed(ValueKind)
  /// It is one, but too large to work with.
  case tooLarge(ValueKind)
  /// It is a number outside of the range.
  case outside(ClosedRange<UInt64>)
  /// It is none of the words that may stand here.
  case notAmong([String], nearest: String?)
  /// It names a standard stream where a folder is needed.
  case standardStream
}

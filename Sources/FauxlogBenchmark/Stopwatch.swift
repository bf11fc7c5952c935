/// What a measurement moved, and how long it took.
struct Measurement {
  /// Bytes that came out.
  var bytes: Int
  /// Lines or records that came out; 0 where there are none.
  var records = 0
  /// The shortest of all repeats.
  var duration: Duration

  /// Bytes in a second.
  var rate: Double { Double(bytes) / duration.seconds }
}

extension Duration {
  /// The duration as a number, for printing.
  var seconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}

/// Runs a body several times and keeps the shortest: what disturbs a run only makes it longer.
///
/// The body says how many bytes and records it made; they are the same every time.
func best(
  of repeats: Int, _ body: () throws -> (bytes: Int, records: Int)
) rethrows -> Measurement {
  var shortest: Measurement?
  for _ in 0..<max(repeats, 1) {
    var made = (bytes: 0, records: 0)
    let duration = try ContinuousClock().measure { made = try body() }
    if let known = shortest, known.duration <= duration { continue }
    shortest = Measurement(bytes: made.bytes, records: made.records, duration: duration)
  }
  return shortest ?? Measurement(bytes: 0, duration: .zero)
}

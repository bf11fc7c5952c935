import Synchronization

/// A line that tells how far a long work is, drawn over itself at most ten times a second.
///
/// Any thread may report. Where there is no screen, a report costs nothing.
final class Progress: Sendable {
  /// What the line is drawn on.
  struct Screen: Sendable {
    /// Puts characters on it.
    let draw: @Sendable (String) -> Void
    /// Its columns now.
    let width: @Sendable () -> Int
    /// Time since any fixed moment.
    var now: @Sendable () -> Duration = sinceStart()
  }

  private struct State {
    var lastDrawn: Duration?
    var isFinished = false
  }

  /// The time between two drawings.
  private static let pause = Duration.milliseconds(100)

  private let screen: Screen?
  private let start: Duration
  private let state = Mutex(State())

  /// Begins the work now; `nil` draws nothing.
  init(screen: Screen?) {
    self.screen = screen
    start = screen?.now() ?? .zero
  }

  deinit { finish() }

  /// Tells how far the work is: a fraction from 0 to 1 (nil: the end is not known), and how many
  /// records and bytes are done in all.
  func update(fraction: Double?, records: UInt64, bytes: UInt64) {
    guard let screen else { return }
    let now = screen.now()
    state.withLock { state in
      if state.isFinished { return }
      if let last = state.lastDrawn, now - last < Self.pause { return }
      state.lastDrawn = now
      let line = ProgressLine(
        fraction: fraction, records: records, bytes: bytes, elapsed: now - start)
      // In the last column some terminals would break the line.
      screen.draw("\r\(line.text(width: screen.width() - 1))\u{1B}[K")
    }
  }

  /// Erases the line.
  ///
  /// Later reports draw nothing. An end of the work by an error finishes by itself, so that the
  /// error is told on a clean line.
  func finish() {
    guard let screen else { return }
    state.withLock { state in
      if !state.isFinished, state.lastDrawn != nil { screen.draw("\r\u{1B}[K") }
      state.isFinished = true
    }
  }
}

private func sinceStart() -> @Sendable () -> Duration {
  let start = ContinuousClock.now
  return { ContinuousClock.now - start }
}

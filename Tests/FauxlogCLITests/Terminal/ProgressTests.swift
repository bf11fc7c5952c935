import Dispatch
import Synchronization
import Testing

@testable import FauxlogCLI

/// A screen that remembers what was drawn, with a clock that is set by hand.
private final class FakeScreen: Sendable {
  private let state = Mutex((drawn: [String](), now: Duration.seconds(50), width: 81))

  var drawn: [String] { state.withLock { $0.drawn } }

  func pass(_ time: Duration) { state.withLock { $0.now += time } }

  func resize(to width: Int) { state.withLock { $0.width = width } }

  func progress() -> Progress {
    Progress(
      screen: Progress.Screen(
        draw: { text in self.state.withLock { $0.drawn.append(text) } },
        width: { self.state.withLock { $0.width } },
        now: { self.state.withLock { $0.now } }))
  }
}

@Suite("The progress line is drawn over itself")
struct ProgressTests {
  @Test("at most ten times a second")
  func pace() {
    let screen = FakeScreen()
    let progress = screen.progress()
    for _ in 0..<100 {
      screen.pass(.milliseconds(10))
      progress.update(fraction: 0.5, records: 1, bytes: 1)
    }
    #expect(screen.drawn.count == 10)
  }

  @Test("and erased at the end, once, and never drawn again")
  func end() {
    let screen = FakeScreen()
    let progress = screen.progress()
    screen.pass(.seconds(2))
    progress.update(fraction: 0.5, records: 10, bytes: 4000)
    progress.finish()
    screen.pass(.seconds(2))
    progress.update(fraction: 1, records: 20, bytes: 8000)
    progress.finish()
    let line = " 50%  5 records/s  2.00 kB/s  2s left"
    #expect(screen.drawn == ["\r\(line)\u{1B}[K", "\r\u{1B}[K"])
  }

  @Test("an end by an error erases it too; where nothing was drawn, nothing is erased")
  func forgotten() {
    let screen = FakeScreen()
    do {
      let progress = screen.progress()
      progress.update(fraction: 0, records: 0, bytes: 0)
    }
    #expect(screen.drawn.last == "\r\u{1B}[K")
    let still = FakeScreen()
    still.progress().finish()
    #expect(still.drawn.isEmpty)
  }

  @Test("it leaves the last column free and follows the window")
  func width() {
    let screen = FakeScreen()
    let progress = screen.progress()
    screen.pass(.seconds(2))
    screen.resize(to: 20)
    progress.update(fraction: 0.5, records: 10, bytes: 4000)
    screen.resize(to: 18)
    screen.pass(.seconds(2))
    progress.update(fraction: 0.5, records: 20, bytes: 4000)
    #expect(screen.drawn == ["\r 50%  5 records/s\u{1B}[K", "\r 50%  5 records/s\u{1B}[K"])
    screen.resize(to: 17)
    screen.pass(.seconds(2))
    progress.update(fraction: 0.5, records: 20, bytes: 4000)
    #expect(screen.drawn.last == "\r 50%\u{1B}[K")
  }

  @Test("from many threads at one moment, it is drawn once")
  func threads() {
    let screen = FakeScreen()
    let progress = screen.progress()
    DispatchQueue.concurrentPerform(iterations: 500) { index in
      progress.update(fraction: 0.1, records: UInt64(index), bytes: 0)
    }
    #expect(screen.drawn.count == 1)
  }

  @Test("where there is no screen, all is quiet")
  func silent() {
    let progress = Progress(screen: nil)
    progress.update(fraction: 0.5, records: 1, bytes: 1)
    progress.finish()
  }
}

@Suite("The progress line says how far the work is")
struct ProgressLineTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let fraction: Double?
    let records: UInt64
    let bytes: UInt64
    let elapsed: Duration
    let text: String

    var testDescription: String { text }
  }

  static let cases = [
    Case(fraction: 0, records: 0, bytes: 0, elapsed: .zero, text: "  0%"),
    Case(fraction: nil, records: 0, bytes: 0, elapsed: .zero, text: ""),
    Case(
      fraction: nil, records: 1_234_567, bytes: 98_765_432, elapsed: .seconds(1),
      text: "1.23 M records/s  98.7 MB/s"),
    Case(
      fraction: 0.5, records: 999, bytes: 1000, elapsed: .milliseconds(999),
      text: " 50%  1.00 k records/s  1.00 kB/s"),
    Case(
      fraction: 0.999, records: 0, bytes: 12_345, elapsed: .seconds(1),
      text: " 99%  0 records/s  12.3 kB/s  0s left"),
    Case(
      fraction: 0.25, records: 0, bytes: 123_456, elapsed: .seconds(100),
      text: " 25%  0 records/s  1.23 kB/s  5m00s left"),
    Case(
      fraction: 0.01, records: 0, bytes: 0, elapsed: .seconds(73),
      text: "  1%  0 records/s  0 B/s  2h00m left"),
    Case(
      fraction: 0.001, records: 0, bytes: 0, elapsed: .seconds(100),
      text: "  0%  0 records/s  0 B/s  1d03h left"),
    Case(
      fraction: 1e-300, records: 0, bytes: 0, elapsed: .seconds(10),
      text: "  0%  0 records/s  0 B/s"),
    Case(
      fraction: 7, records: 0, bytes: .max, elapsed: .seconds(1),
      text: "100%  0 records/s  0s left"),
    Case(
      fraction: -.infinity, records: 0, bytes: 1 << 60, elapsed: .seconds(1),
      text: "  0%  0 records/s  1.15 EB/s"),
    Case(fraction: .nan, records: 0, bytes: 0, elapsed: .zero, text: "  0%"),
  ]

  @Test("in percent, pace and time", arguments: cases)
  func line(_ example: Case) {
    let line = ProgressLine(
      fraction: example.fraction, records: example.records, bytes: example.bytes,
      elapsed: example.elapsed)
    #expect(line.text(width: 100) == example.text)
  }

  @Test("and is never wider than asked", arguments: [0, 3, 4, 17, 18, 40])
  func width(_ width: Int) {
    let line = ProgressLine(fraction: 0.5, records: 10, bytes: 4000, elapsed: .seconds(2))
    #expect(line.text(width: width).count <= width)
  }
}

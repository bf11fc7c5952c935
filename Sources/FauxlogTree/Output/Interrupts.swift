import Glibc
import Synchronization

/// The wish to end, from a signal, as something that the work can ask for at a good moment.
///
/// As long as there is nothing to clean up, a signal ends the program at once.
package enum Interrupts {
  /// Whether the work has begun something that it must not leave halfway.
  private static let isHeld = Atomic<Bool>(false)
  /// The first signal that came, 0 before.
  private static let first = Atomic<Int32>(0)
  /// When it came, in milliseconds of the monotonic clock.
  private static let moment = Atomic<Int64>(0)

  /// The signal that asks for an end (SIGINT, SIGTERM or SIGHUP); nil as long as none came.
  package static var pending: Int32? {
    let signal = first.load(ordering: .acquiring)
    return signal == 0 ? nil : signal
  }

  /// From now on the work asks for signals itself, before it makes what it would have to clean up.
  package static func hold() { isHeld.store(true, ordering: .releasing) }

  /// Listens from now on; called once, at the start of the program.
  ///
  /// A signal that the caller of the program had ignored (nohup) stays ignored. SIGPIPE and SIGXFSZ
  /// are ignored, so that a closed pipe and a limit on file sizes come as errors of the writing.
  package static func install() {
    // Made here, so that the handler never is the one to make them.
    isHeld.store(false, ordering: .releasing)
    first.store(0, ordering: .releasing)
    moment.store(0, ordering: .releasing)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var old = sigaction()
      _ = unsafe sigaction(number, nil, &old)
      if isIgnored(old) { continue }
      var new = sigaction()
      unsafe new.__sigaction_handler.sa_handler = { Interrupts.received($0) }
      // No SA_RESTART: a write of the main thread to a stuck pipe must come back.
      _ = unsafe sigaction(number, &new, nil)
    }
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  private static func isIgnored(_ action: sigaction) -> Bool {
    let handler = unsafe action.__sigaction_handler.sa_handler
    return unsafe unsafeBitCast(handler, to: Int.self) == 1
  }

  /// Runs inside the signal handler: nothing but atomics and calls that are safe there.
  ///
  /// A second signal kills at once. Programs such as `timeout` send the first one twice, to the
  /// process and to its group, so what comes within 200 ms counts as one.
  static func received(_ number: Int32) {
    if !isHeld.load(ordering: .acquiring) { _exit(128 + number) }
    var now = timespec()
    _ = unsafe clock_gettime(CLOCK_MONOTONIC, &now)
    let time = Int64(now.tv_sec) &* 1000 &+ Int64(now.tv_nsec) / 1_000_000
    let isFirst = first.compareExchange(
      expected: 0, desired: number, ordering: .acquiringAndReleasing
    ).exchanged
    if isFirst {
      moment.store(time, ordering: .releasing)
    } else if time &- moment.load(ordering: .acquiring) > 200 {
      _ = signal(number, SIG_DFL)
      _ = raise(number)
    }
  }
}

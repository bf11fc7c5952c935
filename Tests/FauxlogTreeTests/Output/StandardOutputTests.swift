import FauxlogTestSupport
import Foundation
import Testing

@testable import FauxlogTree

@Suite("The standard output and signals")
struct StandardOutputTests {
  private static func append(_ bytes: [UInt8], to output: StandardOutput) throws(OutputError) {
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(OutputError) in
      try unsafe output.append(buffer)
    }
  }

  /// Test code runs on threads that hold all signals back; the program's main thread does not.
  private static func listen() {
    var none = sigset_t()
    _ = unsafe sigemptyset(&none)
    _ = unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
    Interrupts.install()
    Interrupts.hold()
  }

  @Test("writes everything in order, in small and large pieces")
  func order() throws {
    let scratch = try Scratch()
    var expected: [UInt8] = []
    do {
      let output = unsafe StandardOutput(
        descriptor: open(scratch["out"], O_WRONLY | O_CREAT, 0o600))
      for size in [1, 70_000, 300_000, 0, 262_144, 5] {
        let bytes = noise(size)
        expected += bytes
        try Self.append(bytes, to: output)
      }
      try output.flush()
    }
    #expect(FileManager.default.contents(atPath: scratch["out"]) == Data(expected))
  }

  @Test("reports a full disk")
  func fullDisk() throws {
    let output = unsafe StandardOutput(descriptor: open("/dev/full", O_WRONLY))
    try Self.append([1], to: output)
    let error = OutputError.failed(.write, path: "standard output", code: ENOSPC)
    #expect(error.exitStatus == 74)
    #expect(throws: error) { try output.flush() }
  }

  @Test("tells a closed pipe from other errors")
  func closedPipe() async {
    await #expect(processExitsWith: .exitCode(7)) {
      Interrupts.install()
      var ends: [Int32] = [0, 0]
      _ = unsafe pipe(&ends)
      close(ends[0])
      do {
        let output = StandardOutput(descriptor: ends[1])
        try Self.append(noise(300_000), to: output)
      } catch let error as OutputError where error == .closedPipe {
        exit(7)
      }
    }
  }

  @Test("comes back from a pipe that nobody reads when a signal comes")
  func stuck() async {
    await #expect(processExitsWith: .exitCode(128 + SIGTERM)) {
      Self.listen()
      var ends: [Int32] = [0, 0]
      _ = unsafe pipe(&ends)
      let writer = pthread_self()
      Thread.detachNewThread {
        // More than once, in case the first comes before the write.
        for _ in 0..<100 {
          usleep(100_000)
          pthread_kill(writer, SIGTERM)
        }
      }
      do {
        try Self.append(
          [UInt8](repeating: 0, count: 1_000_000), to: StandardOutput(descriptor: ends[1]))
      } catch let error as OutputError {
        exit(error.exitStatus)
      }
    }
  }

  @Test("notes a signal and goes on", arguments: [SIGINT, SIGTERM, SIGHUP])
  func firstSignal(_ number: Int32) async {
    await #expect(processExitsWith: .exitCode(5)) { [number = number as Int32] in
      Self.listen()
      if Interrupts.pending != nil { exit(1) }
      raise(number)
      // The same again at once, as `timeout` does it.
      raise(number)
      exit(Interrupts.pending == number ? 5 : 1)
    }
  }

  @Test("ends at a second signal", arguments: [SIGINT, SIGTERM])
  func secondSignal(_ number: Int32) async {
    await #expect(processExitsWith: .signal(number)) { [number = number as Int32] in
      Self.listen()
      raise(SIGINT)
      usleep(300_000)
      raise(number)
    }
  }

  @Test("ends at once where there is nothing to clean up", arguments: [SIGINT, SIGTERM, SIGHUP])
  func nothingBegun(_ number: Int32) async {
    await #expect(processExitsWith: .exitCode(128 + number)) { [number = number as Int32] in
      Self.listen()
      Interrupts.install()
      raise(number)
      exit(5)
    }
  }

  @Test("leaves a signal ignored that nohup had ignored")
  func ignoredSignal() async {
    await #expect(processExitsWith: .exitCode(5)) {
      _ = signal(SIGHUP, SIG_IGN)
      Self.listen()
      raise(SIGHUP)
      exit(Interrupts.pending == nil ? 5 : 1)
    }
  }
}

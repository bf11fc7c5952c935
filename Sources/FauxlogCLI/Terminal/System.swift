// The calls of the C library that the command needs, and no others.
#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Ends the process.
func endProcess(_ status: ExitStatus) -> Never {
  exit(status.rawValue)
}

/// Makes a write to a closed pipe an error like any other, instead of the process's end.
func ignoreClosedPipes() {
  _ = signal(SIGPIPE, SIG_IGN)
}

/// Fills the places of standard streams that were closed when the program began.
///
/// Else the first file that is opened would take such a place, and results or errors would be
/// written into it. What stands there instead can be neither read nor written, as before.
func reserveStandardStreams() {
  for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) == -1 {
    _ = unsafe open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
  }
}

/// A variable of the environment.
func environmentVariable(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// Standard output or standard error.
struct StandardStream: Sendable {
  private let descriptor: Int32

  static let output = StandardStream(descriptor: 1)
  static let errors = StandardStream(descriptor: 2)

  /// What went wrong with a write.
  enum WriteError: Error, Equatable {
    /// Nobody reads any more.
    case closed
    /// In the system's words.
    case failed(String)
  }

  /// Who reads it, as things stand now: a window may change its size.
  var terminal: Terminal {
    Terminal(columns: columns, environment: environmentVariable)
  }

  /// The columns of the terminal; nil if it is none.
  private var columns: Int? {
    guard isatty(descriptor) == 1 else { return nil }
    var window = winsize()
    let asked = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &window)
    return asked == 0 && window.ws_col > 0 ? Int(window.ws_col) : 80
  }

  /// Writes all of it, at once and unbuffered.
  func write(_ bytes: Span<UInt8>) throws(WriteError) {
    var written = 0
    while written < bytes.count {
      let result = unsafe bytes.withUnsafeBytes { buffer in
        unsafe systemWrite(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if result >= 0 {
        written += result
      } else if errno == EAGAIN {
        waitForRoom()
      } else if errno != EINTR {
        throw errno == EPIPE ? .closed : .failed(unsafe String(cString: strerror(errno)))
      }
    }
  }

  /// Waits until a stream that does not block takes bytes again.
  private func waitForRoom() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = unsafe poll(&request, 1, -1)
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, bytes, count)
}

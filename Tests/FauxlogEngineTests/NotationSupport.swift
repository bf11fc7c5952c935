import FauxlogEngine
import Foundation

/// What `body` appends to an empty writer, as a text.
func writtenText(_ body: (inout LineWriter) -> Void) -> String {
  var writer = LineWriter(capacity: 64)
  body(&writer)
  return writer.string
}

/// What `body` appends to an empty writer.
func writtenBytes(_ body: (inout LineWriter) -> Void) -> [UInt8] {
  var writer = LineWriter(capacity: 64)
  body(&writer)
  return unsafe writer.withBytes { unsafe Array($0) }
}

/// A value in a notation.
func spelled(
  _ datum: Datum, as notation: Notation, _ style: NotationStyle = NotationStyle()
) -> String {
  writtenText { notation.write(datum, style: style, into: &$0) }
}

/// A small generator of random tests, the same on every run.
struct NotationRandom {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// A text that favours what notations must escape.
  mutating func text(upTo length: Int = 24) -> String {
    let spicy: [Unicode.Scalar] = [
      "'", "\"", "\\", "\n", "\r", "\t", "\u{0}", "\u{8}", "\u{1B}", "\u{7F}", "\u{80}", "\u{A0}",
      "\u{AD}", "é", "\u{2028}", "→", "\u{200B}", "日", "\u{E000}", "\u{FFFD}", "😀", "\u{E0001}",
    ]
    var text = String.UnicodeScalarView()
    for _ in 0..<below(length + 1) {
      let plain = Unicode.Scalar(UInt8(0x20 + below(0x5F)))
      text.append(below(3) == 0 ? spicy[below(spicy.count)] : plain)
    }
    return String(text)
  }

  /// A value of at most `depth` levels that `notation` can spell and give back.
  mutating func datum(for notation: Notation, depth: Int) -> Datum {
    switch below(depth > 0 ? 10 : 6) {
    case 0: return .none
    case 1: return .bool(below(2) == 0)
    case 2: return .integer(Int64(bitPattern: next() >> UInt64(below(64))))
    case 3: return .number(["0.5", "-1e-05", "1.5e+16", "12345678901234567890", "-0.0"][below(5)])
    case 4, 5: return .text(text())
    case 6, 7:
      let elements = (0..<below(4)).map { _ in datum(for: notation, depth: depth - 1) }
      return .list(elements, tuple: notation == .python && below(2) == 0)
    case 8 where notation == .python:
      let raws = [
        "datetime.datetime(2021, 5, 6, 0, 0)", "<Request 'http://x' [GET]>", "nan", "{1, 2}",
        "ConnectionError(MaxRetryError(\"x: ('a)\"))", "Decimal('1.5')", "b'\\x00'", "(1+2j)",
      ]
      return .raw(raws[below(raws.count)])
    default:
      return .record(
        (0..<below(4)).map { _ in
          .init(
            notation == .json ? .text(text()) : datum(for: .python, depth: 0),
            datum(for: notation, depth: depth - 1))
        })
    }
  }
}

/// Runs Python 3 for tests that hold our notations against it.
enum PythonProgram {
  /// Where it is; nil if it is not on this machine.
  static let path = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static var isThere: Bool { path != nil }

  /// What a program prints on being given `input`.
  static func run(_ program: String, input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments = ["-X", "utf8", "-c", program]
    let (into, out) = (Pipe(), Pipe())
    process.standardInput = into
    process.standardOutput = out
    try process.run()
    let writer = Thread {
      into.fileHandleForWriting.write(Data(input.utf8))
      try? into.fileHandleForWriting.close()
    }
    writer.start()
    let answer = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: answer, as: UTF8.self)
  }
}

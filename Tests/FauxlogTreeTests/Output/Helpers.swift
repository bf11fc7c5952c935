import Foundation
import Testing

@testable import FauxlogTree

extension OutputFolder {
  func append(_ id: Int, _ text: String) throws(OutputError) { try append(id, Array(text.utf8)) }

  func append(_ id: Int, _ bytes: [UInt8]) throws(OutputError) {
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(OutputError) in
      try unsafe append(id, buffer)
    }
  }
}

extension SHA256 {
  static func hex(_ bytes: [UInt8]) -> String {
    var digest = SHA256()
    unsafe bytes.withUnsafeBufferPointer { unsafe digest.update($0) }
    return digest.digest().hex
  }
}

/// Bytes that look like nothing in particular, the same each time.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
  var word = seed
  return (0..<count).map { _ in
    word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: word &>> 33)
  }
}

/// Runs a program of the system; nil where it is not installed.
func run(_ program: String, _ arguments: [String]) throws -> Data? {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return process.terminationStatus == 0 ? output : nil
}

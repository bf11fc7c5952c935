import Fauxlog
import FauxlogEngine
import FauxlogTestSupport
import FauxlogTree
import Foundation

/// A tree and its golden files, generated in a folder that goes with the object.
final class GeneratedTree: Sendable {
  private let scratch: Scratch

  /// Where the tree stands.
  var tree: String { scratch["out"] }
  /// Where its golden files stand.
  var golden: String { scratch["out.golden"] }

  /// Generates a tree of a library in this process.
  ///
  /// - Parameter minutes: the length of the window in log time.
  init(
    _ library: TemplateLibrary, _ tree: String, minutes: Int64,
    adjust: (inout TreeOrder) -> Void = { _ in }
  ) throws {
    scratch = try Scratch()
    var order = TreeOrder(tree: tree, folder: scratch["out"])
    order.duration = minutes * 60 * 1_000_000_000
    adjust(&order)
    _ = try library.generate(order)
  }

  /// A tree that was generated as `out` in a folder.
  init(standingIn scratch: Scratch) { self.scratch = scratch }

  /// Generates a tree by a run of the program.
  init(running program: Program, _ arguments: [String]) throws {
    scratch = try Scratch()
    let outcome = try program.run(["generate"] + arguments + ["--quiet", "-o", scratch["out"]])
    guard outcome.status == 0 else { throw Failure("generate: \(outcome.errors)") }
  }

  /// All files of the tree and its golden files by their paths.
  ///
  /// A compressed file is there with its content, as its own bytes are promised for one version of
  /// zlib only (R5).
  var files: [String: Data] {
    get throws {
      var files: [String: Data] = [:]
      for (path, bytes) in contents(of: tree) { files["tree/" + path] = bytes }
      for (path, bytes) in contents(of: golden) { files["golden/" + path] = bytes }
      for path in files.keys where path.hasSuffix(".gz") {
        let place = path.hasPrefix("tree/") ? tree + path.dropFirst(4) : path
        files[path] = try Tool("gzip").output(["-dc", place])
      }
      return files
    }
  }

  /// A file of the tree.
  func log(_ path: String) throws -> Data {
    guard let data = FileManager.default.contents(atPath: "\(tree)/\(path)") else {
      throw Failure("no \(path)")
    }
    return data
  }

  /// The manifest.
  var manifest: ManifestView {
    get throws {
      let data = FileManager.default.contents(atPath: "\(golden)/manifest.json")
      return try JSONDecoder().decode(ManifestView.self, from: data ?? Data())
    }
  }
}

/// Why a helper of the tests could not do its work.
///
/// Not `#require`'s error: that is told where it is thrown, and kept for later it would be silent.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// What tests read of a manifest.
struct ManifestView: Decodable {
  struct File: Decodable {
    var path: String
    var size: Int
    var sha256: String
    var content_sha256: String?
    var format: String?
    var log: String?
    var records: Int?
    var first_record: Int?
  }

  var seed: String
  var command: String
  var removed: [String: Int]
  var files: [File]
}

extension TemplateLibrary {
  /// The built-in templates, loaded once.
  static let builtIn = Result { try TemplateLibrary() }
}

/// The SHA-256 of bytes in hexadecimal.
func sha256(_ data: Data) -> String {
  var hash = SHA256()
  unsafe data.withUnsafeBytes { unsafe hash.update($0.assumingMemoryBound(to: UInt8.self)) }
  return hash.digest().hex
}

/// The paths at which two sets of files differ, with what is wrong there; sorted.
func differences(_ left: [String: Data], _ right: [String: Data]) -> [String] {
  Set(left.keys).union(right.keys).sorted().compactMap { path in
    switch (left[path], right[path]) {
    case (let one?, let other?): one == other ? nil : "\(path): other bytes"
    case (nil, _): "\(path): only in the second"
    case (_, nil): "\(path): only in the first"
    }
  }
}

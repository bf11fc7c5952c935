import Fauxlog
import FauxlogEngine
import Foundation
import Testing

/// R1 and R4 across machines and versions: digests that were recorded once still hold.
///
/// A byte that changes is a decision. Look at what changed, then write the new table with
///
///     FAUXLOG_RECORD_DIGESTS=1 swift test --filter DigestTests
///
/// and say in the commit why. The mill's digests stand for the engine's promise (keys, arrivals,
/// draws, kinds): they change with nothing but the engine or the mill's own templates. Those of the
/// built-in trees change with their templates too. The manifest is left out, since its digest of
/// the templates changes with every comment, and it holds a compressed file's own digest (R5).
@Suite struct DigestTests {
  /// A tree that has recorded digests.
  struct Case: Sendable, CustomTestStringConvertible {
    let tree: String
    let seed: UInt64
    let start: String
    let minutes: Int64
    var settings: [String: String] = [:]

    var testDescription: String {
      let set = settings.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
      return "\(tree) seed \(seed) from \(start) for \(minutes) min\(set)"
    }

    /// Its digests as `tree` and `golden`.
    func digests() throws -> RecordedDigests.Pair {
      let library = try tree == "mill" ? Mill.library.get() : TemplateLibrary.builtIn.get()
      let made = try GeneratedTree(library, tree, minutes: minutes) {
        $0.seed = seed
        $0.start = parseRFC3339(start)
        $0.settings = settings.map { ($0.key, $0.value) }.sorted { $0.name < $1.name }
      }
      let files = try made.files.filter { $0.key != "golden/manifest.json" }
      return RecordedDigests.Pair(
        tree: digest(files.filter { $0.key.hasPrefix("tree/") }),
        golden: digest(files.filter { $0.key.hasPrefix("golden/") }))
    }

    /// The digest of the list that `sha256sum` would print of the files, sorted by path.
    private func digest(_ files: [String: Data]) -> String {
      let list = files.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { "\(sha256($0.value))  \($0.key)\n" }.joined()
      return sha256(Data(list.utf8))
    }
  }

  static let cases = [
    Case(tree: "mill", seed: 1, start: "2021-05-06T07:00:00Z", minutes: 40),
    Case(tree: "mill", seed: .max, start: "2024-02-29T23:30:00Z", minutes: 40),
    Case(
      tree: "mill", seed: 3, start: "2026-10-25T00:30:00Z", minutes: 60, settings: ["lines": "4"]),
    Case(tree: "frappe-bench", seed: 1, start: "2021-05-05T18:30:00Z", minutes: 20),
    Case(tree: "flat-server", seed: 1, start: "2019-10-15T05:50:00Z", minutes: 15),
    Case(tree: "4d-server", seed: 1, start: "2026-03-02T07:00:00Z", minutes: 20),
    Case(tree: "cloudify-manager", seed: 1, start: "2026-11-16T08:00:00Z", minutes: 120),
    Case(tree: "prosody-server", seed: 1, start: "2026-11-19T07:00:00Z", minutes: 60),
    Case(tree: "frappe-bench", seed: 42, start: "2021-05-06T04:00:00Z", minutes: 15),
    Case(
      tree: "frappe-bench", seed: 2, start: "2021-05-06T08:30:00Z", minutes: 15,
      settings: ["documented": "true", "sites": "1"]),
  ]

  private static let isRecording =
    ProcessInfo.processInfo.environment["FAUXLOG_RECORD_DIGESTS"] != nil

  @Test("the recorded digests hold", .disabled(if: isRecording), arguments: cases)
  func hold(_ example: Case) throws {
    #expect(try RecordedDigests.table[example.testDescription] == example.digests())
  }

  @Test("records the digests anew", .enabled(if: isRecording))
  func record() throws {
    let rows = try Self.cases.map { example in
      let pair = try example.digests()
      return """
            "\(example.testDescription)": Pair(
              tree: "\(pair.tree)",
              golden: "\(pair.golden)"),

        """
    }
    let text = """
      /// Digests of whole trees and their golden files; written by DigestTests, which says when.
      enum RecordedDigests {
        struct Pair: Equatable, Sendable {
          let tree: String
          let golden: String
        }

        static let table: [String: Pair] = [
      \(rows.joined())  ]
      }

      """
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "RecordedDigests.swift")
    try Data(text.utf8).write(to: file)
    print(text)
  }
}

import FauxlogTestSupport
import Foundation
import Testing

/// G5: what `recognize` reads out of a tree is its golden, as far as a reader can know it.
@Suite struct ReadBackTests {
  @Test(
    "reading a tree back gives its golden records, byte for byte",
    // Of an hour that comes twice on the wall, no reader knows which one is meant.
    arguments: GoldenTests.cases.filter { !$0.start.hasPrefix("2026-10-2") })
  func readBack(_ example: GoldenTests.Case) throws {
    let made = try example.made.get()
    let scratch = try Scratch()
    let templates = try example.tree == "mill" ? Mill.folder : BusyBench.folder.get().path
    let settings = example.settings.flatMap { ["--set", "\($0.key)=\($0.value)"] }
    let outcome = try Program.built.run(
      [
        // Stamps of some logs have no year.
        "recognize", example.tree, made.tree, "--start", example.start, "--templates", templates,
        "--records", scratch["read"],
      ]
        + settings)
    try #require(outcome.status == 0, "\(outcome.errors)")
    let read = contents(of: scratch["read/records"])
    var compared = 0
    for (path, stated) in contents(of: "\(made.golden)/records") where !path.hasSuffix("/") {
      let expected = try lines(stated).map(knowable)
      let found = lines(read[path] ?? Data())
      compared += expected.count
      guard let place = zip(expected, found).firstDifference ?? endDifference(expected, found)
      else { continue }
      Issue.record(
        """
        \(path), record \(place):
        golden \(place < expected.count ? expected[place] : "has no more")
        read   \(place < found.count ? found[place] : "has no more")
        """)
    }
    #expect(compared > 500)
  }

  private func lines(_ data: Data) -> [Substring] {
    String(decoding: data, as: UTF8.self).split(separator: "\n")
  }

  /// A golden record without what no reader can know.
  private func knowable(_ line: Substring) throws -> Substring {
    guard let end = line.range(of: "}, \"scenario\": ", options: .backwards) else {
      throw Failure("no scenario in \(line)")
    }
    return line[..<end.lowerBound] + "}}"
  }

  private func endDifference(_ one: [Substring], _ other: [Substring]) -> Int? {
    one.count == other.count ? nil : min(one.count, other.count)
  }
}

extension Sequence where Element == (Substring, Substring) {
  /// The first place at which the two differ.
  fileprivate var firstDifference: Int? {
    enumerated().first { $0.element.0 != $0.element.1 }?.offset
  }
}

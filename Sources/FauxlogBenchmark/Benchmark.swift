import Fauxlog

/// Measures everything in one run, so that all figures are of one machine in one mood.
@main
enum Benchmark {
  /// With words behind the command, only what they name: `stream`, `recognize`, `plain`, `golden`,
  /// `systems`; for profiling.
  static func main() throws {
    let words = CommandLine.arguments.dropFirst()
    func isWanted(_ word: String) -> Bool { words.isEmpty || words.contains(word) }
    let startUp = try measureStartUp()
    let library = try TemplateLibrary()
    let loop = HandWrittenLoop().measure()
    let report = Report(reference: loop)
    report.add("memcpy, 64 KiB in cache", measureMemoryCopy())
    report.add("hand-written loop, access line", loop)
    report.add("start-up", startUp.duration.seconds * 1e3, "ms", wanted: "20 ms")
    let access = try AccessStream(library)
    if isWanted("stream") {
      let (stream, draws) = try access.measure()
      report.add("stream nginx.access to /dev/null", stream, wanted: "0.5")
      report.add("  draws a line", draws, "")
    }
    if isWanted("recognize") {
      let reading = try AccessReading(library, access).measure()
      report.add("recognise nginx.access", reading, wanted: "0.1")
    }
    let tree = try BenchTree(library, "frappe-bench", days: 7)
    let plain = isWanted("plain") ? try tree.report(golden: false, report) : nil
    let golden = isWanted("golden") ? try tree.report(golden: true, report) : nil
    if let plain, let golden {
      report.add("golden / without, one thread", golden.rate / plain.rate, "", wanted: "0.33")
    }
    guard isWanted("systems") else { return }
    // None is to be slower for a byte than half of frappe-bench.
    for (system, days) in [
      ("flat-server", 2), ("4d-server", 2), ("cloudify-manager", 14), ("prosody-server", 14),
    ] {
      let tree = try BenchTree(library, system, days: Int64(days))
      try tree.reportPlain(report, wanted: "0.067")
    }
  }
}

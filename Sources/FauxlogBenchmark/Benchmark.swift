import Fauxlog

/// Measures everything in one run, so that all figures are of one machine in one mood.
@main
enum Benchmark {
  static func main() throws {
    let startUp = try measureStartUp()
    let library = try TemplateLibrary()
    let loop = HandWrittenLoop().measure()
    let report = Report(reference: loop)
    report.add("memcpy, 64 KiB in cache", measureMemoryCopy())
    report.add("hand-written loop, access line", loop)
    let (stream, draws) = try AccessStream(library).measure()
    report.add("stream nginx.access to /dev/null", stream, wanted: "0.5")
    report.add("  draws a line", draws, "")
    try measureTree(library, report)
    report.add("start-up", startUp.duration.seconds * 1e3, "ms", wanted: "20 ms")
  }

  private static func measureTree(_ library: TemplateLibrary, _ report: Report) throws {
    let tree = try BenchTree(library)
    let plain = try tree.measure(golden: false, jobs: 1)
    report.add("frappe-bench, one thread", plain, wanted: "0.15")
    let two = try tree.measure(golden: false, jobs: 2)
    report.add("frappe-bench, two threads", two)
    let golden = try tree.measure(golden: true, jobs: 1)
    report.add("frappe-bench with golden, one thread", golden)
    let goldenTwo = try tree.measure(golden: true, jobs: 2)
    report.add("frappe-bench with golden, two threads", goldenTwo)
    report.add("  two threads / one", two.rate / plain.rate, "", wanted: "1.6")
    report.add("  two threads / one, golden", goldenTwo.rate / golden.rate, "", wanted: "1.6")
    report.add("  golden / without", golden.rate / plain.rate, "", wanted: "0.33")
  }
}

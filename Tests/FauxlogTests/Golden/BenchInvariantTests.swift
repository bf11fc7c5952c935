import Fauxlog
import FauxlogEngine
import Testing

/// What holds in a real bench holds in ours: ids, counts, clocks and pids across files, the shape of
/// snapshots; found out by a script that reads the logs with expressions of its own.
@Suite(.needs("python3")) struct BenchInvariantTests {
  @Test("in the forty minutes of a working day", arguments: [1, 7] as [UInt64])
  func hold(seed: UInt64) throws {
    let tree = try GeneratedTree(TemplateLibrary(), "frappe-bench", minutes: 40) { order in
      order.seed = seed
      order.start = parseRFC3339("2021-05-06T05:00:00Z")
      order.jobs = 2
    }
    #expect(try python("bench_invariants.py", [tree.tree, tree.golden]).hasPrefix("ok: "))
  }
}

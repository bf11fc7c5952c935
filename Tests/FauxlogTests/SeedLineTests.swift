import Fauxlog
import FauxlogEngine
import Foundation
import Testing

/// The literal lines of the seed's document, with the parameter `documented`.
@Suite("Lines that the seed shows")
struct SeedLineTests {
  private static let id = "2021-05-06 14:08:11.940809-127.0.0.1-bde"

  private func text(of tree: GeneratedTree, _ path: String) throws -> String {
    String(decoding: try tree.log(path), as: UTF8.self)
  }

  @Test("the record of frappe.log at bench and site, and the snapshot of that name")
  func exception() throws {
    let tree = try GeneratedTree(TemplateLibrary(), "frappe-bench", minutes: 2) { order in
      order.start = parseRFC3339("2021-05-06T08:37:00Z")
      order.settings = [("documented", "true")]
    }
    let first =
      "2021-05-06 14:08:12,177 ERROR frappe New Exception collected with snapshot id: \(Self.id)\n"
      + "Site: frappeframework.com\nForm Dict: {'"
    for path in ["logs/frappe.log", "sites/frappeframework.com/logs/frappe.log"] {
      let log = try text(of: tree, path)
      #expect(log.contains(first))
      #expect(log.contains("'cmd': 'run_doc_method'}\n"))
    }
    let snapshot = try text(
      of: tree,
      "sites/frappeframework.com/error-snapshots/\(Self.id).json")
    // Keys in their order, from Python's own reader; frames have exactly six.
    let keys = [
      "etype", "evalue", "exception", "frames", "locals", "pyver", "timestamp", "traceback",
    ]
    var rest = snapshot[...]
    for key in keys {
      let place = try #require(rest.range(of: "\n \"\(key)\": "))
      rest = rest[place.upperBound...]
    }
    let data = try #require(
      try JSONSerialization.jsonObject(with: Data(snapshot.utf8)) as? [String: Any])
    #expect(Set(data.keys) == Set(keys))
    let frames = try #require(data["frames"] as? [[String: Any]])
    #expect(!frames.isEmpty)
    for frame in frames {
      #expect(Set(frame.keys) == ["call", "dump", "file", "func", "lines", "lnum"])
    }
    let traceback = try #require(data["traceback"] as? String)
    #expect(traceback.hasPrefix("Traceback (most recent call last):\n  File \""))
    #expect(traceback.hasSuffix("\n"))
    #expect(!snapshot.hasSuffix("\n"))
  }
}

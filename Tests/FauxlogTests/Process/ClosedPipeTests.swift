import Foundation
import Testing

/// A reader that has seen enough ends a stream, and nobody complains.
@Suite struct ClosedPipeTests {
  @Test(
    "`fauxlog stream … | head -1` ends quietly",
    arguments: ["frappe-bench", "frappe.log"], ["", "trap '' PIPE; "])
  func head(name: String, prelude: String) throws {
    let script =
      prelude + "\"$0\" \"$@\" | head -n 1; echo \"status ${PIPESTATUS[*]}\""
    let outcome = try Program.built.run(
      ["stream", name, "--jobs", "2"], wrapper: ["/bin/bash", "-c", script])
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.last == "status 0 0")
    #expect(outcome.errors == "")
  }
}

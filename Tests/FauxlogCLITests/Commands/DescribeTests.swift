import FauxlogTestSupport
import Foundation
import Testing

@Suite("list and describe")
struct DescribeTests {
  @Test(
    "list names what there is",
    arguments: ["\n  frappe-bench ", "A bench with its sites", "\n  frappe.log ", "page-view"])
  func list(_ text: String) throws {
    let run = try Program.run(["list"])
    #expect(run.output.contains(text))
    #expect(run.status == 0)
  }

  @Test("list as JSON has a sentence for each tree and format")
  func listJSON() throws {
    let object = try json(["list", "--json"])
    for key in ["trees", "formats"] {
      let rows = try #require(object[key] as? [[String: String]])
      #expect(!rows.isEmpty)
      for row in rows { #expect(row["description"]?.isEmpty == false, "\(row)") }
    }
    #expect((object["scenarios"] as? [Any])?.isEmpty == false)
  }

  @Test(
    "describe tells of trees, formats and scenarios in either spelling",
    arguments: [
      ("frappe-bench", "  sites=2 "),
      ("frappe.bench", "\n    nginx.access; rotated by logrotate, 14 kept from .1 on"),
      ("frappe.log/exception", "| New Exception collected with ${extra}id: $snapshot_id\n"),
      ("frappe-bench", "    turn database to down\n"),
      ("frappe.log", "    2026-03-01 00:00:00,000 DEBUG frappe Not queueing job email"),
      ("frappe-log", "  time           time \"yyyy-MM-dd HH:mm:ss,SSS\"\n"),
      ("server-error", "\nHappens:\n  frappe-bench  "),
      ("server_error", "\n    scenario server_error given site\n"),
    ])
  func describe(_ name: String, _ text: String) throws {
    let run = try Program.run(["describe", name])
    #expect(run.output.contains(text), "\(run.output)")
    #expect(run.status == 0)
  }

  @Test("describe as JSON has samples and holes")
  func describeJSON() throws {
    let format = try json(["describe", "nginx.access", "--json"])
    let events = try #require(format["events"] as? [[String: Any]])
    for event in events {
      #expect((event["sample"] as? String)?.hasSuffix("\n") == true)
      #expect((event["fields"] as? [Any])?.isEmpty == false)
    }
    let tree = try json(["describe", "frappe-bench", "--json", "--set", "sites=5"])
    let parameters = try #require(tree["parameters"] as? [[String: String]])
    #expect(parameters.contains { $0["name"] == "sites" && $0["value"] == "5" })
  }

  @Test(
    "an unknown name gets a suggestion; one that is like none, where to look",
    arguments: [
      (
        "describe server-eror", "no format, scenario or tree \"server-eror\"", meant("server-error")
      ),
      (
        "describe nginx.acces", "no format, scenario or tree \"nginx.acces\"", meant("nginx.access")
      ),
      // The only one that begins so.
      ("describe nginx-a", "no format, scenario or tree \"nginx-a\"", meant("nginx.access")),
      ("describe nginx.acces/access", "no format \"nginx.acces\"", meant("nginx.access/access")),
      (
        "describe nginx.access/malf", "no event of nginx.access \"malf\"",
        meant("nginx.access/malformed")
      ),
      ("stream nginx.acces", "no format or tree \"nginx.acces\"", meant("nginx.access")),
      (
        "stream nginx.access/access", "no format or tree \"nginx.access/access\"",
        meant("nginx.access")
      ),
      ("recognize nginx.acces -", "no format or tree \"nginx.acces\"", meant("nginx.access")),
      ("describe zzz", "no format, scenario or tree \"zzz\"", shows("list")),
      (
        "describe nginx.access/zzz", "no event of nginx.access \"zzz\"",
        shows("describe nginx.access")
      ),
      (
        "describe frappe.bench --set zzz=1", "no parameter \"zzz\"", shows("describe frappe-bench")
      ),
      ("stream nginx-access --set zzz=1", "no parameter \"zzz\"", shows("describe nginx.access")),
    ])
  func unknown(_ line: String, _ message: String, _ advice: String) throws {
    let run = try Program.run(line.split(separator: " ").map(String.init))
    #expect(run.errors == "fauxlog: \(message)\n  \(advice)\n")
    #expect(run.status == 64)
  }

  private static func meant(_ name: String) -> String { "did you mean \(name)?" }
  private static func shows(_ command: String) -> String {
    "`fauxlog \(command)` shows what there is"
  }

  @Test("templates of one's own are listed and described")
  func own() throws {
    let folder = try Scratch()
    try folder.write(
      "kiln.grammar", "grammar kiln\n# A kiln. It burns.\nevent hot | $heat degrees\n  heat: 3..9\n"
    )
    let list = try Program.run(["list", "--templates", folder.path])
    #expect(list.output.contains("  kiln                 A kiln.\n"))
    let run = try Program.run(["describe", "kiln", "--templates", folder.path])
    #expect(run.output.hasPrefix("kiln, a format\n\nA kiln. It burns.\n"))
    #expect(run.output.contains("  heat  number: 3..9\n"))
  }

  private func json(_ arguments: [String]) throws -> [String: Any] {
    let run = try Program.run(arguments)
    #expect(run.status == 0 && run.errors.isEmpty)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(object as? [String: Any])
  }
}

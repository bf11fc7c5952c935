import Fauxlog
import Foundation
import Testing

/// The tutorial's tree, as its writer has it at the end.
struct DocumentationShopTests {
  /// A folder of its own, and a generated shop in it.
  private struct Made {
    let folder: URL
    let summary: FauxlogSummary

    init(also overlay: String? = nil, _ change: (inout FauxlogOrder) -> Void = { _ in }) throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "fauxlog-\(UUID())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var templates = [Project.shop.path]
      if let overlay {
        let more = folder.appending(path: "templates")
        try FileManager.default.createDirectory(at: more, withIntermediateDirectories: true)
        try overlay.write(to: more.appending(path: "more.tree"), atomically: true, encoding: .utf8)
        templates.append(more.path)
      }
      var order = FauxlogOrder(tree: "shop", folder: folder.appending(path: "shop").path)
      order.duration = .seconds(7 * 86_400)
      change(&order)
      summary = try FauxlogLibrary(templates: templates).generate(order)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func data(_ path: String) throws -> Data { try Data(contentsOf: folder.appending(path: path)) }

    func json(_ path: String) throws -> [[String: Any]] {
      try data(path).split(separator: 0x0A).map { line in
        try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
      }
    }
  }

  @Test("each night begins at two o'clock with what was sent, and lacks at most three invoices")
  func nights() throws {
    let made = try Made()
    defer { made.remove() }
    let records = try made.json("shop.golden/records/logs/billing.log.ndjson")
    let sent = records.filter { $0["event"] as? String == "sent" }
    #expect(sent.count == 7)
    #expect(sent.allSatisfy { ($0["time"] as? String)?.hasSuffix("T01:00:00.000Z") == true })
    var short: [String: Int] = [:]
    for record in records where record["event"] as? String == "short-invoice" {
      short[record["instance"] as? String ?? "", default: 0] += 1
    }
    #expect(!short.isEmpty && short.values.allSatisfy { $0 <= 3 })
  }

  @Test("the golden records point at what stands in the log")
  func golden() throws {
    let made = try Made()
    defer { made.remove() }
    let bytes = try made.data("shop/logs/billing.log")
    let records = try made.json("shop.golden/records/logs/billing.log.ndjson")
    #expect(
      Int64(records.count) == made.summary.records && Int64(bytes.count) == made.summary.bytes)
    var next = 0
    for record in records {
      let offset = try #require(record["offset"] as? Int)
      let length = try #require(record["length"] as? Int)
      #expect(offset == next)
      next = offset + length
      let spans = try #require(record["spans"] as? [String: [Int]])
      var fields = try #require(record["fields"] as? [String: Any])
      fields["level"] = record["level"]
      for (name, span) in spans where name != "time" && name != "stack" {
        let start = offset + span[0]
        let shown = String(decoding: bytes[start..<(start + span[1])], as: UTF8.self)
        if name == "amount" {
          #expect(Double(shown) == fields[name] as? Double)
        } else {
          #expect(shown == "\(fields[name] ?? "")", "\(name) of record \(record)")
        }
      }
    }
    #expect(next == bytes.count)
  }

  @Test("stacks come from the corpus, whole and in order")
  func stacks() throws {
    let made = try Made()
    defer { made.remove() }
    let log = String(decoding: try made.data("shop/logs/billing.log"), as: UTF8.self)
    let mail = "    at Mailer.send (src/mailer.js:88)\n    at Billing.notify (src/billing.js:214)\n"
    #expect(log.contains(mail))
    #expect(log.contains("    at Bank.transfer (src/bank.js:31)\n    at retry (src/retry.js:12)\n"))
  }

  @Test("the log is rotated before it reaches a megabyte, and five old ones are kept")
  func rotation() throws {
    let made = try Made(also: "extend tree shop\nrate worker_dies 60 a minute\n") {
      $0.golden = false
      $0.duration = .seconds(16 * 3600)
    }
    defer { made.remove() }
    let folder = made.folder.appending(path: "shop/logs").path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(names == ["billing.log"] + (1...5).map { "billing.log.\($0)" })
    for name in names {
      let size = try made.data("shop/logs/\(name)").count
      #expect(size < 1_000_000)
      if name != "billing.log" { #expect(size > 1_000_000 - 200) }
    }
  }

  @Test("threads, and the other files of the tree, change no byte")
  func sameBytes() throws {
    let one = try Made()
    defer { one.remove() }
    let two = try Made {
      $0.jobs = 2
      $0.only = ["logs/*"]
    }
    defer { two.remove() }
    #expect(try one.data("shop/logs/billing.log") == two.data("shop/logs/billing.log"))
    let records = "shop.golden/records/logs/billing.log.ndjson"
    #expect(try one.data(records) == two.data(records))
  }

  @Test("golden files beside the templates are no corpora of theirs")
  func besideTemplates() throws {
    let made = try Made(also: "extend tree shop\nrate worker_dies 7 a day\n")
    defer { made.remove() }
    let templates = made.folder.appending(path: "templates")
    let before = try FauxlogLibrary(templates: [templates.path, Project.shop.path]).digest
    for folder in ["shop.golden", ".hidden"] {
      try FileManager.default.copyItem(
        at: made.folder.appending(path: "shop.golden"), to: templates.appending(path: folder))
    }
    #expect(try FauxlogLibrary(templates: [templates.path, Project.shop.path]).digest == before)
  }

  @Test("whoever follows the tutorial has these files at the end")
  func tutorial() throws {
    let page = try DocumentationPage(path: Project.catalogue.appending(path: "Tutorial.md").path)
    var run = try DocumentationRun(try #require(page.sections.first))
    defer { run.cleanUp() }
    try run.run()
    let names = try FileManager.default.contentsOfDirectory(atPath: Project.shop.path)
    #expect(names.count == 5)
    for name in names {
      #expect(
        try String(contentsOf: run.folder.appending(path: name), encoding: .utf8)
          == String(contentsOf: Project.shop.appending(path: name), encoding: .utf8), "\(name)")
    }
  }
}

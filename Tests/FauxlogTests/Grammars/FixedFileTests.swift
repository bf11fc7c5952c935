import Fauxlog
import Foundation
import Testing

/// Files of a tree that are there once for each actor or element.
@Suite struct FixedFileTests {
  private static let scenarios = """
    scenarios t
    parameter apps: text, default "till stock"
    parameter shops: 1..50, default 2
    actor shop
      count shops
      name: text from t.names
      code: first 4 of sha1 of name
    scenario go
      shop: any shop
      > t.log line
    """
  private static let grammar = "grammar t.log\nevent line\n  | $shop\n  shop: text"
  private static let names = "corpus t.names\n" + (0..<50).map { "shop\($0)\n" }.joined()

  private func lab(_ files: String) throws -> Lab {
    try Lab([
      "t/log.grammar": Self.grammar, "t/t.scenario": Self.scenarios, "t/names.corpus": Self.names,
      "t/t.tree":
        "tree t\nparameter apps: text, default \"till stock\"\nstart 2026-01-02T03:04:00Z\n"
        + "file all.log takes t.log\nrate go every 1m\n" + files,
    ])
  }

  private func paths(_ tree: GeneratedTree) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: tree.tree).sorted()
  }

  @Test("a folder for each word of a parameter, a file with a line for each")
  func words() throws {
    let lab = try lab(
      """
      static apps/$app/ for each app in words of apps
      static apps.txt for each app in words of apps
        | $app
      """)
    let made = try lab.generate("t", minutes: 3)
    #expect(
      try paths(made) == ["all.log", "apps", "apps.txt", "apps/stock", "apps/till"])
    #expect(try String(decoding: made.log("apps.txt"), as: UTF8.self) == "till\nstock\n")
    let other = try lab.generate("t", minutes: 3, settings: [("apps", "one")])
    #expect(try String(decoding: other.log("apps.txt"), as: UTF8.self) == "one\n")
  }

  @Test("a file for each actor sees its fields; what is drawn differs by path, not by run")
  func actors() throws {
    let lab = try lab(
      """
      static $shop/info for each shop
        | $shop $code $key
        code: shop.code
        key: hex 8
      """)
    let made = try lab.generate("t", minutes: 3, settings: [("shops", "50")])
    var keys: Set<String> = []
    for number in 0..<50 {
      let text = try String(decoding: made.log("shop\(number)/info"), as: UTF8.self)
      let parts = text.dropLast().split(separator: " ")
      #expect(parts.count == 3 && parts[0] == "shop\(number)")
      keys.insert(String(parts[2]))
    }
    #expect(keys.count == 50)
    // echo -n shop7 | sha1sum
    #expect(try String(decoding: made.log("shop7/info"), as: UTF8.self).contains(" 3d82 "))
    let again = try lab.generate("t", minutes: 5)
    #expect(try paths(again).filter { $0.hasSuffix("/info") }.count == 2)
    for path in try paths(again) where path.hasSuffix("/info") {
      #expect(try again.log(path) == made.log(path))
    }
  }

  @Test("a log that nobody writes is there, empty, for each actor")
  func presence() throws {
    let made = try lab(
      """
      file $shop/quiet.log takes t.log where shop is nobody
        present from the start for each shop
      file $shop/busy.log takes t.log
        present from the start for each shop
      """
    ).generate("t", minutes: 60, settings: [("shops", "3")])
    let quiet = try paths(made).filter { $0.hasSuffix("quiet.log") }
    #expect(quiet.count == 3)
    for path in quiet { #expect(try made.log(path).isEmpty) }
    let busy = try paths(made).filter { $0.hasSuffix("busy.log") }
    #expect(busy.count == 3)
    let lines = try busy.map { try made.log($0).count { $0 == 0x0A } }
    #expect(lines.reduce(0, +) == 60)
  }

  @Test("elements that give one path have one file")
  func twice() throws {
    let made = try lab(
      """
      file $shop.log takes t.log where shop is nobody
        present from the start for each shop in words of apps
      static $app.txt for each app in words of apps
        | $app
      """
    ).generate("t", minutes: 3, settings: [("apps", "till stock till")])
    #expect(
      try paths(made) == ["all.log", "stock.log", "stock.txt", "till.log", "till.txt"])
    #expect(try String(decoding: made.log("till.txt"), as: UTF8.self) == "till\ntill\n")
    struct Manifest: Decodable {
      struct File: Decodable { var path: String }
      var files: [File]
    }
    let manifest = try #require(
      FileManager.default.contents(atPath: made.golden + "/manifest.json"))
    let listed = try JSONDecoder().decode(Manifest.self, from: manifest).files.map(\.path)
    #expect(listed.filter { $0.hasSuffix("till.log") }.count == 1)
    #expect(Set(listed).count == listed.count)
  }

  @Test(
    "what is wrong is told at the right place",
    arguments: [
      ("static x/$a for each nobody", "6:22: no actor \"nobody\" here"),
      ("static x/$a for each a in 5", "6:22: `in` needs a list, such as `words of apps`"),
      (
        "static x for each shop here",
        "6:24: expected `for each`, a bar or the end of the line, not \"here\""
      ),
    ])
  func errors(_ text: String, _ message: String) throws {
    #expect(try lab(text).errors.contains(message))
  }
}

/// The instant at which an actor's life began.
@Suite struct ActorSinceTests {
  @Test("each life says the same instant, before its first line and within its length")
  func since() throws {
    let made = try Lab([
      "t/log.grammar":
        "grammar t.log\nevent line\n  | $run $since\n  run: text\n  since: 0..9999999999",
      "t/t.scenario": """
      scenarios t
      actor run
        renewed every 1h
        id: hex 8
      scenario go given run
        since: seconds of run.since
        > t.log line
      """,
      "t/t.tree":
        "tree t\nstart 2026-01-02T03:00:00Z\nfile a.log takes t.log\nrate go every 1m for each run",
    ]).generate("t", minutes: 600)
    let start = 1_767_322_800  // date -u -d 2026-01-02T03:00:00Z +%s
    var lives: [Substring: Int] = [:]
    var last = 0
    let lines = try String(decoding: made.log("a.log"), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 600)
    for (minute, line) in lines.enumerated() {
      let parts = line.split(separator: " ")
      let since = try #require(Int(parts[1]))
      let now = start + minute * 60
      // A life is an hour, and begins up to half an hour later than that.
      #expect(since <= now && now - since < 5400)
      #expect(lives[parts[0], default: since] == since)
      #expect(since >= last)
      lives[parts[0]] = since
      last = since
    }
    #expect(lives.count >= 9 && lives.count <= 12)
  }
}

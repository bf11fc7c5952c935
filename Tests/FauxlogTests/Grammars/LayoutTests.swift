import Fauxlog
import FauxlogLanguage
import Foundation
import Testing

/// Layouts that encode their message, and stamps in a zone that the record names.
@Suite struct LayoutTests {
  @Test("a layout makes one line of a record, and a reader reads it")
  func encodedMessage() throws {
    let lab = try Lab([
      "p/log.grammar": """
      grammar p.log
      layout file | $level⇥$message
      layout syslog | <$level> $message
        message: lines, through rsyslog
      level: one of info, error
      encoder rsyslog
        U+000A becomes "#012"
        U+0009 becomes "#011"
      event plain info | from $ip
        ip: ip
      event said info
        | said: $body
        |   and $more
        body: lines from p.bodies
        more: text from ["a⇥b", "c"]
      event failed error
        | Traceback: $problem
        | ${indent}stack traceback:
        | ⇥$frames
        | $hint
        problem: text
        indent: maybe 50% | ⇥
        stack: from p.stacks, not written
        frames: each frame in stack.frames, at least 1 | $frame
          frame: text
        hint: maybe 30% | (hint: $what)
          what: text
      """,
      "p/bodies.corpus": "corpus p.bodies\ncard a\n  body: one\ncard b\n  body:\n    | x\n    | ⇥y",
      "p/stacks.ndjson": #"{"frames": ["[C]: in ?", "a.lua:1: in function <b>"]}"# + "\n"
        + #"{"frames": ["x"]}"#,
      "p/p.scenario": "scenarios p\nscenario go\n  > p.log plain\n  > p.log said\n  > p.log failed",
      "p/p.tree": """
      tree p
      file a.log takes p.log as file
      file syslog takes p.log as syslog
      rate go 100 an hour
      """,
    ])
    for seed: UInt64 in 1...3 {
      let made = try lab.generate("p", minutes: 60, seed: seed)
      let file = try made.log("a.log")
      let syslog = try made.log("syslog")
      let records = try made.records("a.log")
      let encoded = try made.records("syslog")
      #expect(records.count == encoded.count && records.count > 100)
      for (one, other) in zip(records, encoded) {
        // The bytes that rsyslog makes of the same message.
        let text = String(decoding: one.view.bytes(in: file), as: UTF8.self)
        let message = text.drop { $0 != "\t" }.dropFirst().dropLast()
        let expected = message.replacing("\n", with: "#012").replacing("\t", with: "#011")
        let shown = String(decoding: other.view.bytes(in: syslog), as: UTF8.self)
        #expect(shown == "<\(one.view.level ?? "")> \(expected)\n")
        #expect(other.view.lines == 1)
        // Nobody can tell a typed "#012": the golden record has the text as shown.
        if let body = one.fields["body"] as? String {
          let replaced = body.replacing("\n", with: "#012").replacing("\t", with: "#011")
          #expect(other.fields["body"] as? String == replaced)
        }
      }
    }
  }

  @Test("pieces and parts of a layout and of the grammar see the event's names")
  func sharedHead() throws {
    let lab = try Lab([
      "p/log.grammar": """
      grammar p.log
      layout file | $head $message
        head: begin
        from: maybe when client is not none | ␠from $client
      part begin
        | [$module$thread]$from
      thread: maybe when number > 0 | :$number
      module: word, default "core"
      number: 0..9, default 0
      client: word, default none
      event plain | plain
      event own | own
        module: word, default "ssl"
        number: 7..7
        client: word, default "me"
      """,
      "p/p.scenario": "scenarios p\nscenario go\n  > p.log plain\n  > p.log own",
      "p/p.tree": "tree p\nfile a.log takes p.log\nrate go every 1h",
    ])
    let made = try lab.generate("p", minutes: 60)
    let text = String(decoding: try made.log("a.log"), as: UTF8.self)
    #expect(text == "[core] plain\n[ssl:7] from me own\n")
  }

  @Test("a record's own stamp in a zone that a table knows")
  func zone() throws {
    let lab = try Lab([
      "b/log.grammar": """
      grammar b.log
      event summary | Summary for $site at $time
        site: host from b.zones
        site_zone: text from b.zones by site, not written
        time: time "yyyy-MM-dd HH:mm:ss" in site_zone
      event shown | At $time $zone
        zone: one of UTC, "Asia/Kolkata"
        time: time "yyyy-MM-dd HH:mm:ss" in zone
      """,
      "b/zones.corpus": """
      corpus b.zones
      columns site, site_zone
      one.example.com\tAsia/Kolkata
      two.example.com\tAmerica/New_York
      """,
      "b/b.scenario": "scenarios b\nscenario go\n  > b.log summary\n  > b.log shown",
      "b/b.tree": """
      tree b
      zone Europe/Berlin
      start 2026-07-01T12:00:00Z
      file a.log takes b.log
      rate go every 1h
      """,
    ])
    let made = try lab.generate("b", minutes: 600)
    let log = try made.log("a.log")
    var shown: Set<String> = []
    for (number, record) in try made.records("a.log").enumerated() {
      let text = String(decoding: record.view.bytes(in: log), as: UTF8.self)
      let hour = 12 + number / 2
      #expect(record.view.time == "2026-07-01T\(hour):00:00Z")
      let local = String(decoding: record.view.bytes(in: log, of: "time"), as: UTF8.self)
      // In summer New York is four hours behind, India is five and a half ahead.
      let minutes =
        text.contains("two.") ? -240 : text.contains("one.") || text.contains("Asia") ? 330 : 0
      let there = hour * 60 + minutes
      let clock = String(format: "%02d:%02d:00", there / 60 % 24, there % 60)
      #expect(local == "2026-07-0\(1 + there / 1440) \(clock)")
      shown.insert(String(minutes))
    }
    #expect(shown == ["-240", "330", "0"])
  }

  @Test("a zone that no reader can know is an error")
  func unknownZone() throws {
    let lab = try Lab([
      "b/log.grammar": """
      grammar b.log
      event line | At $time
        zone: one of UTC, "Asia/Kolkata", not written
        time: time "HH:mm:ss" in zone
      """
    ])
    #expect(lab.errors == ["4:28: the record's own stamp needs a zone that a reader knows"])
  }

  @Test("a kind that is spelled as a name in scope is told")
  func kindWords() throws {
    let lab = try Lab([
      "b/log.grammar": """
      grammar b.log
      event line | $path $uri
        path: path from ["/a", "/b"]
        uri: path
      event other | $uri
        uri: path
      """
    ])
    #expect(lab.messages(.advice) == ["4:8: `path` is a kind here, not the name path"])
  }
}

import Fauxlog
import Foundation
import Testing

/// Kinds, notations and functions: what is written is what is read, and both are known by hand.
@Suite struct GrammarKindTests {
  /// What one record of a grammar's lines shows, and its fields; three seeds are read back.
  private func record(
    _ grammar: String, files: [String: String] = [:]
  ) throws -> (text: String, fields: [String: Any]) {
    let lab = try Lab(
      files.merging([
        "k/log.grammar": "grammar k.log\n" + grammar,
        "k/k.scenario": "scenarios k\nscenario go\n  > k.log line",
        "k/k.tree": "tree k\nstart 2020-09-13T12:26:40Z\nfile a.log takes k.log\nrate go every 1m",
      ]) { $1 })
    for seed: UInt64 in 2...3 { _ = try lab.generate("k", minutes: 30, seed: seed) }
    let made = try lab.generate("k", minutes: 30)
    let all = try made.records("a.log")
    let first = try #require(all.first { $0.view.offset == 0 })
    let text = try String(decoding: first.view.bytes(in: made.log("a.log")), as: UTF8.self)
    return (text, first.fields)
  }

  @Test("bytes are joined, cut and shown in hexadecimal and base 64")
  func bytes() throws {
    let (text, fields) = try record(
      """
      event line
        | $a $b $c $d $e $f
        a: text from hex of (bytes 2 of 258 then bytes 1 of 255)
        b: text from HEX of last 2 of bytes of "Zoë"
        c: text from base64 of bytes 4 of seconds of now
        d: text from base64 "A-Za-z0-9@-" of (bytes 4 of 1600000000 then bytes 2 of 65535)
        e: 0..99 from length of (bytes 3 of 1 then "ab")
        f: text from sha1 of bytes 1 of 97
      """)
    // The first record is of 2020-09-13T12:27:00Z, second 1600000020 of Unix: 5F 5E 10 14.
    #expect(
      text == "0102ff C3AB X14QFA== X14QAP-- 5 86f7e437faa5a7fce15d1ddcb9eaeaea377667b8\n")
    #expect(fields["e"] as? Int == 5)
  }

  @Test("an actor's random bytes are bytes")
  func randomBytes() throws {
    let (text, _) = try record(
      """
      event line
        | $hex $base
        root: bytes 10, not written
        hex: text from hex of root
        base: text from base64 of root
      """)
    let parts = text.split { $0 == " " || $0 == "\n" }.map(String.init)
    let decoded = try #require(Data(base64Encoded: parts[1]))
    #expect(decoded.count == 10)
    #expect(decoded.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == parts[0])
  }

  @Test("functions of lists")
  func lists() throws {
    let (text, _) = try record(
      """
      event line
        | $a $b $c $d $e / $f / $g
        a: 0.00..9.99 from sum of [0.50, 1.25]
        b: 0.00..9.99 from most of [0.5, 1.25, 1.2]
        c: 0..99 from least of [7, 3, 5]
        d: json from sorted of [10, 9, 2]
        e: text from python2 of {"a": "é"}
        f: text from lua of {"a": ["x", 1]}
        g: text from us 1 of 1500ns
      """)
    #expect(text == #"1.75 1.25 3 [2, 9, 10] {u'a': u'\xe9'} / { a = { "x"; 1 } } / 1.5"# + "\n")
  }

  @Test("a hole of several kinds is written as the first and read as any")
  func either() throws {
    let lab = try Lab([
      "k/log.grammar": """
      grammar k.log
      id task_id: uuid
      id run_id: uuid
      event line
        | $task $num $place $flag $grade:
        task: task_id or run_id
        num: 1..9 or hex 4
        place: ipv4 or host
        flag: bool or one of yes, no
        grade: one of 1, 2 or word
      """,
      "k/k.scenario": """
      scenarios k
      scenario first
        task: run_id
        > k.log line
      scenario second
        own: task_id
        do third with task: own
      scenario third given task
        > k.log line with num: "ab12", place: "mail.example.com", flag: yes, grade: "other"
      """,
      "k/k.tree": """
      tree k
      file a.log takes k.log
      rate first 20 an hour
      rate second 20 an hour
      """,
    ])
    for seed: UInt64 in 1...3 {
      let made = try lab.generate("k", minutes: 60, seed: seed)
      let links = try String(
        decoding: #require(
          FileManager.default.contents(atPath: "\(made.golden)/records/a.log.ndjson")),
        as: UTF8.self
      ).split(separator: "\n")
      var kinds: Set<String> = []
      for (record, line) in try zip(made.records("a.log"), links) {
        if line.contains("\"scenario\": \"first\"") {
          #expect(line.contains("\"links\": {\"run_id\":"))
          #expect(record.fields["num"] is Int)
          kinds.insert("first")
        } else {
          #expect(line.contains("\"links\": {\"task_id\":"))
          #expect(record.fields["num"] as? String == "ab12")
          #expect(record.fields["place"] as? String == "mail.example.com")
          #expect(record.fields["flag"] as? String == "yes")
          #expect(record.fields["grade"] as? String == "other")
          kinds.insert("third")
        }
      }
      #expect(kinds.count == 2)
    }
  }

  @Test("the kind of an id that an actor's `when` chooses")
  func chosen() throws {
    let lab = try Lab([
      "k/log.grammar": """
      grammar k.log
      id task_id: uuid
      id run_id: uuid
      event line | $task
        task: task_id or run_id
      """,
      "k/k.scenario": """
      scenarios k
      parameter kind: one of tasks, runs, default runs
      actor runner
        when kind is tasks
          job: task_id
        otherwise
          job: run_id
      scenario s given runner
        > k.log line with task: runner.job
      """,
      "k/k.tree": """
      tree k
      file a.log takes k.log
      rate s 20 an hour for each runner
      """,
    ])
    let made = try lab.generate("k", minutes: 60, seed: 1)
    let lines = try String(contentsOfFile: "\(made.golden)/records/a.log.ndjson", encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count > 5)
    #expect(lines.allSatisfy { $0.contains("\"links\": {\"run_id\":") })
  }

  @Test("Python 2 and Lua in bars and as kinds")
  func notations() throws {
    let (text, fields) = try record(
      """
      event line
        python2| {'a': '$s', u'b': u'$s2', 'c': $any, 'd': '<$s3>', u'e': u'$t'}
        lua| { a = "$s4", b = $all, ["c"] = "<$t2>" }
        | json data: $data
        | query: $query
        s, s2, s3, s4: text from "Zoë it's"
        t, t2: text from "tab⇥"
        any: python2 from [1, "x", none]
        all: lua from [1]
        data: python2 from k.bodies
        query: lua from {"q": [true, 1.50], "a.b": {}, "nothing": none}
      """,
      files: [
        "k/bodies.ndjson":
          #"{"state": "started", "version": 3, "runtime_properties": {"ip": "192.0.2.7"}}"#
      ])
    #expect(
      text == #"""
        {'a': "Zo\xc3\xab it's", u'b': u"Zo\xeb it's", 'c': [1, u'x', None], 'd': '<Zo\xc3\xab it\'s>', u'e': u'tab\t'}
        { a = "Zo\195\171 it\'s", b = { 1 }, ["c"] = "<tab\t>" }
        json data: {u'state': u'started', u'version': 3, u'runtime_properties': {u'ip': u'192.0.2.7'}}
        query: { q = { true; 1.50 }; ["a.b"] = { } }

        """#)
    #expect(fields["s"] as? String == "Zoë it's")
    #expect(fields["t"] as? String == "tab\t")
  }

  @Test("lua_quoted and invalid bytes through an encoder of one's own")
  func encoders() throws {
    let (text, fields) = try record(
      """
      event line
        | "$a" <$b>
        a: text from "é'${U+7}${U+1B}\\", through lua_quoted
        b: text from "a⇥é${U+1}", through shown
      encoder shown
        U+0009 kept
        U+0000..U+001F becomes U+2400..U+241F
        invalid utf8 through mine
      encoder mine
        U+0041 becomes "B"
      """)
    #expect(text == "\"\\195\\169\\'\\a\\027\\\\\" <a\té\u{2401}>\n")
    #expect(fields["a"] as? String == "é'\u{7}\u{1B}\\")
  }

  @Test("versions that are numbers are told apart and ordered without quotes")
  func versions() throws {
    let lab = try Lab([
      "p/log.grammar": """
      grammar p.log
      parameter version: one of 0.9, 0.11, 0.12, 13, default 0.12
      event line
        | v$old$new$exact
        when version < 0.12
          old: maybe when version >= 0.9 | ␠old
          new: maybe 0% | !
        otherwise
          old: maybe 0% | !
          new: maybe when version > 0.11 | ␠new
        exact: maybe when version is 0.11 | ␠eleven
      """,
      "p/p.scenario": "scenarios p\nscenario go\n  > p.log line",
      "p/p.tree": """
      tree p
      parameter version: one of 0.9, 0.11, 0.12, 13, default 0.12
      file a.log takes p.log
      rate go every 1h
      """,
    ])
    func line(_ version: String) throws -> String {
      let made = try lab.generate("p", minutes: 60, settings: [("version", version)])
      return String(decoding: try made.log("a.log"), as: UTF8.self)
    }
    #expect(try line("0.9") == "v old\n")
    #expect(try line("0.11") == "v old eleven\n")
    #expect(try line("0.12") == "v new\n")
    #expect(try line("13") == "v new\n")
  }

  @Test("items of a repeated piece that are fields of their own, for the writer and for a reader")
  func spread() throws {
    let lab = try Lab([
      "p/log.grammar": """
      grammar p.log
      event line
        | $n
        | $headers
        | $last
        n: 1..1
        headers: each header in set, as fields header
          |   $name: $value
          name: word
          value: text
        set: [{"name": "Host", "value": "a ${U+22}b${U+22}"}, {"name": "X-A", "value": ""}, {"name": "host", "value": "c"}], not written
        last: one of end
      event empty
        | none
        | $headers
        headers: each header in [], as fields header
          |   $name
          name: word
      """,
      "p/p.scenario": "scenarios p\nscenario go\n  > p.log line\n  > p.log empty",
      "p/p.tree": "tree p\nfile a.log takes p.log\nrate go every 1h",
    ])
    // What is read back is held against what was written, byte for byte.
    let made = try lab.generate("p", minutes: 60)
    let lines = String(
      decoding: try #require(try made.files["golden/records/a.log.ndjson"]), as: UTF8.self
    ).split(separator: "\n")
    #expect(
      lines[0].contains(
        #""fields": {"n": 1, "header.host": "a \"b\"", "header.x-a": "", "last": "end"}, "#
          + #""spans": {"n": [0, 1], "last": [34, 3]}"#), "\(lines[0])")
    #expect(lines[1].contains(#""fields": {}, "spans": {}"#), "\(lines[1])")
  }

  @Test("what a number tells by a table, for the writer and for a reader")
  func told() throws {
    func lab(_ option: String) throws -> Lab {
      try Lab([
        "p/log.grammar": """
        grammar p.log
        event line | <$code>$more
          code: 0..99 from given, tells kind size from p.codes
          given: 0..99, not written
          more: maybe when given is 7 | ␠$other
            other: 0..9, default 2, \(option)
        """,
        "p/codes.corpus":
          "corpus p.codes\ncolumns code, size, kind, other, shade\n2 ⇥ a ⇥ b ⇥ 2 ⇥ red\n7 ⇥ x\"y ⇥ z ⇥ 4 ⇥ blue",
        "p/p.scenario": """
        scenarios p
        scenario go
          > p.log line with given: 7
          second: > p.log line with given: 2
          third: > p.log line with given: 3
        """,
        "p/p.tree": "tree p\nfile a.log takes p.log\nrate go every 1h",
      ])
    }
    // What is read back is held against what was written, byte for byte.
    let made = try lab("tells shade from p.codes").generate("p", minutes: 60)
    let lines = String(
      decoding: try #require(try made.files["golden/records/a.log.ndjson"]), as: UTF8.self
    ).split(separator: "\n")
    let expected = [
      #""fields": {"code": 7, "kind": "z", "size": "x\"y", "other": 2, "shade": "red"}, "spans": {"code": [1, 1], "other""#,
      #""fields": {"code": 2, "kind": "b", "size": "a", "other": null, "shade": null}, "spans": {"code": [1, 1]}"#,
      #""fields": {"code": 3, "kind": null, "size": null, "other": null, "shade": null}"#,
    ]
    #expect(lines.count == expected.count)
    for (line, fields) in zip(lines, expected) { #expect(line.contains(fields), "\(line)") }
    #expect(try lab("tells sise from p.codes").errors.contains { $0.contains("sise") })
    // The names of what is told stand among those of all fields.
    #expect(
      try lab("tells kind from p.codes").errors == ["6:35: the record has a field kind already"])
    #expect(
      try lab("tells shade shade from p.codes").errors == [
        "6:41: the record has a field shade already"
      ])
    #expect(
      try lab("tells code from p.codes").errors == ["6:35: the record has a field code already"])
  }

  @Test("what a number tells that a scenario takes from a row or a choice")
  func toldByCell() throws {
    let made = try Lab([
      "p/log.grammar": """
      grammar p.log
      event line | <$code>
        code: 0..99, tells kind from p.codes
      """,
      "p/codes.corpus": "corpus p.codes\ncolumns code, kind\n2 ⇥ b\n7 ⇥ z\n31 ⇥ none",
      "p/p.scenario": """
      scenarios p
      scenario go
        code: from p.codes
        picked: one of 31, 7, 2
        > p.log line
        second: > p.log line with code: picked
      """,
      "p/p.tree": "tree p\nfile a.log takes p.log\nrate go every 1m",
    ]).generate("p", minutes: 60)
    let kinds = [2: "b", 7: "z", 31: "none"]
    let records = try made.records("a.log")
    #expect(records.count == 120)
    var seen: [Int: Int] = [:]
    for record in records {
      let code = try #require(record.fields["code"] as? Int)
      #expect(record.fields["kind"] as? String == kinds[code])
      seen[code, default: 0] += 1
    }
    #expect(seen.count == 3)
  }
}

import FauxlogLanguage
import Testing

/// The file of a text that has no errors.
func parsed(_ text: String, path: String = "x") throws -> SyntaxFile {
  let source = SourceFile(path: path, text: text)
  let (file, diagnostics) = parse(source, file: 0)
  #expect(diagnostics.map { describe($0, in: [source]) } == [])
  return try #require(file)
}

/// The steps of a scenario, one word each and blocks in brackets.
func outline(_ steps: [Step]) -> String { steps.map(outline).joined(separator: " ") }

func outline(_ step: Step) -> String {
  switch step {
  case .emission(let emission): return outline(emission)
  case .call(let call): return "\(call.starts ? "start" : "do"):\(call.scenario.text)"
  case .definition(let definition): return "\(definition.names[0].text)="
  case .after(let kind, _): return "after:\(outline(kind))"
  case .label(let label, _): return "label:\(label)"
  case .end(let word, _): return "end:\(word ?? "-")"
  case .set(let name, let value): return "set:\(name.text):\(outline(value))"
  case .choice(let choice):
    return choice.branches.map { "?\($0.condition.map(outline) ?? "else")[\(outline($0.body))]" }
      .joined()
  case .oneOf(let alternatives, _):
    return alternatives.map { "\(outline($0.weight)):\($0.name.text)[\(outline($0.steps))]" }
      .joined(separator: "/")
  case .together(let branches, _):
    return branches.map { "&\($0.name.text)[\(outline($0.steps))]" }.joined()
  case .repeatTimes(let kind, let steps, _): return "\(outline(kind))x[\(outline(steps))]"
  case .repeatUntil(let value, let most, let steps, _):
    return "until:\(outline(value)):\(most)[\(outline(steps))]"
  case .stopWhen(let value, let steps, _): return "stop:\(outline(value))[\(outline(steps))]"
  case .hold(let name, let kind, let waiting, let steps, _):
    return "hold:\(name?.text ?? "-"):\(outline(kind)):\(outline(waiting))[\(outline(steps))]"
  case .each(let name, let list, let mode, let steps, _):
    return "each:\(name.text):\(outline(list)):\(mode)[\(outline(steps))]"
  case .rotate(let name, let over, let steps, _):
    let size =
      switch over {
      case .number(let number): outline(number)
      case .parameter(let name): name.text
      case nil: "-"
      }
    return "rotate:\(name.text):\(size)[\(outline(steps))]"
  case .flush(let name, let again, _): return "flush:\(name.text):\(again)"
  case .reopen(let name, _): return "reopen:\(name.text)"
  case .empty(let name, _): return "empty:\(name.text)"
  case .remove(let name, let old, _): return "remove:\(name.text):\(old)"
  case .archive(let value, let held, _):
    return "archive:\(outline(value)):" + held.map { "\($0.path.text)>\($0.under.text)" }.joined()
  }
}

@Suite("The tree of a file")
struct TreeTests {
  static let steps: [KindCase] = [
    KindCase("after 2s; label slow; end as done", "after:= 2/0/1s label:slow end:done"),
    KindCase("when a: label x; end\nend", "?a[label:x end:-] end:-"),
    KindCase(
      "when a\n  end\nwhen b: > e\notherwise: when c: end\nend",
      "?a[end:-]?b[> e ()]?else[?c[end:-]] end:-"),
    KindCase("when a: end\n> e\nwhen b: end", "?a[end:-] > e () ?b[end:-]"),
    KindCase(
      "one of\n  95% good: > e; end\n  5 bad when x\n    > f",
      "950000pm:good[> e () end:-]/5:bad[> f ()]"),
    KindCase("together\n  left: > e; > f\n  right\n    > g", "&left[> e () > f ()]&right[> g ()]"),
    KindCase("repeat 0..3 times: > e", "0/0/1..3/0/1x[> e ()]"),
    KindCase("repeat calls times\n  > e", "= callsx[> e ()]"),
    KindCase("repeat until a and b, at most 3 times: > e", "until:(a and b):3[> e ()]"),
    KindCase("stop when a or b: > e", "stop:(a or b)[> e ()]"),
    KindCase(
      "hold any clerk, waiting at most 2m: > e; end", "hold:-:any clerk -:2/0/1m[> e () end:-]"),
    KindCase(
      "c: hold any shop.clerk where a is b, waiting at most 1h: > e\nend",
      "hold:c:any shop.clerk (a is b):1/0/1h[> e ()] end:-"),
    KindCase("hold: 5\nb: hold\nc: hold + 1", "hold= b= c="),
    KindCase("each x in [\"a\", \"b\"]: > e", "each:x:[\"a\", \"b\"]:oneByOne[> e ()]"),
    KindCase("each x in xs together\n  > e", "each:x:xs:together[> e ()]"),
    KindCase("rotate l when over 100MB\n  reopen l", "rotate:l:100/0/3MB[reopen:l]"),
    KindCase(
      "flush l, again last 1; empty l; remove l; remove old l; remove old",
      "flush:l:1 empty:l remove:l:false remove:l:true remove:old:false"),
    KindCase("archive \"a$b\"\n  holds var/x under y/", "archive:\"a«b»\":var/x>y/"),
    KindCase("> e | a b\n> f\n  | c\n  | $d.e", "> e () |a b > f () |c |«d».e"),
    KindCase("> e with a: 1,\n     b: 2; end", "> e (a: 1/0/1, b: 2/0/1) end:-"),
    KindCase("when: 1..5; each, end: from t; set x to y + 1", "when= each= set:x:(y + 1/0/1)"),
    KindCase("a: b # and no more; end", "a="),
  ]

  @Test("has the steps as they were written", arguments: steps)
  func stepOutline(_ example: KindCase) throws {
    let lines = example.text.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let file = try parsed("scenarios s\nscenario x given a, b default 1..2\n" + lines)
    guard case .scenario(let scenario) = try #require(file.entries.first) else {
      Issue.record("no scenario")
      return
    }
    #expect(outline(scenario.steps) == example.outline)
    #expect(scenario.given.map(\.name.text) == ["a", "b"])
  }

  @Test("has events with levels and flags")
  func events() throws {
    let text = """
      grammar g
      event a INFO bare generic before b | x
      replace event c "odd level"
        json| {
        +| "a":$b}
        |
      event generic generic
        | y
      """
    let events = try parsed(text).entries.compactMap { entry in
      if case .event(let event) = entry { event } else { nil }
    }
    try #require(events.count == 3)
    #expect(events.map(\.name.text) == ["a", "c", "generic"])
    #expect(events.map(\.level) == ["INFO", "odd level", nil])
    #expect(events.map(\.isBare) == [true, false, false])
    #expect(events.map(\.isGeneric) == [true, false, true])
    #expect(events.map { $0.before?.text } == ["b", nil, nil])
    #expect(events.map(\.replaces) == [false, true, false])
    let bars = events[1].body.items.compactMap { item in
      if case .bar(let bar) = item { bar } else { nil }
    }
    #expect(bars.map(\.notation) == [.json, nil, nil])
    #expect(bars.map(\.continues) == [false, true, false])
    #expect(bars.map { outline($0.segments) } == ["{", "\"a\":«b»}", ""])
    #expect(bars[1].position == Position(line: 5, column: 6, length: 7))
  }

  @Test("puts what is deeper below the last definition of a line")
  func depth() throws {
    let text = """
      grammar g
      event a | $b$c
        b: word; c: maybe when x | $d
          d: word
        when x: e: word; f: maybe | $g
          g: word
      """
    guard case .event(let event) = try #require(parsed(text).entries.first),
      case .definition(let second) = event.body.items[2],
      case .choice(let choice) = event.body.items[3],
      case .definition(let last) = try #require(choice.branches.first?.body.items.last)
    else {
      Issue.record("another tree")
      return
    }
    #expect(second.names == [Name("c", Position(line: 1, column: 1))])
    #expect(second.body.items.count == 2 && last.body.items.count == 2)
    #expect(event.body.items.count == 4 && choice.branches[0].body.items.count == 2)
  }

  @Test("has files with their notes")
  func files() throws {
    let text = """
      tree t
      zone Europe/Berlin; file a/$b.log takes g as l, each line where x is y
        rotates when told by copy, keeps 5 as .1, gzip from .2, next is _2; mode 640; owner www
        named n; present from the start; held until flushed; written by $pid
      rate s 40 an hour for each site, office
      rate s on Sunday at 06:25, 18:00
      rate s once before its end for each run
      without file a/b.log
      """
    let entries = try parsed(text).entries
    try #require(entries.count == 6)
    guard case .zone(let zone) = entries[0], case .file(let file) = entries[1],
      case .takes(let grammar, let layout, true, .some) = file.notes[0],
      case .rotates(.told(byCopy: true), let keeping, _) = file.notes[1],
      case .mode(let mode, _) = file.notes[2], case .rate(let rate) = entries[2],
      case .rate(let weekly) = entries[3], case .at(let day, let clocks) = weekly.often,
      case .rate(let last) = entries[4], case .once(beforeItsEnd: true) = last.often,
      case .without("file", let name, _) = entries[5]
    else {
      Issue.record("another tree")
      return
    }
    #expect(zone.text == "Europe/Berlin" && outline(file.path.segments) == "a/«b».log")
    #expect(grammar.text == "g" && layout?.text == "l" && keeping.count == 3 && mode == 0o640)
    #expect(file.notes.count == 8 && rate.actor?.text == "site" && rate.curve?.text == "office")
    #expect(day?.text == "Sunday" && clocks == [385, 1080] && name.text == "a/b.log")
  }

  @Test("has an actor's sentences and definitions")
  func actor() throws {
    let text = """
      scenarios s
      actor a
        count 4; renewed every 6h; counter n starts 0..65535, wraps 65536
        when v is 1: b: word
        c: word
      """
    guard case .actor(let actor) = try #require(parsed(text).entries.first) else {
      Issue.record("no actor")
      return
    }
    #expect(actor.count.map(outline) == "4/0/1" && actor.renewal?.unit == .hours)
    #expect(actor.counters.first?.wraps == 65536)
    #expect(actor.definitions.count == 1 && actor.choices.count == 1)
  }
}

import Testing

@testable import FauxlogEngine

/// A frame of a layout, for events that need one.
private func stamped(_ events: String) -> String {
  """
  grammar app
  layout
    | $time $level $message
    time: time "HH:mm:ss"
    level: one of INFO, ERROR
  \(events)
  """
}

private let traceback = """
  $trace
    trace: each link in links, as text
      | $joint
      | Traceback (most recent call last):
      | $frames
      | $exception$detail
      joint: maybe when position > 0
        |
        | During handling of the above exception, another exception occurred:
        |
      frames: each frame in link.frames, at least 1
        |   File "$file", line $number, in $function
        | $source
        file: path
        number: 1..9999
        function: text
        source: maybe when frame.code is not none |     $code
          code: text
      exception: word, kept
      detail: maybe when link.what is not none | : $what
        what: lines
    links: [{"frames": [{"file": "/a", "number": 1, "function": "f", "code": "x"}], "exception": "E", "what": "w"}], not written
  """

private let cases: [RecognizeCase] = [
  RecognizeCase(
    name: "a chain of tracebacks goes on to the next head",
    grammar: stamped("event failed ERROR\n  | $what\n  | \(traceback)\n  what: word"),
    log: """
      10:00:00 ERROR one
      Traceback (most recent call last):
        File "/a.py", line 1, in f
          g()
        File "/b.py", line 2, in g
      KeyError: 'x'
      of two lines

      and a third

      During handling of the above exception, another exception occurred:

      Traceback (most recent call last):
        File "/a.py", line 3, in f
      a.b.Wrong
      10:00:01 ERROR two

      """,
    found: [
      "1+15 failed time=\"10:00:00\" level=\"ERROR\" what=\"one\" trace=\"Traceback (most recent call last):\\n  File \\\"/a.py\\\", line 1, in f\\n    g()\\n  File \\\"/b.py\\\", line 2, in g\\nKeyError: 'x'\\nof two lines\\n\\nand a third\\n\\nDuring handling of the above exception, another exception occurred:\\n\\nTraceback (most recent call last):\\n  File \\\"/a.py\\\", line 3, in f\\na.b.Wrong\" exception=\"a.b.Wrong\"",
      "16+1 failed time=\"10:00:01\" level=\"ERROR\" what=\"two\" trace=\"\"",
    ]),
  RecognizeCase(
    name: "a traceback without stamp ends at an empty line",
    grammar: """
      grammar app
      event crash bare
        | \(traceback.replacing("$trace\n", with: "$trace\n  |\n"))
      event updated bare | Updating $app
        app: word
      event printed bare generic | $text
        text: text
      """,
    log: """
      hello
      Traceback (most recent call last):
        File "/a.py", line 1, in f
      E: x

      Updating y
      Traceback
      Traceback (most recent call last):
        File "/a.py", line 1, in f
      E

      bye

      """,
    found: [
      "1+1 printed text=\"hello\"",
      "2+4 crash trace=\"Traceback (most recent call last):\\n  File \\\"/a.py\\\", line 1, in f\\nE: x\" exception=\"E\"",
      "6+1 updated app=\"y\"", "7+1 printed text=\"Traceback\"",
      "8+4 crash trace=\"Traceback (most recent call last):\\n  File \\\"/a.py\\\", line 1, in f\\nE\" exception=\"E\"",
      "12+1 printed text=\"bye\"",
    ]),
  RecognizeCase(
    name: "H12: what follows ends a text of several lines, else the generic event takes it",
    grammar: stamped(
      """
      event message
        | $text
        | Site: $site
        text: lines
        site: host, none as "None"
      event other generic | $text
        text: lines
      """),
    log: """
      10:00:00 INFO {'a': 'ok'}
      Site: a.example.com
      10:00:01 INFO two
      lines 10:00:02 INFO no head
      \t10:00:03 INFO no head
      Site: None
      10:00:04 INFO alone
      and more

      """,
    found: [
      "1+2 message time=\"10:00:00\" level=\"INFO\" text=\"{'a': 'ok'}\" site=\"a.example.com\"",
      "3+4 message time=\"10:00:01\" level=\"INFO\" text=\"two\\nlines 10:00:02 INFO no head\\n\\t10:00:03 INFO no head\" site=null",
      "7+2 other time=\"10:00:04\" level=\"INFO\" text=\"alone\\nand more\"",
    ]),
  RecognizeCase(
    name: "H12: to last, and an optional end",
    grammar: """
      grammar app
      event command | cmd: $info. $took ms
        info: text, to last
        took: 0..999
      event failed | failed: $error$from
        error: text, to last
        from: maybe 50% | , referer: $url
          url: url
      event renamed | $what renamed and moved to $place
        what: text; place: word
      event moved | $what moved to $place
        what: text; place: word
      event note generic | $text
        text: text
      """,
    log: """
      cmd: Replace string("a. b";"c"). 12 ms
      failed: x, referer: http://a/, referer: http://b/
      failed: y
      a moved to b
      a renamed and moved to b
      moved

      """,
    found: [
      "1+1 command info=\"Replace string(\\\"a. b\\\";\\\"c\\\")\" took=12",
      "2+1 failed error=\"x, referer: http://a/\" url=\"http://b/\"", "3+1 failed error=\"y\"",
      "4+1 moved what=\"a\" place=\"b\"", "5+1 renamed what=\"a\" place=\"b\"",
      "6+1 note text=\"moved\"",
    ]),
  RecognizeCase(
    name: "a bare event ends a text of several lines, a generic one does not",
    grammar: stamped(
      """
      event said INFO | $text
        text: lines
      event died bare | died of $what
        what: word
      event printed bare generic | $printed
        printed: text
      """),
    log: "before\n10:00:00 INFO one\ntwo\ndied of x\nafter\n10:00:01 INFO three\n",
    found: [
      "1+1 printed printed=\"before\"",
      "2+2 said time=\"10:00:00\" level=\"INFO\" text=\"one\\ntwo\"",
      "4+1 died what=\"x\"", "5+1 printed printed=\"after\"",
      "6+1 said time=\"10:00:01\" level=\"INFO\" text=\"three\"",
    ]),
  RecognizeCase(
    name: "JSON and Python in bars",
    grammar: """
      grammar app
      encoder quoted
        U+0022 becomes "\\x#" in HEX 2
        U+005C becomes "\\x#" in HEX 2
      event data json| {"path":"$path","count":$count,"data":$data,"note":"a $note z"}
        path: text; count: 0..99; data: json; note: text
      event repr python| {'reply': '$reply', 'n': $n}
        reply: text; n: 0..9
      event agent | "$agent" $same $same
        agent: text, through quoted, none as "-"; same: 1..9
      """,
    log: #"""
      {"path":"/a\"b\u00e9","count":7,"data":{"x": [1, "}"]},"note":"a q\" z"}
      {'reply': "it's", 'n': 3}
      {'reply': 'ok', 'n': 3}
      "say \x22hi\x22" 3 3
      "-" 3 3
      "-" 3 4

      """#,
    found: [
      #"1+1 data path="/a\"bé" count=7 data={"x": [1, "}"]} note="q\"""#,
      #"2+1 repr reply="it's" n=3"#, #"3+1 repr reply="ok" n=3"#,
      #"4+1 agent agent="say \"hi\"" same=3"#, "5+1 agent agent=null same=3",
      "6+1 ? agent 6:7",
    ]),
  RecognizeCase(
    name: "a file that is one record",
    grammar: """
      grammar app
      whole file
      no final line end
      event snapshot
        json| {
        json|  "name": "$name",
        json|  "data": $data
        json| }
        name: text; data: json
      """,
    log: "{\n \"name\": \"x\",\n \"data\": {\n  \"a\": 1\n }\n}",
    found: ["1+6 snapshot name=\"x\" data={\"a\": 1}"]),
  RecognizeCase(
    name: "a record that the file's end cuts off",
    grammar: stamped("event two INFO\n  | $a\n  | end $b\n  a: word\n  b: 1..9"),
    log: "10:00:00 INFO x\nend 1\n10:00:00 INFO x\nen",
    found: ["1+2 two time=\"10:00:00\" level=\"INFO\" a=\"x\" b=1", "3+2 cut two 4:3"]),
]

@Test(arguments: cases)
func reads(_ example: RecognizeCase) throws {
  let reading = try Reading(grammar: example.grammar)
  let whole = reading.found(in: example.log)
  #expect(whole == example.found)
  for chunk in [1, 2, 7, 64] { #expect(reading.found(in: example.log, chunk: chunk) == whole) }
}

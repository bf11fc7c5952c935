import Testing

/// Members of values: what nothing has that stands before the dot.
@Suite struct CheckMemberTests {
  @Test(arguments: actors + cards + words)
  func finds(_ checked: Checked) {
    #expect(checked.found(tree: "t") == checked.expected)
  }

  /// A tree `t` of one file with a hole `what`, an actor `clerk` with `pid` and `shop`, cards and a
  /// table; `steps` are those of the scenario `s given clerk`.
  static func tree(
    _ title: String, _ steps: String, more: String = "", finds expected: [String]
  ) -> Checked {
    let steps = steps.split(separator: "\n").map { "  \($0)\n" }.joined()
    return Checked(
      title,
      files: [
        (
          "g.scenario",
          """
          scenarios g
          scenario s given clerk
          \(steps)\(more)
          actor clerk
            count 2
            pid: 1..9
            shop: any shop
            when kind is early
              breakfast: 1..9
            otherwise
              dinner: 1..9
          actor shop
            name: "one"
            failure: from g.failures
          parameter kind: one of early, late, default early

          """
        ),
        ("g.grammar", "grammar g\nevent e | $what\nwhat: text, default \"-\"\n"),
        ("t.tree", "tree t\nfile log takes g\nrate s every 1h for each clerk\n"),
        (
          "c.corpus",
          """
          corpus g.failures
          card missing
            kind: KeyError
            in frames
              file: app.py
              marks: ^^^
            in frames
              file: lib.py
            at
              line: 4
          card refused
            kind: Refused
            again: $kind

          """
        ),
        ("d.corpus", "corpus g.table\ncolumns number, name, place\n1\tone\there\n2\ttwo\tthere\n"),
      ], finds: expected)
  }

  static let actors = [
    tree(
      "fields that are there",
      """
      fields: "${clerk.pid} ${clerk.number} ${clerk.shop.name}"
      chosen: "${clerk.breakfast} ${clerk.dinner}"
      > g e with what: "$fields $chosen"
      """, finds: []),
    tree(
      "a misspelt field", "> g e with what: clerk.pdi",
      finds: ["3:26 no field of clerk \"pdi\" here"]),
    tree(
      "a misspelt field of an actor's actor", "> g e with what: \"is ${clerk.shop.nmae}\"",
      finds: ["3:37 no field of clerk.shop \"nmae\" here"]),
    tree(
      "through a call", "do r with who: clerk",
      more: "scenario r given who\n  n: who.pdi\n  > g e with what: n",
      finds: ["5:10 no field of who \"pdi\" here"]),
    tree(
      "another caller has it", "do r with who: clerk\ndo r with who: clerk.shop",
      more: "scenario r given who\n  n: who.pid\n  > g e with what: n", finds: []),
    tree(
      "no caller gives more than the default", "do r",
      more: "scenario r given who default none\n  > g e with what: who.pid", finds: []),
    tree(
      "through a name that is set",
      """
      one: clerk
      set one to clerk
      > g e with what: one.pdi
      """, finds: ["5:24 no field of one \"pdi\" here"]),
    tree(
      "of the living",
      "one: any clerk where pid > 2 and shop.nmae is \"one\"\n> g e with what: one.pid",
      finds: ["3:41 no field of shop \"nmae\" here"]),
    tree(
      "of whom a step holds",
      "one: hold any clerk where shop.name is \"one\", waiting at most 9s\n  > g e with what: one.pdi",
      finds: ["4:26 no field of one \"pdi\" here"]),
    tree(
      "in a list", "each one in [clerk, clerk]\n  > g e with what: one.pdi",
      finds: ["4:26 no field of one \"pdi\" here"]),
    tree(
      "asked whether it is there", "when clerk.pdi is not none: > g e\notherwise: > g e",
      finds: ["3:14 no field of clerk \"pdi\" here"]),
  ]

  static let cards = [
    tree(
      "members that some card has",
      """
      f: from g.failures
      > g e with what: "${f.kind} ${f.at.line} ${f.again} ${f.name}"
      each one in f.frames: > g e with what: "${one.file} ${one.marks}"
      """, finds: []),
    tree(
      "a misspelt member", "f: from g.failures\n> g e with what: f.kidn",
      finds: ["4:22 no member of f \"kidn\" here"]),
    tree(
      "a misspelt member of a member", "f: from g.failures\n> g e with what: f.at.lien",
      finds: ["4:25 no member of f.at \"lien\" here"]),
    tree(
      "a misspelt member of an element",
      "f: from g.failures\neach one in f.frames: > g e with what: one.flie",
      finds: ["4:46 no member of one \"flie\" here"]),
    tree(
      "a member of a list", "f: from g.failures\n> g e with what: f.frames.file",
      finds: ["4:29 no member of f.frames \"file\" here"]),
    tree(
      "of an actor's card, by a key",
      """
      f: clerk.shop.failure
      k: f.kind
      n: from g.failures by kind
      kind: k
      > g e with what: "${f.kidn} ${n.kidn}"
      """,
      finds: [
        "7:25 no member of f \"kidn\" here",
        "7:35 no member of n \"kidn\" here",
      ]),
    tree(
      "what need not be there",
      "f: from g.failures\nwhen f.other is not none: > g e with what: f.other",
      finds: []),
    tree(
      "a text with holes may stand for anything",
      "f: from g.failures\n> g e with what: f.again.of", finds: []),
    tree(
      "a member of a member that only other cards have",
      "f: from g.failures\n> g e with what: f.kind.of",
      finds: ["4:27 no member of f.kind \"of\" here"]),
    tree(
      "a column of a cell", "name: from g.table\n> g e with what: name.place",
      finds: ["4:25 name has no members: it is a text, a number or a time"]),
    tree(
      "a row by a key under another name",
      "number: 1..2\nrow: from g.table by number\n> g e with what: row",
      finds: ["4:13 no column \"row\" here"]),
    tree(
      "of a time", "at: now\n> g e with what: \"${at.day}\"",
      finds: ["4:26 at has no members: it is a text, a number or a time"]),
    tree(
      "of a record that is put together",
      "r: {\"a\": 1, \"b\": {\"c\": 2}}\n> g e with what: \"${r.a} ${r.b.d} ${r.x}\"",
      finds: ["4:41 no member of r \"x\" here"]),
  ]

  static let words = [
    tree(
      "a word that is no name, against a word", "when pdi is 3: > g e\notherwise: > g e",
      finds: ["3:8 no name \"pdi\" here"]),
    tree(
      "a word against a name", "m: one of early, late\nwhen m is early: > g e\notherwise: > g e",
      finds: []),
    tree(
      "a field of the living that is none",
      "one: any clerk where pdi is 3\n> g e with what: one.pid",
      finds: ["3:24 no name \"pdi\" here"]),
    tree(
      "capitals behind a dot", "> g e with what: clerk.PID",
      finds: [
        "3:26 a name has small letters, digits and _, unlike PID",
        "t.tree:2:6 note no scenario writes to log",
      ]),
    tree("capitals alone are a text", "> g e with what: GET", finds: []),
  ]
}

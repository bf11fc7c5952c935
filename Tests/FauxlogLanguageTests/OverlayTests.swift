import FauxlogLanguage
import Testing

/// Files of several folders, one over the other.
@Suite struct OverlayTests {
  /// The events of a grammar `g` and rows of a corpus `c`, extended by files that are given with their
  /// paths and layers.
  private func loaded(
    _ files: [(path: String, name: String, text: String, layer: Int)]
  ) -> (events: [String], rows: [String], faults: [String]) {
    var loader = CatalogueLoader()
    loader.add(path: "Templates/g/g.grammar", name: "g/g.grammar", text: "grammar g\n", layer: 0)
    loader.add(path: "Corpus/g/c.corpus", name: "g/c.corpus", text: "corpus c\none\n", layer: 0)
    for (path, name, text, layer) in files {
      loader.add(path: path, name: name, text: text, layer: layer)
    }
    let catalogue = loader.finish()
    let events = catalogue.grammars["g"]?.entries.compactMap { entry -> String? in
      if case .event(let event) = entry { event.name.text } else { nil }
    }
    var rows: [String] = []
    if case .list(let list)? = catalogue.corpora["c"]?.corpus { rows = list.map(\.value) }
    return (events ?? [], rows, loader.diagnostics.map(\.message))
  }

  private func more(_ events: String...) -> String {
    "extend grammar g\n" + events.map { "event \($0) | \($0)\n" }.joined()
  }

  @Test(
    "an extension takes the place of one at its path",
    arguments: ["g/a.grammar", "Templates/g/a.grammar"])
  func replaced(_ name: String) {
    let found = loaded([
      ("Templates/g/a.grammar", "g/a.grammar", more("first", "second"), 0),
      ("Templates/g/b.grammar", "g/b.grammar", more("other"), 0),
      ("./z/\(name)", name, more("first", "third"), 1),
    ])
    #expect(found.events == ["first", "third", "other"])
    #expect(found.faults == [])
  }

  @Test("the last of three folders counts")
  func three() {
    let found = loaded([
      ("Templates/g/a.grammar", "g/a.grammar", more("first"), 0),
      ("x/Templates/g/a.grammar", "Templates/g/a.grammar", more("second"), 1),
      ("y/g/a.grammar", "g/a.grammar", more("third"), 2),
    ])
    #expect(found.events == ["third"])
    #expect(found.faults == [])
  }

  @Test("rows of a corpus are added once")
  func rows() {
    let found = loaded([
      ("Corpus/g/more.corpus", "g/more.corpus", "extend corpus c\ntwo\n", 0),
      ("x/Corpus/g/more.corpus", "Corpus/g/more.corpus", "extend corpus c\nthree\n", 1),
    ])
    #expect(found.rows == ["one", "three"])
  }

  @Test("events of another grammar stand where they are asked for")
  func borrowed() {
    let found = loaded([
      (
        "h.grammar", "h.grammar",
        "grammar h\nevent one | 1\nevent two | 2\nwhen 1 is 1\n  event three | 3\n", 1
      ),
      (
        "m.grammar", "m.grammar",
        "extend grammar g\nevent first | f\nevents two, one from h\nevent last | l\n", 1
      ),
    ])
    #expect(found.events == ["first", "two", "one", "last"])
    #expect(found.faults == [])
    let wrong = loaded([
      ("h.grammar", "h.grammar", "grammar h\nevent one | 1\nwhen 1 is 1\n  event two | 2\n", 1),
      (
        "m.grammar", "m.grammar",
        "extend grammar g\nevents onee, two from h\nevents one from i\n", 1
      ),
    ])
    #expect(
      wrong.faults == [
        #"no event of h "onee" here"#, #"no event of h "two" here"#, #"no grammar "i" here"#,
      ])
  }

  @Test("files at other paths, or of the same folder, are laid over one another")
  func kept() {
    let found = loaded([
      ("Templates/g/a.grammar", "g/a.grammar", more("first"), 0),
      ("x/a.grammar", "a.grammar", more("second"), 1),
      ("x/mg/a.grammar", "mg/a.grammar", more("third"), 1),
      ("x/more/mg/a.grammar", "more/mg/a.grammar", more("fourth"), 1),
    ])
    #expect(found.events.sorted() == ["first", "fourth", "second", "third"])
    #expect(found.faults == [])
  }
}

import FauxlogEngine
import FauxlogLanguage

/// Loads an input as templates and binds all that is in them.
///
/// The first byte of each file says what it is: `g`rammar, `s`cenarios, `t`ree, `c`orpus, NDJSON
/// (`n`). The byte 0x1E begins another file. Small templates stand below them, so that an input may
/// extend or mention these.
struct TemplateTarget {
  private static let base: [(path: String, text: String)] = [
    (
      "shop/log.grammar",
      """
      grammar shop.log
      parameter version: one of v1, v2, default v2
      layout
        | $time $level $logger: $message
        time: time "yyyy-MM-dd HH:mm:ss,SSS"
        level: one of DEBUG, INFO, WARN, ERROR
        logger: word, default "shop"
      id order: hex 8
      part item given name | - $name
      event sold INFO | order $order of $customer$more
        order: order
        customer: text from shop.customers
        more: maybe 30% | : $count items
          count: 1..60
      event note generic | $text
        text: text, default "nothing"
      """
    ),
    (
      "shop/life.scenario",
      """
      scenarios shop.life
      dial slow: 1..9, default 1
      actor till
        count 2
        name: word
      scenario sale given till
        order: order
        after 1ms..2s
        > shop.log sold
        repeat 0..2 times
          > shop.log note
      """
    ),
    (
      "shop/main.tree",
      """
      tree shop.main
      zone Europe/Berlin
      file logs/shop.log takes shop.log
        rotates before 1MB, keeps 5 as .1
      rate sale every 10m for each till
      """
    ),
    ("shop/customers.corpus", "corpus shop.customers\nACME ⇥ 5\nExample Trading Ltd\n"),
  ]

  /// Reads one input.
  func run(_ input: [UInt8]) {
    var loader = CatalogueLoader()
    for file in Self.base { loader.add(path: file.path, text: file.text + "\n", layer: 0) }
    for (number, file) in input.split(separator: 0x1E).prefix(4).enumerated() {
      guard let kind = file.first, let ending = Self.ending(kind) else { continue }
      let text = String(decoding: file.dropFirst(), as: UTF8.self)
      loader.add(path: "input\(number).\(ending)", text: text, layer: 1)
    }
    let catalogue = loader.finish()
    let binder = Binder(catalogue, settings: [:])
    for grammar in catalogue.grammars.values.sorted(by: { $0.name < $1.name }) {
      _ = binder.format(Name(grammar.name, grammar.position))
    }
    for tree in catalogue.trees.values.sorted(by: { $0.name < $1.name }) {
      _ = binder.tree(Name(tree.name, tree.position))
    }
    let diagnostics = loader.diagnostics + binder.diagnostics
    for diagnostic in diagnostics.prefix(20) { _ = describe(diagnostic, in: catalogue.sources) }
    _ = binder.finish()
  }

  private static func ending(_ kind: UInt8) -> String? {
    switch kind {
    case UInt8(ascii: "g"): "grammar"
    case UInt8(ascii: "s"): "scenario"
    case UInt8(ascii: "t"): "tree"
    case UInt8(ascii: "c"): "corpus"
    case UInt8(ascii: "n"): "ndjson"
    default: nil
    }
  }
}

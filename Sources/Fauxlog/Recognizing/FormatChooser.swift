import FauxlogEngine
import FauxlogLanguage

/// A format with the parameters it is read by.
struct ChosenFormat: Sendable {
  let reader: FormatReader
  /// Parameters that were chosen or set, sorted by name.
  let parameters: [(name: String, value: String)]
}

/// How well a format fits the beginning of a log.
struct Fit: Comparable {
  /// Lines that specific events read.
  var specific = 0
  /// Lines that generic events read.
  var generic = 0

  static func < (left: Fit, right: Fit) -> Bool {
    (left.specific, left.generic) < (right.specific, right.generic)
  }
}

/// Binds formats for reading, each with the parameters that fit a log best; what was bound is kept.
final class FormatChooser {
  /// Bytes of a log by which formats are told apart.
  static let sample = 64 << 10

  private let library: TemplateLibrary
  private let settings: [String: String]
  /// The tree in whose zone stamps are read.
  private let tree: String?
  private var bound: [TreeModel.FormatKey: [ChosenFormat?]] = [:]
  private var choices: [String: [[String: String]]] = [:]

  init(_ library: TemplateLibrary, tree: String?, settings: [(name: String, value: String)]) {
    self.library = library
    self.tree = tree
    self.settings = Dictionary(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
  }

  /// The format with the parameters that fit a log's beginning best; of equals, the defaults.
  func format(_ key: TreeModel.FormatKey, for beginning: [UInt8])
    throws(TemplateError) -> (format: ChosenFormat, fit: Fit)
  {
    var best: (format: ChosenFormat, fit: Fit)?
    let lines = beginning.count { $0 == 0x0A }
    for number in variants(key.format).indices {
      guard let chosen = try bind(key, number) else { continue }
      var fit = Self.fit(of: chosen.reader, beginning)
      // A line end of another kind reads as a part of the text, if any text can stand there.
      if !chosen.reader.format.coding.fits(beginning) { fit = Fit() }
      if best.map({ $0.fit < fit }) ?? true { best = (chosen, fit) }
      // Nothing can fit better.
      if fit.specific >= lines, lines > 0 { break }
    }
    guard let best else { throw .unknown("format", key.format, near: nil) }
    return best
  }

  /// The format by its parameters as they are set, whatever the log says.
  func format(_ key: TreeModel.FormatKey) throws(TemplateError) -> ChosenFormat {
    guard let chosen = try bind(key, 0) else {
      throw .unknown("format", key.format, near: nil)
    }
    return chosen
  }

  /// How much of a log's beginning a reader understands.
  private static func fit(of reader: FormatReader, _ beginning: [UInt8]) -> Fit {
    var fit = Fit()
    let recognizer = Recognizer(reader)
    func note(_ finding: Finding) {
      guard case .record(let record) = finding else { return }
      if reader.format.events[record.event].isGeneric {
        fit.generic += record.lines
      } else {
        fit.specific += record.lines
      }
    }
    unsafe beginning.withUnsafeBufferPointer { unsafe recognizer.feed($0, note) }
    recognizer.finish(note)
    return fit
  }

  // MARK: - Parameters

  /// The most combinations of parameters that are tried.
  private static let mostVariants = 64

  /// Every choice of the parameters that the format's grammar tests and nobody set; defaults first.
  private func variants(_ name: String) -> [[String: String]] {
    if let known = choices[name] { return known }
    var variants: [[String: String]] = [[:]]
    for (parameter, values) in library.testedParameters(of: name) where settings[parameter] == nil {
      let more = variants.flatMap { variant in
        values.map { variant.merging([parameter: $0]) { $1 } }
      }
      if more.count <= Self.mostVariants { variants = more }
    }
    choices[name] = variants
    return variants
  }

  private func bind(
    _ key: TreeModel.FormatKey, _ variant: Int
  ) throws(TemplateError) -> ChosenFormat? {
    let name = key.format
    if let known = bound[key], let chosen = known[variant] { return chosen }
    let values = variants(name)[variant]
    let all = settings.merging(values) { $1 }
    let binder = Binder(library.catalogue, settings: all)
    let here = Position(line: 1, column: 1)
    // Stamps without a zone are in that of the tree.
    if let tree { binder.takeZone(ofTree: tree) }
    let format = binder.format(
      Name(name, here), layout: key.layout.map { Name($0, here) }, eachLine: key.isEachLine)
    try library.stopOnErrors(binder.diagnostics)
    guard let format else { return nil }
    let shown = all.filter { settings[$0.key] != nil || values[$0.key] != nil }
      .filter { binder.usedParameters[$0.key] != nil }
      .sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    let chosen = ChosenFormat(
      reader: FormatReader(format, binder.finish()), parameters: shown)
    bound[key, default: Array(repeating: nil, count: variants(name).count)][variant] = chosen
    return chosen
  }
}

extension TemplateLibrary {
  /// Parameters that a grammar declares or its system shares, and whose values can be counted, with
  /// these, the default first; only those that some `when` of the grammar asks.
  func testedParameters(of name: String) -> [(name: String, values: [String])] {
    guard let grammar = catalogue.grammars[name] else { return [] }
    let asked = Conditions.names(in: grammar.entries)
    let parameters = catalogue.parameters[grammar.system] ?? [:]
    return parameters.filter { asked.contains($0.key) }.sorted { $0.key < $1.key }
      .compactMap { name, definition in
        guard case .shaped(let shapes, _, _) = definition.kind, let shape = shapes.first else {
          return nil
        }
        var values: [String]
        switch shape {
        case .oneOf(let members): values = members.map(\.value.shown)
        case .named("bool"): values = ["false", "true"]
        default: return nil
        }
        let standard = definition.options.lazy.compactMap(\.standardText).first
        if let standard, let place = values.firstIndex(of: standard) {
          values.insert(values.remove(at: place), at: 0)
        }
        return (name, values)
      }
  }
}

/// Finds what the `when`s of a grammar ask.
private enum Conditions {
  static func names(in entries: [Entry]) -> Set<String> {
    var names: Set<String> = []
    for entry in entries { add(entry, &names) }
    return names
  }

  private static func add(_ entry: Entry, _ names: inout Set<String>) {
    switch entry {
    case .choice(let choice):
      for branch in choice.branches {
        if let condition = branch.condition { add(condition, &names) }
        for entry in branch.body { add(entry, &names) }
      }
    case .layout(let layout): add(layout.body, &names)
    case .event(let event): add(event.body, &names)
    case .part(let part): add(part.body, &names)
    case .definition(let definition): add(definition, &names)
    case .setting(.linesEnd(let name), _): names.insert(name.text)
    case .setting(.header(let body, _), _), .setting(.trailer(let body), _): add(body, &names)
    default: break
    }
  }

  private static func add(_ body: Body, _ names: inout Set<String>) {
    for item in body.items {
      switch item {
      case .bar: break
      case .definition(let definition): add(definition, &names)
      case .choice(let choice):
        for branch in choice.branches {
          if let condition = branch.condition { add(condition, &names) }
          add(branch.body, &names)
        }
      }
    }
  }

  private static func add(_ definition: Definition, _ names: inout Set<String>) {
    switch definition.kind {
    case .piece(.maybe(_, let condition?), _): add(condition, &names)
    case .piece(.oneOf(let alternatives), _):
      for alternative in alternatives {
        if let condition = alternative.condition { add(condition, &names) }
        add(alternative.body, &names)
      }
    default: break
    }
    add(definition.body, &names)
  }

  private static func add(_ expression: FauxlogLanguage.Expression, _ names: inout Set<String>) {
    switch expression {
    case .path(let path): if let name = path.first { names.insert(name.text) }
    case .not(let inner), .call(_, _, let inner): add(inner, &names)
    case .binary(_, let left, let right, _):
      add(left, &names)
      add(right, &names)
    default: break
    }
  }
}

extension ChoiceMember.Datum {
  /// A member as it is written in a command.
  fileprivate var shown: String {
    switch self {
    case .word(let text), .text(let text): text
    case .number(let number): number.text
    case .none: "none"
    case .bool(let flag): flag ? "true" : "false"
    }
  }
}

extension Option {
  /// The word or truth value of a `default`.
  fileprivate var standardText: String? {
    guard case .standard(let kind, _) = self else { return nil }
    switch kind {
    case .value(.literal(let literal, _)): return literal.shown
    case .value(.path(let names)): return names.map(\.text).joined(separator: ".")
    case .shaped(let shapes, nil, _):
      if case .named(let word)? = shapes.first { return word }
      return nil
    default: return nil
    }
  }
}

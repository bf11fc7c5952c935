import FauxlogEngine
import FauxlogLanguage

/// Names of what there is, with a few words each, as fast as they can be had: for those who type.
package enum TemplateNames {
  /// A name and what it means.
  package typealias Row = (name: String, words: String)

  /// Trees as users write them, and formats, sorted by name.
  ///
  /// The first line of each file tells them, so nothing is parsed; a folder that cannot be read has
  /// none.
  package static func treesAndFormats(in folders: [String]) -> (trees: [Row], formats: [Row]) {
    var found: [String: [String: String]] = [:]
    func add(_ path: String, _ text: String) {
      guard path.hasSuffix(".tree") || path.hasSuffix(".grammar") else { return }
      let source = SourceFile(path: path, text: text)
      guard let (words, line) = source.header, words.count == 2 else { return }
      let position = Position(line: Int32(line + 1), column: 1)
      let told = TemplateWords(sources: [source]).words(ofHeader: position)
      found[words[0], default: [:]][words[1]] = TemplateWords.sentence(told)
    }
    unsafe TemplateLibrary.forEachBuiltIn { path, _, text in
      unsafe add(path, String(decoding: text, as: UTF8.self))
    }
    for folder in folders {
      for (path, _, text) in (try? UserFiles.read(folder)) ?? [] { add(path, text) }
    }
    return (
      (found["tree"] ?? [:]).map { (outsideName($0), $1) }.sorted { $0.0 < $1.0 },
      (found["grammar"] ?? [:]).map { ($0, $1) }.sorted { $0.0 < $1.0 }
    )
  }

  /// Events of a format as users name them, `frappe.log/exception`, in the order of the file.
  package static func events(of format: String, in folders: [String]) -> [Row] {
    guard let library = try? TemplateLibrary(folders: folders, for: format),
      let full = library.formatName(format),
      let model = library.binder().grammar(Name(full, Position(line: 1, column: 1)))
    else { return [] }
    let words = TemplateWords(sources: library.catalogue.sources)
    return model.events.map { event in
      (
        "\(format)/\(outsideName(event.name.text))",
        TemplateWords.sentence(words.words(above: event.name.position))
      )
    }
  }

  /// Parameters that a tree or format may have, with the values of those that have a few: those of
  /// its own system and of the systems whose formats a tree takes, sorted by name.
  package static func parameters(
    of name: String, in folders: [String]
  ) -> [(name: String, words: String, values: [String])] {
    guard let library = try? TemplateLibrary(folders: folders, for: name) else { return [] }
    let own = UsedSystems.system(ofOutside: name)
    let words = TemplateWords(sources: library.catalogue.sources)
    var found: [String: (words: String, values: [String])] = [:]
    let parameters = library.catalogue.parameters
    let tree = library.catalogue.trees.values.first { outsideName($0.name) == outsideName(name) }
    let systems = [own] + (tree?.takenSystems ?? []).filter { $0 != own }.sorted()
    for (name, definition) in systems.flatMap({ parameters[$0] ?? [:] }) where found[name] == nil {
      guard let position = definition.names.first(where: { $0.text == name })?.position else {
        continue
      }
      found[name] = (words.definition(at: position), values(of: definition))
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value.words, $0.value.values) }
  }

  /// The values of a parameter, if they can be counted on the fingers.
  private static func values(of definition: Definition) -> [String] {
    guard case .shaped(let shapes, _, _) = definition.kind else { return [] }
    switch shapes.first {
    case .named("bool"): return ["true", "false"]
    case .oneOf(let members):
      return members.compactMap { member in
        switch member.value {
        case .word(let word), .text(let word): word
        case .number(let number): number.shown
        case .none, .bool: nil
        }
      }
    default: return []
    }
  }
}

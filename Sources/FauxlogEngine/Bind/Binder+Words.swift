package import FauxlogLanguage

/// Words of a `one of`, where they stand against the name that has them.
extension Binder {
  /// The word behind an event's name as a member of the layout's list, so that levels have an order.
  func value(ofLevel word: String, _ definition: Definition?) -> Value {
    if case .shaped(let shapes, _, _)? = definition?.kind, case .oneOf(let members)? = shapes.first,
      let place = members.firstIndex(where: { text(of: $0.value) == word })
    {
      return Value(tag: .member, reference: choice(of: members), word: Int64(place))
    }
    return builder.textValue(word)
  }

  /// A word of a list that is also a name means the name, quietly: nobody wants that.
  func checkWords(_ left: Expression, _ right: Expression, in scope: Scope) {
    checkWord(left, against: right, in: scope)
    checkWord(right, against: left, in: scope)
  }

  private func checkWord(_ operand: Expression, against other: Expression, in scope: Scope) {
    guard case .path(let names) = operand, names.count == 1, let word = names.first,
      case .path(let path) = other, path.count == 1, let listed = path.first,
      words(of: listed, in: scope).contains(word.text), isKnown(word, in: scope)
    else { return }
    fail(
      word.position, "\(word.text) is a word of \(listed.text), and a name as well",
      help: "write \"\(word.text)\" in quotes for the word, or rename one of them")
  }

  /// A word that is no name stands for itself, so one side of a comparison is a name: two words
  /// that are none would always compare the same.
  func checkNames(_ left: Expression, _ right: Expression, in scope: Scope) {
    // An event need not have the name that a file asks for.
    guard !(scope is RouteScope), case .path(let names) = left, names.count == 1,
      !isKnown(names[0], in: scope)
    else { return }
    switch right {
    case .literal: break
    case .path(let others) where others.count == 1 && !isKnown(others[0], in: scope): break
    default: return
    }
    failUnknown(
      names[0], among: scope.allNames + Array(catalogue.parameters[scope.system, default: [:]].keys)
    )
  }

  /// What a name can be in words: members of its `one of`, outcomes of the scenario it waits for.
  private func words(of name: Name, in scope: Scope) -> [String] {
    let known = scope.definition(of: name) ?? catalogue.parameters[scope.system]?[name.text]
    guard let definition = known ?? dialSyntax(name, system: scope.system)?.1.syntax
    else { return [] }
    switch definition.kind {
    case .shaped(let shapes, _, _):
      guard case .oneOf(let members)? = shapes.first else { return [] }
      return members.compactMap { if case .word(let word) = $0.value { word } else { nil } }
    case .draw(.call(let call), _):
      let called = catalogue.find(call.scenario, in: \.scenarios, system: scope.system)
      var outcomes = ["done"]
      Spans.visit(called?.found.syntax.steps ?? []) { step in
        if case .end(let word?, _) = step { outcomes.append(word) }
      }
      return outcomes
    default: return []
    }
  }
}

extension Binder {
  /// Whether a layout shows the level.
  package func hasLevel(_ layout: LayoutSyntax, of model: GrammarModel) -> Bool {
    fold(layout.body, system: model.system).bars.contains { bar in
      bar.segments.contains { segment in
        if case .hole(let path, _) = segment { path.first?.text == "level" } else { false }
      }
    }
  }
}

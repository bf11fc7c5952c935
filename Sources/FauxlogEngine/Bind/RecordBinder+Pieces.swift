import FauxlogLanguage

/// A piece or part that a hole stands for.
struct PieceSyntax {
  /// What it is.
  var kind: Kind
  /// Its legend line; nil for a part that fills a hole without one.
  var definition: Definition?
  /// Where its name is defined.
  var legend: Legend?
  /// The part it is.
  var part: Catalogue.Scoped<PartSyntax>?
  /// The id it is, made of bars.
  var id: (name: String, found: Catalogue.Scoped<Definition>)?

  /// The kinds of piece.
  enum Kind {
    case maybe(share: Int64?, when: Expression?)
    case each(Name, in: Expression, atLeast: Int, joint: String?)
    case oneOf([Piece.Alternative])
    case part([Argument])
  }

  /// Whether it can be absent.
  var isOptional: Bool {
    if case .maybe = kind {
      true
    } else if case .each(_, _, let least, _) = kind {
      least == 0
    } else {
      false
    }
  }

  /// Where the name that stands for it is defined.
  func position(of name: Name) -> Position {
    definition?.names.first { $0 == name }?.position ?? name.position
  }

  /// Whether it makes lines of its own when it is alone on a line.
  var makesLines: Bool { id == nil }

  /// Whether it is one text field.
  var isText: Bool {
    id != nil
      || definition?.options.contains { if case .asText = $0 { true } else { false } } ?? false
  }
}

/// Whether a piece makes lines of its own or runs on in a line.
enum PieceMode {
  case inline
  case lines(indent: [UInt8])
}

extension RecordBinder {
  /// The piece a hole stands for; nil if it stands for a value.
  func piece(of name: Name, in scope: Legend) -> PieceSyntax? {
    if let legend = scope.legend(defining: name) {
      guard let definition = legend.definitions[name.text] else { return nil }
      switch definition.kind {
      case .piece(.maybe(let share, let condition), _):
        return PieceSyntax(
          kind: .maybe(share: share, when: condition), definition: definition, legend: legend)
      case .piece(.each(let element, let list, let least, let joint), _):
        if definition.body.items.allSatisfy({ if case .bar = $0 { false } else { true } }) {
          return nil
        }
        return PieceSyntax(
          kind: .each(element, in: list, atLeast: least, joint: joint), definition: definition,
          legend: legend)
      case .piece(.oneOf(let alternatives), _):
        return PieceSyntax(kind: .oneOf(alternatives), definition: definition, legend: legend)
      case .piece(.part(let part, let arguments), _):
        return named(part, arguments, definition, legend)
      case .value(.path(let names)) where names.count >= 1:
        let full = Name(names.map(\.text).joined(separator: "."), names[0].position)
        return named(full, [], definition, legend)
      case .shaped(let shapes, _, _):
        if case .reference(let reference)? = shapes.first {
          return named(reference, [], definition, legend)
        }
        return nil
      default: return nil
      }
    }
    return named(name, [], nil, scope)
  }

  private func named(
    _ name: Name, _ arguments: [Argument], _ definition: Definition?, _ legend: Legend
  ) -> PieceSyntax? {
    switch binder.identity(name, system: legend.system) {
    case .part(let part)?:
      return PieceSyntax(
        kind: .part(arguments), definition: definition, legend: legend, part: part)
    case .id(let full, let id)? where !id.syntax.body.isEmpty:
      return PieceSyntax(
        kind: .part(arguments), definition: definition, legend: legend, id: (full, id))
    default: return nil
    }
  }

  /// Binds a piece where its hole stands.
  func bind(_ piece: PieceSyntax, name: Name, mode: PieceMode, in scope: Legend) -> [Pattern] {
    written.insert(name.text)
    guard depth < 32 else {
      binder.fail(name.position, "\(name.text) contains itself")
      return []
    }
    pieces += 1
    if pieces > Limit.pieces {
      if pieces == Limit.pieces + 1 {
        binder.fail(
          event.name.position,
          "\(event.name.text) is made of more than \(Limit.show(Int64(Limit.pieces))) pieces",
          help: "a part that holds a part twice doubles it")
      }
      return []
    }
    depth += 1
    defer { depth -= 1 }
    // The piece is bound where its name is defined; a part sees the names of its caller.
    let outer = level(ofPieceIn: piece.legend ?? scope)
    guard piece.isText else { return bindBody(of: piece, name: name, mode: mode, outer, field: -1) }
    let field = textField(of: piece, name: name, outer)
    let wasSilent = outer.isSilent
    let body = bindBody(of: piece, name: name, mode: mode, outer, field: field)
    outer.isSilent = wasSilent
    return [.piece(field: field, body)]
  }

  /// The field that a piece is as a whole.
  private func textField(of piece: PieceSyntax, name: Name, _ outer: Legend) -> Int {
    if piece.id != nil, let legend = piece.legend, legend.definitions[name.text] != nil {
      let number = register(of: name, in: legend)
      set(number, name, outer) { field in
        field.type = .shown
        field.reader = .piece
        field.writer = Writer(form: .piece)
        field.link = piece.id.map { String($0.name.split(separator: ".").last ?? "") }
      }
      return number
    }
    let number = pattern.fields.count
    pattern.fields.append(
      Field(name: name.text, reader: .piece, writer: Writer(form: .piece), position: name.position))
    set(number, name, outer) { field in field.type = .shown }
    return number
  }

  private func set(_ number: Int, _ name: Name, _ legend: Legend, _ change: (inout Field) -> Void) {
    pattern.fields[number].role = scopeIsSilent(legend) ? .silent : .field
    if let definition = legend.legend(defining: name)?.definitions[name.text], definition.isKept {
      pattern.fields[number].role = .field
    }
    pattern.fields[number].depth = legend.loopDepth
    change(&pattern.fields[number])
  }

  private func bindBody(
    of piece: PieceSyntax, name: Name, mode: PieceMode, _ outer: Legend, field: Int
  ) -> [Pattern] {
    switch piece.kind {
    case .maybe(let share, let condition):
      return bindMaybe(piece, name, share, condition, mode, outer)
    case .each(let element, let list, let least, let joint):
      return bindEach(piece, name, element, list, least, joint, mode, outer)
    case .oneOf(let alternatives): return bindOneOf(piece, name, alternatives, mode, outer)
    case .part(let arguments):
      if let id = piece.id { return bindID(id, arguments, name, outer, field: field) }
      return bindPart(piece, name, arguments, mode, outer)
    }
  }

  private func bindMaybe(
    _ piece: PieceSyntax, _ name: Name, _ share: Int64?, _ condition: Expression?,
    _ mode: PieceMode, _ outer: Legend
  ) -> [Pattern] {
    let inner = inner(of: piece, name, outer)
    let (bars, names) = binder.fold(piece.definition?.body ?? Body(), system: outer.system)
    for definition in names { inner.add(definition) }
    let node: Int32
    var known = Pattern.KnownCondition.nothing
    if let condition {
      node = binder.bind(condition, in: inner)
      if let value = binder.constantValue(node) {
        return value == .bool(true) ? assemble(bars, inner, mode) : []
      }
      known = knowledge(of: condition)
    } else {
      let part = UInt64(share ?? 500_000) * (1 << 32) / 1_000_000
      node = binder.builder.node(
        .draw(.chance(part), base: outer.keyBase, key: outer.key(of: name.text)))
    }
    let body = assemble(bars, inner, mode)
    return [
      .maybe(
        Pattern.Maybe(
          condition: node, known: known, body: body, position: piece.position(of: name)))
    ]
  }

  /// What a reader knows of a condition without the bytes: `position > n`.
  private func knowledge(of condition: Expression) -> Pattern.KnownCondition {
    if case .binary(let operation, .position, .literal(.number(let number), _), _) = condition {
      if operation == .greater { return .positionAtLeast(number.digits + 1) }
      if operation == .greaterOrEqual { return .positionAtLeast(number.digits) }
    }
    return .nothing
  }

  private func bindEach(
    _ piece: PieceSyntax, _ name: Name, _ element: Name, _ list: Expression, _ least: Int,
    _ joint: String?, _ mode: PieceMode, _ outer: Legend
  ) -> [Pattern] {
    let loop = outer.loopDepth
    let inner = legend(parent: outer, piece: name.text, loop: loop)
    inner.isSilent = scopeIsSilent(outer) || piece.isText
    inner.element = (element, loop)
    let loads = LoopLoads()
    inner.loop = loads
    let (bars, names) = binder.fold(piece.definition?.body ?? Body(), system: outer.system)
    for definition in names { inner.add(definition) }
    let node = binder.bind(list, in: outer)
    inner.elementOrigins = binder.origins(ofElementOf: node, in: outer)
    var field = -1
    let isListed = !inner.isSilent
    if isListed {
      field = pattern.fields.count
      var listed = Field(
        name: name.text, reader: .piece, writer: Writer(form: .piece), position: name.position)
      listed.type = .list
      listed.depth = loop
      listed.spread = piece.definition?.spreadName
      if let prefix = listed.spread, loop > 0 {
        binder.fail(listed.position, "what is repeated in another piece is no \(prefix).NAME")
      }
      pattern.fields.append(listed)
    }
    let body = assemble(bars, inner, mode)
    var isLines = false
    if case .lines = mode { isLines = true }
    return [
      .each(
        Pattern.Each(
          list: node, loads: loads.loads, body: body, joint: Array((joint ?? "").utf8),
          atLeast: least, key: outer.key(of: name.text), base: outer.keyBase, field: field,
          inner: isListed ? loads.inner : [], isLines: isLines, position: piece.position(of: name)))
    ]
  }

  private func bindOneOf(
    _ piece: PieceSyntax, _ name: Name, _ alternatives: [Piece.Alternative], _ mode: PieceMode,
    _ outer: Legend
  ) -> [Pattern] {
    binder.check(shares: alternatives.map { ($0.weight, $0.name) })
    var result: [Pattern.Alternative] = []
    for alternative in alternatives {
      let inner = legend(
        parent: self.inner(of: piece, name, outer), piece: alternative.name.text)
      inner.isSilent = scopeIsSilent(outer) || piece.isText
      let (bars, names) = binder.fold(alternative.body, system: outer.system)
      for definition in names { inner.add(definition) }
      var condition: Int32 = -1
      if let value = alternative.condition {
        condition = binder.bind(value, in: inner)
        if let known = binder.constantValue(condition) {
          if known != .bool(true) { continue }
          condition = -1
        }
      }
      let weight: UInt64 =
        switch alternative.weight {
        case .parts(let parts): UInt64(max(parts, 0))
        case .percent(let share): UInt64(max(share, 0))
        }
      result.append(
        Pattern.Alternative(
          weight: weight, key: nameKey(alternative.name.text), condition: condition,
          body: assemble(bars, inner, mode)))
    }
    return [.oneOf(result, outer.key(of: name.text), outer.keyBase)]
  }

  private func bindPart(
    _ piece: PieceSyntax, _ name: Name, _ arguments: [Argument], _ mode: PieceMode,
    _ outer: Legend
  ) -> [Pattern] {
    guard let part = piece.part else { return [] }
    let inner = legend(parent: outer, piece: name.text, system: part.system)
    inner.isSilent = scopeIsSilent(outer) || piece.isText
    inner.given = binder.bind(
      arguments, given: part.syntax.given, of: part.syntax.name, at: name.position, in: outer)
    if part.file != grammar.name, let home = binder.grammar(Name(part.file, name.position)) {
      for definition in home.legend where outer.legend(defining: definition.names[0]) == nil {
        inner.add(definition)
      }
    }
    let (bars, names) = binder.fold(part.syntax.body, system: part.system)
    for definition in names { inner.add(definition) }
    return assemble(bars, inner, mode)
  }

  /// An id made of bars: its holes are fields, and take their values from the id's own record if a
  /// scenario gave it one.
  private func bindID(
    _ id: (name: String, found: Catalogue.Scoped<Definition>), _ arguments: [Argument],
    _ name: Name, _ outer: Legend, field: Int
  ) -> [Pattern] {
    let inner = legend(parent: outer, piece: name.text, system: id.found.system)
    let (bars, names) = binder.fold(id.found.syntax.body, system: id.found.system)
    for definition in names { inner.add(definition) }
    inner.record = binder.builder.node(.register(Int32(field)))
    return assemble(bars, inner, .inline)
  }

  /// A legend below `outer` for the names of a piece.
  private func inner(of piece: PieceSyntax, _ name: Name, _ outer: Legend) -> Legend {
    let inner = legend(parent: outer, piece: name.text)
    inner.isSilent = scopeIsSilent(outer) || piece.isText
    return inner
  }

  /// Bars as lines of their own, or run on in a line.
  private func assemble(_ bars: [Bar], _ scope: Legend, _ mode: PieceMode) -> [Pattern] {
    var lines = Lines()
    switch mode {
    case .inline:
      bind(bars, in: scope, into: &lines)
      return lines.joined(finalLineEnd: false)
    case .lines(let indent):
      bind(bars, in: scope, indent: indent, into: &lines)
      var body = lines.joined(finalLineEnd: true)
      if !indent.isEmpty { body.insert(.literal(indent), at: 0) }
      return body
    }
  }

  /// Whether a level is inside a piece that is shown as a text.
  func scopeIsSilent(_ legend: Legend) -> Bool { legend.isSilent }

  /// The loads that run for a level.
  func loads(of legend: Legend) -> LoopLoads { legend.loads ?? top }
}

extension LoopLoads {
  /// Adds one.
  func append(_ register: Int, _ node: Int32) {
    loads.append(Pattern.Load(register: register, node: node))
  }
}

extension Definition {
  /// What the names of fields begin with that each item is shown as.
  var spreadName: String? {
    for case .asFields(let name, _) in options { return name.text }
    return nil
  }

  /// Whether it is a field although it stands in a piece shown as a text.
  var isKept: Bool { options.contains { if case .kept = $0 { true } else { false } } }
}

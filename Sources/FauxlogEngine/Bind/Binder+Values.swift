import FauxlogLanguage

extension Binder {
  /// Binds an expression; constants are folded.
  func bind(_ value: Expression, in scope: Scope) -> Int32 {
    switch value {
    case .literal(let literal, let position): return bind(literal, position)
    case .path(let names): return bind(path: names, in: scope)
    case .template(let segments, let position): return bind(template: segments, position, in: scope)
    case .now: return builder.node(.now)
    case .position(let position):
      if let node = scope.node(for: Name("position", position), self) { return node }
      guard scope.loopDepth > 0 else {
        fail(position, "`position` is known only inside `each` and `repeat`")
        return constant(.none)
      }
      return builder.node(.position(Int32(scope.loopDepth - 1)))
    case .not(let operand):
      let node = bind(operand, in: scope)
      if let known = constantValue(node) { return constant(.bool(known != .bool(true))) }
      return builder.node(.not(node))
    case .binary(let operation, let left, let right, let position):
      return bind(operation, left, right, position, in: scope)
    case .call(let name, let argument, let operand):
      return bind(function: name, argument, operand, in: scope)
    case .record(let members, let position):
      var numbers: [Int32] = []
      var values: [Int32] = []
      for (name, value) in members {
        values.append(bind(value, in: scope))
        numbers += [builder.text(name), values[values.count - 1]]
      }
      let first = builder.list(numbers)
      return weigh(
        builder.node(.record(first: first, count: Int32(members.count))), of: values, at: position)
    case .list(let elements, let position):
      let numbers = elements.map { bind($0, in: scope) }
      return weigh(
        builder.node(.list(first: builder.list(numbers), count: Int32(elements.count))),
        of: numbers, at: position)
    }
  }

  private func bind(_ literal: ChoiceMember.Datum, _ position: Position) -> Int32 {
    switch literal {
    case .none: return constant(.none)
    case .bool(let flag): return constant(.bool(flag))
    case .word(let text), .text(let text): return constant(text)
    case .number(let number): return constant(self.value(of: number, position))
    }
  }

  /// A number with its unit as a value.
  func value(of number: Number, _ position: Position) -> Value {
    if let unit = number.unit {
      if let nanoseconds = number.nanoseconds { return .duration(nanoseconds) }
      if let bytes = number.bytes { return .integer(bytes) }
      fail(position, "\(number.text) \(unit.rawValue) is too large")
      return .none
    }
    if number.places > 0 {
      return Value(tag: .decimal, places: UInt8(number.places), word: number.digits)
    }
    return .integer(number.digits)
  }

  private func bind(path names: [Name], in scope: Scope) -> Int32 {
    guard let first = names.first else { return constant(.none) }
    if names.count == 2, let node = line(first, names[1], in: scope) { return node }
    guard var node = root(first, in: scope) else {
      // A bare word where only a literal can be meant, such as the other side of `is`.
      failUnknown(
        first, among: scope.allNames + Array(catalogue.parameters[scope.system, default: [:]].keys))
      return constant(.none)
    }
    for place in names.indices.dropFirst() {
      ask(names[...place], of: node, in: scope)
      node = bind(member: names[place], of: node)
    }
    return node
  }

  /// What `x.time` and `x.seq` mean of a named line; nil if `x` is none.
  private func line(_ name: Name, _ hole: Name, in scope: Scope) -> Int32? {
    var outer: Scope? = scope
    while let here = outer {
      if let steps = here as? ScenarioScope { return steps.node(for: name, hole: hole, self) }
      if here.has(name.text) { return nil }
      outer = here.parent
    }
    return nil
  }

  /// What the first name of a path means: a name of the scope, a parameter, a dial.
  private func root(_ name: Name, in scope: Scope) -> Int32? {
    if let node = scope.node(for: name, self) { return node }
    if let value = parameter(name.text, system: scope.system) { return constant(value) }
    if let dial = dial(name, system: scope.system) {
      let key = mix(nameKey("dial"), nameKey(name.text))
      return builder.node(.dial(dial, base: scope.keyBase, key: key))
    }
    return nil
  }

  /// `x.name`; holes of cards are filled for what is taken, not for the whole card.
  func bind(member name: Name, of node: Int32) -> Int32 {
    if case .filled(let inner, let card, let filling) = builder.nodes[Int(node)] {
      let member = builder.node(.member(inner, name: builder.text(name.text)))
      return builder.node(.filled(member, card: card, filling: filling))
    }
    return builder.node(.member(node, name: builder.text(name.text)))
  }

  /// Whether a name means something in a scope.
  func isKnown(_ name: Name, in scope: Scope) -> Bool {
    scope.knows(name.text) || catalogue.parameters[scope.system]?[name.text] != nil
      || dialSyntax(name, system: scope.system) != nil
  }

  /// `"…"` with holes; a text without holes is a constant.
  func bind(template segments: [Bar.Segment], _ position: Position, in scope: Scope) -> Int32 {
    var parts: [Int32] = []
    for segment in segments {
      switch segment {
      case .text(let text): parts.append(constant(text))
      case .byte(let byte): parts.append(constant(String(UnicodeScalar(byte))))
      case .hole(let path, _):
        let node = shown(path, bind(path: path, in: scope), in: scope)
        parts.append(isPiece(node) ? builder.node(.firstKnown(node, constant(""))) : node)
      }
    }
    if parts.isEmpty { return constant("") }
    if parts.allSatisfy({ constantValue($0)?.tag == .text || constantValue($0)?.tag == .integer }) {
      let text = parts.map { show(constantValue($0) ?? .none) }.joined()
      guard text.utf8.count <= Limit.text else {
        fail(position, "a text has at most \(Limit.show(Int64(Limit.text))) bytes")
        return constant("")
      }
      return constant(text)
    }
    let node = builder.node(.template(first: builder.list(parts), count: Int32(parts.count)))
    return weigh(node, of: parts, at: position)
  }

  /// A value as a text shows it: an instant that a scenario defines as a `time` by its pattern.
  private func shown(_ path: [Name], _ node: Int32, in scope: Scope) -> Int32 {
    guard path.count == 1, let definition = scope.definition(of: path[0]),
      case .shaped(let shapes, nil, _) = definition.kind,
      case .time(let text, let position, let zone, .some)? = shapes.first
    else { return node }
    var known: Zone? = localZone
    if let zone, zone.text != "local" {
      known = zone.text == "utc" ? .utc : Zone.named(zone.text)
    }
    guard let known else {
      failUnknown(zone ?? path[0], among: ["utc", "local"], what: "zone")
      return node
    }
    do {
      let pattern = try TimePattern(text)
      return builder.node(.shownTime(node, time: builder.time(pattern, known)))
    } catch {
      var at = position
      at.column += Int32(error.offset)
      at.length = Int32(error.length)
      fail(at, error.message, help: error.suggestion)
      return node
    }
  }

  private func bind(
    _ operation: Expression.Operator, _ left: Expression, _ right: Expression,
    _ position: Position, in scope: Scope
  ) -> Int32 {
    if operation.compares {
      checkWords(left, right, in: scope)
      checkNames(left, right, in: scope)
      askPresence(left, against: right)
    }
    let first = bind(operand: left, in: scope)
    let second = bind(operand: right, in: scope)
    if let a = constantValue(first), let folded = fold(operation, a, constantValue(second), second)
    {
      return folded
    }
    place(operation, first, second, at: position)
    return weigh(
      builder.node(.binary(operation, first, second)), of: [first, second], at: position)
  }

  /// An operand; a bare word that is no name stands for itself.
  private func bind(operand: Expression, in scope: Scope) -> Int32 {
    if case .path(let names) = operand, names.count == 1, let name = names.first,
      !isKnown(name, in: scope)
    {
      return constant(name.text)
    }
    return bind(operand, in: scope)
  }

  /// Comparisons of constants, and `and`/`or` with a settled left side.
  private func fold(
    _ operation: Expression.Operator, _ left: Value, _ right: Value?, _ rightNode: Int32
  ) -> Int32? {
    switch operation {
    case .and: return left == .bool(true) ? rightNode : constant(.bool(false))
    case .or: return left == .bool(true) ? constant(.bool(true)) : rightNode
    default: break
    }
    guard let right else { return nil }
    let texts = (show(left), show(right))
    switch operation {
    case .equal: return constant(.bool(texts.0 == texts.1))
    case .unequal: return constant(.bool(texts.0 != texts.1))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let (a, b) = ranks(left, right) else { return nil }
      let holds =
        switch operation {
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        default: a >= b
        }
      return constant(.bool(holds))
    default: return nil
    }
  }

  private func ranks(_ left: Value, _ right: Value) -> (Int64, Int64)? {
    func number(_ value: Value) -> (word: Int64, places: Int)? {
      switch value.tag {
      case .integer: (value.word, 0)
      case .decimal: (value.word, Int(value.places))
      default: nil
      }
    }
    if let a = number(left), let b = number(right) { return withEqualPlaces(a, b) }
    guard let choice = left.tag == .member ? left : right.tag == .member ? right : nil else {
      return nil
    }
    let members = builder.choices[Int(choice.reference)].members.map { text(ofPiece: $0) }
    guard let a = members.firstIndex(of: show(left)), let b = members.firstIndex(of: show(right))
    else { return nil }
    return (Int64(a), Int64(b))
  }

  private func bind(
    function name: Name, _ argument: ChoiceMember.Datum?, _ operand: Expression,
    in scope: Scope
  ) -> Int32 {
    guard let function = Function(rawValue: name.text) else {
      failUnknown(name, among: Function.allCases.map(\.rawValue), what: "function")
      return constant(.none)
    }
    var value = Value.none
    switch argument {
    case .number(let number)?: value = .integer(number.digits)
    case .text(let text)?, .word(let text)?:
      value = builder.textValue(function == .base64 ? alphabet(text, at: name.position) : text)
    default: break
    }
    let node = bind(operand, in: scope)
    if case .filled(let inner, let card, let filling) = builder.nodes[Int(node)] {
      // Functions see what stands in the log, so holes are filled first.
      let filled = builder.node(.filled(inner, card: card, filling: filling))
      return builder.node(.function(function, argument: value, filled))
    }
    return weigh(
      builder.node(.function(function, argument: value, node)), of: [node], at: name.position)
  }

  /// The 64 letters of an alphabet that is written as a class of characters.
  private func alphabet(_ text: String, at position: Position) -> String {
    let letters = characterClass(text) ?? []
    if Set(letters).count == 64, letters.count == 64 {
      return String(decoding: letters, as: UTF8.self)
    }
    fail(
      position, "an alphabet of base 64 has 64 characters, not \(Set(letters).count)",
      help: "as \"A-Za-z0-9+/\"")
    return String(decoding: (0x20..<0x60).map { UInt8($0) }, as: UTF8.self)
  }
}

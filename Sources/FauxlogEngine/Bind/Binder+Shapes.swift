import FauxlogLanguage

extension Binder {
  /// The draw of a shape that has no source.
  func bind(
    _ shape: Shape, _ position: Position, in scope: Scope, base: KeyBase, key: Key
  ) -> Int32 {
    switch shape {
    case .range(let low, let high, let about, let rarely):
      return quantity(low, high, about, rarely, position, base, key)
    case .spread(let about, let rarely):
      return quantity(nil, nil, about, rarely, position, base, key)
    case .oneOf(let members):
      return builder.node(.draw(.choice(choice(of: members)), base: base, key: key))
    case .named(let name): return bindNamed(name, position, base: base, key: key)
    case .sized("bytes", let count): return made(.bytes(count), base, key)
    case .sized(let name, let digits):
      return made(.hex(digits, upperCase: name == "HEX"), base, key)
    case .string(let least, let most, let letters):
      guard let set = characterClass(letters), !set.isEmpty, least <= most, least > 0 else {
        fail(position, "no such class of characters: \"\(letters)\"", help: "such as \"a-z0-9\"")
        return constant(.none)
      }
      return made(.string(least: least, most: most, of: set), base, key)
    case .time(_, _, _, let value):
      return value.map { bind($0, in: scope) } ?? builder.node(.stamp)
    case .reference(let name):
      return bindIdentity(name, [], position, in: scope, base: base, key: key)
    }
  }

  private func made(_ maker: Maker, _ base: KeyBase, _ key: Key) -> Int32 {
    builder.node(.draw(.made(builder.maker(maker)), base: base, key: key))
  }

  private func bindNamed(_ name: String, _ position: Position, base: KeyBase, key: Key) -> Int32 {
    switch name {
    case "bool": return builder.node(.draw(.chance(1 << 31), base: base, key: key))
    case "uuid": return made(.uuid, base, key)
    case "ip", "ipv4": return made(.ipv4, base, key)
    case "ipv6": return made(.ipv6, base, key)
    case "host": return made(.host, base, key)
    case "email": return made(.email, base, key)
    case "url": return made(.url, base, key)
    case "path": return made(.path, base, key)
    case "word": return made(.word, base, key)
    case "text", "lines", "said": return made(.text, base, key)
    case "json", "python", "python2", "lua": return constant(builder.fixedValue(.record([])))
    default:
      fail(position, "`\(name)` comes with the next tier of the language")
      return constant(.none)
    }
  }

  private func quantity(
    _ low: Number?, _ high: Number?, _ about: Number?, _ rarely: Number?, _ position: Position,
    _ base: KeyBase, _ key: Key
  ) -> Int32 {
    let numbers = [low, high, about, rarely].compactMap { $0 }
    let places = numbers.map(\.places).max() ?? 0
    let isDuration = numbers.contains { $0.nanoseconds != nil }
    func word(_ number: Number?) -> Int64? {
      guard let number else { return nil }
      if isDuration { return number.nanoseconds ?? (number.digits == 0 ? 0 : nil) }
      if let bytes = number.unit == nil ? nil : number.bytes { return bytes }
      var word = number.digits
      for _ in number.places..<places {
        let (product, overflow) = word.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        word = product
      }
      return word
    }
    let tag: Value.Tag = isDuration ? .duration : places > 0 ? .decimal : .integer
    if let about = word(about), let rarely = word(rarely) {
      guard let spread = Spread(median: about, rarely: rarely, low: word(low), high: word(high))
      else {
        fail(position, "`about M, rarely P` needs low < M < P < high")
        return constant(.none)
      }
      let number = builder.spread(spread)
      return builder.node(
        .draw(.spread(number, tag: tag, places: UInt8(places)), base: base, key: key))
    }
    guard let low = word(low), let high = word(high), low <= high else {
      fail(position, "a range goes from the smaller to the larger number, both of one unit")
      return constant(.none)
    }
    // A whole number of fixed width (`0001..0300`) keeps its width where the places would stand, so
    // that texts show it padded, too.
    let isPadded = tag == .integer && numbers[0].width == numbers[1].width
    let shown = UInt8(isPadded ? numbers[0].width : places)
    return builder.node(
      .draw(.within(low: low, high: high, tag: tag, places: shown), base: base, key: key))
  }

  /// The number of a `one of`; the same text in the same place has one number.
  func choice(of members: [ChoiceMember]) -> Int32 {
    guard let position = members.first?.position else { return 0 }
    if let known = choiceNumbers[position] { return known }
    let isPercent = members.contains { if case .percent? = $0.weight { true } else { false } }
    if isPercent, let plain = members.first(where: { !$0.weight.isPercent }) {
      fail(plain.position, "shares and weights do not mix: give each member a share, or none")
    }
    let weights = members.map { member -> UInt64 in
      switch member.weight {
      case .percent(let share)?: UInt64(max(share, 0))
      case .parts(let parts)?: UInt64(max(parts, 0))
      case nil: isPercent ? 0 : 1
      }
    }
    check(weights, isPercent: isPercent, isWhole: members.allSatisfy { $0.weight != nil }, position)
    let values = members.map { member -> (text: String, value: Value) in
      let text = self.text(of: member.value)
      switch member.value {
      case .number(let number): return (text, value(of: number, member.position))
      case .word, .text, .none, .bool: return (text, builder.textValue(text))
      }
    }
    let total = weights.reduce(0, +)
    let number = builder.choice(
      members: values, weights: total == 0 ? weights.map { _ in 1 } : weights)
    choiceNumbers[position] = number
    return number
  }

  /// `a-z0-9` as its characters, ASCII only; nil if it is not well-formed.
  func characterClass(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      guard bytes[index] < 0x80 else { return nil }
      if index + 2 < bytes.count, bytes[index + 1] == 0x2D {
        guard bytes[index] <= bytes[index + 2] else { return nil }
        result += Array(bytes[index]...bytes[index + 2])
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  // MARK: - World

  /// The number of an actor; nil if there is none of that name.
  func actor(_ name: Name, system: String) -> Int32? {
    guard let (full, scoped) = catalogue.find(name, in: \.actors, system: system) else {
      return nil
    }
    if let known = actorNumbers[full] { return known }
    let number = Int32(builder.actors.count)
    actorNumbers[full] = number
    var syntax = scoped.syntax
    syntax.definitions = definitions(of: scoped)
    var model = ActorModel(
      name: full, count: 1, renewal: syntax.renewal?.nanoseconds ?? 0, fields: [], shown: -1,
      key: nameKey(full))
    let choices = Body(items: syntax.choices.map(Body.Item.choice))
    model.otherNames = Set(choices.definitions.flatMap { $0.names.map(\.text) })
    builder.actors.append(model)
    let scope = ActorScope(actor: number, syntax: syntax, system: scoped.system)
    if let count = syntax.count {
      let node = bind(count, in: scope)
      if let value = constantValue(node), value.tag == .integer, value.word >= 0 {
        model.count = value.word
        if value.word > Limit.actors {
          fail(count.position, "at most \(Limit.show(Limit.actors)) of an actor at a time")
          model.count = 1
        }
      } else {
        fail(count.position, "the count of an actor is a number or a parameter")
      }
    }
    model.fields = scope.names.map { ($0.text, scope.field($0, self, count: model.count)) }
    model.fields.append(("number", ActorModel.numberNode))
    model.fields.append(("since", ActorModel.sinceNode))
    model.shown = Int32(
      model.fields.firstIndex { $0.name == "name" } ?? model.fields.firstIndex { $0.name == "id" }
        ?? -1)
    for counter in syntax.counters {
      model.counters.append((counter.name.text, add(counter, of: number, scope)))
      if model.renewal == 0 {
        fail(
          counter.name.position, "a counter begins anew with its actor",
          help: "say `renewed every D` for \(name.text)")
      }
    }
    builder.actors[Int(number)] = model
    return number
  }

  /// What an actor's fields are, with those that its `when`s choose.
  func definitions(of actor: Catalogue.Scoped<ActorSyntax>) -> [Definition] {
    let choices = Body(items: actor.syntax.choices.map(Body.Item.choice))
    return actor.syntax.definitions + fold(choices, system: actor.system).legend
  }

  private func add(
    _ counter: ActorSyntax.Counter, of actor: Int32, _ scope: ActorScope
  ) -> Int32 {
    let definition = Definition(names: [counter.name], kind: counter.starts)
    let starts = bind(
      definition, name: counter.name, in: scope, base: .actor, key: nameKey(counter.name.text))
    builder.counters.append(
      CounterModel(
        actor: actor, name: counter.name.text, starts: starts, wraps: counter.wraps ?? 0))
    return Int32(builder.counters.count - 1)
  }

  /// The syntax of a dial that is known by that name.
  func dialSyntax(_ name: Name, system: String) -> (String, Catalogue.Scoped<Definition>)? {
    catalogue.find(name, in: \.dials, system: system)
  }

  /// The number of a dial; nil if there is none of that name.
  func dial(_ name: Name, system: String) -> Int32? {
    guard let (full, scoped) = dialSyntax(name, system: system) else { return nil }
    if let known = dialNumbers[full] { return known }
    let number = Int32(builder.dials.count)
    dialNumbers[full] = number
    builder.dials.append(DialModel(name: full, node: constant(.none)))
    let scope = Scope(parent: nil, system: scoped.system)
    builder.dials[Int(number)].node = bind(
      scoped.syntax, name: name, in: scope, base: .record, key: nameKey("value"))
    return number
  }
}

/// Inside an actor: its own fields, keyed by the actor.
final class ActorScope: Scope {
  let names: [Name]
  private let definitions: [String: Definition]
  private var nodes: [String: Int32] = [:]

  init(actor: Int32, syntax: ActorSyntax, system: String) {
    names = syntax.definitions.flatMap(\.names)
    definitions = Dictionary(
      syntax.definitions.flatMap { definition in definition.names.map { ($0.text, definition) } },
      uniquingKeysWith: { first, _ in first })
    super.init(parent: nil, system: system)
  }

  override var ownNames: [String] { names.map(\.text) }
  override var keyBase: KeyBase { .actor }

  override func own(_ name: Name, _ binder: Binder) -> Int32? {
    definitions[name.text] == nil ? nil : field(name, binder, count: 0)
  }

  /// The expression of a field; a `name` or `id` from a corpus takes another row for each number.
  func field(_ name: Name, _ binder: Binder, count: Int64) -> Int32 {
    if let known = nodes[name.text] { return known }
    guard let definition = definitions[name.text] else { return binder.constant(.none) }
    guard binder.open.insert(name.position).inserted else {
      binder.fail(name.position, "\(name.text) is defined by itself")
      return binder.constant(.none)
    }
    defer { binder.open.remove(name.position) }
    let node = binder.bind(
      definition, name: name, in: self, base: .actor, key: nameKey(name.text))
    nodes[name.text] = node
    guard name.text == "name" || name.text == "id",
      case .draw(.cell(let corpus, let column), _, let key) = binder.builder.nodes[Int(node)]
    else { return node }
    let rows = binder.builder.corpora[Int(corpus)].rows
    if count > Int64(rows) {
      binder.fail(name.position, "\(count) actors need as many rows; the corpus has \(rows)")
    }
    let unique = binder.builder.node(.permuted(corpus: corpus, column: column, key: key))
    nodes[name.text] = unique
    return unique
  }
}

extension Binder {
  /// Alternatives have all a share, or all a weight.
  func check(shares alternatives: [(weight: Weight, name: Name)]) {
    guard let first = alternatives.first,
      Set(alternatives.map { Optional($0.weight).isPercent }).count > 1
    else { return }
    fail(
      first.name.position, "shares and weights do not mix: give each alternative a share, or none")
  }
}

extension Weight? {
  /// Whether it is a share in percent.
  var isPercent: Bool { if case .percent? = self { true } else { false } }
}

package import FauxlogLanguage

/// Looks names up and turns syntax into tables and programs, for one choice of parameters.
///
/// What is wrong is collected as diagnostics; binding goes on with a stand-in so that several
/// errors come out in one run.
package final class Binder {
  let catalogue: Catalogue
  /// Parameters that were set from outside, by plain name.
  let settings: [String: String]
  /// The tables under construction.
  var builder = WorldBuilder()
  /// What was found wrong.
  package private(set) var diagnostics: [Diagnostic] = []
  private var told: Set<Diagnostic> = []
  /// Whether events of a format are compared pair by pair; what comes of it are notes, and who reads
  /// or writes can do without them.
  package var comparesEvents = false
  /// Whether it is noted where the templates define what fills holes; only who explains asks.
  package var explains = false
  /// Captures of the event that is being bound; nil outside records.
  var captures: Captures?
  /// The zone of `in local`; whoever reads sets it before a format is bound.
  package var localZone = Zone.utc

  var corpusNumbers: [String: Int32] = [:]
  var choiceNumbers: [Position: Int32] = [:]
  var actorNumbers: [String: Int32] = [:]
  var dialNumbers: [String: Int32] = [:]
  var encoderCache: [String: Encoder?] = [:]
  var parameterCache: [String: Value] = [:]
  /// Grammars that were folded before.
  var grammarCache: [String: GrammarModel] = [:]
  /// Names of parameters that were used, with what they were.
  package internal(set) var usedParameters: [String: String] = [:]
  /// Definitions that are being bound, to find circles.
  var open: Set<Position> = []
  /// Of how many values expressions are made; 1 if it does not stand here.
  var valueCounts: [Int32: Int] = [:]
  /// Kinds that were looked at for a name that is spelled so.
  var advised: Set<Position> = []
  /// Members that paths take, and what expressions can be; see ``Origin``.
  var askedMembers: [AskedMember.Key: AskedMember] = [:]
  /// Members that are asked whether they are there.
  var optionalMembers: Set<String> = []
  var knownOrigins: [Int32: Set<Origin>] = [:]
  /// The scenario whose slots expressions mean, by number; -1 if none is being compiled.
  var boundScenario: Int32 = -1
  /// Checks of holes that were made.
  var checks: Set<CheckKey> = []

  /// A binder over a catalogue.
  package init(_ catalogue: Catalogue, settings: [String: String]) {
    self.catalogue = catalogue
    self.settings = settings
  }

  /// Notes an error.
  func fail(
    _ position: Position, _ message: String, help: String? = nil,
    severity: Diagnostic.Severity = .error
  ) {
    let diagnostic = Diagnostic(position, message, help: help, severity: severity)
    if told.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// Notes that a name is unknown, with the nearest one that is known.
  func failUnknown(_ name: Name, among names: some Sequence<String>, what: String = "name") {
    let unknown = Diagnostic.unknown(what, name, among: names)
    fail(unknown.position, unknown.message, help: unknown.help)
  }

  /// The tables, once all is bound.
  package func finish() -> World { World(&builder) }

  // MARK: - Nodes

  /// An expression that is always the same value.
  func constant(_ value: Value) -> Int32 { builder.node(.constant(value)) }

  /// An expression that is always the same text.
  func constant(_ text: String) -> Int32 { constant(builder.textValue(text)) }

  /// The constant that an expression is; nil if it must be computed.
  func constantValue(_ node: Int32) -> Value? {
    if case .constant(let value) = builder.nodes[Int(node)] { return value }
    return nil
  }

  /// A slot of a scenario's frame, or the place it was captured in by the event.
  func slot(_ slot: Int32) -> Int32 { builder.node(.slot(captures?.place(of: slot) ?? slot)) }

  /// What a scope's draws are keyed from, inside or outside an event.
  func base(slot: Int32) -> KeyBase { .slot(captures?.place(of: slot) ?? slot) }

  // MARK: - Parameters

  /// The value of a parameter of a system; nil if it has none of that name.
  func parameter(_ name: String, system: String) -> Value? {
    guard let definition = catalogue.parameters[system]?[name] else { return nil }
    let key = "\(system).\(name)"
    if let known = parameterCache[key] { return known }
    let value = bindParameter(name, definition)
    parameterCache[key] = value
    usedParameters[name] = show(value)
    return value
  }

  private func bindParameter(_ name: String, _ definition: Definition) -> Value {
    let position = definition.names.first?.position ?? Position(line: 1, column: 1)
    guard case .shaped(let shapes, _, _) = definition.kind, let shape = shapes.first else {
      fail(position, "a parameter is `one of`, a range, `bool`, `path`, `host`, `word` or `text`")
      return .none
    }
    var text = settings[name]
    if text == nil, case .standard(let kind, _)? = definition.options.first(where: \.isStandard) {
      text = literalText(kind)
    }
    if let text, let value = value(of: text, as: shape) { return value }
    if let text {
      fail(position, "parameter \(name) cannot be \(text)", help: expectation(of: shape))
    } else {
      fail(position, "parameter \(name) needs a `default`")
    }
    return .none
  }

  private func literalText(_ kind: Kind) -> String? {
    switch kind {
    case .value(.literal(let literal, _)): text(of: literal)
    case .value(.path(let names)): names.map(\.text).joined(separator: ".")
    case .value(.template(let segments, _)):
      segments.reduce(into: "") { text, segment in
        if case .text(let part) = segment { text += part }
      }
    case .shaped(let shapes, nil, _):
      if case .named(let word)? = shapes.first { word } else { nil }
    default: nil
    }
  }

  /// A parameter's text as a value of its kind; nil if it is none.
  private func value(of text: String, as shape: Shape) -> Value? {
    switch shape {
    case .oneOf(let members):
      let choice = choice(of: members)
      guard let index = members.firstIndex(where: { self.text(of: $0.value) == text }) else {
        return nil
      }
      return Value(tag: .member, reference: choice, word: Int64(index))
    case .named("bool"): return text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
    case .range(let low, let high, _, _) where high.isSize:
      guard let bytes = Number(text: text)?.bytes, let least = low.bytes, let most = high.bytes,
        bytes >= least, bytes <= most
      else { return nil }
      return .integer(bytes)
    case .range(let low, let high, _, _):
      guard let number = Int64(text), low.places == 0, number >= low.digits, number <= high.digits
      else { return nil }
      return .integer(number)
    default: return builder.textValue(text)
    }
  }

  private func expectation(of shape: Shape) -> String {
    switch shape {
    case .oneOf(let members):
      "one of " + members.map { text(of: $0.value) }.joined(separator: ", ")
    case .range(let low, let high, _, _) where high.isSize: "a size \(low.spelled)..\(high.spelled)"
    case .range(let low, let high, _, _): "a number \(low.digits)..\(high.digits)"
    case .named("bool"): "true or false"
    default: "a text"
    }
  }

  /// A constant as it is written in a command.
  func show(_ value: Value) -> String {
    switch value.tag {
    case .integer: String(value.word)
    case .decimal: Number(digits: value.word, places: Int(value.places)).spelled
    case .bool: value.word != 0 ? "true" : "false"
    case .text: builder.strings[Int(value.word)]
    case .member:
      text(ofPiece: builder.choices[Int(value.reference)].members[Int(value.word)])
    default: "none"
    }
  }

  /// The text of a piece of the pool.
  func text(ofPiece piece: World.Piece) -> String {
    String(
      decoding: builder.bytes[Int(piece.offset)..<Int(piece.offset + piece.count)], as: UTF8.self)
  }

  /// The text of a literal.
  func text(of literal: ChoiceMember.Datum) -> String {
    switch literal {
    case .word(let word): word
    case .text(let text): text
    case .number(let number): number.spelled
    case .none: "none"
    case .bool(let flag): flag ? "true" : "false"
    }
  }
}

extension Option {
  /// Whether it is `default`.
  var isStandard: Bool { if case .standard = self { true } else { false } }
}

extension Number {
  /// The digits as they were written.
  package var text: String {
    if places == 0 {
      let digits = String(digits.magnitude)
      let zeros = String(repeating: "0", count: max(width - digits.count, 0))
      return (self.digits < 0 ? "-" : "") + zeros + digits
    }
    var unit: Int64 = 1
    for _ in 0..<places { unit *= 10 }
    let part = String((digits.magnitude % UInt64(unit)))
    let zeros = String(repeating: "0", count: places - part.count)
    return (digits < 0 ? "-" : "") + "\(digits.magnitude / UInt64(unit)).\(zeros)\(part)"
  }

  /// Whether it has a unit of size.
  var isSize: Bool { unit != nil && bytes != nil }

  /// A size with its unit, any other number by its digits.
  fileprivate var spelled: String { isSize ? text + (unit?.rawValue ?? "") : text }

  /// A time unit in nanoseconds; nil if the unit is none of time.
  var nanoseconds: Int64? {
    let scale: Int64
    switch unit {
    case .nanoseconds: scale = 1
    case .microseconds: scale = 1000
    case .milliseconds: scale = 1_000_000
    case .seconds: scale = 1_000_000_000
    case .minutes: scale = 60_000_000_000
    case .hours: scale = 3_600_000_000_000
    case .days: scale = 86_400_000_000_000
    default: return nil
    }
    var unit: Int64 = 1
    for _ in 0..<places { unit *= 10 }
    let (product, overflow) = digits.multipliedReportingOverflow(by: scale)
    return overflow ? nil : product / unit
  }

  /// A size in bytes; nil if the unit is none of size.
  var bytes: Int64? {
    let scale: Int64
    switch unit {
    case nil, .bytes: scale = 1
    case .kilobytes: scale = 1000
    case .megabytes: scale = 1_000_000
    case .gigabytes: scale = 1_000_000_000
    case .kibibytes: scale = 1 << 10
    case .mebibytes: scale = 1 << 20
    case .gibibytes: scale = 1 << 30
    default: return nil
    }
    var unit: Int64 = 1
    for _ in 0..<places { unit *= 10 }
    let (product, overflow) = digits.multipliedReportingOverflow(by: scale)
    return overflow ? nil : product / unit
  }
}

/// Values of a frame that an event carries along.
final class Captures {
  /// Slots of the frame, in the order they stand in the event.
  private(set) var slots: [Int32] = []
  private var places: [Int32: Int32] = [:]

  /// Where a slot of the frame stands in the event.
  func place(of slot: Int32) -> Int32 {
    if let known = places[slot] { return known }
    let place = Int32(slots.count)
    slots.append(slot)
    places[slot] = place
    return place
  }
}

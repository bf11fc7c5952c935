import FauxlogLanguage

/// `message: lines, through X` in a layout: the event's lines become one, through encoders.
///
/// Each line but the first begins with what the encoders make of a line end; text and holes go
/// through them, too.
struct MessageEncoding {
  private let record: RecordBinder
  private let encoders: [Encoder]
  /// What stands between two lines.
  private let joint: [UInt8]
  /// Where the layout says so.
  private let position: Position

  /// The encoding that a layout's legend line for `message` asks for; nil if it asks for none.
  init?(_ definition: Definition, _ record: RecordBinder, system: String) {
    self.record = record
    position = definition.names.first?.position ?? Position(line: 1, column: 1)
    encoders = definition.options.compactMap { option in
      guard case .through(let name) = option else { return nil }
      return record.binder.encoder(name, system: system)
    }
    guard !encoders.isEmpty else { return nil }
    joint = Self.encoded([0x0A], encoders)
  }

  /// One line without its end.
  func line(_ units: [Lines.Unit]) -> [Pattern] {
    var result: [Pattern] = []
    for (index, unit) in units.enumerated() {
      switch unit {
      case .line(let line):
        var isLineStart = false
        if index > 0 { result.append(.literal(joint)) }
        result += encoded(line, &isLineStart)
      case .block(let block):
        if index == 0 {
          record.binder.fail(
            position, "\(record.event.name.text) begins with a piece that makes lines",
            help: "a message that is encoded has a first line of its own")
        }
        var isLineStart = true
        result += encoded(block, &isLineStart)
      }
    }
    return result
  }

  // MARK: - Patterns

  /// `isLineStart` says whether a line begins here whose joint was not written yet.
  private func encoded(_ body: [Pattern], _ isLineStart: inout Bool) -> [Pattern] {
    var result: [Pattern] = []
    func begin(_ isLineStart: inout Bool) {
      if isLineStart { result.append(.literal(joint)) }
      isLineStart = false
    }
    for item in body {
      if item.endsLine, isLineStart {
        // Whole lines: they begin with their own joints, if they are there at all.
        result.append(piece(item, isLines: true))
        continue
      }
      begin(&isLineStart)
      switch item {
      case .literal(let text): result += literal(text, &isLineStart)
      case .field(let number):
        encode(number)
        result.append(item)
      default: result.append(piece(item, isLines: false))
      }
    }
    return result
  }

  private func literal(_ text: [UInt8], _ isLineStart: inout Bool) -> [Pattern] {
    var result: [UInt8] = []
    var line: [UInt8] = []
    for byte in text {
      if isLineStart {
        result += joint
        isLineStart = false
      }
      if byte == 0x0A {
        result += Self.encoded(line, encoders)
        line = []
        isLineStart = true
      } else {
        line.append(byte)
      }
    }
    return [.literal(result + Self.encoded(line, encoders))]
  }

  private func piece(_ item: Pattern, isLines: Bool) -> Pattern {
    func inside(_ body: [Pattern]) -> [Pattern] {
      var isLineStart = isLines
      return encoded(body, &isLineStart)
    }
    switch item {
    case .maybe(var maybe):
      maybe.body = inside(maybe.body)
      return .maybe(maybe)
    case .each(var each):
      each.body = inside(each.body)
      each.joint = Self.encoded(each.joint, encoders)
      if isLines, !each.joint.isEmpty {
        fail("`joined by` between lines cannot stand in a message that is encoded")
      }
      each.isLines = false
      return .each(each)
    case .oneOf(let alternatives, let key, let base):
      return .oneOf(
        alternatives.map { alternative in
          var alternative = alternative
          alternative.body = inside(alternative.body)
          return alternative
        }, key, base)
    case .piece(let field, let body): return .piece(field: field, inside(body))
    case .optionalLine:
      fail("a line of several optional pieces cannot stand in a message that is encoded")
      return item
    case .literal(let text):
      var isLineStart = isLines
      return literal(text, &isLineStart).first ?? item
    case .field: return item
    }
  }

  private func fail(_ message: String) { record.binder.fail(record.event.name.position, message) }

  // MARK: - Holes

  /// A text goes through the encoders; what can never hold a byte that they change does not.
  private func encode(_ number: Int) {
    var field = record.pattern.fields[number]
    switch field.reader {
    case .text: break
    case .lines: if !Self.changes(0x0A, encoders) { return }
    case .bounded(let set):
      if (UInt8.min...255).allSatisfy({ !set.contains($0) || !Self.changes($0, encoders) }) {
        return
      }
    default: return
    }
    guard case .text = field.writer.form else { return }
    for encoder in encoders {
      record.pattern.encoders.append(encoder)
      field.writer.encoders.append(record.pattern.encoders.count - 1)
      if !encoder.isExact { field.isLossy = true }
    }
    if case .lines = field.reader { field.reader = .text }
    field.writer.isOfMessage = true
    field.writer.readyColumn = -1
    field.writer.readyCells = []
    record.pattern.fields[number] = field
  }

  private static func changes(_ byte: UInt8, _ encoders: [Encoder]) -> Bool {
    byte >= 0x80 || encoded([byte], encoders) != [byte]
  }

  private static func encoded(_ bytes: [UInt8], _ encoders: [Encoder]) -> [UInt8] {
    encoders.reduce(bytes) { bytes, encoder in
      var line = LineWriter(capacity: 256)
      unsafe bytes.withUnsafeBufferPointer { unsafe encoder.encode($0, into: &line) }
      return unsafe line.withBytes { unsafe Array($0) }
    }
  }
}

extension Pattern {
  /// Whether it makes whole lines: what stands in it ends with a line end.
  fileprivate var endsLine: Bool {
    switch self {
    case .literal, .field: false
    case .maybe(let maybe): maybe.body.endsLine
    case .each(let each): each.isLines
    case .oneOf(let alternatives, _, _): alternatives.contains { $0.body.endsLine }
    case .piece(_, let body): body.endsLine
    case .optionalLine: true
    }
  }
}

extension [Pattern] {
  fileprivate var endsLine: Bool {
    guard let last else { return false }
    if case .literal(let text) = last { return text.last == 0x0A }
    return last.endsLine
  }
}

/// How a hole is read: it knows its own end, or it runs to the text that follows.
enum FieldShape {
  case closed(Int32)
  case open(OpenHole)
}

extension MatchBuilder {
  /// How a field of a pattern is read.
  mutating func shape(_ number: Int, of pattern: RecordPattern, _ world: World) -> FieldShape {
    let field = pattern.fields[number]
    let isCoded = field.writer.isText && !(field.writer.encoders.isEmpty && field.writer.cut == nil)
    guard let kind = closedKind(field.reader, pattern, world, isCoded: isCoded) else {
      return .open(hole(Int32(number), field, pattern, world))
    }
    return .closed(
      reader(
        ClosedReader(
          kind: kind, none: field.writer.none.map { piece(world.bytes(of: $0)) },
          padding: Int32(field.writer.padding?.width ?? 0),
          isLeft: field.writer.padding?.left ?? false)))
  }

  private mutating func closedKind(
    _ reader: Reader, _ pattern: RecordPattern, _ world: World, isCoded: Bool
  ) -> ClosedReader.Kind? {
    switch reader {
    case .integer(let low, let high, let width):
      return .integer(low: low, high: high, width: Int32(width))
    case .decimal(let low, let high, let places):
      return .decimal(
        low: low, high: high, places: Int32(places.upperBound), least: Int32(places.lowerBound))
    case .choice(let number, open: false) where !isCoded:
      let members = choice(number, world)
      return .choice(first: members.first, count: members.count)
    case .bool(let notation):
      let first = Int32(members.count)
      for word in notation?.isPython == true ? ["False", "True"] : ["false", "true"] {
        members.append(piece(Array(word.utf8)))
      }
      return .choice(first: first, count: 2)
    case .time(let time): return .time(self.time(pattern.times[time]))
    case .run(let set, let least, let most) where !isCoded:
      return .run(table: table(set), least: Int32(least), most: Int32(most))
    case .uuid where !isCoded: return .uuid
    case .either(let readers) where !isCoded:
      let numbers = readers.compactMap { reader in
        closedKind(reader, pattern, world, isCoded: false).map {
          self.reader(ClosedReader(kind: $0, none: nil, padding: 0, isLeft: false))
        }
      }
      alternatives += numbers
      return .either(
        first: Int32(alternatives.count - numbers.count), count: Int32(numbers.count))
    case .data(let notation): return .data(notation)
    case .quoted(let notation): return notation.isPython ? .pythonString : .stringInside(notation)
    default: return nil
    }
  }

  private mutating func hole(
    _ number: Int32, _ field: Field, _ pattern: RecordPattern, _ world: World
  ) -> OpenHole {
    var hole = OpenHole(
      field: number, beginning: -1, set: -1, isRun: false, isFilled: false, isLines: false,
      toLast: field.writer.toLast, escapes: -1, encoder: -1,
      members: MemberRange(first: 0, count: 0),
      none: field.writer.none.map { piece(world.bytes(of: $0)) },
      padding: Int32(field.writer.padding?.width ?? 0),
      isLeft: field.writer.padding?.left ?? false)
    switch field.reader {
    case .lines: hole.isLines = true
    case .bounded(let set):
      hole.set = table(set)
      hole.isFilled = true
    case .choice(let choice, open: true):
      hole.set = table(ByteSet { $0 > 0x20 && $0 != 0x7F })
      hole.isFilled = true
      hole.members = self.choice(choice, world)
    default: break
    }
    switch field.writer.form {
    case .jsonString, .luaString, .pythonStretch:
      // Line ends are escaped there.
      hole.isLines = false
      hole.escapes = table(ByteSet([0x5C]))
    case .text:
      guard let last = field.writer.encoders.last, !field.writer.isOfMessage else { break }
      let encoder = pattern.encoders[last]
      let starts = encoder.escapeStarts
      guard starts != ByteSet() else { break }
      hole.escapes = table(starts)
      if let known = encoders.firstIndex(where: { $0.name == encoder.name }) {
        hole.encoder = Int32(known)
      } else {
        encoders.append(encoder)
        hole.encoder = Int32(encoders.count - 1)
      }
    default: break
    }
    return hole
  }
}

extension Writer {
  /// Whether the text of the value is what is written, perhaps encoded.
  fileprivate var isText: Bool { if case .text = form { true } else { false } }
}

extension Encoder {
  /// The bytes that begin what a rule makes of a character.
  var resultStarts: FauxlogEngine.ByteSet { starts(ofResultsFrom: 1) }

  /// The same of results that have more than one byte.
  fileprivate var escapeStarts: FauxlogEngine.ByteSet { starts(ofResultsFrom: 2) }

  private func starts(ofResultsFrom least: Int) -> FauxlogEngine.ByteSet {
    var set = FauxlogEngine.ByteSet()
    for rule in rules where !rule.isKept {
      let pattern = rule.pattern
      guard pattern.count >= least else { continue }
      for byte in UInt8.min...255 where pattern[0].contains(byte) { set.insert(byte) }
    }
    return set
  }

  /// The length of what a rule made of a character, if that stands at a position.
  func escapeLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
    for rule in rules where !rule.isKept {
      guard let match = unsafe rule.read(bytes, at: position), match.length > 1,
        rules.first(for: match.code) == rule
      else { continue }
      return match.length
    }
    return nil
  }
}

extension Evaluator {
  /// A row of a table by what the keys of a lookup show.
  mutating func look(up number: Int32, _ key: Key) -> Value {
    guard let group = group(of: number) else { return .none }
    let lookup = lookups[number]
    let row = lookup.groups[group].draw(key)
    if lookup.column >= 0 {
      return Value(tag: .cell, reference: lookup.column, word: Int64(row))
    }
    return Value(tag: .fixed, word: Int64(corpora[lookup.corpus].firstCard + row))
  }

  /// The rows that fit the keys; nil if none do.
  private mutating func group(of number: Int32) -> Int32? {
    let base = operands.count
    var identity = mix(UInt64(UInt32(bitPattern: number)), 0)
    var isKnown = true
    for index in 0..<lookups[number].keys.count {
      let value = evaluate(lookups[number].keys[index])
      operands.append(value)
      if let own = self.identity(of: value) {
        identity = mix(identity, own)
      } else {
        isKnown = false
      }
    }
    if isKnown, let known = foundGroups[identity] {
      operands.truncate(to: base)
      return known < 0 ? nil : known
    }
    let found = search(number, operandsFrom: base)
    if isKnown { foundGroups.keep(found ?? -1, identity) }
    return found
  }

  @inline(never)
  private mutating func search(_ number: Int32, operandsFrom base: Int) -> Int32? {
    var parts: [String] = []
    for index in base..<operands.count { parts.append(string(operands[index])) }
    operands.truncate(to: base)
    return world.lookups[number].rows[parts.joined(separator: "\n")]
  }

  /// A number that only values have that show the same; nil where working it out takes as long as
  /// what it is wanted for.
  @inline(__always)
  package mutating func identity(of value: Value) -> UInt64? {
    switch value.tag {
    case .none, .integer, .decimal, .bool, .member, .cell, .made, .text, .fixed, .actor:
      return mix(
        UInt64(value.tag.rawValue) << 40 | UInt64(value.places) << 32
          | UInt64(UInt32(bitPattern: value.reference)), signed: value.word)
    case .string:
      return unsafe withText(value) { unsafe Self.identity(of: $0) }
    case .instant, .duration, .heap, .bytes, .filled: return nil
    }
  }

  /// A hash of a text, eight bytes at a time; it is nobody's key.
  @inline(__always)
  private static func identity(of text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(text.count)
    var at = 0
    while at &+ 8 <= text.count {
      let word = unsafe UnsafeRawBufferPointer(text)
        .loadUnaligned(fromByteOffset: at, as: UInt64.self)
      hash = mix(hash, word)
      at &+= 8
    }
    guard at < text.count else { return hash }
    var rest: UInt64 = 0
    while at < text.count {
      rest = unsafe rest &<< 8 | UInt64(text[at])
      at &+= 1
    }
    return mix(hash, rest)
  }
}

/// What lookups found last, by the identity of their keys.
struct FoundGroups: ~Copyable {
  /// What one lookup found.
  struct Entry: BitwiseCopyable {
    var identity: UInt64 = 0
    var group: Int32 = 0
  }

  private static let room = 8192
  private var entries = FlatStack<Entry>(capacity: Self.room)

  init() { entries.append(repeating: Entry(), count: Self.room) }

  /// What was found; -1 is nothing, nil is not known.
  subscript(identity: UInt64) -> Int32? {
    let entry = entries[Int(truncatingIfNeeded: identity) & (Self.room - 1)]
    return entry.identity == identity ? entry.group : nil
  }

  /// Keeps what was found.
  mutating func keep(_ group: Int32, _ identity: UInt64) {
    entries[Int(truncatingIfNeeded: identity) & (Self.room - 1)] = Entry(
      identity: identity, group: group)
  }
}

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
    defer { operands.truncate(to: base) }
    var identity: Key? = mix(UInt64(UInt32(bitPattern: number)), 0)
    for index in 0..<lookups[number].keys.count {
      let value = evaluate(lookups[number].keys[index])
      operands.append(value)
      identity = identity.flatMap { so in self.identity(of: value).map { mix(so, $0) } }
    }
    if let identity, let known = foundGroups[identity] { return known < 0 ? nil : known }
    var parts: [String] = []
    for index in base..<operands.count { parts.append(string(operands[index])) }
    let found = world.lookups[number].rows[parts.joined(separator: "\n")]
    if let identity { foundGroups.keep(found ?? -1, identity) }
    return found
  }

  /// A number that only values have that show the same; nil where working it out takes as long as
  /// what it is wanted for.
  @inline(__always)
  package mutating func identity(of value: Value) -> UInt64? {
    switch value.tag {
    case .none, .integer, .decimal, .bool, .member, .cell, .made, .text, .actor:
      return mix(
        UInt64(value.tag.rawValue) << 40 | UInt64(value.places) << 32
          | UInt64(UInt32(bitPattern: value.reference)), signed: value.word)
    case .string:
      return unsafe withText(value) { bytes in
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for place in 0..<bytes.count {
          hash = unsafe (hash ^ UInt64(bytes[place])) &* 0x0000_0100_0000_01B3
        }
        return mix(hash, UInt64(bytes.count))
      }
    case .instant, .duration, .fixed, .heap, .bytes, .filled: return nil
    }
  }
}

/// What lookups found last, by the identity of their keys.
struct FoundGroups: ~Copyable {
  /// What one lookup found.
  struct Entry: BitwiseCopyable {
    var identity: UInt64 = 0
    var group: Int32 = 0
  }

  private static let room = 1024
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

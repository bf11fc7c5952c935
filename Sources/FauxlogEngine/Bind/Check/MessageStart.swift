/// What is known of where an event's message begins, and of its first bytes, for telling many events
/// apart without comparing each pair in full.
struct MessageStart {
  /// One part of a layout up to the message.
  private enum Part: Equatable {
    case literal([UInt8])
    /// A hole: where it is defined, and how it is read.
    case hole(String, ByteSet?)
  }

  private let parts: [Part]
  /// The text that the message begins with.
  let lead: [UInt8]
  /// What the message can begin with.
  let leads: [Lead]
  let finder: LeadFinder
  /// Whether the layout ends in a text of its own, so that the message begins where that ends.
  private let isSettled: Bool

  init(_ pattern: RecordPattern, _ binder: Binder) {
    finder = LeadFinder(pattern, binder)
    let message = Array(pattern.body.dropFirst(pattern.head))
    leads = finder.leads(.items(message, from: 0, .unknown, then: .end))
    var parts: [Part] = []
    Self.add(Array(pattern.body.prefix(pattern.head)), pattern, &parts)
    self.parts = parts
    if case .literal? = parts.last { isSettled = true } else { isSettled = parts.isEmpty }
    var lead: [UInt8] = []
    for item in pattern.body.dropFirst(pattern.head) {
      guard case .literal(let text) = item else { break }
      lead += text
    }
    self.lead = lead
  }

  private static func add(_ body: [Pattern], _ pattern: RecordPattern, _ parts: inout [Part]) {
    for item in body {
      switch item {
      case .literal(let text):
        if case .literal(let before)? = parts.last {
          parts[parts.count - 1] = .literal(before + text)
        } else {
          parts.append(.literal(text))
        }
      case .field(let number):
        let field = pattern.fields[number]
        let padding = field.writer.padding.map { "\($0)" } ?? ""
        parts.append(
          .hole("\(field.position) \(field.name) \(field.reader) \(padding)", field.openSet))
      case .piece(_, let inner): add(inner, pattern, &parts)
      case .maybe, .each, .oneOf, .optionalLine: parts.append(.hole("\(item)", nil))
      }
    }
  }

  /// Whether a reader that gets as far as the message is at the same place in both.
  func meets(_ other: MessageStart) -> Bool { isSettled && parts == other.parts }

  /// Whether no line begins as both do: they differ in a text of the layout, or of the message.
  func isApart(from other: MessageStart) -> Bool {
    for (place, (one, two)) in zip(parts, other.parts).enumerated() where one != two {
      guard case .literal(let text) = one, case .literal(let more) = two,
        Self.differ(text, more)
      else { return false }
      return endsCertainly(before: place, text, more)
    }
    return meets(other) && Self.differ(lead, other.lead)
  }

  /// Whether the hole left of a text ends before it, whichever of two texts it is.
  private func endsCertainly(before place: Int, _ text: [UInt8], _ more: [UInt8]) -> Bool {
    var following = [text.first, more.first]
    for part in parts[..<place].reversed() {
      switch part {
      case .literal(let text): following = [text.first]
      case .hole(_, let set):
        guard let set else { continue }
        guard following.allSatisfy({ $0.map { !set.contains($0) } ?? false }) else { return false }
      }
    }
    return true
  }

  private static func differ(_ text: [UInt8], _ more: [UInt8]) -> Bool {
    zip(text, more).contains { $0 != $1 }
  }
}
